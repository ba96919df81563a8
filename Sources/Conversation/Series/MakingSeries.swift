import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// From one visit to many: how often, how many, and every date to be checked.
extension Turn {
  private static var usualTimes: [Int] { [2, 3, 4, 5, 6, 8, 10, 12] }

  /// The visit a series can be made of; otherwise says what is the matter and returns nil.
  private func repeatable(_ id: ID<Visit>, byStaff: Bool) throws -> Visit? {
    guard let lead = try desk.seriesLead(id, by: hand(byStaff: byStaff)) else {
      try byStaff ? notAllowed() : notFound()
      return nil
    }
    if lead.series != nil {
      try showSeries(id, page: 0, byStaff: byStaff)
      return nil
    }
    guard desk.canRepeat(lead) else {
      try sayOver(lead, byStaff: byStaff)
      return nil
    }
    return lead
  }

  /// The visit is not what the button took it for.
  func sayOver(_ visit: Visit, byStaff: Bool) throws {
    wait(for: .home)
    if byStaff { return try showChanged(visit) }
    // A hold has no card: its time is gone.
    if visit.isOpen || ![.held, .expired].contains(visit.state) { return try tooLate(visit) }
    try remark("confirm.gone", alert: true)
    try showOffer(Wish(service: visit.service))
  }

  func askRhythm(_ id: ID<Visit>, byStaff: Bool) throws {
    guard let lead = try repeatable(id, byStaff: byStaff) else { return }
    let words = try seriesWording
    let first = words.wording.zone(of: lead).local(lead.starts).date
    wait(for: .home)
    let buttons = Rhythm.fitting(first).map { rhythm in
      InlineButton.tap(
        words.rhythm(rhythm, from: first).capitalisedFirst,
        series(.count(id, rhythm), byStaff: byStaff))
    }
    // Weeks side by side; the longer words for months a line each.
    var rows = stride(from: 0, to: Rhythm.longestWeeks, by: 2).map {
      Array(buttons[$0..<$0 + 2])
    }
    rows += buttons.dropFirst(Rhythm.longestWeeks).map { [$0] }
    rows.append([back(to: lead, byStaff: byStaff)])
    try show(
      Screen(
        lines([
          voice.phrase("series.askRhythm"), HTML(""), try seriesFacts(lead, byStaff: byStaff),
        ]), rows))
  }

  /// Back to the held time or the booking's card.
  private func back(to lead: Visit, byStaff: Bool) -> InlineButton {
    lead.isOpen
      ? button("button.back", cardTap(lead.id, byStaff: byStaff))
      : button("button.back", .series(.toHold(lead.id)))
  }

  private func seriesFacts(_ lead: Visit, byStaff: Bool) throws -> HTML {
    byStaff ? try staffFacts(lead) : try wording.facts(lead, viewer: person.zone)
  }

  func askTimes(_ id: ID<Visit>, _ rhythm: Rhythm, byStaff: Bool) throws {
    guard let lead = try repeatable(id, byStaff: byStaff) else { return }
    let words = try seriesWording
    let first = words.wording.zone(of: lead).local(lead.starts).date
    guard rhythm.fits(first) else { return try askRhythm(id, byStaff: byStaff) }
    wait(for: .series(.making(SeriesDraft(id, rhythm, times: 2), byStaff: byStaff)))
    let buttons = Self.usualTimes.map { times in
      InlineButton.tap(
        voice.text("series.times", ["count": .number(times)]),
        series(
          .preview(SeriesForm(visit: id, rhythm: rhythm, times: times)), byStaff: byStaff))
    }
    var rows = stride(from: 0, to: buttons.count, by: 2).map { Array(buttons[$0..<$0 + 2]) }
    rows.append([button("button.back", .begin(id), byStaff: byStaff)])
    try show(
      Screen(
        lines([
          voice.phrase("series.rhythm", ["rhythm": .text(words.rhythm(rhythm, from: first))]),
          HTML(""),
          voice.phrase(
            "series.askTimes",
            [
              "least": .number(Rhythm.times.lowerBound), "most": .number(Rhythm.times.upperBound),
            ]),
        ]), rows))
  }

