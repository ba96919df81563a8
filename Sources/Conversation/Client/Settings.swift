import Booking
import Foundation
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// The person's own settings: name, contact, zone, language.
extension Turn {
  func showSettings(saved: Bool = false) throws {
    wait(for: .home)
    let zone = try person.zone ?? desk.business().zone
    let none = voice.text("settings.none")
    let screen = try Screen(
      lines([
        saved ? voice.phrase("settings.saved") : voice.phrase("settings.title"), HTML(""),
        voice.phrase("settings.name", ["name": .text(person.name)]),
        voice.phrase("settings.phone", ["phone": .text(displayPhone ?? none)]),
        voice.phrase("settings.email", ["email": .text(person.email ?? none)]),
        voice.phrase("settings.zone", ["zone": .text(voice.city(zone))]),
        voice.phrase("settings.language", ["language": .text(voice.languageName)]),
        try channelLine(),
        voice.phrase(
          "remind.quietNow",
          ["hours": .text(reminderWording.hours(desk.quiet(person.quiet, in: zone).0))]),
      ]),
      [
        [button("button.name", .editName), button("button.phone", .editPhone)],
        [button("button.email", .editEmail), button("button.zone", .editZone)],
        [button("button.language", .languages), button("button.quiet", .remind(.quiet))],
        [button("button.privacy", .privacy), button("button.mailings", .news(.screen))],
      ] + channelRow() + ownNoticesRow() + [homeRow])
    try show(screen)
  }

  /// What the staff is told.
  private func ownNoticesRow() throws -> [[InlineButton]] {
    try desk.isStaff(person) ? [[button("button.notices", .notices(.menu))]] : []
  }

  private var displayPhone: String? {
    person.phone.flatMap { PhoneNumber.parse($0, region: "")?.international ?? $0 }
  }

  func showLanguages() throws {
    wait(for: .home)
    let rows = phrasebook.languages.map { language in
      [
        InlineButton.tap(
          (language.code == voice.language.code ? "✓ " : "") + language.name,
          .setLanguage(language.code))
      ]
    }
    try show(Screen(voice.phrase("language.choose"), rows + [homeRow]))
  }

  func setLanguage(_ code: String) throws {
    guard phrasebook.languages.contains(where: { $0.code == code }) else {
      return try showLanguages()
    }
    try became(desk.setLanguage(code, of: person))
    try toast(voice.text("language.set"))
    try goHome()
  }

  // MARK: Name, phone, e-mail, zone

  func askName() throws {
    wait(for: .askingName)
    try show(Screen(voice.phrase("name.ask"), [[button("button.back", .settings)]]))
  }

  func takeName(_ text: String) throws {
    guard let name = Typed.line(text, limit: 64) else {
      return try send(Screen(voice.phrase("name.bad"), [[button("button.back", .settings)]]))
    }
    try became(desk.setName(name, of: person))
    try showSettings(saved: true)
  }

  func askPhone(hold: ID<Visit>?) throws {
    wait(for: .askingPhone(hold: hold))
    let keyboard = ReplyKeyboard(
      rows: [[.contact(voice.text("button.shareContact"))]], oneTime: true,
      placeholder: voice.text("phone.placeholder"))
    try send(
      .sendMessage(
        voice.phrase(hold == nil ? "phone.ask" : "phone.askForBooking"),
        markup: .keyboard(keyboard)))
    if hold == nil, person.phone != nil {
      try send(
        Screen(
          voice.phrase("phone.have", ["phone": .text(displayPhone ?? "")]),
          [[button("button.forgetPhone", .forgetPhone)], [button("button.back", .settings)]]))
    }
  }

  func takePhone(_ text: String, hold: ID<Visit>?, isShared: Bool = false) throws {
    guard
      let number = PhoneNumber.parse(text, region: try desk.business().country)
    else { return try send(Screen(voice.phrase("phone.bad"))) }
    try became(desk.setPhone(number.e164, isShared: isShared, of: person))
    try putKeyboardAway(voice.phrase("phone.saved", ["phone": .text(number.international)]))
    if isShared { try tellFound(desk.matchPhone(of: person)) }
    try afterContact(hold)
  }

  func takeContact(_ contact: Contact, hold: ID<Visit>?) throws {
    guard contact.userID == person.telegram else {
      return try send(Screen(voice.phrase("phone.notOwn")))
    }
    let digits =
      contact.phoneNumber.hasPrefix("+") ? contact.phoneNumber : "+" + contact.phoneNumber
    try takePhone(digits, hold: hold, isShared: true)
  }

  func forgetPhone() throws {
    try became(desk.setPhone(nil, of: person))
    try showSettings(saved: true)
  }

  func askEmail(hold: ID<Visit>?) throws {
    wait(for: .askingEmail(hold: hold))
    var rows: [[InlineButton]] = []
    if let hold {
      rows.append([button("button.cancel", .letGo(hold))])
    } else {
      if person.email != nil { rows.append([button("button.forgetEmail", .forgetEmail)]) }
      rows.append([button("button.back", .settings)])
    }
    try show(Screen(voice.phrase(hold == nil ? "email.ask" : "email.askForBooking"), rows))
  }

  func takeEmail(_ text: String, hold: ID<Visit>?) throws {
    guard let address = EmailAddress(text.trimmed) else {
      let way = hold.map { button("button.cancel", .letGo($0)) }
      return try send(
        Screen(voice.phrase("email.bad"), [[way ?? button("button.back", .settings)]]))
    }
    try became(desk.setEmail(address.text, of: person))
    if hold != nil { try send(Screen(voice.phrase("email.saved"))) }
    try afterContact(hold)
  }

  func forgetEmail() throws {
    try became(desk.setEmail(nil, of: person))
    try showSettings(saved: true)
  }

  /// Goes on with what the contact was asked for.
  private func afterContact(_ hold: ID<Visit>?) throws {
    if let hold { try confirm(hold) } else { try showSettings(saved: true) }
  }

  func askZone() throws {
    wait(for: .askingZone)
    try show(Screen(voice.phrase("zone.ask"), [[button("button.back", .settings)]]))
  }

  func offerZones(_ text: String, _ tap: (String) -> Tap, back: Tap) throws {
    let zones = Zone.suggestions(for: text.trimmed).prefix(6)
    let buttons = zones.map { zone in
      let clock = voice.time(minute: zone.local(now).minute)
      return [InlineButton.tap("\(voice.city(zone)) · \(clock)", tap(zone.identifier))]
    }
    try send(
      Screen(
        voice.phrase(zones.isEmpty ? "zone.unknown" : "zone.choose"),
        buttons.filter { $0.allSatisfy(\.fits) } + [[button("button.back", back)]]))
  }

  func setZone(_ identifier: String) throws {
    guard let zone = Zone(identifier) else { return try askZone() }
    try became(desk.setZone(zone, of: person))
    try showSettings(saved: true)
  }
}

extension InlineButton {
  /// Whether the callback data keeps to Telegram's 64 bytes.
  var fits: Bool {
    if case .callback(let data) = action { data.utf8.count <= 64 } else { true }
  }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
