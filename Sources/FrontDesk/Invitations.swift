import Booking
import Store

/// What came of the staff's act on an invitation.
package enum InviteOutcome: Sendable {
  case done(Invitation)
  /// It stands differently by now: used, expired, cancelled.
  case already(Invitation)
  /// The owner's rules do not let this address in.
  case objection(EmailPolicy.Objection)
  /// There is one for this address: pending, or used.
  case duplicate(Invitation)
  /// No mail server is configured.
  case noMail
  case notAllowed
}

extension FrontDesk {
  static var invitationKind: String { "invitation" }
  /// The method of an outbox row that is an invitation's letter.
  package static var invitationMethod: String { invitationKind }
  /// Start parameters of invitations begin with this letter.
  package static var invitationPrefix: String { "i" }
  private static let noticeTime: Int64 = 3600

  // MARK: Making and finding

  /// Invites somebody by name and address, for as many days as the rules say.
  ///
  /// `anyway`: although the address was invited before.
  package func invite(
    name: String, email: String, from message: ID<ContactMessage>? = nil, anyway: Bool = false,
    by staff: Person
  ) throws -> InviteOutcome {
    guard try isStaff(staff) else { return .notAllowed }
    let business = try business()
    if let objection = EmailPolicy(business.invitations).objection(to: email) {
      return .objection(objection)
    }
    if !anyway, let known = try tx.invitation(to: email) { return .duplicate(known) }
    var language = business.language
    if let message, let author = try tx.contactMessage(message)?.author,
      let own = try tx.person(author)?.languageCode
    {
      language = own
    }
    var invitation = try tx.addInvitation(
      name: name, email: email, language: language, message: message, creator: staff.id,
      expires: now.adding(minutes: business.invitations.days * 1_440), now: now)
    try giveLink(&invitation)
    try trace(.created, invitation, by: staff)
    try audit("invite", by: staff.id, subject: invitation.id.raw)
    return .done(invitation)
  }

  /// Whether the person may look at an invitation: their own, or everybody's.
  private func maySee(_ invitation: Invitation, _ staff: Person) throws -> Bool {
    let rights = try rights(of: staff)
    return rights.isStaff && (rights.readsEverything || invitation.creator == staff.id)
  }

  package func mayHandle(_ invitation: Invitation, _ staff: Person) throws -> Bool {
    let rights = try rights(of: staff)
    return rights.isOwner || (rights.own != nil && rights.access == .manage)
      || (rights.isStaff && invitation.creator == staff.id)
  }

  package func invitation(_ id: ID<Invitation>, by staff: Person) throws -> InviteOutcome {
    guard let invitation = try tx.invitation(id), try maySee(invitation, staff) else {
      return .notAllowed
    }
    return .done(invitation)
  }

  /// A page of the invitations in a state: those the person made, or everybody's where they may
  /// see everything; nil for those who are not of the staff.
  package func invitations(
    _ state: Invitation.State, page: Int, size: Int, by staff: Person
  ) throws -> (invitations: [Invitation], hasMore: Bool)? {
    let rights = try rights(of: staff)
    guard rights.isStaff else { return nil }
    let found = try tx.invitations(
      state, of: rights.readsEverything ? nil : staff.id, limit: size + 1,
      offset: max(page, 0) * size)
    return (Array(found.prefix(size)), found.count > size)
  }

  /// The start parameter of the invitation's link; nil when there is none any more.
  package func startParameter(of invitation: Invitation) throws -> String? {
    guard let link = try tx.link(of: invitation) else { return nil }
    return Self.invitationPrefix
      + means.keys.token(kind: link.kind, id: link.id, nonce: link.nonce)
  }

  // MARK: Changing

  package func setLanguage(
    _ code: String, of id: ID<Invitation>, by staff: Person
  ) throws -> InviteOutcome {
    try change(id, by: staff, as: "setInvitationLanguage") { $0.language = code }
  }

