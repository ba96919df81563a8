import Booking

/// The dates that people mean: without a year the next ones, from today on.
struct QuickDates {
  typealias Problem = QuickEdit.Problem

  let today: LocalDate

  /// `rolled` says that the first date is over this year and was taken for next year's.
  struct Resolved: Hashable {
    var first: LocalDate
    var last: LocalDate
    var rolled = false
  }

  func resolve(_ span: QuickGrammar.Span) throws(Problem) -> Resolved {
    var resolved: Resolved
    switch span {
    case .week(let weeks):
      let monday = today.adding(days: 1 - today.weekday.rawValue + weeks * 7)
      resolved = Resolved(first: max(monday, today), last: monday.adding(days: 6))
    case .dates(let date, nil):
      let first = try first(date)
      resolved = Resolved(first: first.date, last: first.date, rolled: first.rolled)
    case .dates(let date, let end?):
      resolved = try range(date, end)
    }
    if resolved.last < today { throw .past }
    // A range that has begun goes on.
    resolved.first = max(resolved.first, today)
    if resolved.first > resolved.last { throw .backwards }
    if resolved.last.dayNumber - today.dayNumber > QuickEdit.farthest { throw .tooFar }
    if resolved.last.dayNumber - resolved.first.dayNumber >= ScheduleEdit.longest {
      throw .tooManyDays
    }
    return resolved
  }

  private func range(
    _ start: QuickGrammar.Date, _ end: QuickGrammar.Date
  ) throws(Problem) -> Resolved {
    // “24.12-02.01.2027”: the year at the end speaks of both.
    if case .day(let day, let month, nil, let weekday) = start,
      case .day(_, _, let year?, _) = end
    {
      let last = try dated(end, year: year)
      var first = try dated(start, year: year)
      if first > last, let earlier = LocalDate(year: year - 1, month: month, day: day) {
        first = earlier
      }
      if first > last || isTooWide(first, last) { throw .backwards }
      if let weekday, first.weekday != weekday { throw .otherWeekday(first) }
      return Resolved(first: first, last: last)
    }
    // “18.03-22.03” on the 20th: it has begun, and is not next year's.
    if case .day(_, _, nil, _) = start, case .day(_, _, nil, _) = end {
      let last = try dated(end, year: today.year)
      let first = try dated(start, year: today.year)
      if first < today, today <= last { return Resolved(first: first, last: last) }
    }
    let first = try first(start)
    let last: LocalDate
    switch end {
    case .fromToday(let days): last = today.adding(days: days)
    case .weekday(let weekday, _): last = Self.next(weekday, from: first.date)
    case .day(_, _, let year?, _): last = try dated(end, year: year)
    case .day:
      let same = try dated(end, year: first.date.year)
      let later = same < first.date ? try dated(end, year: first.date.year + 1) : same
      // Over New Year, but not nearly a year round.
      if later != same, isTooWide(first.date, later) { throw .backwards }
      last = later
    }
    if last < first.date { throw .backwards }
    return Resolved(first: first.date, last: last, rolled: first.rolled)
  }

  private func isTooWide(_ first: LocalDate, _ last: LocalDate) -> Bool {
    first.year != last.year && last.dayNumber - first.dayNumber > 183
  }

  private func first(
    _ date: QuickGrammar.Date
  ) throws(Problem) -> (date: LocalDate, rolled: Bool) {
    switch date {
    case .fromToday(let days): return (today.adding(days: days), false)
    case .weekday(let weekday, let isNext):
      return (Self.next(weekday, from: isNext ? today.adding(days: 1) : today), false)
    case .day(_, _, let year?, _): return (try dated(date, year: year), false)
    case .day(let day, let month, nil, _):
      let near = LocalDate(year: today.year, month: month, day: day)
      let isOver = near.map { $0 < today } ?? true
      return (try dated(date, year: today.year + (isOver ? 1 : 0)), isOver)
    }
  }

  private static func next(_ weekday: Weekday, from date: LocalDate) -> LocalDate {
    date.adding(days: (weekday.rawValue - date.weekday.rawValue + 7) % 7)
  }

  /// The date in a year; throws when there is no such one, or it is on another weekday.
  private func dated(_ date: QuickGrammar.Date, year: Int) throws(Problem) -> LocalDate {
    guard case .day(let day, let month, let own, let weekday) = date else { return today }
    guard let found = LocalDate(year: year, month: month, day: day) else {
      let tail = own.map { ".\($0)" } ?? ""
      throw .noSuchDate("\(Self.twoDigits(day)).\(Self.twoDigits(month))\(tail)")
    }
    if let weekday, found.weekday != weekday { throw .otherWeekday(found) }
    return found
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

/// The hours that people mean. Over midnight is legal, as long as it is no more than a night.
enum QuickHours {
  static func windows(_ written: [QuickGrammar.Hours]) throws(QuickEdit.Problem) -> [TimeRange] {
    var windows: [TimeRange] = []
    for hours in written {
      let text = "\(Self.text(hours.from))–\(Self.text(hours.to))"
      guard let start = minute(hours.from), let end = minute(hours.to), start < 1_440,
        start != end
      else { throw .badHours(text) }
      if end > start {
        windows.append(TimeRange(start: start, end: end))
      } else if end + 1_440 - start <= 720 {
        windows.append(TimeRange(start: start, end: end + 1_440))
      } else {
        throw .hoursBackwards(text)
      }
    }
    windows.sort { $0.start < $1.start }
    for (a, b) in zip(windows, windows.dropFirst()) where b.start < a.end { throw .overlap }
    return windows
  }

  /// Minutes since midnight, 24:00 included; nil when no clock shows that.
  static func minute(_ clock: QuickGrammar.Clock) -> Int? {
    var hour = clock.hour
    if let half = clock.half {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + half
    }
    guard clock.minute < 60, hour * 60 + clock.minute <= 1_440 else { return nil }
    return hour * 60 + clock.minute
  }

  private static func text(_ clock: QuickGrammar.Clock) -> String {
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(twoDigits(clock.hour)):\(twoDigits(clock.minute))"
  }
}
