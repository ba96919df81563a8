import Booking
import GRDB

/// Guests, and how they become one with somebody's chat.
extension Transaction {
  /// The plus keeps the index on `telegram` out of it, where all guests are alike.
  private static let isGuest = "+telegram IS NULL AND erased IS NULL AND +joined IS NULL"

  package func isGuest(_ person: ID<Person>) throws -> Bool {
    try count("SELECT EXISTS(SELECT 1 FROM person WHERE id = ? AND \(Self.isGuest))", [person.raw])
      > 0
  }

  /// Guests with that username, however it was typed.
  package func guests(username: String) throws -> [Person] {
    try people(that: "lower(username) = lower(?) AND \(Self.isGuest) ORDER BY id", [username])
  }

  package func guests(phone: String) throws -> [Person] {
    try people(that: "phone = ? AND \(Self.isGuest) ORDER BY id", [phone])
  }

  /// Who wrote to the bot under that username; several when it changed hands.
  package func chatters(username: String) throws -> [Person] {
    try people(
      that: "lower(username) = lower(?) AND +telegram IS NOT NULL ORDER BY id DESC LIMIT 2",
      [username])
  }

  /// Who shared that number as their own.
  package func sharer(of phone: String) throws -> Person? {
    try people(that: "phone = ? AND phoneIsShared = 1 ORDER BY id DESC LIMIT 1", [phone]).first
  }

  /// Notes whether the person's phone number is known to be theirs.
  package func markPhone(of person: ID<Person>, isShared: Bool) throws {
    try run(
      "UPDATE person SET phoneIsShared = ? WHERE id = ? AND phoneIsShared <> ?",
      [isShared, person.raw, isShared])
  }

  /// The person, or the one that a guest became.
  package func present(_ person: ID<Person>) throws -> ID<Person> {
    ID(
      try row("SELECT coalesce(joined, id) FROM person WHERE id = ?", [person.raw]) {
        $0[0] as Int64
      } ?? person.raw)
  }

  /// Names that a client was booked under before it was known who they are.
  package func formerNames(of person: ID<Person>) throws -> [String] {
    try rows("SELECT DISTINCT name FROM person WHERE joined = ? ORDER BY id", [person.raw]) {
      $0[0]
    }
  }

  /// Guests who may be the person: their coming bookings went to the person's chat.
  package func likelyGuests(of person: ID<Person>) throws -> [Person] {
    try people(that: "likely = ? AND \(Self.isGuest) ORDER BY id", [person.raw])
  }

  /// Who a guest may be.
  package func likely(_ guest: ID<Person>) throws -> ID<Person>? {
    try row("SELECT likely FROM person WHERE id = ?", [guest.raw]) {
      ($0[0] as Int64?).map { ID($0) }
    } ?? nil
  }

  /// Whether somebody has visits beside those to come.
  package func hasPast(_ client: ID<Person>, now: Instant) throws -> Bool {
    try count(
      """
      SELECT EXISTS(SELECT 1 FROM booking WHERE client = ? AND state NOT IN ('held', 'expired')
        AND (starts <= ? OR state NOT IN ('requested', 'confirmed')))
      """, [client.raw, now.seconds]) > 0
  }

  /// Gives the guest's open bookings, and times held for them, to the person whose username they
  /// were made for; what was before stays the guest's, for a username changes hands.
  package func giveComing(
    of guest: ID<Person>, to person: ID<Person>, now: Instant
  ) throws {
    try run(
      """
      UPDATE booking SET client = ?, changed = ? WHERE client = ? AND starts > ?
        AND state IN ('held', 'requested', 'confirmed')
      """, [person.raw, now.seconds, guest.raw, now.seconds])
    try giveSessions(of: guest, to: person, onlyBooked: true)
    try run(
      "UPDATE person SET likely = ?, username = NULL WHERE id = ?", [person.raw, guest.raw])
  }

  /// Makes the guest one with the person: bookings, notes, tags and what waits to be sent. Of the
  /// guest only the name stays, as one the person was booked under.
  package func join(_ guest: ID<Person>, to person: ID<Person>, now: Instant) throws {
    try run(
      "UPDATE booking SET client = ?, changed = ? WHERE client = ?",
      [person.raw, now.seconds, guest.raw])
    try giveSessions(of: guest, to: person, onlyBooked: false)
    try run("UPDATE clientNote SET client = ? WHERE client = ?", [person.raw, guest.raw])
    try run(
      """
      INSERT INTO clientTag(client, tag) SELECT ?, tag FROM clientTag WHERE client = ?
      ON CONFLICT DO NOTHING
      """, [person.raw, guest.raw])
    try run("DELETE FROM clientTag WHERE client = ?", [guest.raw])
    try run(
      """
      INSERT INTO clientele(book, client, name, latest)
        SELECT book, person.id, sortKey(person.name), latest FROM clientele, person
        WHERE client = ? AND book IN (SELECT 0 UNION ALL SELECT id FROM specialist)
          AND person.id = ?
      ON CONFLICT DO NOTHING
      """, [guest.raw, person.raw])
    try run("UPDATE outbox SET person = ? WHERE person = ?", [person.raw, guest.raw])
    try run(
      """
      UPDATE person SET created = min(created, (SELECT created FROM person WHERE id = ?))
      WHERE id = ?
      """, [guest.raw, person.raw])
    try run(
      """
      UPDATE person SET username = NULL, phone = NULL, email = NULL, zone = NULL, language = NULL,
        likely = NULL, isReachable = 0, joined = ? WHERE id = ?
      """, [person.raw, guest.raw])
    try run("UPDATE person SET joined = ? WHERE joined = ?", [person.raw, guest.raw])
  }
}
