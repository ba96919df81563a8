import Booking
import GRDB

/// An invitation to keep a book of the business, or to work at its desk; its id is its link's.
package struct TeamInvitation: Sendable, Hashable {
  package let id: ID<TeamInvitation>
  /// The book that it opens; nil until somebody came for a new one.
  package let specialist: ID<Specialist>?
  /// Whom it is for.
  package let name: String
  /// Whether the person gets a calendar; without one they work at the desk for the others.
  package let takesBookings: Bool
  package let nonce: [UInt8]
  package let expires: Instant
  package let revoked: Instant?
  package let used: Instant?
  package let usedBy: ID<Person>?

  package func isOpen(at now: Instant) -> Bool { revoked == nil && used == nil && now < expires }
}

extension Transaction {
  private static let selecting = """
    SELECT link.id, teamInvitation.specialist, name, takesBookings, nonce, expires, revoked, used,
      usedBy FROM teamInvitation JOIN link ON link.id = teamInvitation.link
    """

  private func invitation(_ row: Columns) -> TeamInvitation {
    TeamInvitation(
      id: ID(row[0]), specialist: (row[1] as Int64?).map { ID($0) }, name: row[2],
      takesBookings: row[3], nonce: row[4], expires: Instant(row[5] as Int64),
      revoked: (row[6] as Int64?).map { Instant($0) }, used: (row[7] as Int64?).map { Instant($0) },
      usedBy: (row[8] as Int64?).map { ID($0) })
  }

  /// Keeps what the link with this id is for.
  package func addTeamInvitation(
    link: Int64, specialist: ID<Specialist>?, name: String, takesBookings: Bool, by: ID<Person>
  ) throws {
    try run(
      """
      INSERT INTO teamInvitation(link, specialist, name, takesBookings, createdBy)
      VALUES (?, ?, ?, ?, ?)
      """, [link, specialist?.raw, name, takesBookings, by.raw])
  }

  package func teamInvitation(_ id: ID<TeamInvitation>) throws -> TeamInvitation? {
    try row(Self.selecting + " WHERE teamInvitation.link = ?", [id.raw], invitation)
  }

  /// Those that can still be opened, the latest first.
  package func openTeamInvitations(now: Instant) throws -> [TeamInvitation] {
    try rows(
      Self.selecting + """
         WHERE revoked IS NULL AND used IS NULL AND expires > ? ORDER BY teamInvitation.link DESC
        """, [now.seconds], invitation)
  }

  /// The open invitation to a book, if there is one.
  package func openTeamInvitation(
    to specialist: ID<Specialist>, now: Instant
  ) throws -> TeamInvitation? {
    try row(
      Self.selecting + """
         WHERE revoked IS NULL AND used IS NULL AND expires > ? AND teamInvitation.specialist = ?
        """, [now.seconds, specialist.raw], invitation)
  }

  package func revoke(_ id: ID<TeamInvitation>, now: Instant) throws {
    try run("UPDATE teamInvitation SET revoked = ? WHERE link = ?", [now.seconds, id.raw])
  }

  /// The book that came of an invitation.
  package func settle(_ id: ID<TeamInvitation>, as specialist: ID<Specialist>) throws {
    try run("UPDATE teamInvitation SET specialist = ? WHERE link = ?", [specialist.raw, id.raw])
  }
}

extension Transaction {
  /// Unties a person who worked here once from the book they kept. The book stays under its name,
  /// as the record of its bookings, without what was told of them.
  func leaveTeam(_ person: ID<Person>) throws {
    try run("DELETE FROM commandMenu WHERE person = ?", [person.raw])
    let books: [Int64] = try rows("SELECT id FROM specialist WHERE person = ?", [person.raw]) {
      $0[0]
    }
    try run(
      """
      UPDATE teamInvitation SET name = '' WHERE link IN (SELECT id FROM link WHERE usedBy = ?)
      """, [person.raw])
    for book in books {
      try run(
        """
        UPDATE audit INDEXED BY audit_topic SET detail = NULL
        WHERE \(Self.isAbout(.team)) AND subject = ?
        """, [book])
      try run("UPDATE specialist SET person = NULL, about = NULL WHERE id = ?", [book])
    }
    if !books.isEmpty { catalogueChanged() }
  }
}
