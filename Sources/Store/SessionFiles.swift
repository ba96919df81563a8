import Booking
import GRDB

/// A file of a session, as Telegram knows it.
package struct SessionFile: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case photo, video, document, audio
  }

  /// What Telegram calls some videos and some audio: it sends them again as what they are only, and
  /// takes none of them into an album.
  package enum Form: String, Sendable, Hashable, CaseIterable, Codable {
    /// A silent video that loops.
    case animation
    case voice
    /// A round video.
    case videoNote
  }

  package let id: ID<SessionFile>
  package let session: ID<Session>
  package let position: Int
  package let kind: Kind
  /// Nil: it is sent as its kind says, also in an album.
  package let form: Form?
  /// To send it again without an upload.
  package let fileID: String
  package let name: String?
  package let mime: String?
  /// Bytes, pixels and seconds, as far as Telegram told them.
  package let size: Int64?
  package let width: Int?
  package let height: Int?
  package let duration: Int?
  package let caption: String?
  package let isVisible: Bool
  /// When the client marked it.
  package let picked: Instant?
}

/// A size of a file that belongs into the media folder.
package struct FileSize: Sendable, Hashable {
  package enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    /// As it was sent.
    case full
    /// Telegram's own pictures of it: about 1280 and 320 pixels.
    case large, small
  }

  package enum State: String, Sendable, Hashable, CaseIterable {
    case waiting, kept, failed
    /// Above what a bot may fetch (20 MB from the public server): the chat has it, pages have not.
    case tooBig
  }

  package let file: ID<SessionFile>
  package let role: Role
  package let fileID: String
  package let size: Int64?
  package let width: Int?
  package let height: Int?
  package let state: State
  /// SHA-256 of what is in the media folder.
  package let digest: [UInt8]?
}

/// The new file that came in a message.
package struct NewSessionFile: Sendable, Hashable, Codable {
  package struct Size: Sendable, Hashable, Codable {
    package var role: FileSize.Role
    package var fileID: String
    package var size: Int64?
    package var width: Int?
    package var height: Int?

    package init(
      _ role: FileSize.Role, fileID: String, size: Int64?, width: Int? = nil, height: Int? = nil
    ) {
      self.role = role
      self.fileID = fileID
      self.size = size
      self.width = width
      self.height = height
    }
  }

  package var kind: SessionFile.Kind
  package var form: SessionFile.Form?
  package var fileID: String
  package var uniqueID: String
  package var name: String?
  package var mime: String?
  package var size: Int64?
  package var width: Int?
  package var height: Int?
  package var duration: Int?
  package var caption: String?
  package var sizes: [Size]

  package init(
    kind: SessionFile.Kind, form: SessionFile.Form? = nil, fileID: String, uniqueID: String,
    name: String? = nil, mime: String? = nil, size: Int64? = nil, width: Int? = nil,
    height: Int? = nil, duration: Int? = nil, caption: String? = nil, sizes: [Size] = []
  ) {
    self.kind = kind
    self.form = form
    self.fileID = fileID
    self.uniqueID = uniqueID
    self.name = name
    self.mime = mime
    self.size = size
    self.width = width
    self.height = height
    self.duration = duration
    self.caption = caption
    self.sizes = sizes
  }
}

extension Transaction {
  private static let fileColumns = """
    id, session, position, kind, fileID, name, mime, size, width, height, duration, caption,
    isVisible, picked, form
    """

  private func sessionFile(_ row: Columns) -> SessionFile {
    SessionFile(
      id: ID(row[0]), session: ID(row[1]), position: row[2],
      kind: SessionFile.Kind(rawValue: row[3]) ?? .document,
      form: (row[14] as String?).flatMap { SessionFile.Form(rawValue: $0) }, fileID: row[4],
      name: row[5], mime: row[6], size: row[7], width: row[8], height: row[9], duration: row[10],
      caption: row[11], isVisible: row[12], picked: (row[13] as Int64?).map { Instant($0) })
  }

  package func file(_ id: ID<SessionFile>) throws -> SessionFile? {
    try row("SELECT \(Self.fileColumns) FROM sessionFile WHERE id = ?", [id.raw], sessionFile)
  }

  /// Files of a session in their order; `onlyVisible` as the client sees them.
  package func files(
    of session: ID<Session>, onlyVisible: Bool, limit: Int, offset: Int = 0
  ) throws -> [SessionFile] {
    try rows(
      """
      SELECT \(Self.fileColumns) FROM sessionFile WHERE session = ? AND isVisible >= ?
      ORDER BY position, id LIMIT ? OFFSET ?
      """, [session.raw, onlyVisible ? 1 : 0, limit, offset], sessionFile)
  }

  /// Files of a session that fulfil a condition, in their order.
  func files(
    of session: ID<Session>, that condition: String, limit: Int, offset: Int
  ) throws -> [SessionFile] {
    try rows(
      """
      SELECT \(Self.fileColumns) FROM sessionFile WHERE session = ? AND \(condition)
      ORDER BY position, id LIMIT ? OFFSET ?
      """, [session.raw, limit, offset], sessionFile)
  }

  /// Those of the named files that the client may see, in their order.
  package func visibleFiles(_ ids: [ID<SessionFile>]) throws -> [SessionFile] {
    try rows(
      """
      SELECT \(Self.fileColumns) FROM sessionFile
      WHERE id IN (SELECT value FROM json_each(?)) AND isVisible = 1 ORDER BY position, id
      """, [Self.list(ids)], sessionFile)
  }

  package func fileCount(of session: ID<Session>, onlyVisible: Bool) throws -> Int {
    try count(
      "SELECT count(*) FROM sessionFile WHERE session = ? AND isVisible >= ?",
      [session.raw, onlyVisible ? 1 : 0])
  }

  /// Removes a file with its sizes; what is kept of it is let go of.
  package func remove(_ file: ID<SessionFile>) throws {
    try run("DELETE FROM sessionFile WHERE id = ?", [file.raw])
  }

  /// Adds a file at the end; nil when the session has it already. `limit`: how many bytes may be
  /// fetched, if that is known.
  package func add(
    _ file: NewSessionFile, to session: ID<Session>, upload: ID<Upload>? = nil,
    limit: Int64? = nil, now: Instant
  ) throws -> ID<SessionFile>? {
    try run(
      """
      INSERT INTO sessionFile(session, position, kind, fileID, uniqueID, name, mime, size, width,
        height, duration, caption, added, upload, form)
      VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM sessionFile WHERE session = ?),
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(session, uniqueID) DO NOTHING
      """,
      [
        session.raw, session.raw, file.kind.rawValue, file.fileID, file.uniqueID, file.name,
        file.mime, file.size, file.width, file.height, file.duration, file.caption, now.seconds,
        upload?.raw, file.form?.rawValue,
      ])
    guard changed > 0 else { return nil }
    let id = ID<SessionFile>(db.lastInsertedRowID)
    for size in file.sizes {
      try run(
        """
        INSERT INTO fileSize(file, role, fileID, size, width, height, state)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id.raw, size.role.rawValue, size.fileID, size.size, size.width, size.height,
          limit.map { $0 < size.size ?? 0 } ?? false
            ? FileSize.State.tooBig.rawValue : FileSize.State.waiting.rawValue,
        ])
    }
    addedFiles = true
    try touch(session)
    return id
  }
}
