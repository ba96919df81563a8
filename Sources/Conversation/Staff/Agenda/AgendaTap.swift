import Booking
import FrontDesk
import Store
import Telegram

/// The specialist's day: agenda, bookings and what is done with them.
enum AgendaTap: TapFamily {
  static let letter: Character = "A"

  case day(LocalDate)

  var data: String {
    switch self {
    case .day(let day): pack("Ad", day.dayNumber)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Ad":
      guard let day = read.date() else { return nil }
      self = .day(day)
    default: return nil
    }
  }
}

enum AgendaQuestion: Codable, Hashable, Sendable {
  /// Why the staff cancels a booking, for the client to read.
  case cancelReason(visit: ID<Visit>)
}

extension Turn {
  func follow(_ tap: AgendaTap) throws { try goHome() }

  func obeyAgenda(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: AgendaQuestion) throws { try answerOddity() }
}
