import Booking
import FrontDesk
import Store
import Telegram

/// Days that differ from the weekly hours.
enum ExceptionTap: TapFamily {
  static let letter: Character = "X"

  case list(CalendarID)

  var data: String {
    switch self {
    case .list(let id): pack("Xl", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Xl":
      guard let id: CalendarID = read.id() else { return nil }
      self = .list(id)
    default: return nil
    }
  }
}

enum ExceptionQuestion: Codable, Hashable, Sendable {
  /// Words such as “off tomorrow”.
  case words(calendar: CalendarID)
}

extension Turn {
  func follow(_ tap: ExceptionTap) throws { try goHome() }

  func obeyExceptions(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: ExceptionQuestion) throws { try answerOddity() }
}
