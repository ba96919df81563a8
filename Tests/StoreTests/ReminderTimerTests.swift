import Booking
import GRDB
import Testing

@testable import Store

/// A hundred thousand reminders wait: those that are due are found by an index, in their order.
@Suite struct ReminderTimerTests {
  private func plan(_ sql: String, _ values: [any DatabaseValueConvertible], in store: Store)
    throws -> [String]
  {
    try store.database.read { db in
      try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(values)
      ).map { $0["detail"] }
    }
  }

  @Test func `finding what is due among a hundred thousand touches what is due`() throws {
    let store = try Store()
    try store.write { tx in
      let timers = (0..<100_000).map { number in
        PlannedTimer(
          "reminder", subject: Int64(number), due: Instant(1_000 + Int64(number)),
          rank: Int64(900_000 - number))
      }
      try tx.replaceTimers(of: ("reminder", "unconfirmed"), for: [], with: timers)
    }
    let steps = try plan(Transaction.due, [1_002, 100], in: store)
    #expect(steps.contains { $0.contains("SEARCH timer USING COVERING INDEX timer_due (due<?)") })
    #expect(!steps.contains { $0.contains("SCAN") })
    let due = try store.read { try $0.dueTimers(now: Instant(1_002), limit: 100) }
    #expect(due.map(\.subject) == [2, 1, 0], "by rank, not by what was due first")
    #expect(try store.read { try $0.nextTimer() } == Instant(1_000))
  }

  @Test func `timers of many are replaced at once, and those of others stay`() throws {
    let store = try Store()
    try store.write { tx in
      for subject in 1...4 as ClosedRange<Int64> {
        try tx.setTimer("reminder", subject: subject, due: Instant(subject), rank: 9)
        try tx.setTimer("hold", subject: subject, due: Instant(subject))
      }
      try tx.replaceTimers(
        of: ("reminder", "unconfirmed"), for: [1, 2, 3],
        with: [
          PlannedTimer("reminder", subject: 2, due: Instant(50), rank: 8),
          PlannedTimer("unconfirmed", subject: 2, due: Instant(60), rank: 8),
          PlannedTimer("reminder", subject: 2, due: Instant(50), rank: 8),
        ])
    }
    let left = try store.read { try $0.dueTimers(now: Instant(99), limit: 99) }
    #expect(left.filter { $0.kind == "hold" }.map(\.subject) == [1, 2, 3, 4])
    #expect(left.filter { $0.kind == "reminder" }.map(\.subject) == [2, 4])
    #expect(left.filter { $0.kind == "unconfirmed" }.map(\.due) == [Instant(60)])
  }
}
