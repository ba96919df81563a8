import Booking
import GRDB

/// Somebody the business knows: a Telegram user, or a guest without a chat.
package struct Person: Sendable, Hashable {
  package let id: ID<Person>
  /// Telegram's user id, which is the id of the private chat too.
  package var telegram: Int64?
  package var name: String
  package var username: String?
  package var telegramLanguage: String?
  /// The language chosen with `/language`; before that Telegram's is followed.
  package var language: String?
  /// E.164.
  package var phone: String?
  package var email: String?
  package var zone: Zone?
  package var isOwner: Bool
  /// Blocked by the business: may not book.
  package var isBlocked: Bool
  /// False once Telegram said that the bot is blocked.
  package var isReachable: Bool
  /// How the person wants to be told what the business has to tell; nil: in the chat.
  package var channel: Channel?
  /// The name was typed, so Telegram's does not overwrite it.
  package var namedByHand: Bool
  /// Nil: the quiet hours of the house.
  package var quiet: QuietChoice?

  package var languageCode: String? { language ?? telegramLanguage }

  /// A way to tell somebody something.
  package enum Channel: String, Sendable, CaseIterable {
    case chat, letter, sms
  }
}

/// How Telegram introduces the sender of an update.
package struct TelegramIdentity: Sendable {
  package let id: Int64
  package let name: String
  package let username: String?
  package let languageCode: String?

  package init(id: Int64, name: String, username: String?, languageCode: String?) {
    self.id = id
    self.name = name
    self.username = username
    self.languageCode = languageCode
  }
}

extension Transaction {
  static let personColumns = """
    id, telegram, name, username, telegramLanguage, language, phone, email, zone, isOwner,
    isBlocked, isReachable, namedByHand, channel, quiet
    """
  private static let byTelegram = "SELECT \(personColumns) FROM person WHERE telegram = ?"
  private static let byID = "SELECT \(personColumns) FROM person WHERE id = ?"
  private static let booking = """
    SELECT \(personColumns) FROM person WHERE id IN (SELECT client FROM booking) ORDER BY id
    """
  private static let owned = "SELECT \(personColumns) FROM person WHERE isOwner = 1"

  /// People that fulfil a condition, which orders and limits them too.
  func people(that condition: String, _ values: Values) throws -> [Person] {
    try rows("SELECT \(Self.personColumns) FROM person WHERE \(condition)", values, person)
  }

  func person(_ row: Columns) -> Person {
    Person(
      id: ID(row[0]), telegram: row[1], name: row[2], username: row[3], telegramLanguage: row[4],
      language: row[5], phone: row[6], email: row[7],
      zone: (row[8] as String?).flatMap { Zone($0) }, isOwner: row[9], isBlocked: row[10],
      isReachable: row[11], channel: (row[13] as String?).flatMap { Person.Channel(rawValue: $0) },
      namedByHand: row[12], quiet: (row[14] as String?).flatMap { QuietChoice($0) })
  }

  package func person(_ id: ID<Person>) throws -> Person? {
    try row(Self.byID, [id.raw], person)
  }

  package func person(telegram: Int64) throws -> Person? {
    try row(Self.byTelegram, [telegram], person)
  }

  package func owners() throws -> [Person] { try rows(Self.owned, [], person) }

  func people(where condition: String) throws -> [Person] {
    try rows("SELECT \(Self.personColumns) FROM person WHERE \(condition) ORDER BY id", [], person)
  }

  /// Everybody who ever booked, guests too; for the export.
  package func clients() throws -> [Person] { try rows(Self.booking, [], person) }

  /// The person behind an update, made when new, with Telegram's name kept in step.
  package func meet(_ identity: TelegramIdentity, now: Instant) throws -> Person {
    try encounter(identity, now: now).person
  }

  /// The same, and whether the person was not known by this username before.
  package func encounter(
    _ identity: TelegramIdentity, now: Instant
  ) throws -> (person: Person, isNewName: Bool) {
    if var known = try person(telegram: identity.id) {
      let isNewName = known.username != identity.username
      let name = known.namedByHand ? known.name : identity.name
      if known.name != name || known.username != identity.username
        || known.telegramLanguage != identity.languageCode || !known.isReachable
      {
        known.name = name
        known.username = identity.username
        known.telegramLanguage = identity.languageCode
        known.isReachable = true
        try save(known)
      }
      return (known, isNewName)
    }
    let id = try insert(
      """
      INSERT INTO person(telegram, name, username, telegramLanguage, created)
      VALUES (?, ?, ?, ?, ?)
      """,
      [identity.id, identity.name, identity.username, identity.languageCode, now.seconds])
    let person = Person(
      id: ID(id), telegram: identity.id, name: identity.name, username: identity.username,
      telegramLanguage: identity.languageCode, language: nil, phone: nil, email: nil, zone: nil,
      isOwner: false, isBlocked: false, isReachable: true, channel: nil,
      namedByHand: false)
    return (person, true)
  }

