import Booking
import GRDB

/// Somebody who is asked to become a client: for one person, for some days.
package struct Invitation: Sendable, Hashable {
  package enum State: String, Sendable, CaseIterable { case pending, used, expired, cancelled }
  /// How the latest letter stands.
  package enum LetterState: String, Sendable { case waiting, trying, sent, failed }

  package let id: ID<Invitation>
  package let name: String
  package let email: String
  package var language: String
  /// The personal message of the latest letter.
  package var words: String?
  package let message: ID<ContactMessage>?
  package let creator: ID<Person>
  package var state: State
  package var expires: Instant
  package let created: Instant
  /// The link that counts; earlier ones were taken back.
  package var link: Int64?
  package var usedBy: ID<Person>?
  package var used: Instant?
  package var letter: Int64?
  package var letterState: LetterState?
  package var letterTrouble: LetterTrouble?
  package var letterTries = 0
  package var letterChanged: Instant?
}

/// Something that happened to an invitation: the trace that its card shows.
package struct InvitationEvent: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case created, posted, letterSent, letterFailed, qrShown, linkShown, linkReplaced, opened, used
    case expired, cancelled, renewed
    // Links that were opened to no avail.
    case openedUsed, openedExpired, openedCancelled, openedReplaced, openedByStaff, openedByBlocked
  }

  package let kind: Kind
  package let person: ID<Person>?
  /// Name and user name of whoever did it.
  package let name: String?
  package let username: String?
  package let moment: Instant
}

/// What somebody who opened an invitation has answered so far.
package struct RegistrationAnswers: Sendable, Hashable {
  /// The link they opened.
  package var link: Int64
  package let opened: Instant
  package var name: String?
  package var phone: String?
  package var skipsPhone = false

  package init(link: Int64, opened: Instant) {
    self.link = link
    self.opened = opened
  }
}

extension Transaction {
  private static let invitations = """
    SELECT id, name, email, language, words, message, creator, state, expires, created, link,
      usedBy, used, letter, letterState, letterTrouble, letterTries, letterChanged
    FROM invitation
    """

  private func invitation(_ row: Columns) -> Invitation {
    Invitation(
      id: ID(row[0]), name: row[1], email: row[2], language: row[3], words: row[4],
      message: (row[5] as Int64?).map { ID($0) }, creator: ID(row[6]),
      state: Invitation.State(rawValue: row[7]) ?? .cancelled, expires: Instant(row[8]),
      created: Instant(row[9]), link: row[10], usedBy: (row[11] as Int64?).map { ID($0) },
      used: (row[12] as Int64?).map { Instant($0) }, letter: row[13],
      letterState: (row[14] as String?).flatMap { Invitation.LetterState(rawValue: $0) },
      letterTrouble: (row[15] as String?).flatMap { LetterTrouble(rawValue: $0) },
      letterTries: row[16], letterChanged: (row[17] as Int64?).map { Instant($0) })
  }

