import Booking
import FrontDesk
import Store
import Telegram

/// The set-up wizard.
enum SetupTap: TapFamily {
  static let letter: Character = "W"

  case begin

  var data: String {
    switch self {
    case .begin: "Wm"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Wm": self = .begin
    default: return nil
    }
  }
}

enum SetupQuestion: Codable, Hashable, Sendable {
  /// What the business is called.
  case businessName
}

extension Turn {
  func follow(_ tap: SetupTap) throws { try goHome() }

  func obeySetup(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: SetupQuestion) throws { try answerOddity() }
}
