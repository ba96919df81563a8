import Booking
import FrontDesk
import Store
import Telegram

/// The specialist's day: agenda, bookings and what is done with them.
enum AgendaTap: TapFamily {
  static let letter: Character = "A"

  /// A day, a week of the person's usual book.
  case day(LocalDate)
  case week(LocalDate)
  case dayOf(LocalDate, Book, cancelled: Bool, page: Int)
  case weekOf(LocalDate, Book)
  case month(LocalDate, Book)
  /// Whose book to look into, for a day.
  case books(LocalDate, page: Int)
  case completePast(LocalDate, Book)

  /// A booking as the staff sees it.
  case booking(ID<Visit>)
  case arrived(ID<Visit>, Bool)
  case complete(ID<Visit>)
  case noShow(ID<Visit>)
  case reopen(ID<Visit>)
  case askCancel(ID<Visit>)
  case cancelSilently(ID<Visit>)

  /// All bookings to come.
  case find(page: Int)
  case found(BookingFilter, page: Int)
  case choose(BookingFilter.Part, BookingFilter, page: Int)
  case export
  case exporting(BookingFilter)
  case file(ExportForm, BookingFilter)

  var data: String {
    switch self {
    case .day(let day): pack("Ad", day.dayNumber)
    case .week(let day): pack("Aw", day.dayNumber)
    case .dayOf(let day, let book, let cancelled, let page):
      pack("Ao", day.dayNumber, book.number, cancelled ? 1 : 0, page)
    case .weekOf(let day, let book): pack("Av", day.dayNumber, book.number)
    case .month(let day, let book): pack("Am", day.dayNumber, book.number)
    case .books(let day, let page): pack("Ab", day.dayNumber, page)
    case .completePast(let day, let book): pack("Ap", day.dayNumber, book.number)
    case .booking(let id): pack("Ak", id)
    case .arrived(let id, let hasArrived): pack("Aa", Int(id.raw), hasArrived ? 1 : 0)
    case .complete(let id): pack("Ac", id)
    case .noShow(let id): pack("An", id)
    case .reopen(let id): pack("Au", id)
    case .askCancel(let id): pack("Ax", id)
    case .cancelSilently(let id): pack("Ay", id)
    case .find(let page): pack("Af", page)
    case .found(let filter, let page): filter.data("Ar", page)
    case .choose(let part, let filter, let page): filter.data("A" + part.rawValue, page)
    case .export: "Ae"
    case .exporting(let filter): filter.data("Ag", 0)
    case .file(let form, let filter): filter.data(form == .table ? "At" : "Ai", 0)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let tap =
      Self.ofDay(verb, &read) ?? Self.ofVisit(verb, &read) ?? Self.ofFilter(verb, text, &read)
    guard let tap else { return nil }
    self = tap
  }

  private static func ofDay(_ verb: String, _ read: inout TapArguments) -> AgendaTap? {
    guard ["Ad", "Aw", "Ao", "Av", "Am", "Ab", "Ap"].contains(verb), let day = read.date() else {
      return nil
    }
    switch verb {
    case "Ad": return .day(day)
    case "Aw": return .week(day)
    case "Ab": return read.number().map { .books(day, page: $0) }
    default: break
    }
    guard let book = read.number().flatMap(Book.init(number:)) else { return nil }
    switch verb {
    case "Ao":
      guard let cancelled = read.number(), let page = read.number() else { return nil }
      return .dayOf(day, book, cancelled: cancelled == 1, page: page)
    case "Av": return .weekOf(day, book)
    case "Am": return .month(day, book)
    default: return .completePast(day, book)
    }
  }

  private static func ofVisit(_ verb: String, _ read: inout TapArguments) -> AgendaTap? {
    let make: ((ID<Visit>) -> AgendaTap)?
    switch verb {
    case "Ak": make = AgendaTap.booking
    case "Ac": make = AgendaTap.complete
    case "An": make = AgendaTap.noShow
    case "Au": make = AgendaTap.reopen
    case "Ax": make = AgendaTap.askCancel
    case "Ay": make = AgendaTap.cancelSilently
    case "Aa":
      guard let id: ID<Visit> = read.id(), let hasArrived = read.number() else { return nil }
      return .arrived(id, hasArrived == 1)
    default: make = nil
    }
    guard let make, let id: ID<Visit> = read.id() else { return nil }
    return make(id)
  }

  private static func ofFilter(
    _ verb: String, _ text: String, _ read: inout TapArguments
  ) -> AgendaTap? {
    switch verb {
    case "Ae": return .export
    case "Af": return read.number().map { .find(page: $0) }
    default: break
    }
    let part = BookingFilter.Part(rawValue: String(verb.dropFirst()))
    guard part != nil || ["Ar", "Ag", "At", "Ai"].contains(verb),
      let (filter, page) = BookingFilter.unpack(text, &read)
    else { return nil }
    if let part { return .choose(part, filter, page: page) }
    switch verb {
    case "Ar": return .found(filter, page: page)
    case "Ag": return .exporting(filter)
    default: return .file(verb == "At" ? .table : .calendar, filter)
    }
  }
}

/// What bookings are exported as.
enum ExportForm: Hashable, Sendable {
  /// Comma-separated values, for spreadsheets.
  case table
  /// iCalendar.
  case calendar
}

extension Book {
  /// As callback data has it: 0, 1, and two more than the specialist's place from 0 on.
  var number: Int {
    switch self {
    case .usual: 0
    case .everyone: 1
    case .of(let id): Int(id.raw) + 1
    }
  }

  init?(number: Int) {
    switch number {
    case 0: self = .usual
    case 1: self = .everyone
    case 2...: self = .of(ID(Int64(number) - 1))
    default: return nil
    }
  }
}

enum AgendaQuestion: Codable, Hashable, Sendable {
  /// Why the staff cancels a booking, for the client to read.
  case cancelReason(visit: ID<Visit>)
  /// What to look for beside the filter: a name, a phone, a date or a number.
  case find(filter: BookingFilter, page: Int)
}
