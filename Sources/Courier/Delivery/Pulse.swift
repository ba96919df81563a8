/// Time that only goes forward, and a way to let some of it pass; the tests have their own.
package struct Pulse: Sendable {
  package var milliseconds: @Sendable () -> Int64
  /// Returns early when the task is cancelled.
  package var sleep: @Sendable (_ milliseconds: Int64) async -> Void

  package init(
    milliseconds: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (_ milliseconds: Int64) async -> Void
  ) {
    self.milliseconds = milliseconds
    self.sleep = sleep
  }

  package static var real: Pulse {
    let start = ContinuousClock.now
    return Pulse(
      milliseconds: {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
      },
      sleep: { try? await Task.sleep(for: .milliseconds($0)) })
  }
}
