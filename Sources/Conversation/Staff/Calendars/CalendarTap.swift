import Booking
import FrontDesk
import Store
import Telegram

/// Calendars as the staff edits them.
enum CalendarTap: TapFamily {
  static let letter: Character = "K"

  case list

  var data: String {
    switch self {
    case .list: "Km"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Km": self = .list
    default: return nil
    }
  }
}

enum CalendarQuestion: Codable, Hashable, Sendable {
  /// The name of a calendar.
  case naming(calendar: CalendarID)
}

extension Turn {
  func follow(_ tap: CalendarTap) throws { try goHome() }

  func obeyCalendars(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: CalendarQuestion) throws { try answerOddity() }
}
