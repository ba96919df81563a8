import Booking
import Store

/// A queue beside the chats, for letters or for short messages: one goes at a time, the most urgent
/// first. When the server behind it is closed for everybody, one of them asks now and then whether it
/// is open again, and the others wait.
struct Office {
  /// Tries in vain after which one that waits lets others ask before it: it may be its own fault.
  private static let patience = 8
  /// The longest pause between two questions, in seconds.
  static let longestPause: Int64 = 600

  private var line = Agenda<Item>()
  var isAway = false
  /// By the wall's clock, which the demo moves.
  private(set) var pausedUntil: Instant?
  /// How often in a row the server was found closed.
  private(set) var outage = 0

  var count: Int { line.size }

  func isOpen(at now: Now) -> Bool { !isAway && pausedUntil ?? now.wall <= now.wall }

  /// By urgency, then by the last moment at which it makes sense: reminders of sooner starts go
  /// first.
  mutating func append(_ item: Item) {
    let last = item.row.expires?.seconds ?? (1 << 38)
    let isSuspicious = item.failures >= Self.patience
    let rank = Int64(item.row.priority.rawValue) + (isSuspicious ? 16 : 0)
    line.add(item, due: rank << 40 + min(max(last, 0), 1 << 38))
  }

  mutating func popFirst() -> Item? { line.popDue(at: .max) }

  /// Takes out what has no point any more.
  mutating func withdrawExpired(at wall: Instant) -> [Item] {
    line.removeAll { $0.isExpired(at: wall) }
  }

  mutating func found(closedUntil until: Instant) {
    outage += 1
    pausedUntil = until
  }

  mutating func foundOpen() {
    outage = 0
    pausedUntil = nil
  }

  /// The tick at which to look again; nil: when something happens.
  func nextWake(at now: Now) -> Int64? {
    guard !isAway, count > 0, let pausedUntil, pausedUntil > now.wall else { return nil }
    return now.tick + min(pausedUntil.seconds - now.wall.seconds, 60) * 1000
  }
}
