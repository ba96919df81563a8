import Booking
import GRDB

/// What a token opens, read at once: the link, and the session with the number under which people
/// know it.
package struct PageEntry: Sendable {
  package let link: PageLink
  /// Nil for the page of a booking, and for a session that is gone.
  package let session: Session?
  /// The number of the session's booking.
  package let number: String?
  /// What the client speaks.
  package let language: String?
}

/// A size of a file that is kept in the media folder.
package struct KeptSize: Sendable, Hashable {
  package let digest: [UInt8]
  package let size: Int64
  /// CRC-32, as ZIP wants it.
  package let crc: UInt32
  /// In pixels, as far as known.
  package let width: Int?
  package let height: Int?
}

/// A file as a gallery shows it.
package struct GalleryFile: Sendable, Hashable {
  package let id: ID<SessionFile>
  package let kind: SessionFile.Kind
  package let name: String?
  package let mime: String?
  /// Bytes and pixels of the whole file, as far as Telegram told them, and seconds.
  package let size: Int64?
  package let width: Int?
  package let height: Int?
  package let duration: Int?
  package let caption: String?
  package let isPicked: Bool
  package let small: KeptSize?
  package let large: KeptSize?
  package let full: KeptSize?

  /// How a size of it is kept, if it is.
  package subscript(role: FileSize.Role) -> KeptSize? {
    switch role {
    case .small: small
    case .large: large
    case .full: full
    }
  }
}

/// How many visible files a session has, and how much they are.
package struct GallerySum: Sendable, Hashable {
  package let files: Int
  package let pictures: Int
  package let videos: Int
  package let picked: Int
  /// Files whose content is kept, and their bytes.
  package let kept: Int
  package let bytes: Int64
  package let keptPicks: Int
  package let pickedBytes: Int64
  /// Files that are being fetched.
  package let waiting: Int
}

extension Transaction {
  private static let pageEntry = """
    SELECT \(joinedLinkColumns), booking.number,
      coalesce(person.language, person.telegramLanguage), \(joinedSessionColumns)
    FROM link
    LEFT JOIN session ON session.id = link.subject AND link.kind <> 'visit'
    LEFT JOIN booking ON booking.id =
      CASE link.kind WHEN 'visit' THEN link.subject ELSE session.booking END
    LEFT JOIN person ON person.id =
      CASE link.kind WHEN 'visit' THEN booking.client ELSE session.client END
    WHERE link.digest = ?
    """

  /// What the link with that digest opens; one statement along an index.
  package func pageEntry(digest: [UInt8]) throws -> PageEntry? {
    try row(Self.pageEntry, [digest]) { row in
      PageEntry(
        link: pageLink(row), session: (row[11] as Int64?).map { _ in session(row, from: 11) },
        number: row[9], language: row[10])
    }
  }

  package func gallerySum(of session: ID<Session>) throws -> GallerySum {
    try row(
      """
      SELECT count(*), sum(f.kind = 'photo' OR (f.kind = 'document' AND f.mime LIKE 'image/%')),
        sum(f.kind = 'video'), sum(f.picked IS NOT NULL), sum(m.digest IS NOT NULL),
        sum(coalesce(m.size, 0)), sum(m.digest IS NOT NULL AND f.picked IS NOT NULL),
        sum(CASE WHEN f.picked IS NULL THEN 0 ELSE coalesce(m.size, 0) END),
        sum(s.state = 'waiting')
      FROM sessionFile AS f
      LEFT JOIN fileSize AS s ON s.file = f.id AND s.role = 'full'
      LEFT JOIN media AS m ON m.digest = s.digest
      WHERE f.session = ? AND f.isVisible = 1
      """, [session.raw]
    ) { row in
      GallerySum(
        files: row[0], pictures: row[1], videos: row[2], picked: row[3], kept: row[4],
        bytes: row[5], keptPicks: row[6], pickedBytes: row[7], waiting: row[8])
    }
      ?? GallerySum(
        files: 0, pictures: 0, videos: 0, picked: 0, kept: 0, bytes: 0, keptPicks: 0,
        pickedBytes: 0, waiting: 0)
  }

  private static let galleryColumns = """
    SELECT f.id, f.kind, f.name, f.mime, f.size, f.width, f.height, f.duration, f.caption,
      f.picked IS NOT NULL,
      s.digest, sm.size, sm.crc, s.width, s.height,
      l.digest, lm.size, lm.crc, l.width, l.height,
      w.digest, wm.size, wm.crc, w.width, w.height
    FROM sessionFile AS f
    LEFT JOIN fileSize AS s ON s.file = f.id AND s.role = 'small'
    LEFT JOIN media AS sm ON sm.digest = s.digest
    LEFT JOIN fileSize AS l ON l.file = f.id AND l.role = 'large'
    LEFT JOIN media AS lm ON lm.digest = l.digest
    LEFT JOIN fileSize AS w ON w.file = f.id AND w.role = 'full'
    LEFT JOIN media AS wm ON wm.digest = w.digest
    """

