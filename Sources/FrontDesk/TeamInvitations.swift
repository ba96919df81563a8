import Booking
import Store

/// What came of inviting somebody into the team.
package enum TeamInviteOutcome: Sendable, Hashable {
  case invited(TeamInvitation)
  /// The book has its person already.
  case taken
  case notAllowed
}

/// What came of opening an invitation into the team.
package enum JoinOutcome: Sendable, Hashable {
  case welcome(Specialist)
  /// The same person opened their invitation again.
  case alreadyHere(Specialist)
  /// The person keeps a book here already.
  case hasBook(Specialist)
  /// An owner opened it; it is still good for whom it was made.
  case isOwner(name: String)
  case usedByOther
  case expired
  case revoked
  /// Never made by this bot.
  case unknown
}

extension FrontDesk {
  private static var teamKind: String { "team" }
  private static var teamDays: Int { 7 }

  /// A one-time invitation for somebody new: to a book of their own, or to the desk, where they
  /// manage everybody's book.
  package func inviteToTeam(
    name: String, takesBookings: Bool, by owner: Person
  ) throws -> TeamInviteOutcome {
    guard owner.isOwner else { return .notAllowed }
    return .invited(try invite(nil, name: name, takesBookings: takesBookings, by: owner))
  }

  /// A one-time invitation to a book that nobody keeps in the chat; an earlier one is void.
  package func inviteToTeam(
    for id: ID<Specialist>, by owner: Person
  ) throws -> TeamInviteOutcome {
    guard owner.isOwner, let specialist = try catalogue().specialist(id), specialist.isActive
    else { return .notAllowed }
    guard specialist.person == nil else { return .taken }
    if let earlier = try tx.openTeamInvitation(to: id, now: now) {
      try tx.revoke(earlier.id, now: now)
    }
    return .invited(try invite(id, name: specialist.name, takesBookings: true, by: owner))
  }

  private func invite(
    _ specialist: ID<Specialist>?, name: String, takesBookings: Bool, by owner: Person
  ) throws -> TeamInvitation {
    let link = try makeLink(
      Self.teamKind, to: specialist?.raw ?? 0,
      expires: now.adding(minutes: Self.teamDays * 1_440)
    ).id
    try tx.addTeamInvitation(
      link: link, specialist: specialist, name: name, takesBookings: takesBookings, by: owner.id)
    try audit("inviteToTeam", by: owner.id, subject: link)
    guard let made = try tx.teamInvitation(ID(link)) else {
      throw StoreFault.missing("the invitation just made")
    }
    return made
  }

  /// The secret of an invitation's link, made anew each time it is shown.
  package func token(of invitation: TeamInvitation) -> String {
    means.keys.token(kind: Self.teamKind, id: invitation.id.raw, nonce: invitation.nonce)
  }

  /// Takes an invitation back; nil when the person may not, or there is none.
  package func revoke(
    _ id: ID<TeamInvitation>, by owner: Person
  ) throws -> TeamInvitation? {
    guard owner.isOwner, let invitation = try tx.teamInvitation(id) else { return nil }
    if invitation.isOpen(at: now) {
      try tx.revoke(id, now: now)
      try audit("revokeTeamInvitation", by: owner.id, subject: id.raw)
    }
    return try tx.teamInvitation(id)
  }

  /// Gives the book of an invitation to the person who opened its link, the first who does.
  package func joinTeam(_ token: String, _ person: Person) throws -> JoinOutcome {
    guard let link = try tx.link(digest: KeyRing.digest(of: token)), link.kind == Self.teamKind,
      KeyRing.same(token, means.keys.token(kind: link.kind, id: link.id, nonce: link.nonce)),
      let invitation = try tx.teamInvitation(ID(link.id))
    else { return try misused(.unknown, nil, person) }
    let own = try specialist(of: person)
    if invitation.used != nil {
      if invitation.usedBy == person.id, let own { return .alreadyHere(own) }
      return try misused(.usedByOther, invitation, person)
    }
    if invitation.revoked != nil { return try misused(.revoked, invitation, person) }
    if now >= invitation.expires { return try misused(.expired, invitation, person) }
    if person.isOwner { return try misused(.isOwner(name: invitation.name), invitation, person) }
    if let own { return try misused(.hasBook(own), invitation, person) }
    guard let specialist = try open(invitation, for: person) else {
      return try misused(.revoked, invitation, person)
    }
    try tx.useLink(link.id, by: person.id, now: now)
    try audit("joinTeam", by: person.id, subject: specialist.id.raw)
    for owner in try tx.owners() {
      try tell(owner, Notice(kind: .teamJoined, subject: specialist.id.raw))
    }
    var member = person
    member.isBlocked = false
    if member != person { try tx.save(member) }
    try refreshMenu(of: member)
    try startClocks()
    return .welcome(specialist)
  }

  /// The book of an invitation, made where there is none yet; nil when it has a person by now.
  private func open(_ invitation: TeamInvitation, for person: Person) throws -> Specialist? {
    if let id = invitation.specialist {
      guard let book = try catalogue().specialist(id), book.person == nil, book.isActive else {
        return nil
      }
    }
    // A closed book that was theirs once is let go: a person has one.
    if let former = try catalogue().specialists.first(where: { $0.person == person.id }) {
      try tx.assign(nil, to: former.id)
    }
    if let id = invitation.specialist {
      try tx.assign(person.id, to: id)
      return try catalogue().specialist(id)
    }
    let id = try tx.addSpecialist(name: invitation.name, person: person.id)
    try tx.settle(invitation.id, as: id)
    guard var specialist = try catalogue().specialist(id) else { return nil }
    if invitation.takesBookings {
      _ = try addCalendar(of: id, name: invitation.name)
    } else {
      specialist.access = .manage
      try tx.save(specialist)
    }
    return specialist
  }

  private func misused(
    _ outcome: JoinOutcome, _ invitation: TeamInvitation?, _ person: Person
  ) throws -> JoinOutcome {
    let reason =
      switch outcome {
      case .hasBook: "hasBook"
      case .isOwner: "owner"
      case .usedByOther: "used"
      case .expired: "expired"
      case .revoked: "revoked"
      case .unknown, .welcome, .alreadyHere: "unknown"
      }
    try audit("teamLinkMisused", by: person.id, subject: invitation?.id.raw, detail: reason)
    return outcome
  }
}
