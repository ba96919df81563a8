import Booking
import Store

/// A registration by invitation, as far as it has come.
package struct Registration: Sendable {
  package enum Step: Sendable, Hashable { case name, phone, check }

  package let invitation: Invitation
  package let step: Step
  package let name: String?
  package let phone: String?
  /// Somebody else has opened the link too; it is for one.
  package let isShared: Bool
}

/// What came of opening an invitation, or of going on with it.
package enum RegistrationOutcome: Sendable {
  case open(Registration)
  /// Registered just now.
  case welcome(Person)
  /// The person has used this invitation themselves.
  case yours(Invitation)
  /// Somebody else was faster, or opened it long ago.
  case used
  case expired
  case cancelled
  /// A newer link has taken the place of this one.
  case replaced
  /// No link of this house.
  case unknown
  /// The staff need no invitation.
  case staff(Invitation)
  case blocked
}

extension FrontDesk {
  /// Opens an invitation's link. Whatever comes of it is in the invitation's trace.
  package func openInvitation(_ token: String, by person: Person) throws -> RegistrationOutcome {
    guard let link = try tx.link(digest: KeyRing.digest(of: token)),
      link.kind == Self.invitationKind,
      KeyRing.same(token, means.keys.token(kind: link.kind, id: link.id, nonce: link.nonce)),
      let invitation = try tx.invitation(ID(link.subject))
    else {
      try audit("invitationMisused", by: person.id, detail: "unknown")
      return .unknown
    }
    if let outcome = try obstacle(to: invitation, link: link.id, for: person) { return outcome }
    let known = try tx.answers(to: invitation.id, by: person.id)
    var answers = known ?? RegistrationAnswers(link: link.id, opened: now)
    answers.link = link.id
    if answers != known {
      try tx.save(answers, to: invitation.id, by: person.id)
      try trace(.opened, invitation, by: person)
      try audit("openInvitation", by: person.id, subject: invitation.id.raw)
    }
    return .open(try registration(invitation, answers, person))
  }

  /// The registration that the person has begun, as it stands.
  package func registration(
    _ id: ID<Invitation>, by person: Person
  ) throws -> RegistrationOutcome {
    try goOn(id, by: person) { _ in }
  }

  package func register(
    name: String, for id: ID<Invitation>, by person: Person
  ) throws -> RegistrationOutcome {
    try goOn(id, by: person) { $0.name = name }
  }

  /// Takes the name that the invitation was made for.
  package func registerInvitedName(
    for id: ID<Invitation>, by person: Person
  ) throws -> RegistrationOutcome {
    guard let invitation = try tx.invitation(id) else { return .unknown }
    return try goOn(id, by: person) { $0.name = invitation.name }
  }

  /// A phone in E.164; nil goes on without, where the business allows it.
  package func register(
    phone: String?, for id: ID<Invitation>, by person: Person
  ) throws -> RegistrationOutcome {
    try goOn(id, by: person) {
      $0.phone = phone
      $0.skipsPhone = phone == nil
    }
  }

  /// Asks for something once more.
  package func askAgain(
    _ step: Registration.Step, for id: ID<Invitation>, by person: Person
  ) throws -> RegistrationOutcome {
    try goOn(id, by: person) { answers in
      switch step {
      case .name: answers.name = nil
      case .phone:
        answers.phone = nil
        answers.skipsPhone = false
      case .check: break
      }
    }
  }

  /// Makes the person a client by the invitation: exactly one can.
  package func finishRegistration(
    _ id: ID<Invitation>, by person: Person
  ) throws -> RegistrationOutcome {
    let outcome = try registration(id, by: person)
    guard case .open(let registration) = outcome, registration.step == .check else {
      return outcome
    }
    var invitation = registration.invitation
    var client = person
    if let name = registration.name {
      client.name = name
      client.namedByHand = true
    }
    client.email = invitation.email
    if let phone = registration.phone { client.phone = phone }
    try tx.save(client)
    invitation.state = .used
    invitation.usedBy = client.id
    invitation.used = now
    try withdrawLetter(of: &invitation)
    try tx.save(invitation)
    if let link = invitation.link { try tx.useLink(link, by: client.id, now: now) }
    try tx.clearTimers(Bell.invitation.rawValue, subject: id.raw)
    try trace(.used, invitation, by: client)
    try audit("register", by: client.id, subject: id.raw)
    try tellCreator(.invitationUsed, of: invitation)
    try follow(invitation)
    return .welcome(client)
  }

  private func goOn(
    _ id: ID<Invitation>, by person: Person,
    _ change: (inout RegistrationAnswers) -> Void
  ) throws -> RegistrationOutcome {
    // Who never opened the link has no business here, whatever their button says.
    guard let invitation = try tx.invitation(id),
      var answers = try tx.answers(to: id, by: person.id)
    else { return .unknown }
    if let outcome = try obstacle(to: invitation, link: answers.link, for: person) {
      return outcome
    }
    let before = answers
    change(&answers)
    if answers != before { try tx.save(answers, to: id, by: person.id) }
    return .open(try registration(invitation, answers, person))
  }

  private func registration(
    _ invitation: Invitation, _ answers: RegistrationAnswers, _ person: Person
  ) throws -> Registration {
    let mustSay = try business().asksPhone
    let phone = answers.phone ?? (answers.skipsPhone ? nil : person.phone)
    let step: Registration.Step =
      answers.name == nil
      ? .name : phone == nil && (mustSay || !answers.skipsPhone) ? .phone : .check
    return Registration(
      invitation: invitation, step: step, name: answers.name, phone: phone,
      isShared: try tx.isSharedOpening(invitation.id, besides: person.id))
  }

  /// Why the person can't register by this link; nil when they can. Each is traced.
  private func obstacle(
    to found: Invitation, link: Int64, for person: Person
  ) throws -> RegistrationOutcome? {
    var invitation = found
    if invitation.state == .pending, invitation.expires <= now {
      try endInvitation(invitation.id)
      invitation = try tx.invitation(invitation.id) ?? invitation
    }
    if invitation.usedBy == person.id { return .yours(invitation) }
    let kind: InvitationEvent.Kind
    let outcome: RegistrationOutcome
    if try isStaff(person) {
      (kind, outcome) = (.openedByStaff, .staff(invitation))
    } else if person.isBlocked {
      (kind, outcome) = (.openedByBlocked, .blocked)
    } else if invitation.state == .used {
      (kind, outcome) = (.openedUsed, .used)
    } else if invitation.state == .cancelled {
      (kind, outcome) = (.openedCancelled, .cancelled)
    } else if link != invitation.link {
      (kind, outcome) = (.openedReplaced, .replaced)
    } else if invitation.state == .expired {
      (kind, outcome) = (.openedExpired, .expired)
    } else {
      return nil
    }
    try trace(kind, invitation, by: person)
    try audit(
      "invitationMisused", by: person.id, subject: invitation.id.raw, detail: kind.rawValue)
    return outcome
  }
}