  /// Takes the link back: whoever opens it is told so.
  package func cancelInvitation(
    _ id: ID<Invitation>, by staff: Person
  ) throws -> InviteOutcome {
    try change(id, by: staff, as: "cancelInvitation") { invitation in
      invitation.state = .cancelled
      try tx.clearTimers(Bell.invitation.rawValue, subject: id.raw)
      try withdrawLetter(of: &invitation)
      try trace(.cancelled, invitation, by: staff)
      try follow(invitation)
    }
  }

  /// A fresh link in place of one that got into wrong hands; the old one is void at once.
  package func replaceLink(of id: ID<Invitation>, by staff: Person) throws -> InviteOutcome {
    try change(id, by: staff, as: "replaceInvitationLink") { invitation in
      try giveLink(&invitation)
      try trace(.linkReplaced, invitation, by: staff)
    }
  }

  /// Makes an expired or cancelled invitation valid again, with a link of its own.
  package func renew(_ id: ID<Invitation>, by staff: Person) throws -> InviteOutcome {
    guard var invitation = try tx.invitation(id), try mayHandle(invitation, staff) else {
      return .notAllowed
    }
    guard invitation.state == .expired || invitation.state == .cancelled,
      !invitation.email.isEmpty
    else { return .already(invitation) }
    let rules = try business().invitations
    if let objection = EmailPolicy(rules).objection(to: invitation.email) {
      return .objection(objection)
    }
    if let known = try tx.invitation(to: invitation.email), known.state == .pending {
      return .duplicate(known)
    }
    invitation.state = .pending
    invitation.expires = now.adding(minutes: rules.days * 1_440)
    invitation.letterState = nil
    try giveLink(&invitation)
    try trace(.renewed, invitation, by: staff)
    try audit("renewInvitation", by: staff.id, subject: id.raw)
    return .done(invitation)
  }

  /// Notes that the link was shown to the staff, as a picture or as a text.
  package func noteShown(
    _ kind: InvitationEvent.Kind, of id: ID<Invitation>, by staff: Person
  ) throws -> InviteOutcome {
    guard let invitation = try tx.invitation(id), try mayHandle(invitation, staff) else {
      return .notAllowed
    }
    guard isValid(invitation) else { return .already(invitation) }
    try trace(kind, invitation, by: staff)
    return .done(invitation)
  }

  /// Puts the letter into the outbox, in place of one that has not left yet.
  package func sendInvitation(
    _ id: ID<Invitation>, words: String?, by staff: Person
  ) throws -> InviteOutcome {
    if let invitation = try tx.invitation(id), try mayHandle(invitation, staff),
      !means.sendsLetters
    {
      return .noMail
    }
    return try change(id, by: staff, as: "sendInvitation") { invitation in
      try withdrawLetter(of: &invitation)
      invitation.words = words
      // The words are found when it is sent: no secret waits in the outbox.
      try tx.post(
        Posting(
          channel: .letter, priority: .notice, method: Self.invitationKind,
          body: Array(String(id.raw).utf8)), now: now)
      invitation.letter = tx.posted.last?.id
      invitation.letterState = .waiting
      invitation.letterTrouble = nil
      invitation.letterTries = 0
      invitation.letterChanged = now
      try trace(.posted, invitation, by: staff)
    }
  }

  /// Changes a pending invitation that the person may handle.
  private func change(
    _ id: ID<Invitation>, by staff: Person, as verb: String,
    _ apply: (inout Invitation) throws -> Void
  ) throws -> InviteOutcome {
    guard var invitation = try tx.invitation(id), try mayHandle(invitation, staff) else {
      return .notAllowed
    }
    guard isValid(invitation) else { return .already(invitation) }
    try apply(&invitation)
    try tx.save(invitation)
    try audit(verb, by: staff.id, subject: id.raw)
    return .done(invitation)
  }

  package func isValid(_ invitation: Invitation) -> Bool {
    invitation.state == .pending && now < invitation.expires
  }

