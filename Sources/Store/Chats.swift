import Booking
import Foundation
import GRDB

/// What the store keeps of a chat: the question that waits for an answer, and which message is
/// its live screen.
package struct ChatMemory: Sendable, Hashable {
  package let id: Int64
  /// The encoded state of the conversation; nil is home.
  package var state: [UInt8]?
  /// Counts the screens of this chat; an edit names the screen it is for.
  package var screen: Int
  /// The message that shows the screen, once Telegram told its id.
  package var message: Int64?
  /// What the screen is about, where it has to follow that; nil for most.
  package var shows: Keepsake?

  package init(id: Int64) {
    self.id = id
    screen = 0
  }
}

extension Transaction {
  package func chat(_ id: Int64) throws -> ChatMemory? {
    try row("SELECT state, screen, message, shows FROM chat WHERE id = ?", [id]) { row in
      var chat = ChatMemory(id: id)
      chat.state = row[0]
      chat.screen = row[1]
      chat.message = row[2]
      chat.shows = (row[3] as String?).flatMap { Keepsake(code: $0) }
      return chat
    }
  }

  package func save(_ chat: ChatMemory, person: ID<Person>) throws {
    try run(
      """
      INSERT INTO chat(id, person, state, screen, message, shows) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET person = excluded.person, state = excluded.state,
        screen = excluded.screen, message = excluded.message, shows = excluded.shows
      """,
      [chat.id, person.raw, chat.state, chat.screen, chat.message, chat.shows?.code])
  }

  /// Telegram told the id of the message that shows the screen, if it is still the live one.
  package func screenSent(chat: Int64, screen: Int, message: Int64) throws {
    try run(
      "UPDATE chat SET message = ? WHERE id = ? AND screen = ?", [message, chat, screen])
  }

  /// The message to edit for a named screen; nil when the chat has moved on.
  package func message(chat: Int64, screen: Int) throws -> Int64? {
    try row("SELECT message FROM chat WHERE id = ? AND screen = ?", [chat, screen]) {
      $0[0] as Int64?
    } ?? nil
  }

  /// A group became a supergroup: what waits for the old id goes to the new one.
  package func migrate(chat old: Int64, to new: Int64) throws {
    try run("UPDATE outbox SET chat = ? WHERE chat = ?", [new, old])
    try run("UPDATE chat SET movedTo = ? WHERE id = ?", [new, old])
  }
}
