import Booking
import GRDB

/// When copies of the database are made, and how the last one went.
package struct BackupPlan: Sendable, Hashable {
  package var isOn: Bool
  /// Minute of the day in the business's zone.
  package var minute: Int
  /// How many copies are kept.
  package var keep: Int
  /// Whether each copy goes to the owners' chats too.
  package var sends: Bool
  /// Where they lie; nil until a bot served this database.
  package var folder: String?
  /// A copy is to be made, or being made.
  package var asked: Instant?
  /// Who asked for it; nil for the schedule.
  package var askedBy: ID<Person>?
  /// Since when none could be made.
  package var failing: Instant?
  package var reason: String?
}

extension Transaction {
  package func backupPlan() throws -> BackupPlan {
    try row(
      """
      SELECT isOn, minute, keep, sends, folder, asked, askedBy, failing, reason FROM backupPlan
      """
    ) { row in
      BackupPlan(
        isOn: row[0], minute: row[1], keep: row[2], sends: row[3], folder: row[4],
        asked: (row[5] as Int64?).map { Instant($0) },
        askedBy: (row[6] as Int64?).map { ID($0) },
        failing: (row[7] as Int64?).map { Instant($0) }, reason: row[8])
    } ?? BackupPlan(isOn: true, minute: 210, keep: 7, sends: false)
  }

  package func save(_ plan: BackupPlan) throws {
    try run(
      """
      UPDATE backupPlan SET isOn = ?, minute = ?, keep = ?, sends = ?, folder = ?, asked = ?,
        askedBy = ?, failing = ?, reason = ?
      """,
      [
        plan.isOn, plan.minute, plan.keep, plan.sends, plan.folder, plan.asked?.seconds,
        plan.askedBy?.raw, plan.failing?.seconds, plan.reason,
      ])
  }

  /// The copies that lie in the folder, newest first.
  package func keptCopies() throws -> [KeptCopy] {
    try rows("SELECT name, made, bytes FROM keptCopy ORDER BY made DESC, name DESC") {
      KeptCopy(name: $0[0], made: Instant($0[1]), bytes: $0[2])
    }
  }

  package func keptCopy(made: Instant) throws -> KeptCopy? {
    try row("SELECT name, made, bytes FROM keptCopy WHERE made = ?", [made.seconds]) {
      KeptCopy(name: $0[0], made: Instant($0[1]), bytes: $0[2])
    }
  }

  package func note(_ copies: [KeptCopy]) throws {
    try run("DELETE FROM keptCopy")
    for copy in copies {
      try run(
        "INSERT INTO keptCopy(name, made, bytes) VALUES (?, ?, ?)",
        [copy.name, copy.made.seconds, copy.bytes])
    }
  }

  /// Whether a timer of a kind is set.
  package func hasTimer(_ kind: String, subject: Int64) throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM timer WHERE kind = ? AND subject = ?)", [kind, subject]) > 0
  }
}
