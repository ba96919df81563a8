/// Until when a client may cancel alone.
package struct CancellationRule: Hashable, Sendable {
  /// Hours before the start; 0 until it starts.
  package var freeUntilHours: Int

  package init(freeUntilHours: Int) { self.freeUntilHours = freeUntilHours }

  package enum Verdict: Sendable {
    /// The client cancels at once.
    case free
    /// Too late for that: the specialist is asked.
    case asksSpecialist
    /// The visit has begun.
    case past
  }

  /// What a wish to cancel at `now` leads to; exactly the given hours before is still free.
  package func verdict(start: Instant, now: Instant) -> Verdict {
    if now >= start { return .past }
    return start - now >= Int64(freeUntilHours) * 3_600 ? .free : .asksSpecialist
  }
}
