import Booking
import FrontDesk
import Store
import Telegram

/// Figures of the practice.
enum StatsTap: TapFamily {
  static let letter: Character = "P"

  /// The last three months, of all that the person may see.
  case overview
  /// A span, of one specialist or of all.
  case span(Span, ID<Specialist>?)

  /// What can be looked at; with the stretch that a column stands for.
  enum Span: String, CaseIterable, Sendable {
    case week, month, lastMonth, quarter, year, threeYears
  }

  var data: String {
    switch self {
    case .overview: "Po"
    case .span(let span, let specialist): pack("Ps", specialist ?? ID(0)) + "." + span.rawValue
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Po": self = .overview
    case "Ps":
      guard let id: ID<Specialist> = read.id(), let span = Span(rawValue: read.word()) else {
        return nil
      }
      self = .span(span, id.raw == 0 ? nil : id)
    default: return nil
    }
  }
}

extension Turn {
  func obeyStats(_ command: BotCommand) throws -> Bool {
    guard command.name == "stats", try desk.isStaff(person) else { return false }
    try showStats(.quarter, nil)
    return true
  }

  func follow(_ tap: StatsTap) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    switch tap {
    case .overview: try showStats(.quarter, nil)
    case .span(let span, let specialist): try showStats(span, specialist)
    }
  }
}

extension StatsTap.Span {
  /// The first dates of the columns and the date after the last one, counted from today.
  func edges(today: LocalDate, weekStart: Weekday) -> [LocalDate] {
    let thisWeek = today.adding(days: -((today.weekday.rawValue - weekStart.rawValue + 7) % 7))
    let thisMonth = today.firstOfMonth
    switch self {
    case .week: return (0...7).map { thisWeek.adding(days: $0) }
    case .month: return Self.weeks(of: thisMonth, weekStart: weekStart)
    case .lastMonth: return Self.weeks(of: thisMonth.adding(months: -1), weekStart: weekStart)
    case .quarter: return (-12...1).map { thisWeek.adding(days: 7 * $0) }
    case .year: return (-11...1).map { thisMonth.adding(months: $0) }
    case .threeYears: return (-35...1).map { thisMonth.adding(months: $0) }
    }
  }

  /// A month in weeks, the first and the last cut to it.
  private static func weeks(of month: LocalDate, weekStart: Weekday) -> [LocalDate] {
    let end = month.adding(months: 1)
    var edges = [month]
    var day = month.adding(days: 1)
    while day < end {
      if day.weekday == weekStart { edges.append(day) }
      day = day.adding(days: 1)
    }
    return edges + [end]
  }
}
