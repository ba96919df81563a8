import Booking
import FrontDesk
import Store
import Telegram

/// Contact messages and invitations.
enum InviteTap: TapFamily {
  static let letter: Character = "I"

  case inbox(page: Int)

  var data: String {
    switch self {
    case .inbox(let page): pack("Il", page)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Il":
      guard let page = read.number() else { return nil }
      self = .inbox(page: page)
    default: return nil
    }
  }
}

enum InviteQuestion: Codable, Hashable, Sendable {
  /// What a contact message is about.
  case subject
}

extension Turn {
  func follow(_ tap: InviteTap) throws { try goHome() }

  func obeyInvitations(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: InviteQuestion) throws { try answerOddity() }
}
