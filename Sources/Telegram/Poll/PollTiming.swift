/// Time and chance as the poller sees them: real ones, or a test's.
package struct PollTiming: Sendable {
  package let now: @Sendable () -> ContinuousClock.Instant
  /// Throws when the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void
  /// From 0 up to, not including, 1.
  package let random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }
}
