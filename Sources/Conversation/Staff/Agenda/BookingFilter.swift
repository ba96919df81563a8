import Booking
import FrontDesk
import Store

/// Which bookings the staff looks for. It travels in the buttons, so that old lists still turn
/// their pages.
struct BookingFilter: Hashable, Codable, Sendable {
  var period: Period = .upcoming
  var status: Status = .any
  var service: ID<Service>?
  var book: Book = .usual
  /// Of the client's name or phone.
  private(set) var words = ""

  /// The part of the filter that a screen lets choose; the letter in its buttons.
  enum Part: String, CaseIterable, Sendable {
    case period = "h"
    case status = "s"
    case service = "l"
    case book = "j"
  }

  enum Period: Hashable, Codable, Sendable {
    case upcoming, today, week, month, lastMonth, year, all
    /// Both days are in it.
    case days(LocalDate, LocalDate)

    static let choices: [Period] = [.today, .week, .month, .lastMonth, .year, .upcoming, .all]
  }

  enum Status: Int, CaseIterable, Codable, Sendable {
    case any, requested, confirmed, unclosed, completed, noShow, cancelled

    var states: [BookingState] {
      switch self {
      case .any: []
      case .requested: [.requested]
      case .confirmed, .unclosed: [.confirmed]
      case .completed: [.completed]
      case .noShow: [.noShow]
      case .cancelled: [.cancelled, .declined]
      }
    }
  }

  /// Words are cut to what a button has room for; the beginning of a name finds it too.
  func with(words: String) -> BookingFilter {
    var filter = self
    filter.words = Self.clipped(words, bytes: 34)
    return filter
  }

  /// What is closed is over: a filter for what is to come would find none of it.
  func with(status: Status) -> BookingFilter {
    var filter = self
    filter.status = status
    if [.unclosed, .completed, .noShow].contains(status), period == .upcoming {
      filter.period = .all
    }
    return filter
  }

  func with(_ change: (inout BookingFilter) -> Void) -> BookingFilter {
    var filter = self
    change(&filter)
    return filter
  }

  private static func clipped(_ text: String, bytes limit: Int) -> String {
    var room = limit
    return String(
      text.prefix {
        room -= $0.utf8.count
        return room >= 0
      })
  }

  // MARK: In buttons

  /// The words come last and may hold any character.
  func data(_ verb: String, _ page: Int) -> String {
    let (kind, from, to) = period.numbers
    let head = pack(
      verb, kind, from, to, status.rawValue, Int(service?.raw ?? 0), book.number, page)
    return head + "." + Self.clipped(words, bytes: max(0, 63 - head.utf8.count))
  }

  static func unpack(_ text: String, _ read: inout TapArguments) -> (BookingFilter, page: Int)? {
    guard let kind = read.number(), let from = read.number(), let to = read.number(),
      let period = Period(kind, from, to), let status = read.number().flatMap(Status.init),
      let service = read.number(), service >= 0,
      let book = read.number().flatMap(Book.init(number:)), let page = read.number(), page >= 0,
      page < 1_000, !read.isAtEnd
    else { return nil }
    var filter = BookingFilter(
      period: period, status: status, service: service == 0 ? nil : ID(Int64(service)), book: book)
    filter.words = read.rest()
    return (filter, page)
  }
}

extension BookingFilter.Period {
  var numbers: (kind: Int, from: Int, to: Int) {
    if case .days(let first, let last) = self { return (7, first.dayNumber, last.dayNumber) }
    return (Self.order.firstIndex(of: self) ?? 0, 0, 0)
  }

  init?(_ kind: Int, _ from: Int, _ to: Int) {
    if kind == 7, from.magnitude < 100_000, to.magnitude < 100_000, from <= to {
      self = .days(LocalDate(dayNumber: from), LocalDate(dayNumber: to))
    } else if Self.order.indices.contains(kind), from == 0, to == 0 {
      self = Self.order[kind]
    } else {
      return nil
    }
  }

  /// In the order of their numbers in buttons, which stays.
  private static let order: [Self] = [.upcoming, .today, .week, .month, .lastMonth, .year, .all]

  /// The first and the last day; nil for an open end.
  func days(today: LocalDate, week: [Weekday]) -> (first: LocalDate?, last: LocalDate?) {
    let month = today.firstOfMonth
    switch self {
    case .upcoming, .all: return (nil, nil)
    case .today: return (today, today)
    case .week:
      let first = today.startOfWeek(week)
      return (first, first.adding(days: 6))
    case .month: return (month, month.adding(months: 1).adding(days: -1))
    case .lastMonth: return (month.adding(months: -1), month.adding(days: -1))
    case .year:
      let first = month.adding(months: 1 - today.month)
      return (first, first.adding(months: 12).adding(days: -1))
    case .days(let first, let last): return (first, last)
    }
  }
}

extension LocalDate {
  /// The first day of the week it is in.
  func startOfWeek(_ week: [Weekday]) -> LocalDate {
    adding(days: -(week.firstIndex(of: weekday) ?? 0))
  }
}

extension BookingFilter {
  /// What to ask the store, for a book and at a moment.
  func query(_ open: OpenBook, now: Instant, week: [Weekday]) -> VisitQuery {
    let today = open.zone.local(now).date
    let (first, last) = period.days(today: today, week: week)
    let from = first.map { open.zone.dayRange(of: $0).lowerBound }
    let to = last.map { open.zone.dayRange(of: $0).upperBound }
    let isPast = period == .all || (to.map { $0 <= now } ?? false) || period == .year
    return VisitQuery(
      from: from ?? (period == .upcoming ? now : Instant(.min)), to: to ?? Instant(.max),
      specialist: open.specialist, service: service, states: status.states,
      endedBy: status == .unclosed ? now : nil, newestFirst: isPast)
  }
}