  private func giveLink(_ invitation: inout Invitation) throws {
    invitation.link =
      try makeLink(
        Self.invitationKind, to: invitation.id.raw, expires: invitation.expires, words: 4
      ).id
    try tx.save(invitation)
    try tx.clearTimers(Bell.invitation.rawValue, subject: invitation.id.raw)
    try tx.setTimer(
      Bell.invitation.rawValue, subject: invitation.id.raw, due: invitation.expires)
  }

  /// A letter that has not left is not sent any more.
  func withdrawLetter(of invitation: inout Invitation) throws {
    guard let row = invitation.letter,
      invitation.letterState == .waiting || invitation.letterState == .trying
    else { return }
    try tx.removeFromOutbox(row)
    invitation.letter = nil
    invitation.letterState = nil
  }

  /// Writes into the trace; the same thing again within an hour is not worth a line.
  func trace(
    _ kind: InvitationEvent.Kind, _ invitation: Invitation, by person: Person?
  ) throws {
    let since = now.adding(seconds: -Self.noticeTime)
    let isChange = ![
      InvitationEvent.Kind.qrShown, .linkShown, .openedUsed, .openedExpired, .openedCancelled,
      .openedReplaced, .openedByStaff, .openedByBlocked,
    ].contains(kind)
    if !isChange, try tx.wasNoted(kind, of: invitation.id, by: person?.id, since: since) { return }
    try tx.note(kind, of: invitation.id, by: person?.id, now: now)
  }

  // MARK: By the clock, and from the mail server

  /// Ends an invitation whose time is over, and tells who made it.
  func endInvitation(_ id: ID<Invitation>) throws {
    guard var invitation = try tx.invitation(id), invitation.state == .pending,
      invitation.expires <= now
    else { return }
    invitation.state = .expired
    try withdrawLetter(of: &invitation)
    try tx.save(invitation)
    try tx.clearTimers(Bell.invitation.rawValue, subject: id.raw)
    try trace(.expired, invitation, by: nil)
    try audit("expireInvitation", by: nil, subject: id.raw)
    try tellCreator(.invitationExpired, of: invitation)
    try follow(invitation)
  }

  func tellCreator(_ kind: Notice.Kind, of invitation: Invitation) throws {
    guard let creator = try tx.person(invitation.creator), try maySee(invitation, creator) else {
      return
    }
    try tell(creator, Notice(kind: kind, subject: invitation.id.raw))
  }

  /// Notes what became of a row of the outbox that was a letter, if it was an invitation's.
  package func noteLetter(_ row: Int64, _ fate: LetterFate) throws {
    guard var invitation = try tx.invitation(letter: row) else { return }
    invitation.letterChanged = now
    switch fate {
    case .delivered:
      invitation.letterState = .sent
      invitation.letterTrouble = nil
      try trace(.letterSent, invitation, by: nil)
    case .postponed(let trouble):
      invitation.letterState = .trying
      invitation.letterTrouble = trouble
      invitation.letterTries += 1
      // A login does not mend itself; anything else may be over in some minutes.
      if invitation.letterTries == (trouble == .login ? 1 : 3) {
        try tellCreator(.letterDelayed, of: invitation)
      }
    case .givenUp(let trouble):
      invitation.letterState = .failed
      invitation.letterTrouble = trouble
      try trace(.letterFailed, invitation, by: nil)
      try tellCreator(.letterFailed, of: invitation)
    }
    try tx.save(invitation)
  }

  // MARK: Rules

  /// Changes how the business invites; false when the person is not an owner.
  package func editInvitationRules(
    by person: Person, _ change: (inout InvitationRules) -> Void
  ) throws -> Bool {
    guard person.isOwner else { return false }
    var rules = try business().invitations
    change(&rules)
    try tx.save(rules)
    try audit("editInvitationRules", by: person.id)
    return true
  }

  /// Whether the closed door is open to this client: invited, known by a visit, or of the staff.
  func isLetIn(_ client: Person) throws -> Bool {
    guard try catalogue().isClosed else { return true }
    return try tx.isKnownClient(client.id) || isStaff(client)
  }
}
