import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Several visits of a series get other times: a new time for one, and the same step for the rest.
extension Turn {
  /// The visit a shift begins from, with its wish; otherwise says what is the matter.
  private func shiftable(
    _ id: ID<Visit>, _ scope: SeriesScope, byStaff: Bool
  ) throws -> (visit: Visit, wish: Wish, count: Int)? {
    guard let (lead, visits) = try desk.comingVisits(id, scope, by: hand(byStaff: byStaff)) else {
      try byStaff ? notAllowed() : notFound()
      return nil
    }
    guard visits.contains(where: { $0.id == id }) else {
      try sayOver(lead, byStaff: byStaff)
      return nil
    }
    let wish: Wish?
    if byStaff {
      wish = try desk.staffWish(lead.service, of: lead.specialist, moving: id, by: person)
    } else {
      wish = Wish(service: lead.service, specialist: lead.specialist, moving: id)
    }
    guard let wish else {
      try notAllowed()
      return nil
    }
    return (lead, wish, visits.count)
  }

  private func head(_ lead: Visit, _ count: Int) throws -> HTML {
    let wording = try wording
    return lines([
      voice.phrase("series.moveTitle", ["count": .number(count)]), HTML(""),
      voice.phrase("facts.service", ["service": .text(wording.serviceName(of: lead))]),
      voice.phrase(
        "guest.now", ["time": .text(wording.moment(lead.starts, wording.zone(of: lead)))]),
    ])
  }

  private func picker(_ id: ID<Visit>, _ scope: SeriesScope, byStaff: Bool) -> TimePicker {
    TimePicker(
      voice: voice, month: { self.series(.month(id, scope, $0), byStaff: byStaff) },
      day: { self.series(.day(id, scope, $0, page: $1), byStaff: byStaff) },
      slot: {
        self.series(
          .shift(ShiftForm(visit: id, scope: scope, starts: $0.starts)), byStaff: byStaff)
      })
  }

  /// The free times nearest to the present one: the others follow it.
  func showShiftTimes(_ id: ID<Visit>, _ scope: SeriesScope, byStaff: Bool) throws {
    wait(for: .home)
    guard let (lead, wish, count) = try shiftable(id, scope, byStaff: byStaff) else { return }
    let wording = try wording
    let zone = wording.zone(of: lead)
    let around = try desk.openings(
      for: wish, from: max(now, lead.starts.adding(minutes: -2 * 1_440)),
      to: lead.starts.adding(minutes: 2 * 1_440)
    ).filter { $0.calendar == lead.calendar }
    let nearest = around.sorted {
      (abs($0.starts - lead.starts), $0.starts) < (abs($1.starts - lead.starts), $1.starts)
    }.prefix(6).sorted { $0.starts < $1.starts }
    let buttons = nearest.map { opening in
      InlineButton.tap(
        wording.short(opening.starts, zone),
        series(
          .shift(ShiftForm(visit: id, scope: scope, starts: opening.starts)), byStaff: byStaff),
        style: .primary)
    }
    var rows = stride(from: 0, to: buttons.count, by: 2).map {
      Array(buttons[$0..<min($0 + 2, buttons.count)])
    }
    let month = zone.local(lead.starts).date.firstOfMonth
    rows.append([button("button.otherDays", .month(id, scope, month), byStaff: byStaff)])
    rows.append([button("button.back", .askMove(id), byStaff: byStaff)])
    try show(
      Screen(
        lines([try head(lead, count), HTML(""), voice.phrase("series.moveChoose")]), rows))
  }

  func showShiftMonth(
    _ id: ID<Visit>, _ scope: SeriesScope, _ month: LocalDate, byStaff: Bool
  ) throws {
    wait(for: .home)
    guard let (lead, wish, count) = try shiftable(id, scope, byStaff: byStaff) else { return }
    let today = try desk.zone(for: wish).local(now).date
    let last = try desk.horizon(for: wish)
    let first = min(max(month.firstOfMonth, today.firstOfMonth), last.firstOfMonth)
    let counts = try desk.days(for: wish, month: first)
    var rows = picker(id, scope, byStaff: byStaff).page(of: first, counts, today: today, last: last)
    rows.append([button("button.back", .times(id, scope), byStaff: byStaff)])
    try show(
      Screen(
        lines([
          try head(lead, count), HTML(""),
          voice.phrase(counts.isEmpty ? "month.full" : "month.choose"),
        ]), rows))
  }

