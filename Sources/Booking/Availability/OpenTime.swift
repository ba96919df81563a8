extension CalendarRules {
  /// The stretches of time that the calendar is open in a span, cut to it; in order, apart from
  /// each other, in elapsed time (days with a change of the clock included).
  package func openTime(from: Instant, to: Instant) -> [Range<Instant>] {
    OpenHours(self).windows(from: from.seconds, to: to.seconds).compactMap { window in
      let start = max(window.start ?? from.seconds, from.seconds)
      let end = min(window.end, to.seconds)
      return start < end ? Instant(start)..<Instant(end) : nil
    }
  }
}
