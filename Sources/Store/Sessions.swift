import Booking
import GRDB

/// Work with a result: a shoot, or anything that ends in files for the client.
package struct Session: Sendable, Hashable {
  /// Created → active (the work is going on) → completed (delivered) → archived.
  package enum Status: String, Sendable, Hashable, CaseIterable, Codable {
    case created, active, completed, archived
  }

  package let id: ID<Session>
  package var specialist: ID<Specialist>
  package let booking: ID<Visit>?
  package var client: ID<Person>?
  package var name: String
  package var about: String?
  package var day: LocalDate?
  package var status: Status
  /// Whether the first who opens its link becomes the client.
  package var isClaimable: Bool
  /// Whether others than the client may look by the link.
  package var isOpenToGuests: Bool
  /// How many files the client may mark; nil: as many as they like.
  package var pickLimit: Int?
  /// The specialist's words when the work was delivered.
  package var message: String?
  /// Grows with every change that a page shows.
  package let revision: Int
  package let created: Instant
  package var completed: Instant?

  /// Whether those who may look see the files: it was delivered, and not taken up again since.
  package var isDelivered: Bool {
    status == .completed || (status == .archived && completed != nil)
  }
}

/// What a session begins with.
package struct NewSession: Sendable, Hashable {
  package var specialist: ID<Specialist>
  package var booking: ID<Visit>?
  package var client: ID<Person>?
  package var name: String
  package var about: String?
  package var day: LocalDate?

  package init(
    specialist: ID<Specialist>, name: String, about: String? = nil, day: LocalDate? = nil,
    booking: ID<Visit>? = nil, client: ID<Person>? = nil
  ) {
    self.specialist = specialist
    self.booking = booking
    self.client = client
    self.name = name
    self.about = about
    self.day = day
  }
}

extension Transaction {
  static let sessionColumns = """
    id, specialist, booking, client, name, about, day, status, isClaimable, isOpenToGuests,
    pickLimit, message, revision, created, completed
    """

  /// The same where other tables stand beside it.
  static let joinedSessionColumns = sessionColumns.split(separator: ",")
    .map { "session." + $0.drop { $0.isWhitespace } }.joined(separator: ", ")

  func session(_ row: Columns) -> Session { session(row, from: 0) }

  /// A session whose columns begin at that place.
  func session(_ row: Columns, from first: Int32) -> Session {
    Session(
      id: ID(row[first]), specialist: ID(row[first + 1]),
      booking: (row[first + 2] as Int64?).map { ID($0) },
      client: (row[first + 3] as Int64?).map { ID($0) }, name: row[first + 4],
      about: row[first + 5], day: (row[first + 6] as Int?).map { LocalDate(dayNumber: $0) },
      status: Session.Status(rawValue: row[first + 7]) ?? .archived,
      isClaimable: row[first + 8], isOpenToGuests: row[first + 9], pickLimit: row[first + 10],
      message: row[first + 11], revision: row[first + 12], created: Instant(row[first + 13]),
      completed: (row[first + 14] as Int64?).map { Instant($0) })
  }

  package func add(_ session: NewSession, now: Instant) throws -> ID<Session> {
    ID(
      try insert(
        """
        INSERT INTO session(specialist, booking, client, name, about, day, created)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          session.specialist.raw, session.booking?.raw, session.client?.raw, session.name,
          session.about, session.day?.dayNumber, now.seconds,
        ]))
  }

  package func session(_ id: ID<Session>) throws -> Session? {
    try row("SELECT \(Self.sessionColumns) FROM session WHERE id = ?", [id.raw], session)
  }

  package func session(of visit: ID<Visit>) throws -> Session? {
    try row("SELECT \(Self.sessionColumns) FROM session WHERE booking = ?", [visit.raw], session)
  }

  /// Writes what may change; its revision grows.
  package func save(_ session: Session) throws {
    try run(
      """
      UPDATE session SET specialist = ?, client = ?, name = ?, about = ?, day = ?, status = ?,
        isClaimable = ?, isOpenToGuests = ?, pickLimit = ?, message = ?, completed = ?,
        revision = revision + 1
      WHERE id = ?
      """,
      [
        session.specialist.raw, session.client?.raw, session.name, session.about,
        session.day?.dayNumber, session.status.rawValue, session.isClaimable,
        session.isOpenToGuests, session.pickLimit, session.message, session.completed?.seconds,
        session.id.raw,
      ])
  }

  /// What a page shows has changed, though nothing in the session's own row has.
  package func touch(_ session: ID<Session>) throws {
    try run("UPDATE session SET revision = revision + 1 WHERE id = ?", [session.raw])
  }
}
