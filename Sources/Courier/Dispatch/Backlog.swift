import Store

/// Keeps what is held in memory within bounds, and every row in it once.
///
/// While rows may wait in the database that memory does not hold, newly committed ones are left
/// there too, so that the order of ids, which is the order of every chat, is kept; they are loaded
/// as the memory drains. Ids are never used twice (`AUTOINCREMENT`).
struct Backlog {
  let bound: Int
  /// Rows may wait in the database that were not taken; true at the start.
  private(set) var isBehind = true
  private var isLoading = false
  /// All rows up to here were taken.
  private var cursor: Int64 = 0
  /// The lowest id that was left in the database since the last look there began.
  private var missed: Int64?
  private var known: Set<Int64> = []
  /// Ids done with lately: a row can be told of once more after it went.
  private var past: [Int64] = []
  private var oldestPast = 0

  init(bound: Int) { self.bound = bound }

  /// The rows to take of those that were just committed.
  mutating func offer(_ rows: [OutboxRow], held: Int) -> [OutboxRow] {
    if !isBehind, held + rows.count > bound {
      isBehind = true
      cursor = (rows.map(\.id).min() ?? 1) - 1
    }
    guard isBehind else { return firstHeard(rows) }
    // Answers have no order to keep and no time to lose.
    return rows.filter { row in
      if row.channel == .answer { return known.insert(row.id).inserted }
      missed = min(missed ?? row.id, row.id)
      return false
    }
  }

  /// The rows that nobody told of before: almost always all of them.
  private mutating func firstHeard(_ rows: [OutboxRow]) -> [OutboxRow] {
    var repeated: Set<Int> = []
    for index in rows.indices where !known.insert(rows[index].id).inserted {
      repeated.insert(index)
    }
    if repeated.isEmpty { return rows }
    return rows.indices.filter { !repeated.contains($0) }.map { rows[$0] }
  }

  func wantsLoad(held: Int) -> Bool { isBehind && !isLoading && held <= bound / 2 }

  /// From where, and how much, to load now; nil: not now.
  mutating func startLoading(held: Int) -> (after: Int64, limit: Int)? {
    guard wantsLoad(held: held) else { return nil }
    isLoading = true
    if let missed { cursor = min(cursor, missed - 1) }
    missed = nil
    return (cursor, max(bound / 2, 1))
  }

  mutating func failedLoading() { isLoading = false }

  /// The rows to take of those that were loaded.
  mutating func loaded(_ rows: [OutboxRow], limit: Int) -> [OutboxRow] {
    isLoading = false
    if let last = rows.last { cursor = max(cursor, last.id) }
    if let missed {
      cursor = min(cursor, missed - 1)
    } else if rows.count < limit {
      isBehind = false
    }
    return rows.filter { known.insert($0.id).inserted }
  }

  /// The outbox has done with the row.
  mutating func forget(_ id: Int64) {
    guard known.contains(id) else { return }
    if past.count < 4096 {
      past.append(id)
      return
    }
    known.remove(past[oldestPast])
    past[oldestPast] = id
    oldestPast = (oldestPast + 1) % past.count
  }
}
