import Booking
import Foundation
import GRDB

/// An update that could not be handled, kept with what went wrong.
package struct Quarantined: Sendable {
  package let update: Int64
  package let moment: Instant
  package let error: String
}

extension Transaction {
  /// Takes the update's id; false when it was taken before.
  ///
  /// The ids seen are kept for a window of time, not compared with a maximum: after a quiet week
  /// Telegram may start them anew at random (Bot API, Update.update_id).
  package func firstSight(of update: Int64, now: Instant) throws -> Bool {
    try run(
      "INSERT INTO seenUpdate(id, moment) VALUES (?, ?) ON CONFLICT(id) DO NOTHING",
      [update, now.seconds])
    return changed > 0
  }

  /// Forgets ids older than Telegram itself keeps updates (24 h), with a day to spare.
  package func forgetSeenUpdates(now: Instant) throws {
    try run("DELETE FROM seenUpdate WHERE moment < ?", [now.seconds - 172_800])
  }

  package func quarantine(
    update: Int64, error: String, body: [UInt8], now: Instant
  ) throws {
    try run(
      "INSERT INTO quarantine(updateID, moment, error, body) VALUES (?, ?, ?, ?)",
      [update, now.seconds, error, body])
  }

  package func quarantined(limit: Int) throws -> [Quarantined] {
    try rows(
      "SELECT updateID, moment, error FROM quarantine ORDER BY id DESC LIMIT ?", [limit]
    ) { row in
      Quarantined(update: row[0], moment: Instant(row[1]), error: row[2])
    }
  }

  /// Notes that the update is about to be handled alone; returns how often that was tried.
  ///
  /// Used after a crash: what kills the process twice is put aside.
  package func noteAttempt(of update: Int64) throws -> Int {
    try run(
      """
      INSERT INTO attempt(updateID, times) VALUES (?, 1)
      ON CONFLICT(updateID) DO UPDATE SET times = times + 1
      """, [update])
    return try count("SELECT times FROM attempt WHERE updateID = ?", [update])
  }

  package func forgetAttempts() throws { try run("DELETE FROM attempt") }
}

extension Transaction {
  /// Notes that the process runs now; true when the one before did not say that it stopped.
  package func beginRun(now: Instant) throws -> Bool {
    let crashed = try count("SELECT EXISTS(SELECT 1 FROM run)") > 0
    try run("DELETE FROM run")
    try run("INSERT INTO run(started) VALUES (?)", [now.seconds])
    return crashed
  }

  /// Notes that the process stopped in order.
  package func endRun() throws { try run("DELETE FROM run") }
}
