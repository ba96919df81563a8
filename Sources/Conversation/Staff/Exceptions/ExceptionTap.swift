import Booking
import FrontDesk
import Store
import Telegram

/// Days that differ from the weekly hours: the staff's screens, and the answers of clients who were
/// asked to choose another time.
enum ExceptionTap: TapFamily {
  static let letter: Character = "X"

  /// Which calendar's days.
  case calendars
  case list(CalendarID)
  case page(CalendarID, Int)
  case entry(CalendarID, LocalDate)
  /// Back to the weekly hours, from a date to another.
  case clear(CalendarID, LocalDate, LocalDate)
  /// The coming fortnight, to choose a day for something.
  case pick(CalendarID, ExceptionKind)
  case month(CalendarID, ExceptionKind, LocalDate)
  case day(CalendarID, ExceptionKind, LocalDate)
  /// The last day of a vacation: a month to choose it from, and the choice.
  case lastDays(CalendarID, LocalDate, month: LocalDate)
  case until(CalendarID, LocalDate, LocalDate)
  /// A window, in minutes since midnight.
  case window(CalendarID, ExceptionKind, LocalDate, TimeRange)
  /// Whose days a typed edit is for; the number says which edit.
  case on(Int, CalendarID)
  case onMine(Int)
  case onAll(Int)
  case save(Int)
  case saveOffering(Int)
  case drop
  case waiting(CalendarID, Int)

  /// The client takes another time, or would rather keep the booking.
  case take(ID<MoveOffer>, CalendarID, Instant)
  case keep(ID<MoveOffer>)

  var data: String {
    switch self {
    case .calendars: "Xc"
    case .list(let id): pack("Xl", id)
    case .page(let id, let page): pack("Xp", Int(id.raw), page)
    case .entry(let id, let day): pack("Xe", Int(id.raw), day.dayNumber)
    case .clear(let id, let first, let last):
      pack("Xr", Int(id.raw), first.dayNumber, last.dayNumber)
    case .pick(let id, let kind): pack("Xd", Int(id.raw), kind.rawValue)
    case .month(let id, let kind, let month):
      pack("Xm", Int(id.raw), kind.rawValue, month.dayNumber)
    case .day(let id, let kind, let day): pack("Xy", Int(id.raw), kind.rawValue, day.dayNumber)
    case .lastDays(let id, let first, let month):
      pack("Xv", Int(id.raw), first.dayNumber, month.dayNumber)
    case .until(let id, let first, let last):
      pack("Xu", Int(id.raw), first.dayNumber, last.dayNumber)
    case .window(let id, let kind, let day, let window):
      pack("Xh", Int(id.raw), kind.rawValue, day.dayNumber, window.start, window.end)
    case .on(let mark, let id): pack("Xo", mark, Int(id.raw))
    case .onMine(let mark): pack("Xom", mark)
    case .onAll(let mark): pack("Xoa", mark)
    case .save(let mark): pack("Xs", mark)
    case .saveOffering(let mark): pack("Xso", mark)
    case .drop: "Xx"
    case .waiting(let id, let page): pack("Xw", Int(id.raw), page)
    case .take(let id, let calendar, let starts):
      pack("Xt", Int(id.raw), Int(calendar.raw), Int(starts.seconds))
    case .keep(let id): pack("Xk", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Xc": self = .calendars
    case "Xx": self = .drop
    case "Xom", "Xoa", "Xs", "Xso", "Xo":
      guard let mark = read.number() else { return nil }
      switch verb {
      case "Xom": self = .onMine(mark)
      case "Xoa": self = .onAll(mark)
      case "Xs": self = .save(mark)
      case "Xso": self = .saveOffering(mark)
      default:
        guard let id: CalendarID = read.id() else { return nil }
        self = .on(mark, id)
      }
    case "Xk":
      guard let id: ID<MoveOffer> = read.id() else { return nil }
      self = .keep(id)
    case "Xt":
      guard let id: ID<MoveOffer> = read.id(), let calendar: CalendarID = read.id(),
        let starts = read.number()
      else { return nil }
      self = .take(id, calendar, Instant(Int64(starts)))
    default:
      guard let id: CalendarID = read.id(), let tap = Self.ofCalendar(verb, id, &read) else {
        return nil
      }
      self = tap
    }
  }

  private static func ofCalendar(
    _ verb: String, _ id: CalendarID, _ read: inout TapArguments
  ) -> ExceptionTap? {
    switch verb {
    case "Xl": return .list(id)
    case "Xp": return read.number().map { .page(id, $0) }
    case "Xw": return read.number().map { .waiting(id, $0) }
    case "Xe": return read.date().map { .entry(id, $0) }
    case "Xr", "Xu", "Xv":
      guard let first = read.date(), let last = read.date() else { return nil }
      return verb == "Xr"
        ? .clear(id, first, last)
        : verb == "Xu" ? .until(id, first, last) : .lastDays(id, first, month: last)
    case "Xd", "Xm", "Xy", "Xh":
      guard let kind = read.number().flatMap(ExceptionKind.init(rawValue:)) else { return nil }
      if verb == "Xd" { return .pick(id, kind) }
      guard let day = read.date() else { return nil }
      if verb == "Xm" { return .month(id, kind, day) }
      if verb == "Xy" { return .day(id, kind, day) }
      guard let start = read.number(), let end = read.number() else { return nil }
      return .window(id, kind, day, TimeRange(start: start, end: end))
    default: return nil
    }
  }
}

/// What a chosen day is for.
enum ExceptionKind: Int, Codable, CaseIterable, Hashable, Sendable {
  case off, vacation, hours, extra, usual
}

enum ExceptionQuestion: Codable, Hashable, Sendable {
  /// Words such as “off tomorrow”.
  case words(calendar: CalendarID)
  /// A day, or from when to when.
  case dates(calendar: CalendarID, kind: ExceptionKind)
  /// The last day of a vacation.
  case lastDay(calendar: CalendarID, first: LocalDate)
  /// The hours of days that were chosen.
  case hours(calendar: CalendarID, kind: ExceptionKind, first: LocalDate, last: LocalDate)
  /// For whose days an edit is meant.
  case target(edit: ScheduleEdit)
  /// An edit is on the screen, with the bookings it hits; `signature` stands for these.
  case preview(edit: ScheduleEdit, calendars: [CalendarID], signature: Int64)

