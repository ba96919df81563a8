import CCurl

/// Watches over what curl's own clocks leave out: the total deadline while a transfer waits for a
/// free connection, and silence on the line (curl averages over seconds and notices late).
struct Vigil {
  /// While transfers wait for a connection, and the bounds of a quarter of the stall deadline: how
  /// often to look, in milliseconds.
  static let queueInterval: Int64 = 50
  private static let intervals: ClosedRange<Int64> = 20...5000

  private let total: Int64?
  private let stall: Int64?
  private let began: Int64
  private var moved: Int64
  private var bytes: Int64 = 0

  init(_ deadlines: HTTPRequest.Deadlines, now: Int64) {
    total = deadlines.total.map { Int64($0.milliseconds) }
    stall = deadlines.stall.map { Int64($0.milliseconds) }
    began = now
    moved = now
  }

  /// Nil if it need not be looked at on its own account.
  var interval: Int64? {
    stall.map { min(max($0 / 4, Self.intervals.lowerBound), Self.intervals.upperBound) }
  }

  /// Why the transfer has to end, if so.
  mutating func verdict(on handle: EasyHandle, now: Int64) -> CurlError? {
    guard handle.attempts > 0 else {
      moved = now
      guard let total, now - began >= total else { return nil }
      return .timedOut(phase: .connect)
    }
    guard let stall else { return nil }
    let carried = handle.bytesCarried
    if carried != bytes { (bytes, moved) = (carried, now) }
    return now - moved >= stall ? .timedOut(phase: .stall) : nil
  }
}

extension Duration {
  /// At least one, as 0 means no limit to curl, and at most eleven days.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let whole = min(max(seconds, 0), 1_000_000) * 1000
    return max(1, Int(whole + attoseconds / 1_000_000_000_000_000))
  }
}
