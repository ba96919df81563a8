import Booking
import GRDB

/// Which sessions the staff looks at.
package enum SessionFilter: Int, Sendable, Hashable, CaseIterable {
  /// Those the work on which is going on or to come.
  case open, created, active, completed, archived, all

  package var statuses: [Session.Status] {
    switch self {
    case .open: [.created, .active]
    case .created: [.created]
    case .active: [.active]
    case .completed: [.completed]
    case .archived: [.archived]
    case .all: Session.Status.allCases
    }
  }
}

/// A session as a line of a list.
package struct SessionLine: Sendable, Hashable {
  package let session: Session
  package let client: String?
  package let files: Int
}

/// What a session has come to.
package struct SessionFigures: Sendable, Hashable {
  package var files = 0
  package var visible = 0
  package var picked = 0
  /// Visible ones that the client has not been told of.
  package var untold = 0
  package var photos = 0
  package var videos = 0

  package init() {}
}

extension Transaction {
  /// Sessions of a book, or of all of them, the newest first.
  package func sessions(
    of specialist: ID<Specialist>?, _ filter: SessionFilter, limit: Int, offset: Int
  ) throws -> [SessionLine] {
    let (condition, values) = Self.condition(specialist, filter)
    return try rows(
      """
      WITH page AS MATERIALIZED (
        SELECT id FROM session WHERE \(condition) ORDER BY id DESC LIMIT ? OFFSET ?)
      SELECT \(Self.joinedSessionColumns), nullif(person.name, ''),
        (SELECT count(*) FROM sessionFile WHERE sessionFile.session = session.id)
      FROM page CROSS JOIN session ON session.id = page.id
        LEFT JOIN person ON person.id = session.client
      ORDER BY session.id DESC
      """, values + [limit, offset]
    ) { SessionLine(session: session($0), client: $0[15], files: $0[16]) }
  }

  package func countSessions(of specialist: ID<Specialist>?, _ filter: SessionFilter) throws
    -> Int
  {
    let (condition, values) = Self.condition(specialist, filter)
    return try count("SELECT count(*) FROM session WHERE \(condition)", values)
  }

  private static func condition(
    _ specialist: ID<Specialist>?, _ filter: SessionFilter
  ) -> (String, Values) {
    let names = filter.statuses.map { "status = '\($0.rawValue)'" }.joined(separator: " OR ")
    guard let specialist else { return ("(\(names))", []) }
    return ("specialist = ? AND (\(names))", [specialist.raw])
  }

  /// Sessions of a client, the newest first; those put away that never had a result are left out.
  package func sessions(
    ofClient client: ID<Person>, limit: Int, offset: Int = 0
  ) throws -> [SessionLine] {
    try rows(
      """
      SELECT \(Self.sessionColumns), NULL,
        (SELECT count(*) FROM sessionFile
         WHERE sessionFile.session = session.id AND isVisible = 1)
      FROM session
      WHERE client = ? AND (status <> 'archived' OR completed IS NOT NULL)
      ORDER BY id DESC LIMIT ? OFFSET ?
      """, [client.raw, limit, offset]
    ) { SessionLine(session: session($0), client: nil, files: $0[16]) }
  }

  package func countSessions(ofClient client: ID<Person>) throws -> Int {
    try count(
      """
      SELECT count(*) FROM session
      WHERE client = ? AND (status <> 'archived' OR completed IS NOT NULL)
      """, [client.raw])
  }

  package func figures(of session: ID<Session>) throws -> SessionFigures {
    try row(
      """
      SELECT count(*), coalesce(sum(isVisible), 0), count(picked) FILTER (WHERE isVisible = 1),
        count(*) FILTER (WHERE isVisible = 1 AND told IS NULL),
        count(*) FILTER (WHERE isVisible = 1 AND kind = 'photo'),
        count(*) FILTER (WHERE isVisible = 1 AND kind = 'video')
      FROM sessionFile WHERE session = ?
      """, [session.raw]
    ) { row in
      var figures = SessionFigures()
      figures.files = row[0]
      figures.visible = row[1]
      figures.picked = row[2]
      figures.untold = row[3]
      figures.photos = row[4]
      figures.videos = row[5]
      return figures
    } ?? SessionFigures()
  }

  /// Visible files that the client has not been told of, in their order.
  package func untoldFiles(of session: ID<Session>, limit: Int) throws -> [SessionFile] {
    try files(
      of: session, that: "isVisible = 1 AND told IS NULL", limit: limit, offset: 0)
  }