  /// A typed number of visits.
  func takeTimes(_ text: String, _ draft: SeriesDraft, byStaff: Bool) throws {
    guard let times = Self.number(text), Rhythm.times.contains(times) else {
      return try send(
        Screen(
          voice.phrase(
            "series.timesBad",
            [
              "least": .number(Rhythm.times.lowerBound), "most": .number(Rhythm.times.upperBound),
            ]),
          [[button("button.back", .count(draft.visit, draft.rhythm), byStaff: byStaff)]]))
    }
    var draft = draft
    draft.times = times
    try showPlan(draft, byStaff: byStaff)
  }

  /// A whole number in the digits of any script.
  private static func number(_ text: String) -> Int? {
    let digits = text.trimmed.map(\.wholeNumberValue)
    guard (1...4).contains(digits.count) else { return nil }
    return digits.reduce(0 as Int?) { sum, digit in
      guard let sum, let digit, digit < 10 else { return nil }
      return sum * 10 + digit
    }
  }

  // MARK: The plan

  /// The plan of a draft; otherwise says why there is none and returns nil.
  private func plan(_ draft: SeriesDraft, byStaff: Bool) throws -> SeriesPlan? {
    guard Rhythm.times.contains(draft.times) else {
      try askTimes(draft.visit, draft.rhythm, byStaff: byStaff)
      return nil
    }
    switch try desk.look(at: draft, by: hand(byStaff: byStaff)) {
    case .plan(let plan): return plan
    case .refused(let refusal): try refuse(refusal)
    case .already(let visit): try showSeries(visit.id, page: 0, byStaff: byStaff)
    case .over(let visit): try sayOver(visit, byStaff: byStaff)
    case .notAllowed: try byStaff ? notAllowed() : notFound()
    }
    return nil
  }

  func showPlan(_ draft: SeriesDraft, byStaff: Bool, remark: HTML? = nil) throws {
    guard let plan = try plan(draft, byStaff: byStaff) else { return }
    try show(plan, draft, byStaff: byStaff, remark: remark)
  }

  private func show(
    _ plan: SeriesPlan, _ draft: SeriesDraft, byStaff: Bool, remark: HTML?
  ) throws {
    wait(for: .series(.making(draft, byStaff: byStaff)))
    let words = try seriesWording
    let form = SeriesForm(draft)
    let first = plan.zone.local(plan.lead.starts).date
    let had = plan.had.count
    var rows: [[InlineButton]] = []
    if had > 0 {
      let key: Key = plan.service.needsApproval && !byStaff ? "button.askSeries" : "button.bookAll"
      rows.append([
        .tap(
          voice.text(key, ["count": .number(had + (plan.lead.isOpen ? 0 : 1))]),
          series(.book(form, digest: plan.digest), byStaff: byStaff), style: .success)
      ])
    }
    let notable = plan.visits.filter { $0.isConflict || draft.changes[$0.place] != nil }
    rows += try dateRows(notable.prefix(16), plan, byStaff: byStaff) { .date(form, place: $0) }
    rows.append([button("button.otherDate", .dates(form), byStaff: byStaff)])
    rows.append([
      button("button.otherNumber", .count(draft.visit, draft.rhythm), byStaff: byStaff),
      back(to: plan.lead, byStaff: byStaff),
    ])
    try show(
      Screen(
        lines(
          [
            remark, remark.map { _ in HTML("") }, voice.phrase("series.check"), HTML(""),
            byStaff
              ? voice.phrase(
                "facts.client", ["client": .text(try name(of: desk.tx.person(plan.lead.client)))])
              : nil,
            words.common(plan.lead),
            voice.phrase(
              "series.rhythm", ["rhythm": .text(words.rhythm(draft.rhythm, from: first))]),
            HTML(""),
          ] + plan.visits.map { words.line($0, in: plan) } + [HTML("")]
            + (try summary(plan, byStaff: byStaff))), rows))
  }

  func dateRows(
    _ visits: some Collection<PlannedVisit>, _ plan: SeriesPlan, byStaff: Bool,
    _ tap: (Int) -> SeriesTap
  ) throws -> [[InlineButton]] {
    let words = try seriesWording
    let buttons = visits.map { visit in
      InlineButton.tap(
        words.mark(visit) + " " + words.dated(visit.starts, plan.zone),
        series(tap(visit.place), byStaff: byStaff))
    }
    return stride(from: 0, to: buttons.count, by: 2).map {
      Array(buttons[$0..<min($0 + 2, buttons.count)])
    }
  }

