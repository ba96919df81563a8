import Booking
import Synchronization

/// How often something may be done by each of many, counted in memory.
final class RateLimit: Sendable {
  private struct Window {
    var begun: Int64
    var count: Int
  }

  private let windows = Mutex<[String: Window]>([:])
  private let count: Int
  private let seconds: Int64

  /// - Parameter count: as often in `seconds`, for each key.
  init(_ count: Int, each seconds: Int64) {
    self.count = count
    self.seconds = seconds
  }

  /// Counts one more; false when that is too many.
  func takes(_ key: String, now: Instant) -> Bool {
    windows.withLock { windows in
      if windows.count > 20_000 {
        windows = windows.filter { now.seconds - $0.value.begun < seconds }
        // A flood from everywhere: better to forget than to grow.
        if windows.count > 20_000 { windows = [:] }
      }
      var window = windows[key] ?? Window(begun: now.seconds, count: 0)
      if now.seconds - window.begun >= seconds || now.seconds < window.begun {
        window = Window(begun: now.seconds, count: 0)
      }
      window.count += 1
      windows[key] = window
      return window.count <= count
    }
  }
}