  /// Stands in the buttons of the screen that asks, so that they answer no other question.
  var mark: Int {
    let text =
      switch self {
      case .target(let edit): "target \(edit)"
      case .preview(let edit, let calendars, let signature):
        "preview \(edit) \(calendars.map(\.description)) \(signature)"
      default: ""
      }
    // FNV-1a, 32 bits.
    return Int(text.utf8.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 })
  }
}

extension Turn {
  func follow(_ tap: ExceptionTap) throws {
    switch tap {
    case .calendars: try chooseExceptionCalendar()
    case .list(let id): try showExceptions(id)
    case .page(let id, let page): try showExceptions(id, page: page)
    case .entry(let id, let day): try showException(id, day)
    case .clear(let id, let first, let last): try preview(.usual, first, last, on: id)
    case .pick(let id, let kind): try pickDay(id, kind)
    case .month(let id, let kind, let month): try pickDay(id, kind, in: month)
    case .day(let id, let kind, let day): try chose(day, kind, on: id)
    case .lastDays(let id, let first, let month): try pickLastDay(id, first, in: month)
    case .until(let id, let first, let last): try preview(.off, first, last, on: id)
    case .window(let id, let kind, let day, let window):
      try preview(kind == .extra ? .extra([window]) : .hours([window]), day, day, on: id)
    case .on(let mark, let id): try aim(mark) { $0.filter { $0.id == id } }
    case .onMine(let mark):
      let own = try desk.rights(of: person).own
      try aim(mark) { $0.filter { $0.specialist == own } }
    case .onAll(let mark): try aim(mark) { $0 }
    case .save(let mark): try saveException(mark, offering: false)
    case .saveOffering(let mark): try saveException(mark, offering: true)
    case .drop: try dropException()
    case .waiting(let id, let page): try showUnansweredMoves(id, page: page)
    case .take(let id, let calendar, let starts): try takeOffer(id, calendar, starts)
    case .keep(let id): try keepOffered(id)
    }
  }
}
