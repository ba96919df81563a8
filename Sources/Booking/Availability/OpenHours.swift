/// A calendar's windows as stretches of real time, merged where they overlap or touch.
///
/// Note 1. A merged window begins at the first gap before it, however far back that is: a
/// calendar open round the clock with a day off last spring is one window since then. So no
/// answer depends on the span that was asked for.
///
/// Note 2. Where hours and exceptions leave no gap at all, a window has no beginning. Its grid is
/// then anchored at the midnight of each local date (see `GridStarts`).
struct OpenHours: Sendable {
  /// A merged window, in seconds since 1970.
  struct Window: Equatable {
    /// Nil when it has been open for ever.
    var start: Int64?
    var end: Int64
  }

  private let zone: Zone
  private let weekly: WeeklyHours
  private let exceptions: [LocalDate: [TimeRange]]

  init(_ calendar: CalendarRules) {
    zone = calendar.zone
    weekly = calendar.weekly
    exceptions = calendar.exceptions
  }

  /// The merged windows that have a moment in `from...to`, in order. Beginnings are exact; an
  /// end is exact unless the window goes on for two days beyond `to`.
  func windows(from: Int64, to: Int64) -> [Window] {
    guard from <= to else { return [] }
    let first = zone.dayNumber(at: Instant(from)) - 2
    let last = zone.dayNumber(at: Instant(to)) + 2
    var stretches: [(start: Int64, end: Int64)] = []
    stretches.reserveCapacity(16)
    var isInOrder = true
    forEachWindow(of: first...last) { start, end in
      if let before = stretches.last, before.start > start { isInOrder = false }
      stretches.append((start, end))
    }
    if !isInOrder { stretches.sort { $0.start < $1.start } }
    var merged: [Window] = []
    merged.reserveCapacity(stretches.count)
    for stretch in stretches {
      if let current = merged.last, stretch.start <= current.end {
        merged[merged.count - 1].end = max(current.end, stretch.end)
      } else {
        merged.append(Window(start: stretch.start, end: stretch.end))
      }
    }
    merged.removeAll { $0.end < from || ($0.start ?? from) > to }
    // Only a window that was open before the span can reach back beyond the dates looked at.
    if let start = merged.first?.start, start <= from { merged[0].start = beginning(of: start) }
    return merged
  }

  /// Follows a window back from a moment at which it is open to the gap before it.
  private func beginning(of moment: Int64) -> Int64? {
    let isRoundTheClock = weekly.coversTheWeek
    // Looked for only where they are the only gaps there can be.
    let exceptionDays = isRoundTheClock ? exceptions.keys.map(\.dayNumber).sorted() : []
    var start = moment
    while true {
      let day = zone.dayNumber(at: Instant(start))
      if isRoundTheClock {
        guard let exception = Self.last(of: exceptionDays, upTo: day) else { return nil }
        // Dates after an exception are open without a gap, from the second one on whatever
        // hours cross midnight. (A date that the zone skipped is no step back.)
        let jump = zone.instant(dayNumber: exception + 3, minute: 0, edge: .start).seconds
        if jump < start {
          start = jump
          continue
        }
      }
      var earliest = start
      forEachWindow(of: (day - 2)...day) { if $1 >= start { earliest = min(earliest, $0) } }
      if earliest == start { return start }
      start = earliest
    }
  }

  private static func last(of days: [Int], upTo day: Int) -> Int? {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? days[low - 1] : nil
  }

  /// The windows of some dates, by number, in the order in which they are written.
  private func forEachWindow(
    of days: ClosedRange<Int>, _ body: (_ start: Int64, _ end: Int64) -> Void
  ) {
    // A window ends within the date after its own.
    let wall = Int64(days.lowerBound) * 86_400...(Int64(days.upperBound) + 2) * 86_400
    let offset = zone.table.offset(ofLocal: wall)
    for day in days {
      for range in windows(of: day) where range.isSound {
        if let offset {
          let midnight = Int64(day) * 86_400 - offset
          body(midnight + Int64(range.start) * 60, midnight + Int64(range.end) * 60)
          continue
        }
        let start = zone.instant(dayNumber: day, minute: range.start, edge: .start).seconds
        let end = zone.instant(dayNumber: day, minute: range.end, edge: .end).seconds
        // A window inside a spring gap has no length.
        if start < end { body(start, end) }
      }
    }
  }

  private func windows(of day: Int) -> [TimeRange] {
    if !exceptions.isEmpty, let windows = exceptions[LocalDate(dayNumber: day)] { return windows }
    return weekly[Weekday(dayNumber: day)]
  }
}

extension WeeklyHours {
  /// Whether they leave no gap from one week to the next.
  fileprivate var coversTheWeek: Bool {
    let week = 7 * 1_440
    var minutes = 0
    for weekday in Weekday.allCases {
      for window in self[weekday] where window.isSound { minutes += window.end - window.start }
    }
    if minutes < week { return false }
    var ranges: [(start: Int, end: Int)] = []
    for weekday in Weekday.allCases {
      for window in self[weekday] where window.isSound {
        let start = (weekday.rawValue - 1) * 1_440 + window.start
        let end = (weekday.rawValue - 1) * 1_440 + window.end
        ranges.append((start, end))
        if end > week { ranges.append((start - week, end - week)) }
      }
    }
    ranges.sort { $0.start < $1.start }
    var covered = 0
    for range in ranges where range.start <= covered { covered = max(covered, range.end) }
    return covered >= week
  }
}
