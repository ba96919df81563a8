import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// A new guest, detail by detail; whatever can be read in an answer is kept.
extension Turn {
  /// Asks for the next detail that is missing, or writes the guest down.
  func goOn(
    with guest: GuestDetails, after asked: GuestQuestion.Detail? = nil, isUnknown: Bool = false,
    unused: [String] = []
  ) throws {
    let steps = GuestQuestion.Detail.allCases
    let next = asked.flatMap { steps.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    if guest.name.isEmpty, asked != nil || guest.hasContact { return try ask(.name, of: guest) }
    for step in steps[next...] where !guest.has(step) {
      return try ask(
        step, of: guest,
        before: isUnknown
          ? voice.phrase("guest.notFound", ["name": .text(guest.name)])
          : note(of: unused))
    }
    try settle(guest, unused: unused)
  }

  func ask(
    _ asked: GuestQuestion.Detail, of guest: GuestDetails, before: HTML? = nil,
    isNew: Bool = false
  ) throws {
    let question = GuestQuestion.detail(guest, asks: asked)
    wait(for: .guest(question))
    let words: HTML
    switch asked {
    case .name: words = voice.phrase("guest.askName")
    case .phone: words = voice.phrase("guest.askPhone")
    case .email: words = voice.phrase("guest.askEmail")
    case .username: words = voice.phrase("guest.askUsername")
    }
    var rows: [[InlineButton]] = []
    if asked != .name {
      let skip = button("button.skip", .guest(.skip))
      rows.append(
        asked == .username ? [skip] : [skip, button("button.thatsAll", .guest(.enough))])
    }
    rows.append([back(from: question)])
    let screen = Screen(
      lines([
        before, before == nil ? nil : HTML(""), summary(of: guest), words,
      ]), rows)
    if isNew { try send(screen) } else { try show(screen) }
  }

  /// What is known of a guest so far, on one line.
  private func summary(of guest: GuestDetails) -> HTML? {
    let parts = [
      guest.name.isEmpty ? nil : guest.name,
      guest.phone.map(international),
      guest.email, guest.username.map { "@" + $0 },
    ].compactMap { $0 }
    if parts.isEmpty { return nil }
    return voice.phrase("guest.soFar", ["guest": .text(parts.joined(separator: ", "))])
  }

  private func note(of unused: [String]) -> HTML? {
    if unused.isEmpty { return nil }
    return voice.phrase(
      "guest.unused", ["typed": .text(Typed.clipped(unused.joined(separator: ", "), to: 120))])
  }

  /// An answer to one question; it may hold more than was asked.
  func take(_ text: String, _ asked: GuestQuestion.Detail, of guest: GuestDetails) throws {
    var guest = guest
    let region = try desk.business().country
    switch asked {
    case .name:
      let reading = try read(text)
      guest.take(contactsOf: reading.guest)
      guard reading.problems.isEmpty, !reading.guest.name.isEmpty else {
        return try repeatQuestion(.name, guest, "guest.nameBad")
      }
      guest.name = reading.guest.name
      // A full form instead of a name says that there is no more to it.
      if reading.guest.hasContact { return try settle(guest, unused: reading.unused) }
    case .phone:
      if let phone = GuestForm.phone(text.unmarked, region: region) {
        guest.phone = phone
      } else {
        guest.take(contactsOf: try read(text).guest)
      }
      if guest.phone == nil { return try repeatQuestion(.phone, guest, "guest.phoneBad") }
    case .email:
      if let email = EmailAddress(text.trimmed) {
        guest.email = email.text
      } else {
        guest.take(contactsOf: try read(text).guest)
      }
      if guest.email == nil { return try repeatQuestion(.email, guest, "email.bad") }
    case .username:
      if let username = Username(typed: text) {
        guest.username = username.text
      } else {
        guest.take(contactsOf: try read(text).guest)
      }
      if guest.username == nil {
        return try repeatQuestion(.username, guest, "guest.usernameBad")
      }
    }
    try goOn(with: guest, after: asked)
  }

  private func repeatQuestion(
    _ asked: GuestQuestion.Detail, _ guest: GuestDetails, _ problem: Key
  ) throws {
    try ask(asked, of: guest, before: voice.phrase(problem), isNew: true)
  }

  /// A contact shared from the phone's address book, where one can be used; false where not.
  func take(_ contact: Contact, _ question: GuestQuestion) throws -> Bool {
    var guest: GuestDetails
    switch question {
    case .who: guest = GuestDetails()
    case .detail(let known, _), .same(let known): guest = known
    case .time, .preview, .price: return false
    }
    let digits =
      contact.phoneNumber.hasPrefix("+") ? contact.phoneNumber : "+" + contact.phoneNumber
    let country = try desk.business().country
    guest.phone =
      PhoneNumber.parse(digits, region: country)?.e164
      ?? PhoneNumber.parse(contact.phoneNumber, region: country)?.e164
    guest.telegram = contact.userID
    guest.source = .contact
    let name = [contact.firstName, contact.lastName].compactMap { $0 }.joined(separator: " ")
    if guest.name.isEmpty {
      guest.name = Typed.line(Typed.cut(name.trimmed, to: 64), limit: 64) ?? ""
    }
    guard guest.phone != nil else {
      try ask(
        .phone, of: guest,
        before: voice.phrase(
          "guest.phoneUnread", ["typed": .text(Typed.clipped(contact.phoneNumber, to: 60))]),
        isNew: true)
      return true
    }
    try settle(guest)
    return true
  }

  /// Writes the guest down, unless the books know them.
  func settle(_ guest: GuestDetails, anew: Bool = false, unused: [String] = []) throws {
    if !anew {
      let known = try desk.people(like: guest, by: person)
      if !known.isEmpty { return try askWhetherSame(known, guest) }
    }
    guard !guest.name.isEmpty else { return try ask(.name, of: guest, before: note(of: unused)) }
    switch try desk.addGuest(guest, anew: true, by: person) {
    case .added(let client):
      try showServices(
        for: client.id, page: 0,
        before: lines([
          voice.phrase("guest.added", ["name": .text(client.name)]), note(of: unused),
        ]))
    case .known(let people): try askWhetherSame(people, guest)
    case .notAllowed: try notAllowed()
    }
  }
}

extension GuestDetails {
  func has(_ detail: GuestQuestion.Detail) -> Bool {
    switch detail {
    case .name: !name.isEmpty
    case .phone: phone != nil
    case .email: email != nil
    case .username: username != nil
    }
  }

  /// Gains the contacts of another that it lacks.
  mutating func take(contactsOf other: GuestDetails) {
    phone = phone ?? other.phone
    email = email ?? other.email
    username = username ?? other.username
  }
}
