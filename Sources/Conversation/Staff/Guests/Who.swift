import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// Who a booking is for: a client of the books, or a new guest.
extension Turn {
  func askWho() throws {
    wait(for: .guest(.who(GuestDetails())))
    try show(
      Screen(
        lines([
          voice.phrase("guest.who"), HTML(""), voice.phrase("guest.whoHint"),
        ]),
        [
          [button("button.newGuest", .guest(.newGuest))],
          [back(from: .who(GuestDetails()))],
        ]))
  }

  /// Words to find a client by, or all about a new guest at once.
  func takeWho(_ text: String) throws {
    let reading = try read(text)
    if !reading.problems.isEmpty { return try complain(about: reading) }
    let guest = reading.guest
    if guest.hasContact { return try settle(guest, unused: reading.unused) }
    guard !guest.name.isEmpty else {
      return try send(
        Screen(voice.phrase("guest.nameBad"), [[back(from: .who(GuestDetails()))]]))
    }
    let found = try desk.clients(matching: guest.name, limit: 7, by: person)
    if found.isEmpty { return try goOn(with: guest, isUnknown: true) }
    wait(for: .guest(.who(guest)))
    var rows = found.prefix(6).map { client in
      [InlineButton.tap(label(client), .guest(.book(client.id)))]
    }
    rows.append([
      .tap(
        voice.text("button.newGuestNamed", ["name": .text(Typed.clipped(guest.name, to: 14))]),
        .guest(.newGuest))
    ])
    rows.append([back(from: .who(guest))])
    try send(
      Screen(
        voice.phrase(
          found.count > 6 ? "guest.foundMany" : "guest.found", ["name": .text(guest.name)]),
        rows))
  }

  func read(_ text: String) throws -> GuestForm.Reading {
    let labels = voice.text("guest.labels").split(separator: ",").map { String($0).trimmed }
    return GuestForm.read(text, region: try desk.business().country, labels: Set(labels))
  }

  /// “Anna Lysenko · …45 67” for a button.
  private func label(_ client: ClientLine) -> String {
    let name = client.name.isEmpty ? voice.text("staff.nobody") : client.name
    let mark = client.phone.map { "…" + $0.suffix(4) } ?? client.username.map { "@" + $0 }
    guard let mark else { return Typed.clipped(name, to: 30) }
    return Typed.clipped(name, to: 18) + " · " + Typed.clipped(mark, to: 12)
  }

  /// Says what could not be read, and asks for the first such thing again; the rest is kept.
  private func complain(about reading: GuestForm.Reading) throws {
    let guest = reading.guest
    var asked = GuestQuestion.Detail.name
    let words = reading.problems.map { problem in
      switch problem {
      case .name: voice.phrase("guest.nameBad")
      case .phone(let typed):
        voice.phrase("guest.phoneUnread", ["typed": .text(Typed.clipped(typed, to: 60))])
      case .email(let typed):
        voice.phrase("guest.emailUnread", ["typed": .text(Typed.clipped(typed, to: 60))])
      case .username(let typed):
        voice.phrase("guest.usernameUnread", ["typed": .text(Typed.clipped(typed, to: 60))])
      }
    }
    switch reading.problems.first {
    case .phone: asked = .phone
    case .email: asked = .email
    case .username: asked = .username
    case .name, nil: asked = .name
    }
    try ask(asked, of: guest, before: lines(words.map { $0 }), isNew: true)
  }

  /// Somebody with one of the guest's contacts is in the books: are they the one?
  func askWhetherSame(_ known: [Person], _ guest: GuestDetails) throws {
    wait(for: .guest(.same(guest)))
    var rows = known.map { client in
      [
        InlineButton.tap(
          voice.text("button.sameClient", ["name": .text(Typed.clipped(client.name, to: 18))]),
          .guest(.same(client.id)), style: .primary)
      ]
    }
    rows.append([button("button.somebodyElse", .guest(.anew))])
    rows.append([back(from: .same(guest))])
    let names = known.map { client in
      let shared = [
        client.phone == guest.phone ? guest.phone.map(international) : nil,
        client.email?.lowercased() == guest.email?.lowercased() ? guest.email : nil,
        client.username?.lowercased() == guest.username?.lowercased()
          ? guest.username.map { "@" + $0 } : nil,
      ].compactMap { $0 }
      return voice.phrase(
        "guest.sameLine",
        [
          "name": .text(client.name.isEmpty ? voice.text("staff.nobody") : client.name),
          "shared": .text(shared.joined(separator: ", ")),
        ])
    }
    let title = voice.phrase(known.count == 1 ? "guest.sameOne" : "guest.sameSeveral")
    try show(Screen(lines([title] + names), rows))
  }

  /// A stored number in the form to show.
  func international(_ phone: String) -> String {
    PhoneNumber.parse(phone, region: "")?.international ?? phone
  }

  func recognise(_ id: ID<Person>) throws {
    guard case .guest(.same(let guest)) = state,
      let client = try desk.recognise(id, by: guest, by: person)
    else { return try showServices(for: id, page: 0) }
    try showServices(for: client.id, page: 0)
  }
}
