import Booking
import GRDB

/// What is known of somebody who is written down by the staff.
package struct GuestDetails: Sendable, Hashable, Codable {
  /// Empty until it was said.
  package var name = ""
  /// E.164.
  package var phone: String?
  package var email: String?
  /// Without the “@”.
  package var username: String?
  /// The account that a shared contact names: to recognise somebody by, not to write to.
  package var telegram: Int64?
  /// How the staff came to it.
  package var source = Source.typed

  package enum Source: String, Sendable, Codable { case typed, contact }

  package init(
    name: String = "", phone: String? = nil, email: String? = nil, username: String? = nil
  ) {
    self.name = name
    self.phone = phone
    self.email = email
    self.username = username
  }

  /// Whether there is anything that names one person only.
  package var hasContact: Bool {
    phone != nil || email != nil || username != nil || telegram != nil
  }
}

extension Transaction {
  private static let alike = """
    SELECT \(personColumns) FROM person WHERE erased IS NULL
      AND joined IS NULL AND (phone = ? OR lower(email) = ? OR lower(username) = ? OR telegram = ?)
    ORDER BY telegram IS NULL, id LIMIT ?
    """
  /// Writes down a person without a chat.
  package func add(
    _ guest: GuestDetails, by staff: ID<Person>, now: Instant
  ) throws -> Person? {
    let id = try insert(
      """
      INSERT INTO person(name, phone, email, username, namedByHand, addedBy, source, created)
      VALUES (?, ?, ?, ?, 1, ?, ?, ?)
      """,
      [
        guest.name, guest.phone, guest.email, guest.username, staff.raw, guest.source.rawValue,
        now.seconds,
      ])
    return try person(ID(id))
  }

  /// People who have one of the contacts, those with a chat first.
  package func people(like guest: GuestDetails, limit: Int) throws -> [Person] {
    guard guest.hasContact else { return [] }
    return try rows(
      Self.alike,
      [
        guest.phone, guest.email?.lowercased(), guest.username?.lowercased(), guest.telegram,
        limit,
      ], person)
  }

  /// How somebody without a chat was written down; nil for those who came by themselves.
  package func source(of person: ID<Person>) throws -> GuestDetails.Source? {
    try row("SELECT source FROM person WHERE id = ?", [person.raw]) { $0[0] as String? }
      .flatMap { $0 }.flatMap(GuestDetails.Source.init)
  }

  /// Whether the row still stands for somebody: not erased, and not joined to another.
  package func isInTheBooks(_ person: ID<Person>) throws -> Bool {
    try count(
      """
      SELECT EXISTS (SELECT 1 FROM person WHERE id = ? AND erased IS NULL AND joined IS NULL)
      """, [person.raw]) > 0
  }
}
