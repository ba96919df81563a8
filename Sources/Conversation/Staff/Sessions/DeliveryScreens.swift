import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// From the work to the client: a few words, what goes out to whom, and off it goes.
extension Turn {
  private static var wordsLimit: Int { 1_500 }

  func askDelivery(_ id: ID<Session>) throws {
    guard let plan = try desk.deliveryPlan(of: id, by: person) else { return try notAllowed() }
    guard [.created, .active].contains(plan.session.status) else {
      return try report(.already(plan.session))
    }
    wait(for: .session(.message(session: id)))
    var rows = [[button("button.back", .session(.card(id)))]]
    if plan.figures.visible > 0 {
      rows.insert([button("button.withoutMessage", .session(.withoutWords(id)))], at: 0)
    }
    try show(
      Screen(
        lines([
          SessionWording(wording: try wording).head(plan.session), HTML(""),
          plan.figures.visible == 0 ? voice.phrase("session.deliverEmpty") : nil,
          voice.phrase("session.messageAsk"),
        ]), rows))
  }

  func takeDeliveryWords(
    _ text: String, for id: ID<Session>, _ question: SessionQuestion
  ) throws {
    guard let words = Typed.lines(text, limit: Self.wordsLimit) else {
      return try send(
        Screen(
          voice.phrase("session.messageBad", ["count": .number(Self.wordsLimit)]),
          [[back(from: question)]]))
    }
    try previewDelivery(id, message: words)
  }

  func previewDelivery(_ id: ID<Session>, message: String?) throws {
    guard let plan = try desk.deliveryPlan(of: id, by: person) else { return try notAllowed() }
    guard [.created, .active].contains(plan.session.status) else {
      return try report(.already(plan.session))
    }
    guard message != nil || plan.figures.visible > 0 else { return try askDelivery(id) }
    wait(for: .session(.delivery(session: id, message: message)))
    let wording = SessionWording(wording: try wording)
    try show(
      Screen(
        lines([
          voice.phrase("session.preview"), HTML(""), wording.head(plan.session), HTML(""),
          message.map { HTML($0).quote() },
          plan.figures.visible > 0 ? HTML("🖼 " + wording.count(plan.figures)) : nil,
          HTML(""), try reader(of: plan, wording.wording),
          plan.completesVisit ? voice.phrase("session.completesVisit") : nil,
        ]),
        [
          [button("button.deliverNow", .session(.deliver(id)), style: .success)],
          [button("button.changeWords", .session(.askDeliver(id)))],
          [button("button.back", .session(.card(id)))],
        ]))
  }

  /// Who gets it, and how.
  private func reader(of plan: DeliveryPlan, _ wording: Wording) throws -> HTML {
    guard let client = plan.client else { return voice.phrase("session.toNobody") }
    let name = StaffWording(wording: wording).name(of: client)
    let key: Key =
      switch plan.way {
      case .chat: "session.toChat"
      case .letter: "session.toLetter"
      case .sms: "session.toSMS"
      case nil: "session.toNoWay"
      }
    return voice.phrase(key, ["client": .text(name)])
  }

  func deliver(_ id: ID<Session>) throws {
    guard case .session(.delivery(id, let message)) = state else { return try askDelivery(id) }
    wait(for: .home)
    switch try desk.deliver(id, message: message, by: person) {
    case .delivered(_, let way):
      try showSession(id, title: voice.phrase(delivered(way)))
      if way == nil { try sendWords(for: id) }
    case .nothing: try askDelivery(id)
    case .already(let session): try report(.already(session))
    case .notAllowed: try notAllowed()
    }
  }

  private func delivered(_ way: Person.Channel?) -> Key {
    switch way {
    case .chat: "session.deliveredChat"
    case .letter: "session.deliveredLetter"
    case .sms: "session.deliveredSMS"
    case nil: "session.deliveredForward"
    }
  }

  func tellOfNewFiles(_ id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    guard let way = try desk.tellOfNewFiles(id, by: person) else {
      try remark(session.client == nil ? "session.toldNobody" : "session.already")
      try showSession(id)
      return try sendForwardIfNeeded(session)
    }
    try showSession(id, title: voice.phrase(delivered(way)))
  }

  private func sendForwardIfNeeded(_ session: Session) throws {
    guard let client = try session.client.flatMap({ try desk.tx.person($0) }),
      desk.resultsWay(to: client, .resultsMore) == nil
    else { return }
    try sendWords(for: session.id)
  }
}
