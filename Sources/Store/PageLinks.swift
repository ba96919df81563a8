import Booking
import GRDB

/// A link that opens a page, or its subject in the chat, until it expires or is taken back.
package struct PageLink: Sendable, Hashable {
  package let id: ID<PageLink>
  package let kind: String
  package let subject: Int64
  package let nonce: [UInt8]
  package let created: Instant
  package let expires: Instant?
  package let takenBack: Instant?
  package let views: Int
  package let downloads: Int

  package func isOpen(at now: Instant) -> Bool {
    takenBack == nil && expires.map { now < $0 } ?? true
  }
}

extension Transaction {
  private static let columns =
    "id, kind, subject, nonce, created, expires, takenBack, views, downloads"

  static let joinedLinkColumns = columns.split(separator: ",")
    .map { "link." + $0.drop { $0.isWhitespace } }.joined(separator: ", ")

  func pageLink(_ row: Columns) -> PageLink {
    PageLink(
      id: ID(row[0]), kind: row[1], subject: row[2], nonce: row[3], created: Instant(row[4]),
      expires: (row[5] as Int64?).map { Instant($0) },
      takenBack: (row[6] as Int64?).map { Instant($0) }, views: row[7], downloads: row[8])
  }

  /// The newest link of a kind to a subject that still opens it.
  package func openPageLink(kind: String, subject: Int64, now: Instant) throws -> PageLink? {
    try row(
      """
      SELECT \(Self.columns) FROM link WHERE kind = ? AND subject = ? AND takenBack IS NULL
        AND (expires IS NULL OR expires > ?) ORDER BY id DESC LIMIT 1
      """, [kind, subject, now.seconds], pageLink)
  }

  /// Links of a kind to a subject, the newest first, also those that are over.
  package func pageLinks(kind: String, subject: Int64) throws -> [PageLink] {
    try rows(
      "SELECT \(Self.columns) FROM link WHERE kind = ? AND subject = ? ORDER BY id DESC",
      [kind, subject], pageLink)
  }

  /// Takes back every link of a kind to a subject; true if there was one to take back.
  package func revokePageLinks(kind: String, subject: Int64, now: Instant) throws -> Bool {
    try run(
      "UPDATE link SET takenBack = ? WHERE kind = ? AND subject = ? AND takenBack IS NULL",
      [now.seconds, kind, subject])
    return changed > 0
  }

  package func count(_ link: ID<PageLink>, views: Int, downloads: Int) throws {
    try run(
      "UPDATE link SET views = views + ?, downloads = downloads + ? WHERE id = ?",
      [views, downloads, link.raw])
  }
}
