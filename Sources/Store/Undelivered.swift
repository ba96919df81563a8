import Booking
import GRDB

/// A row of the outbox for a person, as far as another way has to know it.
package struct Undelivered: Sendable {
  package let channel: OutboxRow.Channel
  package let person: ID<Person>?
  package let priority: OutboxRow.Priority
  /// The kind of notice.
  package let method: String
  package let body: [UInt8]
  package let expires: Instant?
}

/// A way that is closed for everybody.
package struct Outage: Sendable, Hashable {
  package let since: Instant
  package let isTold: Bool
}

extension Transaction {
  /// The row as long as it is in the outbox, given up or not.
  package func undelivered(_ row: Int64) throws -> Undelivered? {
    try self.row(
      "SELECT channel, person, priority, method, body, expires FROM outbox WHERE id = ?", [row]
    ) { row in
      Undelivered(
        channel: OutboxRow.Channel(rawValue: row[0]) ?? .telegram,
        person: (row[1] as Int64?).map { ID($0) },
        priority: OutboxRow.Priority(rawValue: row[2]) ?? .notice, method: row[3], body: row[4],
        expires: (row[5] as Int64?).map { Instant($0) })
    }
  }

  /// Notes that nobody could be told this about the booking; false when that is known.
  package func noteUnreached(_ visit: ID<Visit>, revision: Int, kind: String) throws -> Bool {
    try run(
      "INSERT INTO unreached(booking, revision, kind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [visit.raw, revision, kind])
    return changed > 0
  }

  package func outage(of channel: OutboxRow.Channel) throws -> Outage? {
    try row("SELECT since, isTold FROM outage WHERE channel = ?", [channel.rawValue]) {
      Outage(since: Instant($0[0]), isTold: $0[1])
    }
  }

  package func beginOutage(of channel: OutboxRow.Channel, now: Instant) throws {
    try run(
      "INSERT INTO outage(channel, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
      [channel.rawValue, now.seconds])
  }

  package func outageIsTold(of channel: OutboxRow.Channel) throws {
    try run("UPDATE outage SET isTold = 1 WHERE channel = ?", [channel.rawValue])
  }

  package func endOutage(of channel: OutboxRow.Channel) throws {
    try run("DELETE FROM outage WHERE channel = ?", [channel.rawValue])
  }

  /// Rows of a channel that wait.
  package func countWaiting(_ channel: OutboxRow.Channel) throws -> Int {
    try count(
      """
      SELECT count(*) FROM outbox WHERE channel = ? AND (state = 'waiting' OR state = 'sending')
      """, [channel.rawValue])
  }
}
