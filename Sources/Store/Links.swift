import Booking
import Foundation
import GRDB

/// A link with a secret in it. The secret is not here: it is made anew from the key file, kind, id
/// and nonce; the database knows only its SHA-256.
package struct SecretLink: Sendable {
  package let id: Int64
  package let kind: String
  package let subject: Int64
  package let nonce: [UInt8]
  package let expires: Instant?
  package let used: Instant?
}

extension Transaction {
  package func addLink(
    kind: String, subject: Int64, nonce: [UInt8], expires: Instant?, now: Instant,
    digest: (Int64) -> [UInt8]
  ) throws -> Int64 {
    let id = try count("SELECT coalesce(max(id), 0) + 1 FROM link")
    return try insert(
      """
      INSERT INTO link(id, kind, subject, nonce, digest, created, expires)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id, kind, subject, nonce, digest(Int64(id)), now.seconds, expires?.seconds,
      ])
  }

  package func link(digest: [UInt8]) throws -> SecretLink? {
    try row(
      "SELECT id, kind, subject, nonce, expires, used FROM link WHERE digest = ?", [digest],
      secretLink)
  }

  private func secretLink(_ row: Columns) -> SecretLink {
    SecretLink(
      id: row[0], kind: row[1], subject: row[2], nonce: row[3],
      expires: (row[4] as Int64?).map { Instant($0) },
      used: (row[5] as Int64?).map { Instant($0) })
  }

  /// Links of a kind for a subject, in the order they were made.
  package func links(kind: String, subject: Int64) throws -> [SecretLink] {
    try rows(
      """
      SELECT id, kind, subject, nonce, expires, used FROM link WHERE kind = ? AND subject = ?
      ORDER BY id
      """, [kind, subject], secretLink)
  }

  package func useLink(_ id: Int64, by person: ID<Person>, now: Instant) throws {
    try run(
      "UPDATE link SET used = ?, usedBy = ? WHERE id = ?", [now.seconds, person.raw, id])
  }

  /// Takes back links of a kind that nobody opened.
  package func revokeLinks(kind: String, subject: Int64) throws {
    try run(
      "DELETE FROM link WHERE kind = ? AND subject = ? AND used IS NULL", [kind, subject])
  }
}
