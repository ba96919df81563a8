import Booking
import FrontDesk
import Store
import Telegram

/// The client's part of the waiting list.
enum WaitingTap: TapFamily {
  static let letter: Character = "L"

  /// Asks for the days; the date lies in the month that was looked at.
  case join(Wish, LocalDate)
  /// Asks for the part of the day.
  case days(Wish, LocalDate, LocalDate)
  case add(Wish, LocalDate, LocalDate, PartOfDay?)
  case entry(ID<WaitingEntry>)
  case leave(ID<WaitingEntry>)
  case take(ID<WaitingOffer>)
  case refuse(ID<WaitingOffer>)

  var data: String {
    switch self {
    case .join(let wish, let date): pack("Lj", wish, date.dayNumber)
    case .days(let wish, let first, let last):
      pack("Ld", wish, first.dayNumber, last.dayNumber)
    case .add(let wish, let first, let last, let part):
      pack("La", wish, first.dayNumber, last.dayNumber, part?.rawValue ?? 0)
    case .entry(let id): pack("Le", id)
    case .leave(let id): pack("Lx", id)
    case .take(let id): pack("Lt", id)
    case .refuse(let id): pack("Lr", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Lj":
      guard let wish = read.wish(), let date = read.date() else { return nil }
      self = .join(wish, date)
    case "Ld", "La":
      guard let wish = read.wish(), let first = read.date(), let last = read.date() else {
        return nil
      }
      if verb == "Ld" {
        self = .days(wish, first, last)
      } else {
        guard let part = read.number() else { return nil }
        self = .add(wish, first, last, PartOfDay(rawValue: part))
      }
    case "Le", "Lx":
      guard let id: ID<WaitingEntry> = read.id() else { return nil }
      self = verb == "Le" ? .entry(id) : .leave(id)
    case "Lt", "Lr":
      guard let id: ID<WaitingOffer> = read.id() else { return nil }
      self = verb == "Lt" ? .take(id) : .refuse(id)
    default: return nil
    }
  }
}

/// What is asked of somebody who joins the list.
enum WaitingQuestion: Codable, Hashable, Sendable {
  /// The days, in words or by a button.
  case days(service: ID<Service>, specialist: ID<Specialist>?)
}

extension Turn {
  func follow(_ tap: WaitingTap) throws {
    switch tap {
    case .join(let wish, let date): try askWaitingDays(wish, date)
    case .days(let wish, let first, let last): try askWaitingPart(wish, first, last)
    case .add(let wish, let first, let last, let part):
      try joinWaiting(wish, first, last, part)
    case .entry(let id): try showWaiting(id)
    case .leave(let id): try leaveWaiting(id)
    case .take(let id): try takeWaiting(id)
    case .refuse(let id): try refuseWaiting(id)
    }
  }

  func answer(_ message: Message, _ question: WaitingQuestion) throws {
    switch question {
    case .days(let service, let specialist):
      try takeWaitingDays(message, Wish(service: service, specialist: specialist))
    }
  }
}
