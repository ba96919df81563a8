import Booking
import FrontDesk
import Store
import Telegram

/// Figures of the practice.
enum StatsTap: TapFamily {
  static let letter: Character = "P"

  case overview

  var data: String {
    switch self {
    case .overview: "Pm"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Pm": self = .overview
    default: return nil
    }
  }
}

extension Turn {
  func follow(_ tap: StatsTap) throws { try goHome() }

  func obeyStats(_ command: BotCommand) throws -> Bool { false }
}
