extension CalendarRules {
  /// The span whose bookings and external times an `Availability` needs to be right for starts
  /// in `from..<to`: the visit and its buffers; for a daily maximum, whole local dates; and, for the
  /// grid `packed`, all of the window before it, though no more than 31 days.
  ///
  /// It is about the busy times widened by their own buffers. With `wholeDays` it is of whole local
  /// dates in any case, as whoever weighs the work on them wants it.
  package func busySpan(
    for service: ServiceRules, from: Instant, to: Instant, wholeDays: Bool = false
  ) -> Range<Instant> {
    let before = max(0, service.bufferBefore ?? bufferBefore)
    let after = max(0, service.bufferAfter ?? bufferAfter)
    var (first, last) = (from, to)
    if wholeDays || maximumPerDay != nil {
      first = min(from, zone.dayRange(dayNumber: zone.dayNumber(at: from)).lowerBound)
      last = zone.dayRange(dayNumber: zone.dayNumber(at: to)).upperBound
    }
    if grid == .packed {
      let window = OpenHours(self).windows(from: from.seconds, to: from.seconds).first
      let limit = from.adding(minutes: -31 * 1_440)
      if let window { first = min(first, max(limit, window.start.map { Instant($0) } ?? limit)) }
    }
    let lower = first.adding(minutes: -before)
    return lower..<max(lower, last, to.adding(minutes: max(0, service.duration) + after))
  }
}