  private func galleryFile(_ row: Columns) -> GalleryFile {
    func kept(_ place: Int32) -> KeptSize? {
      guard let digest = row[place] as [UInt8]? else { return nil }
      return KeptSize(
        digest: digest, size: row[place + 1],
        crc: UInt32(truncatingIfNeeded: row[place + 2] as Int64),
        width: row[place + 3], height: row[place + 4])
    }
    return GalleryFile(
      id: ID(row[0]), kind: SessionFile.Kind(rawValue: row[1]) ?? .document, name: row[2],
      mime: row[3], size: row[4], width: row[5], height: row[6], duration: row[7],
      caption: row[8], isPicked: row[9], small: kept(10), large: kept(15), full: kept(20))
  }

  /// Visible files of a session in their order, or only those the client picked.
  package func galleryFiles(
    of session: ID<Session>, onlyPicked: Bool, limit: Int, offset: Int = 0
  ) throws -> [GalleryFile] {
    try rows(
      Self.galleryColumns + """
         WHERE f.session = ? AND f.isVisible = 1 AND (? = 0 OR f.picked IS NOT NULL)
        ORDER BY f.position, f.id LIMIT ? OFFSET ?
        """, [session.raw, onlyPicked, limit, offset], galleryFile)
  }

  /// A visible file of that very session.
  package func galleryFile(
    _ id: ID<SessionFile>, of session: ID<Session>
  ) throws -> GalleryFile? {
    try row(
      Self.galleryColumns + " WHERE f.id = ? AND f.session = ? AND f.isVisible = 1",
      [id.raw, session.raw], galleryFile)
  }

  // MARK: Letters that were asked for on the web

  /// How many letters with links went to a person since then.
  package func countLookUps(of person: ID<Person>, since: Instant) throws -> Int {
    try count(
      "SELECT count(*) FROM lookUp WHERE person = ? AND moment > ?", [person.raw, since.seconds])
  }

  /// Notes that one goes, and forgets those of the days before.
  package func noteLookUp(of person: ID<Person>, now: Instant) throws {
    try run(
      "DELETE FROM lookUp WHERE moment < ?", [now.adding(minutes: -2 * 1_440).seconds])
    try run("INSERT INTO lookUp(person, moment) VALUES (?, ?)", [person.raw, now.seconds])
  }

  func eraseLookUps(of person: ID<Person>) throws {
    try run("DELETE FROM lookUp WHERE person = ?", [person.raw])
  }

  // MARK: People who write from the web

  /// Somebody without a chat who wrote from the web under that name and address.
  package func webWriter(name: String, email: String) throws -> Person? {
    try people(
      that: """
        lower(email) = ? AND name = ? AND telegram IS NULL AND addedBy IS NULL AND erased IS NULL
          AND joined IS NULL ORDER BY id LIMIT 1
        """, [email.lowercased(), name]
    ).first
  }

  /// Writes down somebody who comes by the web: nobody vouches for the address.
  package func addWebWriter(
    name: String, email: String, language: String?, now: Instant
  ) throws -> ID<Person> {
    ID(
      try insert(
        "INSERT INTO person(name, email, language, namedByHand, created) VALUES (?, ?, ?, 1, ?)",
        [name, email, language, now.seconds]))
  }

  // MARK: For whoever watches over the process

  /// Lengths of the queues, and when the oldest delivery that is due was posted.
  package func queues(now: Instant) throws -> QueueLengths {
    let oldest: Int64? =
      try row(
        """
        SELECT min(created) FROM outbox
        WHERE state IN ('waiting', 'sending') AND notBefore <= ?
        """, [now.seconds]
      ) { $0[0] as Int64? } ?? nil
    let outbox = try countOutbox()
    return QueueLengths(
      outbox: outbox.waiting, dead: outbox.dead, oldest: oldest.map { Instant($0) },
      timersDue: try count("SELECT count(*) FROM timer WHERE due <= ?", [now.seconds]),
      filesWaiting: try countWaitingFetches(),
      filesFailed: try count(
        "SELECT count(*) FROM fileSize WHERE state = 'failed' OR state = 'tooBig'"),
      quarantined: try count("SELECT count(*) FROM quarantine"))
  }
}

/// How much waits in the house.
package struct QueueLengths: Sendable, Hashable {
  package let outbox: Int
  package let dead: Int
  package let oldest: Instant?
  package let timersDue: Int
  package let filesWaiting: Int
  package let filesFailed: Int
  package let quarantined: Int
}
