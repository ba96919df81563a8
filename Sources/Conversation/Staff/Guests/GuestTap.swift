import Booking
import FrontDesk
import Store
import Telegram

/// Booking for somebody, a guest or a known client; and the staff's move of a booking.
enum GuestTap: TapFamily {
  static let letter: Character = "G"

  /// A booking for somebody: who is it?
  case new
  /// Somebody the books don't know; what was said of them stands in the question.
  case newGuest
  /// The detail that is asked for is not known.
  case skip
  /// There are no more details.
  case enough
  /// The person whose contact was typed is the one meant, or somebody else is.
  case same(ID<Person>)
  case anew
  /// For a person the books know.
  case book(ID<Person>)
  case services(ID<Person>, page: Int)

  case moveBooking(ID<Visit>)

  case times(Errand)
  case specialists(Errand)
  case month(Errand, LocalDate)
  case day(Errand, LocalDate, page: Int)
  /// A time to be typed, on that day if one was looked at.
  case otherTime(Errand, LocalDate?)
  case slot(Errand, CalendarID, Instant)

  /// The preview again, from the question.
  case review
  case price
  case usualPrice
  case noPrice
  /// Done: for a move with the revision that was on the screen; `agreed` to leave rules aside.
  case place(Errand, CalendarID, Instant, revision: Int, agreed: Bool)
}

enum GuestQuestion: Codable, Hashable, Sendable {
  /// Who the booking is for: part of a name, or all about a new guest. With what is known so far.
  case who(GuestDetails)
  /// One detail of a new guest.
  case detail(GuestDetails, asks: Detail)
  /// Whether somebody who shares a contact with the guest is the one meant.
  case same(GuestDetails)
  /// A date and time, or a time on that day.
  case time(Plan, day: LocalDate?)
  /// A booking or a move to be checked; words go with it.
  case preview(Plan, CalendarID, Instant)
  case price(Plan, CalendarID, Instant)

  enum Detail: String, Codable, CaseIterable, Sendable {
    case name, phone, email, username
  }

  /// Whether leaving it lets something go that was typed.
  var holdsWords: Bool {
    switch self {
    case .who(let guest): !guest.name.isEmpty || guest.hasContact
    case .detail, .same: true
    case .time(let plan, _), .preview(let plan, _, _), .price(let plan, _, _): plan.note != nil
    }
  }
}

/// What a time is looked for: a booking for somebody, or a move; with one specialist or anybody.
struct Errand: Hashable, Codable, Sendable {
  enum Matter: Hashable, Codable, Sendable {
    case booking(ID<Person>, ID<Service>)
    case move(ID<Visit>)
  }

  var matter: Matter
  var specialist: ID<Specialist>?

  static func booking(_ client: ID<Person>, _ service: ID<Service>) -> Errand {
    Errand(matter: .booking(client, service), specialist: nil)
  }

  func with(_ specialist: ID<Specialist>?) -> Errand {
    Errand(matter: matter, specialist: specialist)
  }
}

/// An errand with what was said about it on the way.
struct Plan: Hashable, Codable, Sendable {
  var errand: Errand
  /// The comment to a booking; to a move, a few words for the client.
  var note: String?
  var price = StaffPlan.Price.usual
}

extension GuestTap {
  var data: String {
    switch self {
    case .new: "Gn"
    case .newGuest: "Gg"
    case .skip: "Gs"
    case .enough: "Ge"
    case .same(let person): pack("Gu", person)
    case .anew: "Ga"
    case .book(let person): pack("Gb", person)
    case .services(let person, let page): pack("Gv", Int(person.raw), page)
    case .moveBooking(let visit): pack("Gm", visit)
    case .times(let errand): pack("Gt", errand)
    case .specialists(let errand): pack("Gp", errand)
    case .month(let errand, let month): pack("Gc", errand, month.dayNumber)
    case .day(let errand, let day, let page): pack("Gd", errand, day.dayNumber, page)
    case .otherTime(let errand, nil): pack("Go", errand)
    case .otherTime(let errand, let day?): pack("Gf", errand, day.dayNumber)
    case .slot(let errand, let calendar, let starts):
      pack("Gx", errand, Int(calendar.raw), Int(starts.seconds))
    case .review: "Gw"
    case .price: "Gr"
    case .usualPrice: "Gq"
    case .noPrice: "Gz"
    case .place(let errand, let calendar, let starts, let revision, let agreed):
      // The calendar says which specialist it is.
      pack(
        "Gk", errand.with(nil), Int(calendar.raw), Int(starts.seconds), revision, agreed ? 1 : 0)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Gn": self = .new
    case "Gg": self = .newGuest
    case "Gs": self = .skip
    case "Ge": self = .enough
    case "Ga": self = .anew
    case "Gw": self = .review
    case "Gr": self = .price
    case "Gq": self = .usualPrice
    case "Gz": self = .noPrice
    case "Gu", "Gb", "Gv":
      guard let person: ID<Person> = read.id() else { return nil }
      if verb == "Gu" {
        self = .same(person)
      } else if verb == "Gb" {
        self = .book(person)
      } else {
        guard let page = read.number() else { return nil }
        self = .services(person, page: page)
      }
    case "Gm":
      guard let visit: ID<Visit> = read.id() else { return nil }
      self = .moveBooking(visit)
    default:
      guard let errand = read.errand() else { return nil }
      self.init(verb, errand, &read)
    }
  }

  private init?(_ verb: String, _ errand: Errand, _ read: inout TapArguments) {
    switch verb {
    case "Gt": self = .times(errand)
    case "Gp": self = .specialists(errand)
    case "Go": self = .otherTime(errand, nil)
    case "Gf", "Gc", "Gd":
      guard let day = read.date() else { return nil }
      if verb == "Gf" {
        self = .otherTime(errand, day)
      } else if verb == "Gc" {
        self = .month(errand, day)
      } else {
        guard let page = read.number() else { return nil }
        self = .day(errand, day, page: page)
      }
    case "Gx", "Gk":
      guard let calendar: CalendarID = read.id(), let starts = read.number() else { return nil }
      if verb == "Gx" {
        self = .slot(errand, calendar, Instant(Int64(starts)))
      } else {
        guard let revision = read.number(), let agreed = read.number() else { return nil }
        self = .place(
          errand, calendar, Instant(Int64(starts)), revision: revision, agreed: agreed != 0)
      }
    default: return nil
    }
  }
}

/// An errand takes three numbers: client, service and specialist; or booking, 0 and specialist.
private func pack(_ verb: String, _ errand: Errand, _ numbers: Int...) -> String {
  let specialist = Int(errand.specialist?.raw ?? 0)
  var text =
    switch errand.matter {
    case .booking(let client, let service):
      pack(verb, Int(client.raw), Int(service.raw), specialist)
    case .move(let visit): pack(verb, Int(visit.raw), 0, specialist)
    }
  for number in numbers { text += "." + String(number, radix: 36) }
  return text
}

extension TapArguments {
  fileprivate mutating func errand() -> Errand? {
    guard let subject = number(), let service = number(), let specialist = number() else {
      return nil
    }
    return Errand(
      matter: service == 0
        ? .move(ID(Int64(subject))) : .booking(ID(Int64(subject)), ID(Int64(service))),
      specialist: specialist == 0 ? nil : ID(Int64(specialist)))
  }
}
