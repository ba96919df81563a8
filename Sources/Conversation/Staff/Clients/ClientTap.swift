import Booking
import FrontDesk
import Store
import Telegram

/// Clients and guests: list, search, cards, booking for somebody.
enum ClientTap: TapFamily {
  static let letter: Character = "C"

  case list(page: Int)

  var data: String {
    switch self {
    case .list(let page): pack("Cl", page)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Cl":
      guard let page = read.number() else { return nil }
      self = .list(page: page)
    default: return nil
    }
  }
}

enum ClientQuestion: Codable, Hashable, Sendable {
  /// Part of a name, a phone number or an address.
  case search
}

extension Turn {
  func follow(_ tap: ClientTap) throws { try goHome() }

  func obeyClients(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: ClientQuestion) throws { try answerOddity() }
}
