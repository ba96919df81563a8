import Booking
import Store

/// The present: of the wall, which the demo may move, and of a clock that only goes forward.
struct Now: Sendable {
  var wall: Instant
  /// Milliseconds.
  var tick: Int64
}

/// A row in the Courier's hands.
struct Item: Sendable {
  var row: OutboxRow
  /// The tick at which it came.
  let taken: Int64
  /// Tries that were not answered, for the back-off.
  var failures: Int
  /// It may be gone from the outbox by now: look before sending.
  var isSuspect: Bool
  /// Written down as on its way, as a row that must not be repeated has to be.
  var isMarked = false
  /// The message to edit is gone, so it goes as a new one.
  var goesAnew = false

  init(_ row: OutboxRow, taken: Int64, isSuspect: Bool) {
    self.row = row
    self.taken = taken
    self.isSuspect = isSuspect
    failures = row.attempts
  }

  func isExpired(at wall: Instant) -> Bool { row.expires.map { $0 <= wall } ?? false }
}

/// One chat: its rows in order, of which one at most is away.
struct Lane {
  enum State: Equatable {
    /// Nothing waits.
    case idle
    /// The first row may go, in the queue of this priority.
    case ready(priority: Int)
    /// The first row may go at this tick: the chat's limit, or Telegram, or a failure said so.
    case asleep(until: Int64)
    /// The first row is on the wire.
    case away
    /// What became of the last row is being written down.
    case settling
  }

  enum Move {
    case stay
    case queue(priority: Int, ticket: Int)
    case sleep(until: Int64)
  }

  private(set) var items = Line<Item>()
  private(set) var state = State.idle
  /// Only the newest ticket in the queues of ready chats counts.
  private(set) var ticket = 0
  private var purse: Purse?
  private var minute: Window?
  private var pausedUntil: Int64 = .min
  /// Rows of each priority: the chat's own is that of its most urgent row, because whatever is
  /// before that row has to go first.
  private var weights = SIMD16<Int32>()

  init(limits: SendLimits, isGroup: Bool) {
    purse = limits.perChat.map { Purse($0) }
    if isGroup { minute = limits.perGroupMinute.map { Window(limit: $0, span: 60_000) } }
  }

  /// Whether forgetting the lane changes nothing.
  func isSpent(at tick: Int64) -> Bool {
    state == .idle && pausedUntil <= tick && purse?.isFull(at: tick) ?? true
      && minute?.isEmpty(at: tick) ?? true
  }

  private var priority: Int {
    for index in 0..<weights.scalarCount where weights[index] > 0 { return index }
    return weights.scalarCount - 1
  }

  mutating func insert(_ item: Item) {
    let id = item.row.id
    // The row that is away stays the first, whatever comes late.
    let away = state == .away ? items.first?.row.id : nil
    items.insert(item) { $0.row.id < id || $0.row.id == away }
    weights[item.row.priority.rawValue] += 1
  }

  /// Takes out what matches, except the row that is away.
  mutating func withdraw(where matches: (OutboxRow) -> Bool) -> [Item] {
    var gone: [Item] = []
    items.removeAll(keeping: state == .away ? 1 : 0) { item in
      guard matches(item.row) else { return false }
      gone.append(item)
      return true
    }
    for item in gone { weights[item.row.priority.rawValue] -= 1 }
    return gone
  }

  @discardableResult
  mutating func popFirst() -> Item? {
    guard let item = items.popFirst() else { return nil }
    weights[item.row.priority.rawValue] -= 1
    return item
  }

  mutating func changeFirst(_ change: (inout Item) -> Void) {
    guard var item = items.first else { return }
    change(&item)
    items.first = item
  }

  mutating func pause(until tick: Int64) { pausedUntil = max(pausedUntil, tick) }

  mutating func depart(at tick: Int64) {
    state = .away
    purse?.take(at: tick)
    minute?.take(at: tick)
  }

  mutating func settle() { state = .settling }

  /// Ends being away or settling.
  mutating func free() { state = .idle }

  /// What comes next for the chat, unless its last row keeps it.
  mutating func nextMove(at tick: Int64) -> Move {
    if state == .away || state == .settling { return .stay }
    if items.isEmpty {
      state = .idle
      return .stay
    }
    let until = max(pausedUntil, purse?.readyAt ?? .min, minute?.readyAt ?? .min)
    if until > tick {
      if state == .asleep(until: until) { return .stay }
      state = .asleep(until: until)
      return .sleep(until: until)
    }
    let priority = priority
    if case .ready(let present) = state, present <= priority { return .stay }
    ticket += 1
    state = .ready(priority: priority)
    return .queue(priority: priority, ticket: ticket)
  }

  /// Wakes a lane that slept until this tick.
  mutating func wake(at tick: Int64) {
    if case .asleep(let until) = state, until <= tick { state = .idle }
  }
}
