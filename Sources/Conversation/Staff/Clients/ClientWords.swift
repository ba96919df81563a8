import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Words between the staff and a client, not about a booking; and the client's answer.
extension Turn {
  private static var longestWords: Int { 2_000 }

  func askWords(for id: ID<Person>) throws {
    guard try desk.mayManageClient(id, person), let client = try desk.tx.person(id),
      client.telegram != nil
    else { return try notAllowed() }
    wait(for: .client(.words(client: id)))
    try show(
      Screen(
        voice.phrase("staff.writeAsk", ["name": .text(client.name)]),
        [[button("button.back", .client(.card(id)))]]))
  }

  func write(_ text: String, to id: ID<Person>) throws {
    guard !Typed.isLonger(text, than: Self.longestWords) else {
      return try object(
        voice.phrase("write.tooLong", ["count": .number(Self.longestWords)]), .words(client: id))
    }
    wait(for: .home)
    guard case .sent = try desk.write(text, to: id, by: person) else { return try notAllowed() }
    try send(
      Screen(
        voice.phrase("write.sent"),
        [[button("button.client", .client(.card(id))), button("button.home", .home)]]))
  }

  func askReply(to id: ID<Person>) throws {
    guard let staff = try desk.tx.person(id), try desk.mayManageClient(person.id, staff) else {
      return try notAllowed()
    }
    wait(for: .client(.reply(staff: id)))
    try send(
      Screen(
        voice.phrase("write.ask", ["specialist": .text(try desk.signature(of: staff))]),
        [homeRow]))
  }

  func reply(_ text: String, to id: ID<Person>) throws {
    guard !Typed.isLonger(text, than: Self.longestWords) else {
      return try object(
        voice.phrase("write.tooLong", ["count": .number(Self.longestWords)]), .reply(staff: id))
    }
    wait(for: .home)
    switch try desk.answer(text, to: id, by: person) {
    case .sent: try send(Screen(voice.phrase("write.sent"), [homeRow]))
    case .notAllowed: try notAllowed()
    }
  }
}
