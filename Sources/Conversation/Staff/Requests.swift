import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// What a specialist does from a notice: approve, decline, answer, block.
extension Turn {
  func approve(_ id: ID<Visit>) throws {
    if state == .askingDeclineReason(visit: id) { wait(for: .home) }
    try report(desk.approve(id, by: person), done: "staff.approved")
  }

  func askDeclineReason(_ id: ID<Visit>) throws {
    guard let visit = try managed(id) else { return }
    guard visit.state == .requested else { return try report(.already(visit), done: "") }
    wait(for: .askingDeclineReason(visit: id))
    try show(
      Screen(
        lines([
          try staffFacts(visit), HTML(""), voice.phrase("staff.declineAsk"),
        ]),
        [
          [button("button.declineSilently", .declineSilently(id), style: .danger)],
          [button("button.approve", .approve(id), style: .success)],
          [button("button.back", .agenda(.booking(id)))],
        ]))
  }

  func decline(_ id: ID<Visit>, reason: String?) throws {
    if let reason, Typed.isLonger(reason, than: 500) {
      return try send(
        Screen(
          voice.phrase("comment.tooLong", ["count": .number(500)]),
          [[button("button.back", .agenda(.booking(id)))]]))
    }
    wait(for: .home)
    try report(desk.decline(id, reason: reason, by: person), done: "staff.declined")
  }

  func answerCancellation(_ id: ID<Visit>, agrees: Bool) throws {
    try report(
      desk.answerCancellation(id, agrees: agrees, by: person),
      done: agrees ? "staff.cancelAgreed" : "staff.cancelRefused")
  }

  private func report(_ outcome: StaffOutcome, done: Key) throws {
    switch outcome {
    case .done(let visit): try show(try staffCard(visit, title: voice.phrase(done)))
    case .already(let visit):
      try remark("staff.already")
      try show(try staffCard(visit, title: nil))
    case .notAllowed: try notAllowed()
    }
  }

  func notAllowed() throws {
    wait(for: .home)
    try remark("staff.notAllowed", alert: true)
    try show(home())
  }

  private func managed(_ id: ID<Visit>) throws -> Visit? {
    if let visit = try desk.tx.visit(id), try desk.mayManage(visit, person) { return visit }
    try notAllowed()
    return nil
  }

  /// The facts of a booking with the client, for the staff.
  func staffFacts(_ visit: Visit) throws -> HTML {
    try StaffWording(wording: wording).facts(visit, client: desk.tx.person(visit.client))
  }

  func showClientCard(_ id: ID<Visit>) throws {
    guard let visit = try managed(id) else { return }
    try showClient(visit.client)
  }

  func setBlocked(_ blocked: Bool, _ id: ID<Visit>) throws {
    guard let visit = try managed(id) else { return }
    try setBlocked(blocked, client: visit.client)
  }

  func askWordsForClient(_ id: ID<Visit>) throws {
    guard let visit = try managed(id) else { return }
    // A button from before they had themselves erased, or blocked the bot for good.
    guard let client = try desk.tx.person(visit.client), !client.name.isEmpty,
      desk.way(for: .staffMessage, to: client) != nil
    else {
      try remark("reach.cardByNothing", alert: true)
      return try showStaffBooking(id)
    }
    wait(for: .writingToClient(visit: id))
    try send(
      Screen(
        voice.phrase("staff.writeAsk", ["name": .text(client.name)]),
        [[button("button.back", .agenda(.booking(id)))]]))
  }

  func writeToClient(_ text: String, _ id: ID<Visit>) throws {
    guard !Typed.isLonger(text, than: 2_000) else {
      return try send(
        Screen(
          voice.phrase("write.tooLong", ["count": .number(2_000)]),
          [[button("button.back", .agenda(.booking(id)))]]))
    }
    wait(for: .home)
    switch try desk.writeToClient(text, about: id, by: person) {
    case .sent: try send(Screen(voice.phrase("write.sent"), [homeRow]))
    case .notAllowed: try notAllowed()
    }
  }
}

/// A booking as the staff sees it.
struct StaffWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  func facts(_ visit: Visit, client: Person?) -> HTML {
    lines([
      voice.phrase("facts.client", ["client": .text(name(of: client))]),
      client?.phone.map {
        voice.phrase(
          "facts.phone",
          ["phone": .text(PhoneNumber.parse($0, region: "")?.international ?? $0)])
      },
      client?.email.map { voice.phrase("facts.email", ["email": .text($0)]) },
      client?.username.map { voice.phrase("facts.username", ["username": .text($0)]) },
      wording.facts(visit),
      voice.phrase("facts.number", ["number": .text(visit.number)]),
    ])
  }

  func name(of client: Person?) -> String {
    guard let client, !client.name.isEmpty else { return voice.text("staff.nobody") }
    return client.name
  }

  /// What the staff is asked about a booking, with the answers.
  static func answers(_ visit: Visit, _ voice: Voice, now: Instant) -> [[InlineButton]] {
    func button(_ key: Key, _ tap: Tap, _ style: ButtonStyle? = nil) -> InlineButton {
      .tap(voice.text(key), tap, style: style)
    }
    if visit.state == .requested, visit.starts > now {
      return [
        [
          button("button.approve", .approve(visit.id), .success),
          button("button.decline", .decline(visit.id), .danger),
        ]
      ]
    }
    if visit.isOpen, visit.cancelAsked != nil {
      return [
        [button("button.agreeCancel", .agreeCancel(visit.id), .danger)],
        [button("button.refuseCancel", .refuseCancel(visit.id))],
      ]
    }
    return []
  }

  /// The ways to who booked: their card, and words to those with a chat. None to the erased.
  static func contact(_ visit: Visit, _ client: Person?, _ voice: Voice) -> [InlineButton] {
    guard let client, !client.name.isEmpty else { return [] }
    let card = InlineButton.tap(voice.text("button.client"), .clientCard(visit.id))
    if client.telegram == nil { return [card] }
    return [card, .tap(voice.text("button.writeClient"), .writeClient(visit.id))]
  }

  /// What the staff can do from a notice about a booking, by where it stands.
  func buttons(_ visit: Visit, client: Person?, now: Instant) -> [[InlineButton]] {
    func button(_ key: Key, _ tap: Tap) -> InlineButton { .tap(voice.text(key), tap) }
    var rows = Self.answers(visit, voice, now: now)
    let contact = Self.contact(visit, client, voice)
    if !contact.isEmpty { rows.append(contact) }
    if visit.photo != nil { rows.append([button("button.photo", .photo(visit.id))]) }
    rows.append([button("button.openBooking", .agenda(.booking(visit.id)))])
    return rows
  }
}