  package func addInvitation(
    name: String, email: String, language: String, message: ID<ContactMessage>?,
    creator: ID<Person>, expires: Instant, now: Instant
  ) throws -> Invitation {
    let id = try insert(
      """
      INSERT INTO invitation(name, email, mailbox, language, message, creator, expires, created)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        name, email, email.lowercased(), language, message?.raw, creator.raw, expires.seconds,
        now.seconds,
      ])
    return Invitation(
      id: ID(id), name: name, email: email, language: language, message: message,
      creator: creator, state: .pending, expires: expires, created: now)
  }

  package func invitation(_ id: ID<Invitation>) throws -> Invitation? {
    try row(Self.invitations + " WHERE id = ?", [id.raw], invitation)
  }

  /// The invitation whose latest letter is a row of the outbox.
  package func invitation(letter row: Int64) throws -> Invitation? {
    try self.row(Self.invitations + " WHERE letter = ?", [row], invitation)
  }

  package func invitation(from message: ID<ContactMessage>) throws -> Invitation? {
    try row(
      Self.invitations + " WHERE message = ? ORDER BY id DESC LIMIT 1", [message.raw], invitation)
  }

  /// A pending invitation to an address, or else one that was used.
  package func invitation(to email: String) throws -> Invitation? {
    try row(
      Self.invitations + """
         WHERE mailbox = ? AND state IN ('pending', 'used')
        ORDER BY state = 'pending' DESC, id DESC LIMIT 1
        """, [email.lowercased()], invitation)
  }

  /// Invitations in a state, the newest first; of one creator, or everybody's.
  package func invitations(
    _ state: Invitation.State, of creator: ID<Person>?, limit: Int, offset: Int
  ) throws -> [Invitation] {
    if let creator {
      return try rows(
        Self.invitations + " WHERE creator = ? AND state = ? ORDER BY id DESC LIMIT ? OFFSET ?",
        [creator.raw, state.rawValue, limit, offset], invitation)
    }
    return try rows(
      Self.invitations + " WHERE state = ? ORDER BY id DESC LIMIT ? OFFSET ?",
      [state.rawValue, limit, offset], invitation)
  }

  /// The invitations by which a person became a client.
  package func invitations(usedBy person: ID<Person>) throws -> [Invitation] {
    try rows(Self.invitations + " WHERE usedBy = ? ORDER BY id", [person.raw], invitation)
  }

  /// Writes all of an invitation that may change.
  package func save(_ invitation: Invitation) throws {
    try run(
      """
      UPDATE invitation SET language = ?, words = ?, state = ?, expires = ?, link = ?, usedBy = ?,
        used = ?, letter = ?, letterState = ?, letterTrouble = ?, letterTries = ?,
        letterChanged = ? WHERE id = ?
      """,
      [
        invitation.language, invitation.words, invitation.state.rawValue,
        invitation.expires.seconds, invitation.link, invitation.usedBy?.raw,
        invitation.used?.seconds, invitation.letter, invitation.letterState?.rawValue,
        invitation.letterTrouble?.rawValue, invitation.letterTries,
        invitation.letterChanged?.seconds, invitation.id.raw,
      ])
  }

  /// The link of an invitation that counts, to make its token from.
  package func link(of invitation: Invitation) throws -> SecretLink? {
    guard let id = invitation.link else { return nil }
    return try row("SELECT id, kind, subject, nonce, expires, used FROM link WHERE id = ?", [id]) {
      SecretLink(
        id: $0[0], kind: $0[1], subject: $0[2], nonce: $0[3],
        expires: ($0[4] as Int64?).map { Instant($0) },
        used: ($0[5] as Int64?).map { Instant($0) })
    }
  }

  // MARK: Trace

  package func note(
    _ kind: InvitationEvent.Kind, of id: ID<Invitation>, by person: ID<Person>?, now: Instant
  ) throws {
    try run(
      "INSERT INTO invitationEvent(invitation, kind, person, moment) VALUES (?, ?, ?, ?)",
      [id.raw, kind.rawValue, person?.raw, now.seconds])
  }

  /// Whether the same person did the same since a moment.
  package func wasNoted(
    _ kind: InvitationEvent.Kind, of id: ID<Invitation>, by person: ID<Person>?, since: Instant
  ) throws -> Bool {
    try count(
      """
      SELECT EXISTS(SELECT 1 FROM invitationEvent
        WHERE invitation = ? AND kind = ? AND person IS ? AND moment > ?)
      """, [id.raw, kind.rawValue, person?.raw, since.seconds]) > 0
  }

  /// The latest events of an invitation, in order.
  package func events(of id: ID<Invitation>, limit: Int) throws -> [InvitationEvent] {
    try rows(
      """
      SELECT e.kind, e.person, p.name, p.username, e.moment FROM invitationEvent AS e
      LEFT JOIN person AS p ON p.id = e.person WHERE e.invitation = ? ORDER BY e.id DESC LIMIT ?
      """, [id.raw, limit]
    ) { row in
      InvitationEvent(
        kind: InvitationEvent.Kind(rawValue: row[0]) ?? .opened,
        person: (row[1] as Int64?).map { ID($0) }, name: row[2], username: row[3],
        moment: Instant(row[4]))
    }.reversed()
  }

  // MARK: Registration

  package func answers(
    to id: ID<Invitation>, by person: ID<Person>
  ) throws -> RegistrationAnswers? {
    try row(
      """
      SELECT link, opened, name, phone, skipsPhone FROM registration
      WHERE invitation = ? AND person = ?
      """, [id.raw, person.raw]
    ) { row in
      var answers = RegistrationAnswers(link: row[0], opened: Instant(row[1]))
      answers.name = row[2]
      answers.phone = row[3]
      answers.skipsPhone = row[4]
      return answers
    }
  }

  package func save(
    _ answers: RegistrationAnswers, to id: ID<Invitation>, by person: ID<Person>
  ) throws {
    try run(
      """
      INSERT INTO registration(invitation, person, link, opened, name, phone, skipsPhone)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(invitation, person) DO UPDATE SET link = excluded.link, name = excluded.name,
        phone = excluded.phone, skipsPhone = excluded.skipsPhone
      """,
      [
        id.raw, person.raw, answers.link, answers.opened.seconds, answers.name, answers.phone,
        answers.skipsPhone,
      ])
  }

  /// Whether somebody else has begun to register by this invitation too.
  package func isSharedOpening(_ id: ID<Invitation>, besides person: ID<Person>) throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM registration WHERE invitation = ? AND person <> ?)",
      [id.raw, person.raw]) > 0
  }

  /// Whether a person is a client already: by an invitation, or by a visit.
  package func isKnownClient(_ person: ID<Person>) throws -> Bool {
    try count(
      """
      SELECT EXISTS(SELECT 1 FROM invitation WHERE usedBy = ?)
        OR EXISTS(SELECT 1 FROM booking WHERE client = ?
          AND state NOT IN ('held', 'expired', 'declined'))
      """, [person.raw, person.raw]) > 0
  }

  /// Forgets a person in the invitations: those that were for them lose name, address and words,
  /// and cannot be used any more.
  func eraseInvitations(of person: ID<Person>) throws {
    let email = try self.person(person)?.email?.lowercased()
    let theirs = try rows(
      """
      SELECT id, letter FROM invitation WHERE usedBy = ? OR mailbox = ?
        OR message IN (SELECT id FROM contactMessage WHERE person = ?)
      """, [person.raw, email, person.raw]
    ) { (id: $0[0] as Int64, letter: $0[1] as Int64?) }
    for invitation in theirs {
      if let letter = invitation.letter {
        try run("DELETE FROM outbox WHERE id = ? AND channel = 'letter'", [letter])
      }
      try run("DELETE FROM registration WHERE invitation = ?", [invitation.id])
      try run(
        """
        UPDATE invitation SET name = '', email = '', mailbox = '', words = NULL, letter = NULL,
          state = CASE state WHEN 'pending' THEN 'cancelled' ELSE state END WHERE id = ?
        """, [invitation.id])
    }
    try run("DELETE FROM registration WHERE person = ?", [person.raw])
    try run("UPDATE invitationEvent SET person = NULL WHERE person = ?", [person.raw])
  }
}

/// How the business invites, and whom it lets book.
package struct InvitationRules: Sendable, Hashable {
  /// Which addresses may be invited.
  package enum Policy: String, Sendable, CaseIterable {
    /// Any that is written rightly.
    case any
    /// None that looks made up or made to be thrown away.
    case lasting
    /// Those of some domains only.
    case domains
  }

  /// How long an invitation is valid.
  package var days = 7
  package var policy = Policy.any
  package var domains: [String] = []
  /// Only clients who were invited, or known before, can book.
  package var isClosed = false

  package init() {}
}

extension Transaction {
  func loadInvitationRules() throws -> InvitationRules {
    try row("SELECT days, policy, domains, isClosed FROM invitationRules") { row in
      var rules = InvitationRules()
      rules.days = row[0]
      rules.policy = InvitationRules.Policy(rawValue: row[1]) ?? .any
      rules.domains = (row[2] as String).split(separator: " ").map(String.init)
      rules.isClosed = row[3]
      return rules
    } ?? InvitationRules()
  }

  package func save(_ rules: InvitationRules) throws {
    try run(
      """
      INSERT INTO invitationRules(id, days, policy, domains, isClosed) VALUES (1, ?, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET days = excluded.days, policy = excluded.policy,
        domains = excluded.domains, isClosed = excluded.isClosed
      """,
      [rules.days, rules.policy.rawValue, rules.domains.joined(separator: " "), rules.isClosed])
    catalogueChanged()
  }
}