  func showShiftDay(
    _ id: ID<Visit>, _ scope: SeriesScope, _ day: LocalDate, page: Int, byStaff: Bool
  ) throws {
    wait(for: .home)
    guard let (lead, wish, count) = try shiftable(id, scope, byStaff: byStaff) else { return }
    let openings = try desk.openings(for: wish, on: day).filter { $0.calendar == lead.calendar }
    guard !openings.isEmpty else {
      try toast(voice.text("day.full"))
      return try showShiftMonth(id, scope, day, byStaff: byStaff)
    }
    var rows = picker(id, scope, byStaff: byStaff).times(of: day, openings, page: page)
    rows.append([button("button.back", .month(id, scope, day.firstOfMonth), byStaff: byStaff)])
    try show(
      Screen(
        lines([
          try head(lead, count), HTML(""),
          voice.phrase("day.choose", ["date": .text(voice.date(day, .full))]),
        ]), rows))
  }

  // MARK: The plan

  private func plan(_ shift: SeriesShift, byStaff: Bool) throws -> SeriesPlan? {
    switch try desk.look(at: shift, by: hand(byStaff: byStaff)) {
    case .plan(let plan): return plan
    case .refused(let refusal): try refuse(refusal)
    case .already(let visit), .over(let visit): try sayOver(visit, byStaff: byStaff)
    case .notAllowed: try byStaff ? notAllowed() : notFound()
    }
    return nil
  }

  func showShift(_ shift: SeriesShift, byStaff: Bool, remark: HTML? = nil) throws {
    guard let plan = try plan(shift, byStaff: byStaff) else { return }
    wait(for: .series(.moving(shift, byStaff: byStaff)))
    let words = try seriesWording
    let form = ShiftForm(shift)
    let conflicts = plan.visits.count { !$0.isHad && $0.fate != .left }
    var rows: [[InlineButton]] = []
    if !plan.had.isEmpty {
      rows.append([
        .tap(
          voice.text("button.moveCount", ["count": .number(plan.had.count)]),
          series(.move(form, digest: plan.digest), byStaff: byStaff), style: .success)
      ])
    }
    let notable = plan.visits.filter { $0.isConflict || shift.changes[$0.place] != nil }
    rows += try dateRows(notable.prefix(16), plan, byStaff: byStaff) {
      .shiftDate(form, place: $0)
    }
    rows.append([
      button("button.otherTime", .times(shift.visit, shift.scope), byStaff: byStaff),
      button("button.keep", cardTap(shift.visit, byStaff: byStaff)),
    ])
    let asks = plan.service.needsApproval && !byStaff
    try show(
      Screen(
        lines(
          [
            remark, remark.map { _ in HTML("") },
            voice.phrase("series.checkMove"), HTML(""),
            byStaff
              ? voice.phrase(
                "facts.client", ["client": .text(try name(of: desk.tx.person(plan.lead.client)))])
              : nil,
            words.common(plan.lead), HTML(""),
          ] + plan.visits.map { words.shiftLine($0, in: plan) } + [
            conflicts > 0 || plan.had.isEmpty || asks ? HTML("") : nil,
            plan.had.isEmpty ? voice.phrase("series.nothingMoves") : nil,
            conflicts > 0
              ? voice.phrase("series.moveConflicts", ["count": .number(conflicts)]) : nil,
            asks ? voice.phrase("series.approval") : nil,
          ]), rows))
  }

