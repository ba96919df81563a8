import Booking
import FrontDesk
import Store
import Telegram

/// The set-up wizard: a few questions from the owner's link to a service that can be booked.
enum SetupTap: TapFamily {
  static let letter: Character = "W"
  typealias Step = SetupProgress.Step

  case begin
  case later
  /// Leaves a question's answer as it is.
  case skip(Step)
  /// Back to an earlier question.
  case goTo(Step)
  case language(String)
  case zone(String)
  case currency(String)
  /// A service by its place in the list of ideas.
  case idea(Int)
  case duration(Int)
  case noPrice
  case hours(Hours)

  /// Ready answers to the question of working hours.
  enum Hours: String, CaseIterable, Sendable {
    case weekdays, sixDays, everyDay

    var weekdays: [Weekday] {
      switch self {
      case .weekdays: Weekday.allCases.filter { $0.rawValue <= 5 }
      case .sixDays: Weekday.allCases.filter { $0.rawValue <= 6 }
      case .everyDay: Weekday.allCases
      }
    }

    /// In minutes from midnight.
    var hours: TimeRange {
      switch self {
      case .weekdays: TimeRange(start: 9 * 60, end: 18 * 60)
      case .sixDays: TimeRange(start: 10 * 60, end: 19 * 60)
      case .everyDay: TimeRange(start: 9 * 60, end: 21 * 60)
      }
    }
  }

  var data: String {
    switch self {
    case .begin: "Wb"
    case .later: "Wl"
    case .skip(let step): "Ws:" + step.rawValue
    case .goTo(let step): "Wg:" + step.rawValue
    case .language(let code): "Wc:" + code
    case .zone(let zone): "Wz:" + zone
    case .currency(let code): "Wm:" + code
    case .idea(let index): pack("Wi", index)
    case .duration(let minutes): pack("Wd", minutes)
    case .noPrice: "Wp"
    case .hours(let hours): "Wh:" + hours.rawValue
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Wb": self = .begin
    case "Wl": self = .later
    case "Ws", "Wg":
      guard let step = Step(rawValue: text) else { return nil }
      self = verb == "Ws" ? .skip(step) : .goTo(step)
    case "Wc": self = .language(text)
    case "Wz": self = .zone(text)
    case "Wm": self = .currency(text)
    case "Wi", "Wd":
      guard let number = read.number() else { return nil }
      self = verb == "Wi" ? .idea(number) : .duration(number)
    case "Wp": self = .noPrice
    case "Wh":
      guard let hours = Hours(rawValue: text) else { return nil }
      self = .hours(hours)
    default: return nil
    }
  }
}

enum SetupQuestion: Codable, Hashable, Sendable {
  /// The question of the set-up that is open; what was answered before is in the store.
  case open(step: SetupProgress.Step)
}

extension Turn {
  func obeySetup(_ command: BotCommand) throws -> Bool {
    guard command.name == "setup", person.isOwner else { return false }
    try beginSetup()
    return true
  }

  func follow(_ tap: SetupTap) throws {
    guard person.isOwner else { return try notAllowed() }
    switch tap {
    case .begin: try beginSetup()
    case .later: try goHome(greeting: voice.phrase("setup.later"))
    case .skip(let step):
      // A second tap on an old button must not skip the question that is open by now.
      guard try isOpen(step) else { return try showSetup() }
      try skip(step)
    case .goTo(let step):
      guard try desk.setupSteps(for: person).contains(step) else { return try showSetup() }
      try ask(try desk.returnSetup(to: step, by: person))
    case .language(let code): try takeSetupLanguage(code)
    case .zone(let identifier): try takeSetupZone(identifier)
    case .currency(let code): try takeSetupCurrency(code)
    case .idea(let index):
      let ideas = setupIdeas
      guard ideas.indices.contains(index) else { return try showSetup() }
      try takeSetup(ideas[index], for: .service)
    case .duration(let minutes): try takeSetup(String(minutes), for: .duration)
    case .noPrice: try takeSetupPrice(nil)
    case .hours(let hours): try takeSetupHours([hours.hours], on: hours.weekdays)
    }
  }

  func answer(_ message: Message, _ question: SetupQuestion) throws {
    guard case .open(let step) = question else { return try goHome() }
    guard let text = message.text else {
      return try askAgain(voice.phrase("odd.words"), step)
    }
    // Another chat of the owner's may have gone on meanwhile.
    guard try isOpen(step) else { return try showSetup() }
    try takeSetup(text, for: step)
  }

  func isOpen(_ step: SetupProgress.Step) throws -> Bool {
    try desk.setupProgress()?.step == step
  }

  private func beginSetup() throws { try ask(try desk.beginSetup(by: person)) }

  /// Where the set-up stands, for a button that came too late.
  func showSetup() throws {
    guard let progress = try desk.setupProgress() else {
      return try goHome(greeting: voice.phrase("setup.isDone"))
    }
    try ask(progress)
  }

  private func skip(_ step: SetupProgress.Step) throws {
    switch step {
    case .service, .duration, .price: try ask(desk.skipService(by: person))
    default: try ask(desk.advanceSetup(from: step, by: person))
    }
  }
}
