import Booking
import Foundation
import GRDB

/// One thing to deliver: a call to the Bot API with its chat, a typed notice that is worded when
/// it is sent, or a letter. It stays until it is known to have arrived.
package struct OutboxRow: Sendable {
  package enum Channel: String, Sendable {
    /// A call in a chat, in the chat's order.
    case telegram
    /// An answer to a callback or another query: outside every order, worthless after a while.
    case answer
    /// Words for a person, chosen and rendered by the Courier: `body` is the notice.
    case notice
    /// An e-mail: `body` is the letter.
    case letter
    /// A short message to a phone.
    case sms
  }
  /// Smaller is sooner, between chats.
  package enum Priority: Int, Sendable {
    case answer = 0
    case reply = 2
    case notice = 4
    case reminder = 6
    case broadcast = 8
  }

  package let id: Int64
  package let channel: Channel
  package var chat: Int64?
  package let person: ID<Person>?
  package let priority: Priority
  /// Method of the Bot API, or the kind of notice.
  package let method: String
  package let body: [UInt8]
  package let files: [UInt8]?
  /// The chat's screen that this row sends or edits.
  package let screen: Int?
  /// The message to edit, when it is known.
  package let message: Int64?
  package let edits: Bool
  /// Whether to send again when nobody knows if it arrived.
  package let repeats: Bool
  package let created: Instant
  package let notBefore: Instant
  package let expires: Instant?
  package let attempts: Int
  /// What the message that shows it has to follow.
  package var keepsake: Keepsake?
}

/// What is asked to be delivered.
package struct Posting: Sendable {
  package var channel: OutboxRow.Channel
  package var chat: Int64?
  package var person: ID<Person>?
  package var priority: OutboxRow.Priority
  package var method: String
  package var body: [UInt8]
  package var files: [UInt8]?
  package var screen: Int?
  package var message: Int64?
  package var edits: Bool
  package var repeats: Bool
  package var notBefore: Instant?
  package var expires: Instant?
  /// What the message that shows it has to follow: its id is remembered when it arrives.
  package var keepsake: Keepsake?

  package init(
    channel: OutboxRow.Channel, chat: Int64? = nil, person: ID<Person>? = nil,
    priority: OutboxRow.Priority, method: String, body: [UInt8], files: [UInt8]? = nil,
    screen: Int? = nil, message: Int64? = nil, edits: Bool = false, repeats: Bool = true,
    notBefore: Instant? = nil, expires: Instant? = nil, keepsake: Keepsake? = nil
  ) {
    self.channel = channel
    self.chat = chat
    self.person = person
    self.priority = priority
    self.method = method
    self.body = body
    self.files = files
    self.screen = screen
    self.message = message
    self.edits = edits
    self.repeats = repeats
    self.notBefore = notBefore
    self.expires = expires
    self.keepsake = keepsake
  }
}

/// A delivery that was given up, with the reason.
package struct DeadLetter: Sendable {
  package let id: Int64
  package let method: String
  package let chat: Int64?
  package let error: String
  package let created: Instant
}

extension Transaction {
  private static let columns = """
    id, channel, chat, person, priority, method, body, files, screen, message, edits, repeats,
    created, notBefore, expires, attempts, keepsake, keepsakeSubject
    """
  private static let waiting = """
    SELECT \(columns) FROM outbox WHERE id > ? AND state IN ('waiting', 'sending')
    ORDER BY id LIMIT ?
    """

  /// Puts something into the outbox. A newer edit of a message takes the place of older ones
  /// that have not been sent; a notice only that of notices, because it may turn out to be not
  /// worth sending.
  package func post(_ posting: Posting, now: Instant) throws {
    if posting.edits, let message = posting.message {
      try run(
        """
        DELETE FROM outbox WHERE chat = ? AND message = ? AND edits = 1 AND state = 'waiting'
          AND (? <> 'notice' OR channel = 'notice')
        """, [posting.chat, message, posting.channel.rawValue])
    }
    let id = try insert(
      """
      INSERT INTO outbox(channel, chat, person, priority, method, body, files, screen, message,
        edits, repeats, created, notBefore, expires, keepsake, keepsakeSubject)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        posting.channel.rawValue, posting.chat, posting.person?.raw, posting.priority.rawValue,
        posting.method, posting.body, posting.files, posting.screen,
        posting.message, posting.edits, posting.repeats, now.seconds,
        posting.notBefore?.seconds ?? 0, posting.expires?.seconds,
        posting.keepsake?.kind.rawValue, posting.keepsake?.subject,
      ])
    post(
      OutboxRow(
        id: id, channel: posting.channel, chat: posting.chat, person: posting.person,
        priority: posting.priority, method: posting.method, body: posting.body,
        files: posting.files, screen: posting.screen, message: posting.message,
        edits: posting.edits, repeats: posting.repeats, created: now,
        notBefore: posting.notBefore ?? Instant(0), expires: posting.expires, attempts: 0,
        keepsake: posting.keepsake))
  }

  /// What waits, in order, after the row `id`: for the start of the Courier.
  package func waitingRows(after id: Int64, limit: Int) throws -> [OutboxRow] {
    try rows(Self.waiting, [id, limit]) { row in
      OutboxRow(
        id: row[0], channel: OutboxRow.Channel(rawValue: row[1]) ?? .telegram, chat: row[2],
        person: (row[3] as Int64?).map { ID($0) },
        priority: OutboxRow.Priority(rawValue: row[4]) ?? .reply, method: row[5],
        body: row[6], files: row[7],
        screen: row[8], message: row[9], edits: row[10], repeats: row[11],
        created: Instant(row[12]), notBefore: Instant(row[13]),
        expires: (row[14] as Int64?).map { Instant($0) }, attempts: row[15],
        keepsake: Keepsake(kind: row[16], subject: row[17]))
    }
  }

  /// Whether the row still waits: a newer edit or an erasure may have taken it away.
  package func stillWaits(_ id: Int64) throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM outbox WHERE id = ? AND state IN ('waiting', 'sending'))",
      [id]) > 0
  }

  /// It arrived, or is not worth sending any more.
  package func removeFromOutbox(_ id: Int64) throws {
    try run("DELETE FROM outbox WHERE id = ?", [id])
  }

  /// Marks a row that must not be repeated as on its way, before it goes.
  package func markSending(_ id: Int64) throws {
    try run("UPDATE outbox SET state = 'sending' WHERE id = ?", [id])
  }

  /// A row to try again, not before a moment.
  package func postpone(_ id: Int64, until: Instant, error: String) throws {
    try run(
      """
      UPDATE outbox SET state = 'waiting', attempts = attempts + 1, notBefore = ?, error = ?
      WHERE id = ?
      """, [until.seconds, error, id])
  }

  /// Gives a row up and keeps it with the reason.
  package func bury(_ id: Int64, error: String) throws {
    try run("UPDATE outbox SET state = 'dead', error = ? WHERE id = ?", [error, id])
  }

  package func deadLetters(limit: Int) throws -> [DeadLetter] {
    try rows(
      """
      SELECT id, method, chat, error, created FROM outbox WHERE state = 'dead'
      ORDER BY id DESC LIMIT ?
      """, [limit]
    ) { row in
      DeadLetter(
        id: row[0], method: row[1], chat: row[2], error: row[3] ?? "", created: Instant(row[4]))
    }
  }

  package func countOutbox() throws -> (waiting: Int, dead: Int) {
    (
      try count("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"),
      try count("SELECT count(*) FROM outbox WHERE state = 'dead'")
    )
  }
}
