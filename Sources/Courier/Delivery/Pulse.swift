import Glibc

/// Time that only goes forward, and a way to let some of it pass; the tests have their own.
package struct Pulse: Sendable {
  package var milliseconds: @Sendable () -> Int64
  /// Returns early when the task is cancelled.
  package var sleep: @Sendable (_ milliseconds: Int64) async -> Void

  private static func uptime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  package init(
    milliseconds: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (_ milliseconds: Int64) async -> Void
  ) {
    self.milliseconds = milliseconds
    self.sleep = sleep
  }

  /// Of the kernel's clock that goes on while the machine sleeps: asked several times for every
  /// message, so without the arithmetic of `ContinuousClock`.
  package static var real: Pulse {
    let start = uptime()
    return Pulse(
      milliseconds: { uptime() - start },
      sleep: { try? await Task.sleep(for: .milliseconds($0)) })
  }
}
