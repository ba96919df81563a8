import Booking
import GRDB

/// What has to happen at a moment: one row per kind, subject and moment.
package struct Alarm: Sendable, Hashable {
  package let kind: String
  package let subject: Int64
  package let due: Instant
  /// Of what is due, the smallest rings first.
  package let rank: Int64

  package init(kind: String, subject: Int64, due: Instant, rank: Int64 = 0) {
    self.kind = kind
    self.subject = subject
    self.due = due
    self.rank = rank
  }
}

extension Transaction {
  package func setTimer(
    _ kind: String, subject: Int64, due: Instant, rank: Int64 = 0
  ) throws {
    try run(
      "INSERT INTO timer(kind, subject, due, rank) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      [kind, subject, due.seconds, rank])
    setTimers = true
  }

  package func clearTimers(_ kind: String, subject: Int64) throws {
    try run("DELETE FROM timer WHERE kind = ? AND subject = ?", [kind, subject])
  }

  static let due = """
    SELECT kind, subject, due, rank FROM timer WHERE due <= ? ORDER BY rank, due, kind LIMIT ?
    """

  /// What is due, by rank: after a stop the visit that begins first is reminded of first, whatever
  /// was due before.
  package func dueTimers(now: Instant, limit: Int) throws -> [Alarm] {
    try rows(Self.due, [now.seconds, limit]) {
      Alarm(kind: $0[0], subject: $0[1], due: Instant($0[2]), rank: $0[3])
    }
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
