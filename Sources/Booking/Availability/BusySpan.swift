extension CalendarRules {
  /// The span whose bookings and external times an `Availability` needs to be right for starts
  /// in `from..<to`: whole local dates for the daily maximum, the visit and its buffers and, for
  /// the grid `packed`, all of the window before it, though no more than 31 days.
  ///
  /// It is about the busy times widened by their own buffers.
  package func busySpan(
    for service: ServiceRules, from: Instant, to: Instant
  ) -> Range<Instant> {
    let before = max(0, service.bufferBefore ?? bufferBefore)
    let after = max(0, service.bufferAfter ?? bufferAfter)
    var lower = min(from, zone.dayRange(dayNumber: zone.dayNumber(at: from)).lowerBound)
    if grid == .packed {
      let window = OpenHours(self).windows(from: from.seconds, to: from.seconds).first
      let limit = from.adding(minutes: -31 * 1_440)
      if let window { lower = min(lower, max(limit, window.start.map { Instant($0) } ?? limit)) }
    }
    lower = lower.adding(minutes: -before)
    let visitEnd = to.adding(minutes: max(0, service.duration) + after)
    let dayEnd = zone.dayRange(dayNumber: zone.dayNumber(at: to)).upperBound
    return lower..<max(lower, visitEnd, dayEnd)
  }
}
