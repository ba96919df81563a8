import Booking
import GRDB

/// What somebody of the staff wrote down about a client, for the staff.
package struct ClientNote: Sendable, Hashable {
  package let id: ID<ClientNote>
  package let client: ID<Person>
  package let author: ID<Person>?
  package let authorName: String?
  package let text: String
  package let created: Instant
}

/// A word that clients are sorted by.
package struct ClientTag: Sendable, Hashable {
  package let id: ID<ClientTag>
  package let name: String
}

extension Transaction {
  private static let notes = """
    SELECT clientNote.id, client, author, person.name, text, clientNote.created
    FROM clientNote LEFT JOIN person ON person.id = author
    """

  private func clientNote(_ row: Columns) -> ClientNote {
    ClientNote(
      id: ID(row[0]), client: ID(row[1]), author: (row[2] as Int64?).map { ID($0) },
      authorName: row[3], text: row[4], created: Instant(row[5]))
  }

  /// Notes on a client, newest first.
  package func notes(on client: ID<Person>, limit: Int, offset: Int = 0) throws -> [ClientNote] {
    try rows(
      Self.notes + " WHERE client = ? ORDER BY clientNote.id DESC LIMIT ? OFFSET ?",
      [client.raw, limit, offset], clientNote)
  }

  package func clientNote(_ id: ID<ClientNote>) throws -> ClientNote? {
    try row(Self.notes + " WHERE clientNote.id = ?", [id.raw], clientNote)
  }

  package func countNotes(on client: ID<Person>) throws -> Int {
    try count("SELECT count(*) FROM clientNote WHERE client = ?", [client.raw])
  }

  package func addNote(
    _ text: String, on client: ID<Person>, by author: ID<Person>, now: Instant
  ) throws -> ID<ClientNote> {
    ID(
      try insert(
        "INSERT INTO clientNote(client, author, text, created) VALUES (?, ?, ?, ?)",
        [client.raw, author.raw, text, now.seconds]))
  }

  package func removeNote(_ id: ID<ClientNote>) throws {
    try run("DELETE FROM clientNote WHERE id = ?", [id.raw])
  }

  // MARK: Tags

  package func tags(of client: ID<Person>) throws -> [ClientTag] {
    try rows(
      """
      SELECT tag.id, tag.name FROM clientTag JOIN tag ON tag.id = tag WHERE client = ?
      ORDER BY tag.folded
      """, [client.raw]
    ) { ClientTag(id: ID($0[0]), name: $0[1]) }
  }

  /// The tags in use, those of most clients first.
  package func usedTags(limit: Int) throws -> [ClientTag] {
    try rows("SELECT id, name FROM tag ORDER BY uses DESC, folded LIMIT ?", [limit]) {
      ClientTag(id: ID($0[0]), name: $0[1])
    }
  }

  package func clientTag(_ id: ID<ClientTag>) throws -> ClientTag? {
    try row("SELECT id, name FROM tag WHERE id = ?", [id.raw]) {
      ClientTag(id: ID($0[0]), name: $0[1])
    }
  }

  /// Puts a tag on a client, whoever wrote it first and how; false when the client has `limit`.
  @discardableResult
  package func tag(_ client: ID<Person>, _ name: String, limit: Int) throws -> Bool {
    let folded = Folded.text(name)
    let uses = try count("SELECT count(*) FROM clientTag WHERE client = ?", [client.raw])
    guard !folded.isEmpty, uses < limit else { return false }
    try run(
      "INSERT INTO tag(name, folded) VALUES (?, ?) ON CONFLICT DO NOTHING", [name, folded])
    try run(
      """
      INSERT INTO clientTag(client, tag) SELECT ?, id FROM tag WHERE folded = ?
      ON CONFLICT DO NOTHING
      """, [client.raw, folded])
    return true
  }

  package func untag(_ client: ID<Person>, _ tag: ID<ClientTag>) throws {
    try run("DELETE FROM clientTag WHERE client = ? AND tag = ?", [client.raw, tag.raw])
  }
}
