import Foundation

/// An e-mail, as it waits in the outbox.
package struct Letter: Sendable, Hashable, Codable {
  package struct Attachment: Sendable, Hashable, Codable {
    package var name: String
    /// Such as `text/calendar; method=PUBLISH`.
    package var type: String
    package var content: Data

    package init(name: String, type: String, content: Data) {
      self.name = name
      self.type = type
      self.content = content
    }
  }

  /// One address without a name.
  package var to: String
  package var subject: String
  package var text: String
  /// The same as `text`, for readers that show HTML.
  package var html: String?
  package var attachments: [Attachment]

  package init(
    to: String, subject: String, text: String, html: String? = nil, attachments: [Attachment] = []
  ) {
    self.to = to
    self.subject = subject
    self.text = text
    self.html = html
    self.attachments = attachments
  }

  /// For `Posting.body` of the channel `.letter`.
  package var encoded: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return [UInt8](try encoder.encode(self))
    }
  }

  package init?(encoded: [UInt8]) {
    guard let letter = try? JSONDecoder().decode(Letter.self, from: Data(encoded)) else {
      return nil
    }
    self = letter
  }
}

/// What became of a try to send a letter, for those who posted it.
package enum LetterFate: Sendable, Hashable {
  /// A mail server has taken it.
  case delivered
  /// It will be tried again by itself.
  case postponed(LetterTrouble)
  /// It will not be tried again.
  case givenUp(LetterTrouble)
}

/// Why a letter did not go, as far as people can do something about it.
package enum LetterTrouble: String, Sendable, CaseIterable {
  /// The mail server takes nothing for this address.
  case recipient
  /// The mail server does not accept the bot's own login.
  case login
  /// The mail server did not answer.
  case unreachable
  /// The mail server said "later".
  case busy
  /// No mail server is configured.
  case noServer
  /// The last moment at which it made sense has passed.
  case late
  /// Anything else; the log knows more.
  case other
}
