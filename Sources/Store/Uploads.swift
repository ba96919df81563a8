import Booking
import Foundation
import GRDB

/// Files that somebody of the staff sends in a row, into a session or while it is not known into
/// which.
package struct Upload: Sendable, Hashable {
  package let id: ID<Upload>
  package let person: ID<Person>
  /// Nil: nobody has said yet; the files are parked.
  package let session: ID<Session>?
  package var received: Int
  /// Of those, the ones that the session had already.
  package var seenBefore: Int
  /// Whether the chat has the message that says how far it is.
  package var isShown: Bool
  /// Whether it was explained what is too big for the pages.
  package var isExplained: Bool
  package let began: Instant
  /// Nothing more comes.
  package var ended: Instant?
}

/// How far the files of an upload are on their way into the media folder.
package struct UploadProgress: Sendable, Hashable {
  package var kept = 0
  package var waiting = 0
  package var failed = 0
  package var tooBig = 0
  /// Not in a session yet.
  package var parked = 0
}

extension Transaction {
  private static let columns =
    "id, person, session, received, seenBefore, isShown, isExplained, began, ended"

  private func upload(_ row: Columns) -> Upload {
    Upload(
      id: ID(row[0]), person: ID(row[1]), session: (row[2] as Int64?).map { ID($0) },
      received: row[3], seenBefore: row[4], isShown: row[5], isExplained: row[6],
      began: Instant(row[7]), ended: (row[8] as Int64?).map { Instant($0) })
  }

  package func upload(_ id: ID<Upload>) throws -> Upload? {
    try row("SELECT \(Self.columns) FROM upload WHERE id = ?", [id.raw], upload)
  }

  /// The person's uploads that go on, the newest first; those of no session among them.
  package func openUploads(of person: ID<Person>) throws -> [Upload] {
    try rows(
      """
      SELECT \(Self.columns) FROM upload WHERE person = ? AND ended IS NULL
      ORDER BY id DESC LIMIT 100
      """, [person.raw], upload)
  }

  package func beginUpload(
    into session: ID<Session>?, by person: ID<Person>, now: Instant
  ) throws -> Upload {
    let id = try insert(
      "INSERT INTO upload(person, session, began) VALUES (?, ?, ?)",
      [person.raw, session?.raw, now.seconds])
    return Upload(
      id: ID(id), person: person, session: session, received: 0, seenBefore: 0, isShown: false,
      isExplained: false, began: now, ended: nil)
  }

  /// Writes what may change.
  package func save(_ upload: Upload) throws {
    try run(
      """
      UPDATE upload SET received = ?, seenBefore = ?, isShown = ?, isExplained = ?, ended = ?
      WHERE id = ?
      """,
      [
        upload.received, upload.seenBefore, upload.isShown, upload.isExplained,
        upload.ended?.seconds, upload.id.raw,
      ])
  }

  package func progress(of upload: ID<Upload>) throws -> UploadProgress {
    var progress = try progress(ofFilesThat: "sessionFile.upload = ?", upload.raw)
    progress.parked = try count(
      "SELECT count(*) FROM parkedFile WHERE upload = ?", [upload.raw])
    return progress
  }

  /// The newest sessions of some specialists that are not put away.
  package func recentSessions(of specialists: [ID<Specialist>], limit: Int) throws -> [Session] {
    guard !specialists.isEmpty else { return [] }
    return try rows(
      """
      SELECT \(Self.sessionColumns) FROM session
      WHERE specialist IN (SELECT value FROM json_each(?)) AND status <> 'archived'
      ORDER BY id DESC LIMIT ?
      """, [Self.list(specialists), limit], session)
  }

  // MARK: Files of no session yet

  /// False when it is parked already.
  package func park(_ file: NewSessionFile, in upload: ID<Upload>) throws -> Bool {
    try run(
      "INSERT INTO parkedFile(upload, uniqueID, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [upload.raw, file.uniqueID, [UInt8](try JSONEncoder().encode(file))])
    return changed > 0
  }

  /// In the order they came in.
  package func parkedFiles(of upload: ID<Upload>) throws -> [NewSessionFile] {
    try rows("SELECT file FROM parkedFile WHERE upload = ? ORDER BY id", [upload.raw]) {
      try JSONDecoder().decode(NewSessionFile.self, from: Data($0[0] as [UInt8]))
    }
  }

  /// The session is known: the upload's files go into it, and those still to come.
  package func assign(_ upload: ID<Upload>, to session: ID<Session>) throws {
    try run("UPDATE upload SET session = ? WHERE id = ?", [session.raw, upload.raw])
    try run("DELETE FROM parkedFile WHERE upload = ?", [upload.raw])
  }

  /// What somebody sent who is forgotten, and put into no session.
  func eraseUploads(of person: ID<Person>) throws {
    try run("DELETE FROM upload WHERE person = ? AND session IS NULL", [person.raw])
  }

  /// With the files that wait in it.
  package func remove(_ upload: ID<Upload>) throws {
    try run("DELETE FROM upload WHERE id = ?", [upload.raw])
  }
}
