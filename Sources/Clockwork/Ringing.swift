import Booking
import Logging
import Store

extension Clockwork {
  private static let batch = 100
  /// A timer that fails is tried again after so many seconds, and dropped in the end.
  private static let delays: [Int64] = [60, 300, 1800, 7200, 21_600]

  /// What fails, whenever it is due.
  struct Failing: Hashable {
    let kind: String
    let subject: Int64
  }

  /// Rings everything that is due by now, in transactions of a hundred timers; returns how many
  /// rang.
  ///
  /// A timer that throws undoes only its own work and is put off, so that it keeps nobody waiting.
  /// Throws when the database itself is in trouble: then nothing of the batch has happened.
  @discardableResult
  package func ringDue() async throws -> Int {
    var rung = 0
    while true {
      let now = clock()
      let tidies = isTimeToTidy(now)
      let next = try store.read { try $0.nextTimer() }
      let isDue = next.map { $0 <= now } ?? false
      guard isDue || tidies else { return rung }
      let (rows, due, failed) = try store.write { [self] tx in
        if tidies {
          try tx.forgetSeenUpdates(now: now)
          try tx.tidy(now: now)
        }
        let alarms = try tx.dueTimers(now: now, limit: Self.batch)
        var failed: [(Alarm, String)] = []
        for alarm in alarms {
          do {
            try tx.savepoint { try ring(alarm, tx, now) }
            // Whatever rang is over, also when whoever heard it forgot to take it down.
            try tx.remove(alarm)
          } catch  where !StatementFault(error).isMachine {
            try putOff(alarm, in: tx, now: now)
            failed.append((alarm, "\(error)"))
          }
        }
        return (tx.posted, alarms, failed)
      }
      if tidies { tidied(now) }
      note(due, failed)
      if !rows.isEmpty { posted(rows) }
      if !due.isEmpty { rang(due) }
      rung += due.count
      if due.count < Self.batch { return rung }
      // People who write meanwhile are not kept waiting for all of it.
      await Task.yield()
    }
  }

  private func putOff(_ alarm: Alarm, in tx: Transaction, now: Instant) throws {
    try tx.remove(alarm)
    let times = failures.withLock { $0[Failing(alarm)] ?? 0 }
    guard times < Self.delays.count else { return }
    try tx.setTimer(
      alarm.kind, subject: alarm.subject, due: now.adding(seconds: Self.delays[times]),
      rank: alarm.rank)
  }

  /// After the commit: counts what failed, and forgets what has rung.
  private func note(_ due: [Alarm], _ failed: [(alarm: Alarm, error: String)]) {
    failures.withLock { failures in
      if !failures.isEmpty {
        for alarm in due where !failed.contains(where: { $0.alarm == alarm }) {
          failures[Failing(alarm)] = nil
        }
      }
      for (alarm, error) in failed {
        let times = failures[Failing(alarm)] ?? 0
        let isLast = times >= Self.delays.count
        failures[Failing(alarm)] = isLast ? nil : times + 1
        logger.error(
          "A timer failed and is \(isLast ? "dropped" : "put off"): \(error)",
          metadata: ["kind": "\(alarm.kind)", "subject": "\(alarm.subject)"])
      }
    }
  }
}

extension Clockwork.Failing {
  init(_ alarm: Alarm) { self.init(kind: alarm.kind, subject: alarm.subject) }
}