  func showShiftDate(_ shift: SeriesShift, _ place: Int, byStaff: Bool) throws {
    guard let plan = try plan(shift, byStaff: byStaff) else { return }
    guard let visit = plan.visits.first(where: { $0.place == place }) else {
      return try showShift(shift, byStaff: byStaff)
    }
    wait(for: .series(.moving(shift, byStaff: byStaff)))
    let form = ShiftForm(shift)
    let times = try desk.alternatives(to: place, in: plan, by: hand(byStaff: byStaff))
    var rows = try timeRows(times, plan, byStaff: byStaff) {
      .shiftChange(form, place: place, $0)
    }
    if visit.fate == .closed, byStaff {
      rows.append([
        button(
          "button.moveAnyway", .shiftChange(form, place: place, visit.starts), byStaff: byStaff,
          style: .danger)
      ])
    }
    if shift.changes[place] != nil {
      rows.append([
        button("button.asTheOthers", .shiftRestore(form, place: place), byStaff: byStaff)
      ])
    }
    if shift.changes[place] != .leave {
      rows.append([
        button("button.keepTime", .shiftLeave(form, place: place), byStaff: byStaff)
      ])
    }
    rows.append([button("button.back", .shift(form), byStaff: byStaff)])
    try show(
      Screen(
        lines([
          try seriesWording.shiftLine(visit, in: plan), HTML(""),
          voice.phrase(times.isEmpty ? "series.noTime" : "series.chooseTime"),
        ]), rows))
  }

  func moveSeries(_ shift: SeriesShift, _ digest: Int, byStaff: Bool) throws {
    switch try desk.move(shift, as: digest, by: hand(byStaff: byStaff)) {
    case .done(let visits):
      wait(for: .home)
      guard let first = visits.first else { return }
      let words = try seriesWording
      let asks = visits.contains { $0.state == .requested }
      let client = try desk.tx.person(first.client)
      try show(
        Screen(
          lines(
            [
              voice.phrase(
                asks ? "series.requested" : "series.moved", ["count": .number(visits.count)]),
              byStaff ? told(client) : nil, HTML(""),
              byStaff ? voice.phrase("facts.client", ["client": .text(try name(of: client))]) : nil,
              words.common(first), HTML(""),
            ] + words.list(visits)),
          [
            [button("button.series", .whole(first.id, page: 0), byStaff: byStaff)],
            byStaff ? homeRow : [button("button.bookings", .bookings)] + homeRow,
          ]))
      if byStaff { try giveSeriesWords("series.forward", visits) } else { try sendFile(of: visits) }
    case .changed:
      try toast(voice.text("series.changedToast"))
      try showShift(shift, byStaff: byStaff, remark: voice.phrase("series.changed"))
    case .refused(let refusal): try refuse(refusal)
    case .already(let visit), .over(let visit): try sayOver(visit, byStaff: byStaff)
    case .needs, .notAllowed: try byStaff ? notAllowed() : notFound()
    }
  }
}

extension ShiftForm {
  init(_ shift: SeriesShift) {
    self.init(visit: shift.visit, scope: shift.scope, starts: shift.starts)
  }
}

extension SeriesWording {
  /// “✓ Tue 24 Mar, 15:00 → Wed 25 Mar, 16:00”, or that it stays, and why.
  func shiftLine(_ visit: PlannedVisit, in plan: SeriesPlan) -> HTML {
    guard let present = visit.present, !visit.isHad else {
      return wording.voice.phrase(
        "series.shift",
        [
          "mark": .text(mark(visit)),
          "before": .text(dated(visit.present?.starts ?? visit.wanted, plan.zone)),
          "time": .text(dated(visit.starts, plan.zone)),
        ])
    }
    if visit.fate == .left { return line(visit.at(present.starts), in: plan) }
    return wording.voice.phrase(
      "series.shiftTaken",
      [
        "mark": .text(mark(visit)), "before": .text(dated(present.starts, plan.zone)),
        "time": .text(dated(visit.starts, plan.zone)), "why": .text(why(visit, in: plan) ?? ""),
      ])
  }
}

extension PlannedVisit {
  fileprivate func at(_ moment: Instant) -> PlannedVisit {
    var visit = self
    visit.starts = moment
    return visit
  }
}
