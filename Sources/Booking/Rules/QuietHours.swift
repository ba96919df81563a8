/// Hours of every day, on somebody's own clock, in which they are not to be disturbed.
package struct QuietHours: Hashable, Sendable {
  /// What ends on the next date has an end above 1440.
  package let range: TimeRange

  /// A message that would fall in them goes so many minutes before they begin.
  package static let margin = 5
  /// Sixteen hours at most: there has to be some day left.
  package static let longest = 960

  package static let usual = QuietHours(TimeRange(start: 22 * 60, end: 32 * 60))

  private init(_ range: TimeRange) { self.range = range }

  /// Nil unless the range is sound and leaves a good part of the day.
  package init?(checking range: TimeRange) {
    guard range.isSound, range.end - range.start <= Self.longest else { return nil }
    self.range = range
  }

  /// The stretch of quiet that a moment is in; nil when it is in none.
  ///
  /// What a change of the clocks skips is not there; what it shows twice is quiet from the first
  /// beginning to the second end.
  package func stretch(at moment: Instant, in zone: Zone) -> Range<Instant>? {
    let today = zone.dayNumber(at: moment)
    for day in [today - 1, today] {
      let begins = zone.instant(dayNumber: day, minute: range.start, edge: .start)
      let ends = zone.instant(dayNumber: day, minute: range.end, edge: .end)
      if begins <= moment, moment < ends { return begins..<ends }
    }
    return nil
  }
}

extension QuietHours: CustomStringConvertible {
  /// `22:00-08:00`, in the form that is read again as the same hours.
  package var description: String { range.description }

  package init?(_ text: some StringProtocol) {
    guard let range = TimeRange(text) else { return nil }
    self.init(checking: range)
  }
}
