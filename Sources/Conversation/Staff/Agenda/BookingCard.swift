import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// A booking as the staff sees it: who comes for what, how it stands, what happened to it, and
/// what can be done.
extension Turn {
  private static var linesOfHistory: Int { 5 }
  private static var namesOfGroup: Int { 8 }
  private static var newestNotes: Int { 2 }

  func showStaffBooking(_ id: ID<Visit>) throws {
    leaveOtherQuestions()
    guard let visit = try desk.readable(id, for: person) else { return try notAllowed() }
    try show(try staffCard(visit, title: nil))
  }

  /// A list that was searched stays open behind a card: words typed there still narrow it.
  private func leaveOtherQuestions() {
    if case .agenda(.find) = state { return }
    wait(for: .home)
  }

  func staffCard(_ visit: Visit, title: HTML?) throws -> Screen {
    let wording = try agendaWording
    let zone = wording.wording.zone(of: visit)
    let client = try desk.tx.person(visit.client)
    let others = visit.capacity > 1 ? try desk.tx.company(of: visit, limit: 1_000) : []
    let history = try desk.history(of: visit, limit: Self.linesOfHistory)
      .compactMap { wording.line($0, zone) }
    let notes = try desk.tx.notes(on: visit.client, limit: Self.newestNotes)
      .map { note($0, zone, limit: 200) }
    let staff = StaffWording(wording: wording.wording)
    return Screen(
      lines(
        [
          title, title.map { _ in HTML("") }, staff.facts(visit, client: client),
          try seriesLine(visit),
          voice.phrase("booking.standing", ["state": .text(wording.standing(visit))]),
          visit.isOpen && visit.starts > now ? client.flatMap { howTold($0) } : nil,
          visit.isOpen && visit.cancelAsked != nil ? voice.phrase("agenda.cancelAsked") : nil,
          visit.state == .confirmed && visit.starts > now
            ? visit.attendance.map {
              $0 == .confirmed
                ? voice.phrase("remind.cardConfirmed") : voice.phrase("remind.cardAsked")
            } : nil,
          visit.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) },
          try reviewLine(of: visit),
          try desk.clientSum(visit, for: person).map {
            voice.phrase("agenda.clientSum", ["sum": .text(wording.sum($0, zone))])
          },
        ] + notes + [history.isEmpty ? nil : HTML("")] + history.map { HTML($0).italic() }
          + [
            others.isEmpty ? nil : HTML(""),
            others.isEmpty
              ? nil : voice.phrase("agenda.group", ["count": .number(others.count)]),
          ]),
      try cardRows(visit, client, others.prefix(Self.namesOfGroup).map { $0 }, zone))
  }

  /// How the client hears of the booking, where that is not by the chat.
  private func howTold(_ client: Person) -> HTML? {
    if client.id == person.id { return nil }
    switch desk.way(for: .movedByStaff, to: client) {
    case .chat: return nil
    case .letter: return voice.phrase("reach.cardByMail")
    case .sms: return voice.phrase("reach.cardBySMS")
    case nil: return voice.phrase("reach.cardByNothing")
    }
  }

  private func reviewLine(of visit: Visit) throws -> HTML? {
    guard visit.state == .completed, let review = try desk.tx.review(of: visit.id),
      let stars = review.stars
    else { return nil }
    return lines([
      voice.phrase("review.clients", ["stars": .text(AfterVisitWording.stars(stars))]),
      review.words.map { HTML(Typed.clipped($0, to: 500)).italic() },
    ])
  }

  private func cardRows(
    _ visit: Visit, _ client: Person?, _ others: [ListedVisit], _ zone: Zone
  ) throws -> [[InlineButton]] {
    var rows: [[InlineButton]] = []
    if try desk.mayManage(visit, person) { rows += try actRows(visit, client) }
    if visit.photo != nil { rows.append([button("button.photo", .photo(visit.id))]) }
    let wording = try agendaWording
    for start in stride(from: 0, to: others.count, by: 2) {
      rows.append(
        others[start..<min(start + 2, others.count)].map {
          .tap(
            "👤 " + wording.mark($0.visit) + Typed.clipped(wording.name($0), to: 24),
            .agenda(.booking($0.visit.id)))
        })
    }
    if case .agenda(.find(let filter, let page)) = state {
      rows.append([button("button.backToList", .agenda(.found(filter, page: page)))])
    }
    let isUsual = try desk.rights(of: person).own.map { $0 == visit.specialist } ?? true
    let day = AgendaTap.dayOf(
      zone.local(visit.starts).date, isUsual ? .usual : .of(visit.specialist), cancelled: false,
      page: 0)
    rows.append([button("button.agenda", .agenda(day))] + homeRow)
    return rows
  }

  private func actRows(_ visit: Visit, _ client: Person?) throws -> [[InlineButton]] {
    let acts = visit.acts(at: now)
    var rows = StaffWording.answers(visit, voice, now: now)
    func row(_ parts: (StaffAct, Key, AgendaTap, ButtonStyle?)...) {
      let buttons = parts.filter { acts.contains($0.0) }.map {
        button($0.1, .agenda($0.2), style: $0.3)
      }
      if !buttons.isEmpty { rows.append(buttons) }
    }
    let id = visit.id
    row(
      (.arrive, "button.arrived", .arrived(id, true), .success),
      (.leave, "button.notArrived", .arrived(id, false), nil))
    if visit.arrived != nil, visit.state == .confirmed {
      row((.complete, "button.complete", .complete(id), .success))
    } else {
      row(
        (.complete, "button.complete", .complete(id), nil),
        (.markNoShow, "button.noShow", .noShow(id), nil))
    }
    row((.reopen, "button.undoStatus", .reopen(id), nil))
    if visit.mayHaveResults {
      let isOver = visit.state == .completed || acts.contains(.complete)
      rows.append([
        button(
          isOver ? "button.completeWithResults" : "button.sessionOf", .session(.ofBooking(id)))
      ])
    }
    let isSeries = try hasCompany(visit, byStaff: true)
    if acts.contains(.move) {
      rows.append([
        button(
          "button.move",
          isSeries ? .staffSeries(.step(.askMove(id))) : .guest(.moveBooking(id)))
      ])
    }
    if isSeries {
      rows.append([button("button.series", .staffSeries(.step(.whole(id, page: 0))))])
    } else if desk.canRepeat(visit) {
      rows.append([button("button.repeatVisit", .staffSeries(.step(.begin(id))))])
    }
    if isSeries, acts.contains(.cancel), visit.state == .confirmed {
      rows.append([
        button("button.cancelBooking", .staffSeries(.step(.askCancel(id))), style: .danger)
      ])
    } else if visit.state == .confirmed {
      row((.cancel, "button.cancelBooking", .askCancel(id), .danger))
    }
    var contact = [button("button.client", .client(.card(visit.client)))]
    if client?.telegram != nil { contact.append(button("button.writeClient", .writeClient(id))) }
    rows.append(contact)
    return rows
  }

  /// The card after an act, with a passing word; the present state where it came too late.
  func reportAct(_ outcome: StaffOutcome, _ done: Key) throws {
    leaveOtherQuestions()
    switch outcome {
    case .done(let visit):
      try toast(voice.text(done))
      try show(try staffCard(visit, title: nil))
    case .already(let visit):
      try remark("staff.already")
      try show(try staffCard(visit, title: nil))
    case .notAllowed: try notAllowed()
    }
  }

  // MARK: Cancelling

  func askCancelReason(_ id: ID<Visit>) throws {
    guard let visit = try desk.readable(id, for: person), try desk.mayManage(visit, person) else {
      return try notAllowed()
    }
    guard visit.acts(at: now).contains(.cancel) else {
      return try reportAct(.already(visit), "staff.already")
    }
    wait(for: .agenda(.cancelReason(visit: id)))
    try show(
      Screen(
        lines([
          voice.phrase("cancel.title"), HTML(""), try staffFacts(visit), HTML(""),
          voice.phrase("agenda.cancelAsk"),
        ]),
        [
          [button("button.cancelSilently", .agenda(.cancelSilently(id)), style: .danger)],
          [button("button.back", .agenda(.booking(id)))],
        ]))
  }

  func cancelByStaff(_ id: ID<Visit>, reason: String?) throws {
    if let reason, Typed.isLonger(reason, than: 500) {
      return try send(
        Screen(
          voice.phrase("comment.tooLong", ["count": .number(500)]),
          [[button("button.back", .agenda(.booking(id)))]]))
    }
    wait(for: .home)
    switch try desk.cancel(id, reason: reason, byStaff: person) {
    case .done(let visit):
      let isTold =
        try desk.tx.person(visit.client).flatMap { desk.way(for: .cancelledByStaff, to: $0) }
        != nil
      try show(
        try staffCard(
          visit,
          title: isTold ? voice.phrase("staff.cancelAgreed") : voice.phrase("cancelled.title")))
    case let other: try reportAct(other, "staff.already")
    }
  }
}
