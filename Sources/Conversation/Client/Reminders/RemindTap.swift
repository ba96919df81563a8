import Booking
import FrontDesk
import Store
import Telegram

/// What can be done under a reminder, one's own quiet hours, and what the staff wants of reminders.
enum RemindTap: TapFamily {
  static let letter: Character = "R"

  // Under a reminder: bound to the booking as the reminder shows it.
  case attend(ID<Visit>, revision: Int)
  case move(ID<Visit>, revision: Int)
  case cancel(ID<Visit>, revision: Int)

  // One's own quiet hours.
  case quiet
  case setQuiet(TimeRange)
  case quietOff
  case quietUsual

  // The house's rules.
  case rules
  case houseQuiet
  case setHouseQuiet(TimeRange)
  case houseQuietOff
  case unconfirmed
  /// 0: the staff need not be told.
  case setUnconfirmed(Int)

  // The reminders of a service, or of the house where there is none.
  case offsets(ID<Service>?)
  case add(ID<Service>?, Int)
  case remove(ID<Service>?, Int)
  case none(ID<Service>?)
  case usual(ID<Service>?)

  var data: String {
    switch self {
    case .attend(let id, let revision): pack("Ry", Int(id.raw), revision)
    case .move(let id, let revision): pack("Rm", Int(id.raw), revision)
    case .cancel(let id, let revision): pack("Rc", Int(id.raw), revision)
    case .quiet: "Rq"
    case .setQuiet(let range): pack("Rs", range.start, range.end)
    case .quietOff: "Ro"
    case .quietUsual: "Ru"
    case .rules: "Rb"
    case .houseQuiet: "Rh"
    case .setHouseQuiet(let range): pack("Rt", range.start, range.end)
    case .houseQuietOff: "Rx"
    case .unconfirmed: "Rn"
    case .setUnconfirmed(let hours): pack("Rv", hours)
    case .offsets(let service): pack("Rl", Int(service?.raw ?? 0))
    case .add(let service, let minutes): pack("Ra", Int(service?.raw ?? 0), minutes)
    case .remove(let service, let minutes): pack("Rd", Int(service?.raw ?? 0), minutes)
    case .none(let service): pack("Rz", Int(service?.raw ?? 0))
    case .usual(let service): pack("Rw", Int(service?.raw ?? 0))
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let tap =
      switch verb {
      case "Rq": Self.quiet
      case "Ro": Self.quietOff
      case "Ru": Self.quietUsual
      case "Rb": Self.rules
      case "Rh": Self.houseQuiet
      case "Rx": Self.houseQuietOff
      case "Rn": Self.unconfirmed
      default: Self.numbered(verb, &read)
      }
    guard let tap else { return nil }
    self = tap
  }

  private static func numbered(_ verb: String, _ read: inout TapArguments) -> RemindTap? {
    guard let first = read.number() else { return nil }
    let service: ID<Service>? = first == 0 ? nil : ID(Int64(first))
    switch verb {
    case "Rv": return .setUnconfirmed(first)
    case "Rl": return .offsets(service)
    case "Rz": return RemindTap.none(service)
    case "Rw": return .usual(service)
    default: break
    }
    guard let second = read.number() else { return nil }
    switch verb {
    case "Ry": return .attend(ID(Int64(first)), revision: second)
    case "Rm": return .move(ID(Int64(first)), revision: second)
    case "Rc": return .cancel(ID(Int64(first)), revision: second)
    case "Rs": return .setQuiet(TimeRange(start: first, end: second))
    case "Rt": return .setHouseQuiet(TimeRange(start: first, end: second))
    case "Ra": return .add(service, second)
    case "Rd": return .remove(service, second)
    default: return nil
    }
  }
}

/// What is asked about reminders.
enum RemindQuestion: Codable, Hashable, Sendable {
  /// One's own quiet hours, or those of the house.
  case quiet
  case houseQuiet
  /// How many hours before a visit it should be confirmed.
  case unconfirmed
  /// How long before a visit of a service, or of any, one more reminder goes.
  case offset(service: ID<Service>?)
}

extension Turn {
  func follow(_ tap: RemindTap) throws {
    switch tap {
    case .attend(let id, let revision): try attend(id, revision)
    case .move(let id, let revision): try fromReminder(id, revision) { try move($0) }
    case .cancel(let id, let revision): try fromReminder(id, revision) { try askCancel($0) }
    case .quiet: try showQuiet()
    case .setQuiet(let range): try setQuiet(QuietHours(checking: range).map { .hours($0) })
    case .quietOff: try setQuiet(.off)
    case .quietUsual: try setQuiet(nil)
    case .rules: try showReminderRules()
    case .houseQuiet: try showHouseQuiet()
    case .setHouseQuiet(let range): try setHouseQuiet(QuietHours(checking: range))
    case .houseQuietOff: try setHouseQuiet(nil)
    case .unconfirmed: try showUnconfirmed()
    case .setUnconfirmed(let hours): try setUnconfirmed(hours)
    case .offsets(let service): try showReminders(of: service)
    case .add(let service, let minutes): try addReminder(minutes, to: service)
    case .remove(let service, let minutes): try removeReminder(minutes, from: service)
    case .none(let service): try setReminders([], of: service)
    case .usual(let service): try setReminders(nil, of: service)
    }
  }

  func answer(_ message: Message, _ question: RemindQuestion) throws {
    switch question {
    case .quiet: try takeQuiet(words(of: message, back: .remind(.quiet)))
    case .houseQuiet: try takeHouseQuiet(words(of: message, back: .remind(.houseQuiet)))
    case .unconfirmed: try takeUnconfirmed(words(of: message, back: .remind(.unconfirmed)))
    case .offset(let service):
      try takeOffset(words(of: message, back: .remind(.offsets(service))), service)
    }
  }
}