  /// What will be and what will not, and why.
  private func summary(_ plan: SeriesPlan, byStaff: Bool) throws -> [HTML?] {
    let words = try seriesWording
    let conflicts = plan.visits.count(where: \.isConflict)
    let beyond = plan.visits.count { $0.fate == .beyondHorizon }
    let over = plan.visits.count { $0.fate == .overLimit }
    let until = plan.zone.local(now).date.adding(
      days: byStaff ? FrontDesk.staffHorizonDays : plan.calendar.rules.horizonDays)
    let limit = try desk.business().maximumOpen ?? 0
    let held = plan.lead.isOpen ? nil : plan.lead.heldUntil.flatMap { $0 > now ? $0 : nil }
    return [
      plan.had.isEmpty ? voice.phrase("series.nothing") : nil,
      conflicts > 0 ? voice.phrase("series.conflicts", ["count": .number(conflicts)]) : nil,
      beyond > 0
        ? voice.phrase(
          "series.beyond",
          ["count": .number(beyond), "date": .text(voice.date(until, .fullWithYear))])
        : nil,
      over > 0
        ? voice.phrase("series.over", ["count": .number(over), "limit": .number(limit)])
        : nil,
      plan.service.needsApproval && !byStaff ? voice.phrase("series.approval") : nil,
      held.map {
        voice.phrase(
          "series.held", ["time": .text(words.wording.clock($0, plan.zone))])
      },
    ]
  }

  /// All dates but the first as buttons.
  func showDates(_ draft: SeriesDraft, byStaff: Bool) throws {
    guard let plan = try plan(draft, byStaff: byStaff) else { return }
    wait(for: .series(.making(draft, byStaff: byStaff)))
    let form = SeriesForm(draft)
    var rows = try dateRows(
      plan.visits.dropFirst().filter { $0.fate != .beyondHorizon }, plan, byStaff: byStaff
    ) { .date(form, place: $0) }
    rows.append([button("button.back", .preview(form), byStaff: byStaff)])
    try show(Screen(voice.phrase("series.whichDate"), rows))
  }

  /// Times to choose from, in the order of the clock.
  func timeRows(
    _ times: [Instant], _ plan: SeriesPlan, byStaff: Bool, _ tap: (Instant) -> SeriesTap
  ) throws -> [[InlineButton]] {
    let words = try seriesWording
    let buttons = times.sorted().map { time in
      InlineButton.tap(
        words.dated(time, plan.zone), series(tap(time), byStaff: byStaff), style: .primary)
    }
    return stride(from: 0, to: buttons.count, by: 2).map {
      Array(buttons[$0..<min($0 + 2, buttons.count)])
    }
  }

  /// One date: other times, or no visit then.
  func showDate(_ draft: SeriesDraft, _ place: Int, byStaff: Bool) throws {
    guard let plan = try plan(draft, byStaff: byStaff) else { return }
    let form = SeriesForm(draft)
    guard let visit = plan.visits.first(where: { $0.place == place }), visit.fate != .lead else {
      return try show(plan, draft, byStaff: byStaff, remark: nil)
    }
    wait(for: .series(.making(draft, byStaff: byStaff)))
    let times = try desk.alternatives(to: place, in: plan, by: hand(byStaff: byStaff))
    var rows = try timeRows(times, plan, byStaff: byStaff) { .change(form, place: place, $0) }
    if visit.fate == .closed, byStaff {
      rows.append([
        button(
          "button.bookAnyway", .change(form, place: place, visit.starts), byStaff: byStaff,
          style: .danger)
      ])
    }
    if draft.changes[place] != nil {
      rows.append([button("button.asInRhythm", .restore(form, place: place), byStaff: byStaff)])
    }
    if draft.changes[place] != .leave {
      rows.append([button("button.leaveDate", .leave(form, place: place), byStaff: byStaff)])
    }
    rows.append([button("button.back", .preview(form), byStaff: byStaff)])
    try show(
      Screen(
        lines([
          try seriesWording.line(visit, in: plan), HTML(""),
          voice.phrase(times.isEmpty ? "series.noTime" : "series.chooseTime"),
        ]), rows))
  }
}

extension SeriesForm {
  init(_ draft: SeriesDraft) {
    self.init(visit: draft.visit, rhythm: draft.rhythm, times: draft.times)
  }
}
