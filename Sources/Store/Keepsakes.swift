import Booking
import GRDB

/// What a message is about and has to follow: when that changes, the message is edited.
package struct Keepsake: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A booking, a hold or a request.
    case visit
    case invitation
    /// A free time offered to somebody on the waiting list.
    case waitingOffer
    /// How far a message to many has come.
    case broadcast
    /// Files that are sent in a row.
    case upload
  }

  package let kind: Kind
  package let subject: Int64

  package init(_ kind: Kind, _ subject: Int64) {
    self.kind = kind
    self.subject = subject
  }

  init?(kind: String?, subject: Int64?) {
    guard let kind = kind.flatMap({ Kind(rawValue: $0) }), let subject else { return nil }
    self.init(kind, subject)
  }

  /// “visit 12”: as a chat keeps what its live screen is about.
  var code: String { kind.rawValue + " " + String(subject) }

  init?(code: String) {
    let parts = code.split(separator: " ")
    guard parts.count == 2 else { return nil }
    self.init(kind: String(parts[0]), subject: Int64(parts[1]))
  }
}

/// A message that was remembered, and the notice that it shows.
package struct KeptMessage: Sendable {
  package let chat: Int64
  package let message: Int64
  package let person: ID<Person>
  /// The kind of the notice and its body, as in the outbox.
  package let method: String
  package let body: [UInt8]
}

extension Transaction {
  /// The messages that show something, in the private chats of those who were told of it.
  package func keptMessages(of keepsake: Keepsake) throws -> [KeptMessage] {
    try rows(
      """
      SELECT chat, message, person.id, notice, body
      FROM keepsake JOIN person ON person.telegram = chat WHERE kind = ? AND subject = ?
      """, [keepsake.kind.rawValue, keepsake.subject]
    ) {
      KeptMessage(chat: $0[0], message: $0[1], person: ID($0[2]), method: $0[3], body: $0[4])
    }
  }

  /// Marks what is on its way about something that has changed: it may have been worded before.
  package func outdate(_ keepsake: Keepsake) throws {
    try run(
      """
      UPDATE outbox SET isOutdated = 1
      WHERE keepsake = ? AND keepsakeSubject = ? AND isOutdated = 0 AND state <> 'dead'
      """, [keepsake.kind.rawValue, keepsake.subject])
  }

  /// A row of the outbox arrived as a message, which is to follow what it is about. Has that changed
  /// while the row was on its way, an edit is posted at once. The row is still to be removed.
  package func remember(row id: Int64, as message: Int64, now: Instant) throws {
    let found = try row(
      """
      SELECT keepsake, keepsakeSubject, outbox.chat, person.id, method, body, isOutdated
      FROM outbox JOIN person ON person.telegram = outbox.chat WHERE outbox.id = ?
      """, [id]
    ) { row in
      (
        keepsake: Keepsake(kind: row[0], subject: row[1]),
        kept: KeptMessage(
          chat: row[2], message: message, person: ID(row[3]), method: row[4], body: row[5]),
        isOutdated: row[6] as Bool
      )
    }
    guard let (keepsake, kept, isOutdated) = found, let keepsake else { return }
    try remember(
      keepsake, chat: kept.chat, message: message, method: kept.method, body: kept.body, now: now)
    if isOutdated { try post(edit: kept, now: now) }
  }

  /// A message follows something from now on, as a notice of this kind.
  package func remember(
    _ keepsake: Keepsake, chat: Int64, message: Int64, method: String, body: [UInt8], now: Instant
  ) throws {
    try run(
      """
      INSERT INTO keepsake(kind, subject, chat, message, notice, body, created)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """,
      [keepsake.kind.rawValue, keepsake.subject, chat, message, method, body, now.seconds])
  }

  /// Words a remembered message again, as things stand when that is sent.
  package func post(edit kept: KeptMessage, now: Instant) throws {
    try post(
      Posting(
        channel: .notice, chat: kept.chat, person: kept.person, priority: .notice,
        method: kept.method, body: kept.body, message: kept.message, edits: true), now: now)
  }

  package func forget(_ keepsake: Keepsake, _ kept: KeptMessage) throws {
    try run(
      "DELETE FROM keepsake WHERE kind = ? AND subject = ? AND chat = ? AND message = ?",
      [keepsake.kind.rawValue, keepsake.subject, kept.chat, kept.message])
  }

  /// A message shows something else from now on.
  package func forgetKeepsakes(_ kind: Keepsake.Kind, chat: Int64, message: Int64) throws {
    try run(
      "DELETE FROM keepsake WHERE kind = ? AND chat = ? AND message = ?",
      [kind.rawValue, chat, message])
  }

  /// A chat that can't be written to, or must not be: nothing in it is edited any more.
  func forgetKeepsakes(chat: Int64?) throws {
    try run("DELETE FROM keepsake WHERE chat = ?", [chat])
  }
}

extension Transaction {
  /// Those who have begun to register by an invitation.
  package func openers(of invitation: ID<Invitation>) throws -> [ID<Person>] {
    try rows("SELECT person FROM registration WHERE invitation = ? LIMIT 20", [invitation.raw]) {
      ID($0[0])
    }
  }
}
