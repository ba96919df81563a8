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
  /// By weekday, Monday first.
  private let weekly: [[TimeRange]]
  /// By day number.
  private let exceptions: [Int: [TimeRange]]
  private let exceptionDays: [Int]
  private let isRoundTheClock: Bool

  init(_ calendar: CalendarRules) {
    zone = calendar.zone
    weekly = Weekday.allCases.map { day in calendar.weekly[day].filter(\.isSound) }
    var exceptions: [Int: [TimeRange]] = [:]
    for (date, windows) in calendar.exceptions {
      exceptions[date.dayNumber] = windows.filter(\.isSound)
    }
    self.exceptions = exceptions
    exceptionDays = exceptions.keys.sorted()
    isRoundTheClock = Self.coversTheWeek(weekly)
  }

  /// The merged windows that have a moment in `from...to`, in order. Beginnings are exact; an
  /// end is exact unless the window goes on for two days beyond `to`.
  func windows(from: Int64, to: Int64) -> [Window] {
    guard from <= to else { return [] }
    let first = zone.dayNumber(at: Instant(from)) - 2
    let last = zone.dayNumber(at: Instant(to)) + 2
    var stretches: [(start: Int64, end: Int64)] = []
    for day in first...last { forEachWindow(of: day) { stretches.append(($0, $1)) } }
    if zip(stretches, stretches.dropFirst()).contains(where: { $0.start > $1.start }) {
      stretches.sort { $0.start < $1.start }
    }
    var merged: [Window] = []
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
    var start = moment
    while true {
      let day = zone.dayNumber(at: Instant(start))
      if isRoundTheClock {
        guard let exception = lastException(upTo: day) else { return nil }
        // Dates after an exception are open without a gap, from the second one on whatever
        // hours cross midnight. (A date that the zone skipped is no step back.)
        let jump = zone.instant(dayNumber: exception + 3, minute: 0, edge: .start).seconds
        if jump < start {
          start = jump
          continue
        }
      }
      var earliest = start
      for near in (day - 2)...day {
        forEachWindow(of: near) { if $1 >= start { earliest = min(earliest, $0) } }
      }
      if earliest == start { return start }
      start = earliest
    }
  }

  private func lastException(upTo day: Int) -> Int? {
    var low = 0
    var high = exceptionDays.count
    while low < high {
      let middle = (low + high) / 2
      if exceptionDays[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? exceptionDays[low - 1] : nil
  }

  private func forEachWindow(of day: Int, _ body: (_ start: Int64, _ end: Int64) -> Void) {
    let index = (day + 3) % 7
    let ranges =
      (exceptionDays.isEmpty ? nil : exceptions[day]) ?? weekly[index < 0 ? index + 7 : index]
    for range in ranges {
      let start = zone.instant(dayNumber: day, minute: range.start, edge: .start).seconds
      let end = zone.instant(dayNumber: day, minute: range.end, edge: .end).seconds
      // A window inside a spring gap has no length.
      if start < end { body(start, end) }
    }
  }

  private static func coversTheWeek(_ weekly: [[TimeRange]]) -> Bool {
    let week = 7 * 1_440
    var ranges: [(start: Int, end: Int)] = []
    for (index, windows) in weekly.enumerated() {
      for window in windows {
        let start = index * 1_440 + window.start
        let end = index * 1_440 + window.end
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
