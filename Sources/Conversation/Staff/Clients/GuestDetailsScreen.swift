import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// What is known of a guest, corrected by the staff; and what makes a guest a client with a chat.
extension Turn {
  /// The guest, if the staff may change what is known of them.
  private func editable(_ id: ID<Person>) throws -> Person? {
    guard try desk.mayManageClient(id, person), try desk.tx.isGuest(id) else { return nil }
    return try desk.tx.person(id)
  }

  func showDetails(of id: ID<Person>, saved: Bool = false) throws {
    // A client who has a chat by now keeps their own details.
    guard let guest = try editable(id) else { return try showClient(id) }
    wait(for: .home)
    let none = voice.text("settings.none")
    let phone = guest.phone.map { PhoneNumber.parse($0, region: "")?.international ?? $0 }
    func field(_ key: Key, _ detail: ClientQuestion.Detail) -> InlineButton {
      button(key, .client(.edit(id, detail)))
    }
    try show(
      Screen(
        lines([
          voice.phrase(saved ? "settings.saved" : "clients.details"), HTML(""),
          voice.phrase("settings.name", ["name": .text(guest.name)]),
          voice.phrase("settings.phone", ["phone": .text(phone ?? none)]),
          voice.phrase("settings.email", ["email": .text(guest.email ?? none)]),
          voice.phrase(
            "clients.username", ["username": .text(guest.username.map { "@" + $0 } ?? none)]),
        ]),
        [
          [field("button.name", .name), field("button.phone", .phone)],
          [field("button.email", .email), field("button.username", .username)],
          [button("button.back", .client(.card(id)))],
        ]))
  }

  func ask(_ detail: ClientQuestion.Detail, of id: ID<Person>) throws {
    guard let guest = try editable(id) else { return try showClient(id) }
    wait(for: .client(.detail(client: id, detail: detail)))
    let (question, known): (Key, String?) =
      switch detail {
      case .name: ("clients.nameAsk", nil)
      case .phone: ("clients.phoneAsk", guest.phone)
      case .email: ("clients.emailAsk", guest.email)
      case .username: ("clients.usernameAsk", guest.username)
      }
    var rows: [[InlineButton]] = []
    if known != nil { rows.append([button("button.clear", .client(.clear(id, detail)))]) }
    rows.append([button("button.back", .client(.details(id)))])
    try show(Screen(voice.phrase(question), rows))
  }

  func clear(_ detail: ClientQuestion.Detail, of id: ID<Person>) throws {
    switch detail {
    case .name: try ask(.name, of: id)
    case .phone: try correct(.phone(nil), of: id)
    case .email: try correct(.email(nil), of: id)
    case .username: try correct(.username(nil), of: id)
    }
  }

  func take(_ text: String, as detail: ClientQuestion.Detail, of id: ID<Person>) throws {
    let question = ClientQuestion.detail(client: id, detail: detail)
    switch detail {
    case .name:
      guard let name = Typed.line(text, limit: 64) else {
        return try object(voice.phrase("name.bad"), question)
      }
      try correct(.name(name), of: id)
    case .phone:
      guard let number = PhoneNumber.parse(text, region: try desk.business().country) else {
        return try object(voice.phrase("phone.bad"), question)
      }
      try correct(.phone(number.e164), of: id)
    case .email:
      guard let address = EmailAddress(text.trimmed) else {
        return try object(voice.phrase("email.bad"), question)
      }
      try correct(.email(address.text), of: id)
    case .username:
      guard let username = Self.username(text) else {
        return try object(voice.phrase("clients.usernameBad"), question)
      }
      try correct(.username(username), of: id)
    }
  }

  private func correct(_ detail: GuestDetail, of id: ID<Person>) throws {
    guard let result = try desk.correct(detail, of: id, by: person) else {
      return try notAllowed()
    }
    // The number or username was that of somebody who has a chat already.
    if result.id != id { return try showClient(result.id, title: "clients.joined") }
    try showDetails(of: id, saved: true)
  }

  /// A username of Telegram, also with the @ or as a link.
  static func username(_ typed: String) -> String? {
    var name = typed.trimmed[...]
    for prefix in ["https://", "http://", "t.me/", "@"] where name.lowercased().hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    guard (4...32).contains(name.utf8.count), let first = name.utf8.first, isLetter(first),
      name.utf8.allSatisfy({
        isLetter($0) || $0 == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      })
    else { return nil }
    return String(name)
  }

  // MARK: Becoming a client with a chat

  func sendGuestLink(_ id: ID<Person>) throws {
    guard let parameter = try desk.guestLink(id, by: person), let guest = try desk.tx.person(id)
    else { return try showClient(id) }
    let url = "https://t.me/\(desk.means.botUsername)?start=\(parameter)"
    try send(
      Screen(
        voice.phrase("clients.linkHint", ["client": .text(guest.name)]),
        [
          [.copy(voice.text("button.copyLink"), value: url)],
          [button("button.back", .client(.card(id)))],
        ]))
    // To be forwarded as it is: in the language of the business, the guest's is not known.
    let business = try desk.business()
    let invitation = lines([
      phrasebook.voice(business.language, orElse: nil).phrase(
        "clients.link", ["business": .text(business.name)]),
      HTML(url),
    ])
    guard let picture = QRPicture.png(of: url) else { return try send(.sendMessage(invitation)) }
    try send(
      .sendPhoto(
        .bytes(picture, name: "booking.png", mime: "image/png"), caption: invitation,
        markup: nil))
  }

  func askJoin(_ id: ID<Person>) throws {
    guard let guest = try editable(id), let likely = try desk.tx.likely(id),
      let client = try desk.tx.person(likely), try desk.mayManageClient(likely, person)
    else { return try showClient(id) }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase(
          "clients.joinAsk", ["guest": .text(guest.name), "client": .text(client.name)]),
        [
          [button("button.joinYes", .client(.join(id)), style: .primary)],
          [button("button.back", .client(.card(likely)))],
        ]))
  }

  func join(_ id: ID<Person>) throws {
    guard let client = try desk.joinLikely(id, by: person) else { return try showClient(id) }
    try showClient(client.id, title: "clients.joined")
  }
}
