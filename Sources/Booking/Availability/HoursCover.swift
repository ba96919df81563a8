extension CalendarRules {
  /// Those of some visits, given in the order of their starts, that do not lie within one window
  /// of the hours: what was booked before the hours were changed, or against them.
  package func outsideHours(_ visits: [Range<Instant>]) -> [Range<Instant>] {
    guard let first = visits.first, let end = visits.map(\.upperBound).max() else { return [] }
    let windows = OpenHours(self).windows(from: first.lowerBound.seconds, to: end.seconds)
    var index = 0
    return visits.filter { visit in
      while index < windows.count, windows[index].end <= visit.lowerBound.seconds { index += 1 }
      guard index < windows.count else { return true }
      let window = windows[index]
      return (window.start ?? .min) > visit.lowerBound.seconds
        || window.end < visit.upperBound.seconds
    }
  }
}
