import Booking
import GRDB

/// What somebody wrote to the business outside of any booking.
package struct ContactMessage: Sendable, Hashable {
  package enum State: String, Sendable, CaseIterable {
    /// Waits for an answer.
    case open
    case answered
    case closed
  }

  package let id: ID<ContactMessage>
  package let author: ID<Person>
  /// What the author is called at present.
  package let name: String
  package let subject: String
  package let text: String
  package var state: State
  package let created: Instant
}

/// One more message of the same thread, by its author or by the staff.
package struct ContactReply: Sendable, Hashable {
  package let id: ID<ContactReply>
  package let message: ID<ContactMessage>
  package let author: ID<Person>
  package let name: String
  package let isByStaff: Bool
  package let text: String
  package let created: Instant
}

extension Transaction {
  private static let messages = """
    SELECT m.id, m.person, p.name, m.subject, m.text, m.state, m.created
    FROM contactMessage AS m JOIN person AS p ON p.id = m.person
    """
  private static let replies = """
    SELECT r.id, r.message, r.person, p.name, r.byStaff, r.text, r.created
    FROM contactReply AS r JOIN person AS p ON p.id = r.person
    """

  private func message(_ row: Columns) -> ContactMessage {
    ContactMessage(
      id: ID(row[0]), author: ID(row[1]), name: row[2], subject: row[3], text: row[4],
      state: ContactMessage.State(rawValue: row[5]) ?? .closed, created: Instant(row[6]))
  }

  private func reply(_ row: Columns) -> ContactReply {
    ContactReply(
      id: ID(row[0]), message: ID(row[1]), author: ID(row[2]), name: row[3], isByStaff: row[4],
      text: row[5], created: Instant(row[6]))
  }

  package func addMessage(
    subject: String, text: String, by person: ID<Person>, now: Instant
  ) throws -> ID<ContactMessage> {
    ID(
      try insert(
        "INSERT INTO contactMessage(person, subject, text, created, changed) VALUES (?, ?, ?, ?, ?)",
        [person.raw, subject, text, now.seconds, now.seconds]))
  }

  package func addReply(
    _ text: String, to message: ID<ContactMessage>, by person: ID<Person>, isByStaff: Bool,
    now: Instant
  ) throws -> ID<ContactReply> {
    ID(
      try insert(
        "INSERT INTO contactReply(message, person, byStaff, text, created) VALUES (?, ?, ?, ?, ?)",
        [message.raw, person.raw, isByStaff, text, now.seconds]))
  }

  package func contactMessage(_ id: ID<ContactMessage>) throws -> ContactMessage? {
    try row(Self.messages + " WHERE m.id = ?", [id.raw], message)
  }

  package func contactReply(_ id: ID<ContactReply>) throws -> ContactReply? {
    try row(Self.replies + " WHERE r.id = ?", [id.raw], reply)
  }

  /// Messages in a state, the newest first.
  package func contactMessages(
    _ state: ContactMessage.State, limit: Int, offset: Int
  ) throws -> [ContactMessage] {
    try rows(
      Self.messages + " WHERE m.state = ? ORDER BY m.id DESC LIMIT ? OFFSET ?",
      [state.rawValue, limit, offset], message)
  }

  package func contactMessages(of person: ID<Person>) throws -> [ContactMessage] {
    try rows(Self.messages + " WHERE m.person = ? ORDER BY m.created, m.id", [person.raw], message)
  }

  /// The latest replies of a thread, in the order they were written.
  package func contactReplies(
    to id: ID<ContactMessage>, limit: Int
  ) throws -> [ContactReply] {
    try rows(
      Self.replies + " WHERE r.message = ? ORDER BY r.id DESC LIMIT ?", [id.raw, limit], reply
    ).reversed()
  }

  package func setState(
    _ state: ContactMessage.State, of id: ID<ContactMessage>, now: Instant
  ) throws {
    try run(
      "UPDATE contactMessage SET state = ?, changed = ? WHERE id = ?",
      [state.rawValue, now.seconds, id.raw])
  }

  package func countMessages(of person: ID<Person>, since: Instant) throws -> Int {
    try count(
      "SELECT count(*) FROM contactMessage WHERE person = ? AND created > ?",
      [person.raw, since.seconds])
  }

  package func countReplies(of person: ID<Person>, since: Instant) throws -> Int {
    try count(
      "SELECT count(*) FROM contactReply WHERE person = ? AND created > ?",
      [person.raw, since.seconds])
  }

  /// Forgets what a person wrote to the business, and the threads that came of it.
  func eraseMessages(of person: ID<Person>) throws {
    try run("DELETE FROM contactMessage WHERE person = ?", [person.raw])
  }
}
