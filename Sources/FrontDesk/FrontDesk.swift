import Booking
import Store

/// The use cases of the house, with the rights to them: the only code that changes business data.
///
/// A front desk lives inside one transaction and one moment. Whatever it decides, it decides
/// there: time, chance and secrets come in as plain values.
package struct FrontDesk {
  package let tx: Transaction
  package let now: Instant
  package let means: Means
  /// From where the change comes, for the audit: "chat", "timer", "command".
  package let origin: String

  package init(_ tx: Transaction, now: Instant, means: Means, origin: String) {
    self.tx = tx
    self.now = now
    self.means = means
    self.origin = origin
  }

  /// A desk that only looks things up, for the wording of notices.
  package init(reading tx: Transaction, now: Instant) {
    self.init(tx, now: now, means: .none, origin: "reading")
  }

  /// What the desk needs beside the data and the time.
  package struct Means: Sendable {
    /// Of a desk that makes no links and speaks for no bot.
    static let none = Means(
      keys: KeyRing(bytes: []), random: { 0 }, botUsername: "", botName: "")

    package let keys: KeyRing
    /// Sixty-four random bits at a time.
    package let random: @Sendable () -> UInt64
    /// The bot's `@username`, for links; empty until Telegram told it.
    package let botUsername: String
    package let botName: String
    /// Whether a mail server is configured.
    package let sendsLetters: Bool
    /// Whether a gateway for short messages is configured.
    package let sendsMessages: Bool
    /// The public address of the pages, without a slash at its end; nil: there are none.
    package let publicURL: String?
    /// How many bytes of a file Telegram lets a bot fetch, where that is known.
    package let fetchLimit: Int64?

    package init(
      keys: KeyRing, random: @escaping @Sendable () -> UInt64, botUsername: String,
      botName: String, sendsLetters: Bool = false, sendsMessages: Bool = false,
      publicURL: String? = nil, fetchLimit: Int64? = nil
    ) {
      self.keys = keys
      self.random = random
      self.botUsername = botUsername
      self.botName = botName
      self.sendsLetters = sendsLetters
      self.sendsMessages = sendsMessages
      self.publicURL = publicURL
      self.fetchLimit = fetchLimit
    }
  }

  package func catalogue() throws -> Catalogue { try tx.catalogue() }

  /// The business, also before anybody set it up.
  package func business() throws -> Business {
    try catalogue().business
      ?? Business(
        name: means.botName, zone: .utc, language: "en", currency: "EUR", country: "US")
  }

  func audit(
    _ action: String, by person: ID<Person>?, subject: Int64? = nil, detail: String? = nil
  ) throws {
    try tx.note(
      action, on: AuditTopics.topic(of: action), by: person, from: origin, subject: subject,
      detail: detail, now: now)
  }
}
