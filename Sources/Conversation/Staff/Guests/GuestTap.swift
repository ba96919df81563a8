import Booking
import FrontDesk
import Store
import Telegram

/// Booking for somebody: a guest or a known client; and the staff's move of a booking.
enum GuestTap: TapFamily {
  static let letter: Character = "G"

  /// A booking for somebody: who is it?
  case new
  /// For a person the books know.
  case book(ID<Person>)
  case moveBooking(ID<Visit>)

  var data: String {
    switch self {
    case .new: "Gn"
    case .book(let person): pack("Gb", person)
    case .moveBooking(let visit): pack("Gm", visit)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Gn": self = .new
    case "Gb":
      guard let person: ID<Person> = read.id() else { return nil }
      self = .book(person)
    case "Gm":
      guard let visit: ID<Visit> = read.id() else { return nil }
      self = .moveBooking(visit)
    default: return nil
    }
  }
}

enum GuestQuestion: Codable, Hashable, Sendable {
  /// Who the booking is for: part of a name, or all about a new guest.
  case who
}

extension Turn {
  func follow(_ tap: GuestTap) throws { try goHome() }

  func obeyGuests(_ command: BotCommand) throws -> Bool { false }

  func answer(_ message: Message, _ question: GuestQuestion) throws { try answerOddity() }
}
