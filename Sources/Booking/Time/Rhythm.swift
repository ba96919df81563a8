/// How often a visit comes back, seen from the date of the first one.
///
/// Note 1. No date is ever clamped: “every month on the 31st” is not on offer, because half of the
/// months have none; whoever means the end of the month takes its last Tuesday. For the same reason
/// the fifth Tuesday is only known as the last one.
package enum Rhythm: Hashable, Sendable {
  /// On the same weekday, every so many weeks, 1 to 8.
  case weeks(Int)
  /// Every month on the same day; for the 1st to the 28th.
  case dayOfMonth
  /// Every month on the first to fourth weekday of that name.
  case weekdayOfMonth
  /// Every month on the last weekday of that name.
  case lastWeekdayOfMonth

  package static let longestWeeks = 8
  /// How many visits a series can have.
  package static let times = 2...26

  /// The rhythms that a first date can have.
  package static func fitting(_ first: LocalDate) -> [Rhythm] {
    var rhythms = (1...longestWeeks).map { Rhythm.weeks($0) }
    if first.day <= 28 { rhythms += [.dayOfMonth, .weekdayOfMonth] }
    if first.day + 7 > first.daysInMonth { rhythms.append(.lastWeekdayOfMonth) }
    return rhythms
  }

  package func fits(_ first: LocalDate) -> Bool { Self.fitting(first).contains(self) }

  /// The date so many times after the first, for a rhythm that fits it.
  package func date(_ index: Int, from first: LocalDate) -> LocalDate {
    if case .weeks(let weeks) = self { return first.adding(days: 7 * weeks * index) }
    let month = first.firstOfMonth.adding(months: index)
    switch self {
    case .weeks, .dayOfMonth: return month.adding(days: first.day - 1)
    case .weekdayOfMonth:
      return month.adding(
        days: Self.days(from: month.weekday, to: first.weekday) + (first.day - 1) / 7 * 7)
    case .lastWeekdayOfMonth:
      let last = month.adding(days: month.daysInMonth - 1)
      return last.adding(days: -Self.days(from: first.weekday, to: last.weekday))
    }
  }

  private static func days(from one: Weekday, to other: Weekday) -> Int {
    (other.rawValue - one.rawValue + 7) % 7
  }
}

extension Rhythm: Codable {
  /// The weeks, or a number of its own above them; also in callback data.
  package var code: Int {
    switch self {
    case .weeks(let weeks): weeks
    case .dayOfMonth: 11
    case .weekdayOfMonth: 12
    case .lastWeekdayOfMonth: 13
    }
  }

  /// As programs read it.
  package var name: String {
    switch self {
    case .weeks(let weeks): "every \(weeks) weeks"
    case .dayOfMonth: "monthly, same day"
    case .weekdayOfMonth: "monthly, same weekday"
    case .lastWeekdayOfMonth: "monthly, last weekday"
    }
  }

  package init?(code: Int) {
    switch code {
    case 1...Self.longestWeeks: self = .weeks(code)
    case 11: self = .dayOfMonth
    case 12: self = .weekdayOfMonth
    case 13: self = .lastWeekdayOfMonth
    default: return nil
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let rhythm = Rhythm(code: try container.decode(Int.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a rhythm")
    }
    self = rhythm
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
