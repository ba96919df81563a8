import Booking
import GRDB

/// What has to happen at a moment: one row per kind, subject and moment.
package struct Alarm: Sendable, Hashable {
  package let kind: String
  package let subject: Int64
  package let due: Instant

  package init(kind: String, subject: Int64, due: Instant) {
    self.kind = kind
    self.subject = subject
    self.due = due
  }
}

extension Transaction {
  package func setTimer(_ kind: String, subject: Int64, due: Instant) throws {
    try run(
      "INSERT INTO timer(kind, subject, due) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [kind, subject, due.seconds])
    setTimers = true
  }

  package func clearTimers(_ kind: String, subject: Int64) throws {
    try run("DELETE FROM timer WHERE kind = ? AND subject = ?", [kind, subject])
  }

  package func dueTimers(now: Instant, limit: Int) throws -> [Alarm] {
    try rows(
      "SELECT kind, subject, due FROM timer WHERE due <= ? ORDER BY due LIMIT ?",
      [now.seconds, limit]
    ) { Alarm(kind: $0[0], subject: $0[1], due: Instant($0[2])) }
  }

  package func remove(_ alarm: Alarm) throws {
    try run(
      "DELETE FROM timer WHERE kind = ? AND subject = ? AND due = ?",
      [alarm.kind, alarm.subject, alarm.due.seconds])
  }

  package func nextTimer() throws -> Instant? {
    try row("SELECT min(due) FROM timer") { ($0[0] as Int64?).map { Instant($0) } } ?? nil
  }
}
