import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// What the owner answers to the questions of the set-up. A bad answer leaves the question open.
extension Turn {
  func takeSetup(_ text: String, for step: SetupProgress.Step) throws {
    guard person.isOwner else { return try notAllowed() }
    guard try isOpen(step) else { return try showSetup() }
    switch step {
    case .name: try takeSetupName(text)
    case .language: try takeSetupLanguage(text)
    case .zone: try offerSetupZones(text)
    case .currency: try takeSetupCurrency(text)
    case .service: try takeSetupService(text)
    case .duration: try takeSetupDuration(text)
    case .price: try takeSetupPrice(text)
    case .hours: try takeSetupHours(text)
    case .address: try takeSetupAddress(text)
    case .phone: try takeSetupPhone(text)
    }
  }

  private func takeSetupName(_ text: String) throws {
    guard let name = Typed.line(text, limit: 64) else { return try askAgain("own.nameBad", .name) }
    _ = try desk.editBusiness(by: person) { $0.name = name }
    try goOn(from: .name)
  }

  func takeSetupLanguage(_ code: String) throws {
    guard let language = phrasebook.languages.first(where: { $0.code == code }) else {
      return try askAgain("setup.languageBad", .language)
    }
    let short = String(language.code.prefix(2))
    _ = try desk.editBusiness(by: person) { $0.language = short }
    try goOn(from: .language)
  }

  private func offerSetupZones(_ text: String) throws {
    try offerZones(text, { .setup(.zone($0)) }, back: .setup(.goTo(.zone)))
  }

  func takeSetupZone(_ identifier: String) throws {
    guard let zone = Zone(identifier) else { return try askAgain("zone.unknown", .zone) }
    _ = try desk.settle(in: zone, by: person)
    try goOn(from: .zone)
  }

  func takeSetupCurrency(_ text: String) throws {
    let code = text.trimmed.uppercased()
    guard Money(minor: 0, currency: code) != nil else {
      return try askAgain("business.currencyBad", .currency)
    }
    _ = try desk.editBusiness(by: person) { $0.currency = code }
    try goOn(from: .currency)
  }

  private func takeSetupService(_ text: String) throws {
    guard let name = Typed.line(text, limit: 100) else {
      return try askAgain("own.nameBad", .service)
    }
    try ask(desk.advanceSetup(from: .service, by: person, service: name))
  }

  private func takeSetupDuration(_ text: String) throws {
    guard let minutes = Typed.duration(text) else {
      return try askAgain("own.durationBad", .duration)
    }
    let service = try desk.setupProgress()?.service
    try ask(
      desk.advanceSetup(from: .duration, by: person, service: service, minutes: minutes))
  }

  /// The last answer about the service makes it; nil is “no price”.
  func takeSetupPrice(_ text: String?) throws {
    guard let progress = try desk.setupProgress(), progress.step == .price,
      let name = progress.service, let minutes = progress.minutes
    else { return try showSetup() }
    var price: Money?
    if let text, !Typed.cleared(text) {
      price = Money(typed: text, currency: try desk.business().currency)
      if price == nil { return try askAgain("own.priceBad", .price) }
    }
    guard try desk.addService(name: name, duration: minutes, price: price, by: person) != nil
    else { return try notAllowed() }
    try goOn(from: .price)
  }

  /// “9-18” is for Monday to Friday; other weeks are a tap, or a matter of the calendar's screen.
  private func takeSetupHours(_ text: String) throws {
    let typed = HoursTyped.read(text)
    guard case .windows(let ranges) = typed else {
      return try askAgain(complaint(about: typed) ?? voice.phrase("hours.bad"), .hours)
    }
    // A whole week of them is not saved unseen: what lasts past midnight for long is a slip.
    if let slip = ranges.first(where: { $0.end > 1_440 && $0.end - $0.start > 720 }) {
      let hours = "\(voice.time(minute: slip.start))–\(voice.time(minute: slip.end % 1_440))"
      return try askAgain(voice.phrase("exceptions.badEnds", ["hours": .text(hours)]), .hours)
    }
    try takeSetupHours(ranges, on: SetupTap.Hours.weekdays.weekdays)
  }

  func takeSetupHours(_ ranges: [TimeRange], on weekdays: [Weekday]) throws {
    guard try isOpen(.hours) else { return try showSetup() }
    _ = try desk.setFirstHours(ranges, on: weekdays, by: person)
    try goOn(from: .hours)
  }

  private func takeSetupAddress(_ text: String) throws {
    let address = Typed.cleared(text) ? nil : Typed.cut(text.trimmed, to: 200)
    _ = try desk.editBusiness(by: person) { $0.address = address }
    try goOn(from: .address)
  }

  private func takeSetupPhone(_ text: String) throws {
    guard let phone = PhoneNumber.parse(text, region: try desk.business().country) else {
      return try askAgain("phone.bad", .phone)
    }
    _ = try desk.editBusiness(by: person) { $0.phone = phone.international }
    try goOn(from: .phone)
  }

  /// A button's answer to a question that is not open any more changes what it says all the same,
  /// and shows the question that is.
  private func goOn(from step: SetupProgress.Step) throws {
    guard try isOpen(step) else { return try showSetup() }
    try ask(desk.advanceSetup(from: step, by: person))
  }

  private func askAgain(_ problem: Key, _ step: SetupProgress.Step) throws {
    try askAgain(voice.phrase(problem), step)
  }

  func askAgain(_ problem: HTML, _ step: SetupProgress.Step) throws {
    try send(
      Screen(
        problem,
        [[button("button.back", .setup(.goTo(step))), button("button.later", .setup(.later))]]))
  }
}