  package func save(_ person: Person) throws {
    try run(
      """
      UPDATE person SET name = ?, username = ?, telegramLanguage = ?, language = ?, phone = ?,
        email = ?, zone = ?, isOwner = ?, isBlocked = ?, isReachable = ?, namedByHand = ?,
        channel = ?, quiet = ?
      WHERE id = ?
      """,
      [
        person.name, person.username, person.telegramLanguage, person.language, person.phone,
        person.email, person.zone?.identifier, person.isOwner, person.isBlocked,
        person.isReachable, person.namedByHand,
        // The chat needs no word in the database.
        person.channel == .chat ? nil : person.channel?.rawValue, person.quiet?.text,
        person.id.raw,
      ])
  }

  /// Telegram said that this chat can't be written to.
  package func markUnreachable(telegram: Int64) throws {
    try run("UPDATE person SET isReachable = 0 WHERE telegram = ?", [telegram])
    try forgetKeepsakes(chat: telegram)
  }

  /// Forgets who the person was: the rows of bookings and of the audit stay, without a name.
  ///
  /// Updates put aside go when they name the chat; deliveries that were given up or suspended, whoever
  /// they were for, may speak of the person and lose their content.
  package func erase(_ id: ID<Person>, now: Instant) throws {
    let telegram = try person(id)?.telegram
    try run(
      "DELETE FROM outbox WHERE person = ? OR (chat IS NOT NULL AND chat = ?)",
      [
        id.raw, telegram,
      ])
    try eraseInvitations(of: id)
    try eraseMessages(of: id)
    try eraseWaiting(of: id)
    try eraseSessions(of: id, now: now)
    try eraseUploads(of: id)
    try eraseLookUps(of: id)
    try eraseReviews(of: id, kinds: ["rating", "comeBack", "review", "completion"])
    try run("DELETE FROM chat WHERE id = ?", [telegram])
    try forgetKeepsakes(chat: telegram)
    try run(
      """
      UPDATE outbox SET body = x'', files = NULL,
        error = CASE WHEN channel = 'letter' OR channel = 'sms' THEN NULL ELSE error END
      WHERE state = 'dead' OR state = 'suspended'
      """)
    try run("DELETE FROM quarantine WHERE instr(body, CAST(? AS BLOB)) > 0", [telegram])
    try run("UPDATE audit SET person = NULL, detail = NULL WHERE person = ?", [id.raw])
    try run(
      """
      UPDATE audit INDEXED BY audit_topic SET detail = NULL
      WHERE \(Self.isAbout(.client)) AND subject = ?
      """, [id.raw])
    try leaveTeam(id)
    try run(
      "UPDATE booking SET note = NULL, photo = NULL, reason = NULL WHERE client = ?",
      [
        id.raw
      ])
    try run("DELETE FROM clientNote WHERE client = ?", [id.raw])
    try run("DELETE FROM newsRefusal WHERE person = ?", [id.raw])
    try run("DELETE FROM broadcastReader WHERE person = ?", [id.raw])
    try run("DELETE FROM broadcast WHERE author = ? AND state = 'draft'", [id.raw])
    try run(
      """
      UPDATE broadcast SET text = '', photo = NULL,
        state = CASE WHEN state = 'done' THEN 'done' ELSE 'stopped' END WHERE author = ?
      """, [id.raw])
    try run("DELETE FROM clientTag WHERE client = ?", [id.raw])
    try run("UPDATE person SET name = '' WHERE joined = ?", [id.raw])
    try run("UPDATE person SET likely = NULL WHERE likely = ?", [id.raw])
    try run(
      """
      UPDATE person SET telegram = NULL, name = '', username = NULL, telegramLanguage = NULL,
        language = NULL, phone = NULL, email = NULL, zone = NULL, quiet = NULL, isReachable = 0,
        phoneIsShared = 0, channel = NULL, likely = NULL, addedBy = NULL, source = NULL, erased = ?
      WHERE id = ?
      """, [now.seconds, id.raw])
    // What was taken out of a trigram index is only marked so until its segments are merged.
    try run("INSERT INTO clientTrigram(clientTrigram) VALUES ('optimize')")
  }
}
