import Booking
import FrontDesk
import Store
import Telegram

/// The team, its roles, and the log of what was done.
enum TeamTap: TapFamily {
  static let letter: Character = "T"

  case list

  var data: String {
    switch self {
    case .list: "Tm"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Tm": self = .list
    default: return nil
    }
  }
}

enum TeamQuestion: Codable, Hashable, Sendable {
  /// The name of somebody who is invited.
  case naming
}

extension Turn {
  func follow(_ tap: TeamTap) throws { try goHome() }

  func obeyTeam(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: TeamQuestion) throws { try answerOddity() }
}
