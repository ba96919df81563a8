import Booking
import FrontDesk
import Store
import Telegram

/// Services as the staff edits them.
enum ServiceTap: TapFamily {
  static let letter: Character = "S"

  case list(page: Int)

  var data: String {
    switch self {
    case .list(let page): pack("Sl", page)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Sl":
      guard let page = read.number() else { return nil }
      self = .list(page: page)
    default: return nil
    }
  }
}

enum ServiceQuestion: Codable, Hashable, Sendable {
  /// Part of a service's name.
  case search
}

extension Turn {
  func follow(_ tap: ServiceTap) throws { try goHome() }

  func obeyServices(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: ServiceQuestion) throws { try answerOddity() }
}