  package func markTold(_ session: ID<Session>, now: Instant) throws {
    try run(
      "UPDATE sessionFile SET told = ? WHERE session = ? AND isVisible = 1 AND told IS NULL",
      [now.seconds, session.raw])
  }

  /// What the client has marked, in the order of the files.
  package func pickedFiles(
    of session: ID<Session>, limit: Int, offset: Int = 0
  ) throws -> [SessionFile] {
    try files(
      of: session, that: "isVisible = 1 AND picked IS NOT NULL", limit: limit, offset: offset)
  }

  /// The numbers of the files that the client has marked, as they are counted for the client: from
  /// 1, without those that are hidden.
  package func pickedNumbers(of session: ID<Session>) throws -> [(number: Int, name: String?)] {
    try rows(
      """
      SELECT number, name FROM (
        SELECT row_number() OVER (ORDER BY position, id) AS number, name, picked
        FROM sessionFile WHERE session = ? AND isVisible = 1)
      WHERE picked IS NOT NULL ORDER BY number
      """, [session.raw]
    ) { (number: $0[0], name: $0[1]) }
  }

  package func setPicked(_ file: ID<SessionFile>, _ picked: Instant?) throws {
    try run("UPDATE sessionFile SET picked = ? WHERE id = ?", [picked?.seconds, file.raw])
  }

  package func countPicks(of session: ID<Session>) throws -> Int {
    try count(
      """
      SELECT count(*) FROM sessionFile
      WHERE session = ? AND isVisible = 1 AND picked IS NOT NULL
      """, [session.raw])
  }

  /// Whether albums wait to be sent into a chat, as asked for there.
  package func isAlbumWaiting(chat: Int64) throws -> Bool {
    try count(
      """
      SELECT EXISTS(SELECT 1 FROM outbox WHERE chat = ? AND method = 'sendMediaGroup'
        AND (state = 'waiting' OR state = 'sending'))
      """, [chat]) > 0
  }

  /// When the staff was last told that the client has chosen.
  package func picksTold(of session: ID<Session>) throws -> Instant? {
    try row("SELECT picksTold FROM session WHERE id = ?", [session.raw]) {
      ($0[0] as Int64?).map { Instant($0) }
    } ?? nil
  }

  package func notePicksTold(of session: ID<Session>, now: Instant) throws {
    try run("UPDATE session SET picksTold = ? WHERE id = ?", [now.seconds, session.raw])
  }

  /// Removes a session with its files and links; what only it used of the media folder goes with
  /// the next clean-up.
  package func remove(_ session: ID<Session>) throws {
    try removePageLinks(of: session)
    try run("DELETE FROM session WHERE id = ?", [session.raw])
  }

  private func removePageLinks(of session: ID<Session>) throws {
    try run(
      "DELETE FROM link WHERE (kind = 'session' OR kind = 'results') AND subject = ?",
      [session.raw])
  }

  /// Of the sessions of somebody who is forgotten only the fact stays that there was one.
  func eraseSessions(of client: ID<Person>, now: Instant) throws {
    let ids: [Int64] = try rows("SELECT id FROM session WHERE client = ?", [client.raw]) {
      $0[0]
    }
    for id in ids {
      try run("DELETE FROM sessionFile WHERE session = ?", [id])
      try removePageLinks(of: ID(id))
      try run(
        """
        UPDATE audit INDEXED BY audit_topic SET detail = NULL
        WHERE \(Self.isAbout(.business)) AND action LIKE '%Session' AND subject = ?
        """, [id])
    }
    try run(
      """
      UPDATE session SET client = NULL, name = '', about = NULL, message = NULL,
        status = 'archived', completed = NULL, isClaimable = 0, isOpenToGuests = 0, picksTold = NULL,
        revision = revision + 1
      WHERE client = ?
      """, [client.raw])
  }

  /// A guest is somebody with a chat: what was made for the guest is theirs. Of sessions that go
  /// with bookings only those whose booking went along.
  func giveSessions(of guest: ID<Person>, to person: ID<Person>, onlyBooked: Bool) throws {
    try run(
      """
      UPDATE session SET client = ?, revision = revision + 1 WHERE client = ?
        \(onlyBooked ? "AND booking IN (SELECT id FROM booking WHERE client = ?)" : "")
      """, [person.raw, guest.raw] + (onlyBooked ? [person.raw] : []))
  }
}
