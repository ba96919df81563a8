/// Which visits an edit of single dates would leave outside the hours.
package struct EditReach: Sendable {
  /// Visits that may be hit start in this span.
  package let span: Range<Instant>
  private let dates: Range<Instant>
  private let before: [OpenHours.Window]
  private let after: [OpenHours.Window]
  private let onlyAdds: Bool

  package init(_ edit: ScheduleEdit, _ rules: CalendarRules) {
    let zone = rules.zone
    dates = zone.dayRange(of: edit.first).lowerBound..<zone.dayRange(of: edit.last).upperBound
    // The hours of a date may reach over midnight, and windows that touch are one.
    span = dates.lowerBound.adding(minutes: -1_440)..<dates.upperBound.adding(minutes: 1_440)
    let (from, to) = (span.lowerBound.seconds, span.upperBound.seconds + 86_400)
    before = OpenHours(rules).windows(from: from, to: to)
    after = OpenHours(edit.applied(to: rules)).windows(from: from, to: to)
    if case .extra = edit.change { onlyAdds = true } else { onlyAdds = false }
  }

  /// Whether a visit would lie outside the hours. One that does already counts only on the dates
  /// of the edit, and only where hours are taken away.
  package func hits(from start: Instant, to end: Instant) -> Bool {
    if Self.holds(start, end, in: after) { return false }
    if !onlyAdds, dates.contains(start) { return true }
    return Self.holds(start, end, in: before)
  }

  private static func holds(_ start: Instant, _ end: Instant, in windows: [OpenHours.Window])
    -> Bool
  {
    var low = 0
    var high = windows.count
    while low < high {
      let middle = (low + high) / 2
      if windows[middle].end < end.seconds { low = middle + 1 } else { high = middle }
    }
    guard low < windows.count else { return false }
    return (windows[low].start ?? start.seconds) <= start.seconds
  }
}
