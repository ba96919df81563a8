import Booking
import FrontDesk
import Store
import Telegram

/// Calendars as the staff edits them.
enum CalendarTap: TapFamily {
  static let letter: Character = "K"

  case list
  case page(Int)
  case calendar(CalendarID)
  case week(CalendarID)
  case weekday(CalendarID, Weekday)
  /// The hours that a button names; none is a day off.
  case hours(CalendarID, Weekday, [TimeRange])
  /// Chooses the weekdays that get the hours of one: a bit each, Monday's the lowest.
  case copy(CalendarID, Weekday, to: Int)
  case copyNow(CalendarID, Weekday, to: Int)
  case rules(CalendarID)
  case ask(CalendarID, CalendarField)
  /// A value that a button names: minutes, days or a number.
  case set(CalendarID, CalendarField, Int)
  /// Without a limit, or without a step of its own.
  case clear(CalendarID, CalendarField)
  case zone(CalendarID, String)
  case grids(CalendarID)
  case grid(CalendarID, Grid)
  case services(CalendarID, page: Int)
  case offer(CalendarID, ID<Service>, Bool)
  case active(CalendarID, Bool)
  case askDelete(CalendarID)
  case delete(CalendarID)
  case create(page: Int)
  case createFor(ID<Specialist>)

  var data: String {
    switch self {
    case .list: "Km"
    case .page(let page): pack("Kl", page)
    case .calendar(let id): pack("Kc", id)
    case .week(let id): pack("Kw", id)
    case .weekday(let id, let day): pack("Kd", Int(id.raw), day.rawValue)
    case .hours(let id, let day, let windows):
      windows.reduce(pack("Kh", Int(id.raw), day.rawValue)) {
        $0 + "." + String($1.start, radix: 36) + "." + String($1.end, radix: 36)
      }
    case .copy(let id, let day, let mask): pack("Ky", Int(id.raw), day.rawValue, mask)
    case .copyNow(let id, let day, let mask): pack("Kn", Int(id.raw), day.rawValue, mask)
    case .rules(let id): pack("Kr", id)
    case .ask(let id, let field): pack("Kf", id) + "." + field.rawValue
    case .set(let id, let field, let value):
      pack("Kv", Int(id.raw), value) + "." + field.rawValue
    case .clear(let id, let field): pack("Ke", id) + "." + field.rawValue
    case .zone(let id, let zone): pack("Kz", id) + "." + zone
    case .grids(let id): pack("Kg", id)
    case .grid(let id, let grid): pack("Ki", id) + "." + grid.rawValue
    case .services(let id, let page): pack("Ks", Int(id.raw), page)
    case .offer(let id, let service, let isOn):
      pack("Ko", Int(id.raw), Int(service.raw), isOn ? 1 : 0)
    case .active(let id, let isOn): pack("Ka", Int(id.raw), isOn ? 1 : 0)
    case .askDelete(let id): pack("Kx", id)
    case .delete(let id): pack("Kk", id)
    case .create(let page): pack("Kt", page)
    case .createFor(let specialist): pack("Ku", specialist)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Km": self = .list
    case "Kl", "Kt":
      guard let page = read.number() else { return nil }
      self = verb == "Kl" ? .page(page) : .create(page: page)
    case "Ku":
      guard let id: ID<Specialist> = read.id() else { return nil }
      self = .createFor(id)
    default:
      guard let id: CalendarID = read.id(),
        let tap = Self.of(id, verb, &read) ?? Self.ofWeek(id, verb, &read)
      else { return nil }
      self = tap
    }
  }

  /// The routes that are about one calendar.
  private static func of(
    _ id: CalendarID, _ verb: String, _ read: inout TapArguments
  ) -> CalendarTap? {
    switch verb {
    case "Kc": .calendar(id)
    case "Kw": .week(id)
    case "Kr": .rules(id)
    case "Kg": .grids(id)
    case "Kx": .askDelete(id)
    case "Kk": .delete(id)
    case "Ka": read.flag().map { .active(id, $0) }
    case "Ks": read.number().map { .services(id, page: $0) }
    case "Kf": CalendarField(rawValue: read.word()).map { .ask(id, $0) }
    case "Ke": CalendarField(rawValue: read.word()).map { .clear(id, $0) }
    case "Ki": Grid(rawValue: read.word()).map { .grid(id, $0) }
    case "Kz": .zone(id, read.word())
    case "Kv":
      read.number().flatMap { value in
        CalendarField(rawValue: read.word()).map { .set(id, $0, value) }
      }
    case "Ko":
      (read.id() as ID<Service>?).flatMap { service in
        read.flag().map { .offer(id, service, $0) }
      }
    default: nil
    }
  }

