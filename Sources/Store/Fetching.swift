import Booking
import GRDB

/// Something to be fetched from Telegram for the media folder.
package struct WantedFile: Sendable, Hashable {
  package let file: ID<SessionFile>
  package let fileID: String
  package let size: Int64?
  package let attempts: Int
}

/// What lies in the media folder under its SHA-256.
package struct MediaContent: Sendable, Hashable {
  package let digest: [UInt8]
  /// Bytes.
  package let size: Int64
  /// CRC-32, as ZIP wants it.
  package let crc: UInt32

  package init(digest: [UInt8], size: Int64, crc: UInt32) {
    self.digest = digest
    self.size = size
    self.crc = crc
  }
}

extension Transaction {
  // MARK: What waits

  /// What can be fetched now, the oldest first; sizes of a file that are the same are one.
  package func wantedFiles(now: Instant, limit: Int) throws -> [WantedFile] {
    var seen: Set<WantedFile> = []
    return try rows(
      """
      SELECT file, fileID, size, attempts FROM fileSize
      WHERE state = 'waiting' AND notBefore <= ? ORDER BY notBefore, file LIMIT ?
      """, [now.seconds, limit]
    ) { WantedFile(file: ID($0[0]), fileID: $0[1], size: $0[2], attempts: $0[3]) }
    .filter { seen.insert($0).inserted }
  }

  /// When the next one can be fetched; nil when nothing waits.
  package func nextFetch() throws -> Instant? {
    try row("SELECT min(notBefore) FROM fileSize WHERE state = 'waiting'") {
      ($0[0] as Int64?).map { Instant($0) }
    } ?? nil
  }

  package func countWaitingFetches() throws -> Int {
    try count("SELECT count(*) FROM fileSize WHERE state = 'waiting'")
  }

  // MARK: What became of it

  /// The content is in the folder. False when nobody waits for it any more: then it is loose.
  package func keep(_ content: MediaContent, for wanted: WantedFile, now: Instant) throws -> Bool {
    let isWanted = try count(
      """
      SELECT EXISTS(SELECT 1 FROM fileSize WHERE file = ? AND fileID = ? AND state = 'waiting')
      """, [wanted.file.raw, wanted.fileID])
    guard isWanted > 0 else {
      try run(
        "INSERT INTO looseMedia(digest) VALUES (?) ON CONFLICT DO NOTHING", [content.digest])
      return false
    }
    try run(
      "INSERT INTO media(digest, size, crc, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      [content.digest, content.size, Int64(content.crc), now.seconds])
    try run(
      """
      UPDATE fileSize SET state = 'kept', digest = ?, size = ?, error = NULL
      WHERE file = ? AND fileID = ? AND state = 'waiting'
      """, [content.digest, content.size, wanted.file.raw, wanted.fileID])
    return true
  }

  package func postpone(
    _ wanted: WantedFile, until: Instant, counts: Bool, error: String
  ) throws {
    try run(
      """
      UPDATE fileSize SET attempts = attempts + ?, notBefore = ?, error = ?
      WHERE file = ? AND fileID = ? AND state = 'waiting'
      """, [counts ? 1 : 0, until.seconds, error, wanted.file.raw, wanted.fileID])
  }

  /// It is fetched no more.
  package func giveUp(
    _ wanted: WantedFile, as state: FileSize.State, error: String?
  ) throws {
    try run(
      """
      UPDATE fileSize SET state = ?, error = ?
      WHERE file = ? AND fileID = ? AND state = 'waiting'
      """, [state.rawValue, error, wanted.file.raw, wanted.fileID])
  }

  /// Another file of the same session with that content.
  package func twin(
    of file: ID<SessionFile>, with digest: [UInt8]
  ) throws -> ID<SessionFile>? {
    try row(
      """
      SELECT other.id FROM fileSize
      JOIN sessionFile AS other ON other.id = fileSize.file
      WHERE fileSize.digest = ? AND fileSize.role = 'full' AND other.id <> ?
        AND other.session = (SELECT sessionFile.session FROM sessionFile
          JOIN fileSize AS own ON own.file = sessionFile.id AND own.role = 'full'
          WHERE sessionFile.id = ? AND own.digest = ?)
      ORDER BY other.id LIMIT 1
      """, [digest, file.raw, file.raw, digest]
    ) { ID($0[0]) }
  }

  /// The upload that a file came with.
  package func upload(of file: ID<SessionFile>) throws -> Upload? {
    let id = try row("SELECT upload FROM sessionFile WHERE id = ?", [file.raw]) {
      ($0[0] as Int64?).map { ID<Upload>($0) }
    }
    return try (id ?? nil).flatMap { try upload($0) }
  }

  // MARK: To be fetched again

  /// Content that is not in the folder, though it should be, is fetched once more; true if there was
  /// any.
  package func refetch(_ digests: [[UInt8]]) throws -> Bool {
    var any = false
    for digest in digests {
      try run(
        """
        UPDATE fileSize SET state = 'waiting', digest = NULL, attempts = 0, notBefore = 0
        WHERE digest = ?
        """, [digest])
      any = any || changed > 0
    }
    if any { addedFiles = true }
    return any
  }

  /// The server takes bigger files now than it did.
  package func retryTooBig() throws {
    try run(
      """
      UPDATE fileSize INDEXED BY fileSize_tooBig
      SET state = 'waiting', attempts = 0, notBefore = 0 WHERE state = 'tooBig'
      """)
    if changed > 0 { addedFiles = true }
  }

  // MARK: What nobody refers to

  /// Forgets content that nothing refers to any more, and names what can leave the folder.
  package func releaseLooseMedia(limit: Int) throws -> [[UInt8]] {
    let loose = try rows("SELECT digest FROM looseMedia LIMIT ?", [limit]) { $0[0] as [UInt8] }
    var released: [[UInt8]] = []
    for digest in loose {
      try run("DELETE FROM looseMedia WHERE digest = ?", [digest])
      let isUsed = try count(
        "SELECT EXISTS(SELECT 1 FROM fileSize WHERE digest = ?)", [digest])
      if isUsed == 0 {
        try run("DELETE FROM media WHERE digest = ?", [digest])
        released.append(digest)
      }
    }
    return released
  }

  package func hasLooseMedia() throws -> Bool {
    try count("SELECT EXISTS(SELECT 1 FROM looseMedia)") > 0
  }

  /// Content that should be in the folder whose digest begins with a byte.
  package func knownMedia(beginningWith byte: UInt8) throws -> [[UInt8]] {
    try rows(
      "SELECT digest FROM media WHERE digest >= ? AND (digest < ? OR ? = 255)",
      [[byte], [byte &+ 1], Int(byte)]
    ) { $0[0] }
  }

  /// How much the folder should hold.
  package func sumMedia() throws -> (count: Int, bytes: Int64) {
    try row("SELECT count(*), coalesce(sum(size), 0) FROM media") { ($0[0], $0[1]) } ?? (0, 0)
  }

  // MARK: No room

  package func mediaPause() throws -> Instant? {
    try row("SELECT since FROM mediaPause") { Instant($0[0]) }
  }

  package func setMediaPause(_ since: Instant?) throws {
    if let since {
      try run(
        "INSERT INTO mediaPause(id, since) VALUES (1, ?) ON CONFLICT DO NOTHING", [since.seconds])
    } else {
      try run("DELETE FROM mediaPause")
    }
  }
}
