import Booking
import Foundation
import GRDB

/// What makes a file a copy: a table that only copies have. It carries the key file, so that one
/// file is all it takes to bring the house back with its links and QR codes.
package struct CopyMark: Sendable, Hashable {
  /// When the copy was made; nil for a plain file that was restored without having been made so.
  package let made: Instant?
  /// The key file's bytes, if there was one.
  package var key: [UInt8]?
  /// People who were erased in the database that the copy takes the place of: they are to be erased
  /// here too.
  package var erased: [Int64]

  static let table = "copyMark"

  package init(made: Instant?, key: [UInt8]?, erased: [Int64] = []) {
    self.made = made
    self.key = key
    self.erased = erased
  }

  static func read(_ db: Database) throws -> CopyMark? {
    guard try db.tableExists(table) else { return nil }
    let row = try Row.fetchOne(db, sql: "SELECT made, key FROM copyMark")
    let key: Data? = row?["key"]
    let made: Int64? = row?["made"]
    let erased =
      try db.tableExists("copyErased")
      ? Int64.fetchAll(db, sql: "SELECT person FROM copyErased ORDER BY person") : []
    return CopyMark(
      made: made.map { Instant($0) }, key: key.map { [UInt8]($0) }, erased: erased)
  }

  func write(to db: Database) throws {
    try db.execute(
      sql: """
        DROP TABLE IF EXISTS copyMark;
        CREATE TABLE copyMark(made INTEGER, key BLOB) STRICT;
        DROP TABLE IF EXISTS copyErased;
        CREATE TABLE copyErased(person INTEGER PRIMARY KEY) STRICT;
        """)
    try db.execute(
      sql: "INSERT INTO copyMark(made, key) VALUES (?, ?)",
      arguments: [made?.seconds, key.map { Data($0) }])
    for person in erased {
      try db.execute(sql: "INSERT INTO copyErased(person) VALUES (?)", arguments: [person])
    }
  }
}

/// What was done to a copy so that the house can go on from it.
package struct Settlement: Sendable, Hashable {
  package let made: Instant?
  /// Messages that waited when the copy was made and are not sent again.
  package let suspended: Int
  package let restored: Instant
  /// How many people were erased anew, who had been erased after the copy was made.
  package var erased = 0
}

extension Transaction {
  package func copyMark() throws -> CopyMark? { try CopyMark.read(db) }

  /// Makes the database itself a copy, as if it had been restored: it is settled when it is opened
  /// next.
  package func mark(_ mark: CopyMark) throws { try mark.write(to: db) }

  /// Makes a copy that stands in the database's place fit to go on.
  ///
  /// - What waited to be sent when it was made went out since then, as far as anybody can know: it
  ///   is suspended. Answers to taps and edits are worth nothing by now and go.
  /// - Timers of `messages`, the kinds that only tell people something, rang for what was due by
  ///   now; all others do what they are for, late.
  /// - No id that was given out after the copy is given out again: an old button must not meet a
  ///   new booking. `idsAhead` is more than any business makes between two copies.
  /// - Questions that waited for an answer are forgotten, and so is which message shows the screen.
  package func settleCopy(
    _ mark: CopyMark, messages: [String], now: Instant
  ) throws -> Settlement {
    try run("DELETE FROM outbox WHERE channel = 'answer' OR edits = 1 OR method = 'menu'")
    try run("UPDATE commandMenu SET shown = ''")
    try run("UPDATE outbox SET state = 'suspended' WHERE state = 'waiting' OR state = 'sending'")
    let suspended = changed
    for kind in messages {
      try run("DELETE FROM timer WHERE kind = ? AND due <= ?", [kind, now.seconds])
    }
    try run("UPDATE chat SET state = NULL, message = NULL")
    try run("DELETE FROM run")
    try stopBroadcasts(now: now)
    let tables = try rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    ) { $0[0] as String }
    for table in tables {
      try run(
        """
        INSERT INTO sqlite_sequence(name, seq)
        SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)
        """, [table, table])
      try run(
        """
        UPDATE sqlite_sequence
        SET seq = max(seq, coalesce((SELECT max(id) FROM "\(table)"), 0)) + ? WHERE name = ?
        """, [Self.idsAhead, table])
    }
    let settlement = Settlement(made: mark.made, suspended: suspended, restored: now)
    try run("DELETE FROM restoration")
    try run(
      "INSERT INTO restoration(id, made, suspended, restored) VALUES (1, ?, ?, ?)",
      [mark.made?.seconds, suspended, now.seconds])
    try run("DROP TABLE \(CopyMark.table)")
    try run("DROP TABLE IF EXISTS copyErased")
    return settlement
  }

  private static var idsAhead: Int { 1_000_000 }

  /// The last restoration, as long as the owner may want to read of it.
  package func restoration() throws -> Settlement? {
    try row("SELECT made, suspended, restored FROM restoration") { row in
      Settlement(
        made: (row[0] as Int64?).map { Instant($0) }, suspended: row[1],
        restored: Instant(row[2]))
    }
  }

  /// What a restoration kept back, newest first.
  package func suspendedRows(limit: Int) throws -> [SuspendedRow] {
    try rows(
      """
      SELECT id, method, chat, created FROM outbox WHERE state = 'suspended'
      ORDER BY id DESC LIMIT ?
      """, [limit]
    ) { SuspendedRow(id: $0[0], method: $0[1], chat: $0[2], created: Instant($0[3])) }
  }

  package func countSuspended() throws -> Int {
    try count("SELECT count(*) FROM outbox WHERE state = 'suspended'")
  }

  package func forgetSuspended() throws -> Int {
    try run("DELETE FROM outbox WHERE state = 'suspended'")
    return changed
  }
}

/// A message that waited when a copy was made, and is not sent again.
package struct SuspendedRow: Sendable {
  package let id: Int64
  package let method: String
  package let chat: Int64?
  package let created: Instant
}