  /// The routes that are about a day of its week.
  private static func ofWeek(
    _ id: CalendarID, _ verb: String, _ read: inout TapArguments
  ) -> CalendarTap? {
    guard ["Kd", "Kh", "Ky", "Kn"].contains(verb),
      let day = read.number().flatMap(Weekday.init(rawValue:))
    else { return nil }
    switch verb {
    case "Kd": return .weekday(id, day)
    case "Kh": return read.windows().map { .hours(id, day, $0) }
    default:
      guard let mask = read.number(), (0..<128).contains(mask) else { return nil }
      return verb == "Ky" ? .copy(id, day, to: mask) : .copyNow(id, day, to: mask)
    }
  }
}

/// The part of a calendar that an answer changes.
enum CalendarField: String, Codable, CaseIterable, Sendable {
  case name, zone, before, after, perDay, notice, horizon, step
}

/// What is asked about calendars.
enum CalendarQuestion: Codable, Hashable, Sendable {
  case field(calendar: CalendarID, field: CalendarField)
  /// The hours of a weekday (1 is Monday).
  case hours(calendar: CalendarID, weekday: Int)
  /// The name of a new calendar.
  case newName(specialist: ID<Specialist>)
}

extension TapArguments {
  /// All windows that are left, in order and without overlaps, as many as may be typed.
  mutating func windows() -> [TimeRange]? {
    var windows: [TimeRange] = []
    while !isAtEnd {
      guard let start = number(), let end = number(), windows.count < HoursTyped.mostWindows
      else { return nil }
      let window = TimeRange(start: start, end: end)
      guard window.isSound, windows.last.map({ $0.end <= start }) ?? true else { return nil }
      windows.append(window)
    }
    return windows
  }
}

extension Turn {
  func follow(_ tap: CalendarTap) throws {
    switch tap {
    case .list: try showCalendars()
    case .page(let page): try showCalendarList(page: page)
    case .calendar(let id): try showCalendar(id)
    case .week(let id): try showWeek(id)
    case .weekday(let id, let day): try askHours(id, day)
    case .hours(let id, let day, let windows): try saveHours(windows, id, day)
    case .copy(let id, let day, let mask): try chooseCopies(id, day, mask)
    case .copyNow(let id, let day, let mask): try copyHours(id, day, mask)
    case .rules(let id): try showRules(id)
    case .ask(let id, let field): try askCalendarField(id, field)
    case .set(let id, let field, let value): try setCalendarField(id, field, value)
    case .clear(let id, let field): try setCalendarField(id, field, nil)
    case .zone(let id, let zone): try setCalendarZone(id, zone)
    case .grids(let id): try showGrids(id)
    case .grid(let id, let grid): try changeRules(id) { $0.rules.grid = grid }
    case .services(let id, let page): try showCalendarServices(id, page: page)
    case .offer(let id, let service, let isOn): try offer(service, on: id, isOn)
    case .active(let id, let isOn): try setActive(id, isOn)
    case .askDelete(let id): try askDeleteCalendar(id)
    case .delete(let id): try deleteCalendar(id)
    case .create(let page): try askNewCalendar(page: page)
    case .createFor(let specialist): try askCalendarName(specialist)
    }
  }

  /// `/calendars`, also with part of a name.
  func obeyCalendars(_ command: BotCommand) throws -> Bool {
    guard command.name == "calendars", try desk.isStaff(person) else { return false }
    let search = NameSearch(command.argument)
    let found = try desk.editableCalendars(by: person).filter { search.finds(try title(of: $0)) }
    if let calendar = found.first { try showCalendar(calendar.id) } else { try showCalendars() }
    return true
  }

  func answer(_ message: Message, _ question: CalendarQuestion) throws {
    switch question {
    case .field(let id, let field):
      let back: Tap = .working(field == .name || field == .zone ? .calendar(id) : .rules(id))
      guard let text = try words(of: message, back: back) else { return }
      try takeCalendarField(text, id, field)
    case .hours(let id, let weekday):
      guard let text = try words(of: message, back: .working(.week(id))) else { return }
      try takeHours(text, id, Weekday(rawValue: weekday) ?? .monday)
    case .newName(let specialist):
      guard let text = try words(of: message, back: .working(.list)) else { return }
      try takeCalendarName(text, specialist)
    }
  }
}
