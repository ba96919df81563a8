/// A change to single dates of a calendar's hours: a day off or a vacation, other hours, an extra
/// window, some hours off, or back to the weekly hours.
package struct ScheduleEdit: Hashable, Codable, Sendable {
  package enum Change: Hashable, Codable, Sendable {
    case off
    /// These windows instead of the usual ones.
    case hours([TimeRange])
    /// These windows beside those of the date.
    case extra([TimeRange])
    /// The date's windows without these.
    case without([TimeRange])
    /// The weekly hours again.
    case usual
  }

  package let first: LocalDate
  package let last: LocalDate
  package let change: Change

  /// The longest range of one edit, in days.
  package static let longest = 366

  /// Nil unless the dates are in order and at most a year, and the windows are sound, in any order
  /// and do not overlap.
  package init?(first: LocalDate, last: LocalDate, change: Change) {
    guard first <= last, last.dayNumber - first.dayNumber < Self.longest else { return nil }
    self.first = first
    self.last = last
    switch change {
    case .off, .usual: self.change = change
    case .hours(let windows):
      guard let windows = Self.ordered(windows) else { return nil }
      self.change = .hours(windows)
    case .extra(let windows):
      guard let windows = Self.ordered(windows) else { return nil }
      self.change = .extra(windows)
    case .without(let windows):
      guard let windows = Self.ordered(windows) else { return nil }
      self.change = .without(windows)
    }
  }

  package var days: Int { last.dayNumber - first.dayNumber + 1 }
  package var dates: [LocalDate] { (0..<days).map { first.adding(days: $0) } }

  /// The windows in order; nil where there are none, one is no range, or two overlap.
  package static func ordered(_ windows: [TimeRange]) -> [TimeRange]? {
    let windows = windows.sorted { $0.start < $1.start }
    guard !windows.isEmpty, windows.allSatisfy(\.isSound),
      zip(windows, windows.dropFirst()).allSatisfy({ $0.end <= $1.start })
    else { return nil }
    return windows
  }

  /// What the edit makes of a date of its range; nil for the weekly hours.
  package func windows(on date: LocalDate, _ rules: CalendarRules) -> [TimeRange]? {
    switch change {
    case .off: []
    case .hours(let windows): windows
    case .extra(let windows): Self.joined(rules.windows(on: date) + windows)
    case .without(let windows): Self.without(windows, from: rules.windows(on: date))
    case .usual: nil
    }
  }

  /// The rules as they are with the edit.
  package func applied(to rules: CalendarRules) -> CalendarRules {
    var changed = rules
    for date in dates { changed.exceptions[date] = windows(on: date, rules) }
    return changed
  }

  /// Windows that overlap or touch become one, as long as that is no longer than a day.
  private static func joined(_ windows: [TimeRange]) -> [TimeRange] {
    windows.sorted { ($0.start, $0.end) < ($1.start, $1.end) }.reduce(into: []) { joined, next in
      if let last = joined.last, next.start <= last.end,
        max(last.end, next.end) - last.start <= 1_440
      {
        joined[joined.count - 1] = TimeRange(start: last.start, end: max(last.end, next.end))
      } else {
        joined.append(next)
      }
    }
  }

  private static func without(_ closed: [TimeRange], from windows: [TimeRange]) -> [TimeRange] {
    closed.reduce(windows) { windows, gap in
      windows.flatMap { window in
        [
          TimeRange(start: window.start, end: min(window.end, gap.start)),
          TimeRange(start: max(window.start, gap.end), end: window.end),
        ].filter { $0.start < $0.end && $0.start < 1_440 }
      }
    }
  }
}

extension ScheduleEdit: CustomStringConvertible {
  /// For the audit: `off 2026-12-24..2027-01-02`.
  package var description: String {
    func text(_ windows: [TimeRange]) -> String {
      windows.map(\.description).joined(separator: ",")
    }
    let dates = days == 1 ? first.iso : "\(first.iso)..\(last.iso)"
    return switch change {
    case .off: "off \(dates)"
    case .hours(let windows): "hours \(dates) \(text(windows))"
    case .extra(let windows): "extra \(dates) \(text(windows))"
    case .without(let windows): "without \(dates) \(text(windows))"
    case .usual: "usual \(dates)"
    }
  }
}
