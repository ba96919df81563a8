import Booking
import FrontDesk
import Phone
import Phrasebook
import Store
import Telegram

/// The owner's settings of the business.
extension Turn {
  func showBusiness(saved: Bool = false) throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .home)
    let business = try desk.business()
    let none = voice.text("settings.none")
    let yes = voice.text("general.yes")
    let no = voice.text("general.no")
    let hasPages = desk.means.publicURL != nil
    func field(_ key: Key, _ field: ChatState.BusinessField) -> InlineButton {
      button(key, .editBusiness(field))
    }
    try show(
      Screen(
        lines([
          voice.phrase(saved ? "settings.saved" : "business.title"), HTML(""),
          voice.phrase("business.name", ["name": .text(business.name)]),
          business.about.map { HTML($0).italic() },
          voice.phrase("settings.zone", ["zone": .text(voice.city(business.zone))]),
          voice.phrase("business.currency", ["currency": .text(business.currency)]),
          voice.phrase("facts.place", ["place": .text(business.address ?? none)]),
          voice.phrase("business.phone", ["phone": .text(business.phone ?? none)]),
          business.cancelHours == 0
            ? voice.phrase("business.cancelAlways")
            : voice.phrase("business.cancelHours", ["count": .number(business.cancelHours)]),
          business.maximumOpen.map {
            voice.phrase("business.maximumOpen", ["count": .number($0)])
          } ?? voice.phrase("business.noMaximum"),
          voice.phrase(
            "business.offerMinutes",
            ["duration": .text(voice.duration(minutes: business.offerMinutes))]),
          hasPages
            ? voice.phrase("business.resultsDays", ["count": .number(business.resultsDays)]) : nil,
          voice.phrase(
            "remind.rulesOffsets",
            ["times": .text(try reminderWording.spans(business.reminders.offsets))]),
          voice.phrase("business.asksPhone", ["answer": .text(business.asksPhone ? yes : no)]),
          voice.phrase("business.asksEmail", ["answer": .text(business.asksEmail ? yes : no)]),
        ]),
        [
          [field("button.title", .name), field("button.zone", .zone)],
          [field("button.about", .about), field("button.currency", .currency)],
          [field("button.address", .address), field("button.phone", .phone)],
          [field("button.cancelRule", .cancelHours), field("button.maximumOpen", .maximumOpen)],
          [field("button.offerMinutes", .offerMinutes)]
            + (hasPages ? [field("button.resultsDays", .resultsDays)] : []),
          [button("button.reminders", .remind(.rules))],
          [
            button(
              business.asksPhone ? "button.asksPhoneOff" : "button.asksPhoneOn",
              .toggleAsksPhone)
          ],
          [
            button(
              business.asksEmail ? "button.asksEmailOff" : "button.asksEmailOn",
              .toggleAsksEmail)
          ],
          [
            button("button.aftercare", .notices(.aftercare)), button("button.texts", .texts(.list)),
          ],
          homeRow,
        ]))
  }

  func askBusiness(_ field: ChatState.BusinessField) throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .settingBusiness(field: field))
    let question: Key =
      switch field {
      case .name: "business.nameAsk"
      case .zone: "zone.askBusiness"
      case .currency: "business.currencyAsk"
      case .about: "business.aboutAsk"
      case .address: "own.addressAsk"
      case .phone: "business.phoneAsk"
      case .cancelHours: "business.cancelHoursAsk"
      case .maximumOpen: "business.maximumOpenAsk"
      case .offerMinutes: "business.offerMinutesAsk"
      case .resultsDays: "business.resultsDaysAsk"
      }
    try show(Screen(voice.phrase(question), [[button("button.back", .business)]]))
  }

  func takeBusiness(_ text: String, _ field: ChatState.BusinessField) throws {
    if field == .zone {
      return try offerZones(text, { .businessZone($0) }, back: .business)
    }
    var problem: Key?
    let isDone = try desk.editBusiness(by: person) { business in
      switch field {
      case .name:
        if let name = Typed.line(text, limit: 64) {
          business.name = name
        } else {
          problem = "own.nameBad"
        }
      case .currency:
        let code = text.trimmed.uppercased()
        if Money(minor: 0, currency: code) != nil {
          business.currency = code
        } else {
          problem = "business.currencyBad"
        }
      case .address:
        business.address = Typed.cleared(text) ? nil : Typed.cut(text.trimmed, to: 200)
      case .about:
        if Typed.cleared(text) {
          business.about = nil
        } else if let about = Typed.lines(text, limit: 300) {
          business.about = about
        } else {
          problem = "business.aboutBad"
        }
      case .phone:
        if Typed.cleared(text) {
          business.phone = nil
        } else if let phone = PhoneNumber.parse(text, region: business.country) {
          business.phone = phone.international
        } else {
          problem = "phone.bad"
        }
      case .cancelHours:
        if let hours = Int(text.trimmed), (0...720).contains(hours) {
          business.cancelHours = hours
        } else {
          problem = "business.numberBad"
        }
      case .maximumOpen:
        if Typed.cleared(text) {
          business.maximumOpen = nil
        } else if let count = Int(text.trimmed), (1...100).contains(count) {
          business.maximumOpen = count
        } else {
          problem = "business.numberBad"
        }
      case .offerMinutes:
        if let minutes = Int(text.trimmed), (5...1_440).contains(minutes) {
          business.offerMinutes = minutes
        } else {
          problem = "business.offerMinutesBad"
        }
      case .resultsDays:
        if let days = Int(text.trimmed), (1...3_650).contains(days) {
          business.resultsDays = days
        } else {
          problem = "business.resultsDaysBad"
        }
      case .zone: break
      }
    }
    guard isDone else { return try notAllowed() }
    if let problem {
      return try send(
        Screen(voice.phrase(problem), [[button("button.back", .business)]]))
    }
    try showBusiness(saved: true)
  }

  func setBusinessZone(_ identifier: String) throws {
    guard let zone = Zone(identifier) else { return try askBusiness(.zone) }
    guard try desk.settle(in: zone, by: person) else { return try notAllowed() }
    try showBusiness(saved: true)
  }

  func toggleBusiness(_ part: WritableKeyPath<Business, Bool>) throws {
    guard try desk.editBusiness(by: person, { $0[keyPath: part].toggle() }) else {
      return try notAllowed()
    }
    try showBusiness(saved: true)
  }

  /// The owner's link was opened.
  func becomeOwner(_ token: String) throws {
    switch try desk.becomeOwner(token, person) {
    case .welcome:
      guard let owner = try desk.tx.person(person.id) else { return }
      try became(owner)
      wait(for: .home)
      let isEmpty = try desk.catalogue().bookable.isEmpty
      try send(
        Screen(
          voice.phrase("owner.welcome", ["name": .text(person.name)]),
          [
            [button("button.setup", .setup(.begin), style: isEmpty ? .primary : nil)],
            homeRow,
          ]))
    case .alreadyOwner: try goHome(greeting: voice.phrase("owner.already"))
    case .invalid: try goHome(greeting: voice.phrase("owner.invalid"))
    }
  }
}
