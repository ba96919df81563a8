import Booking
import Store

/// What came of a change to the team.
package enum TeamOutcome: Sendable, Hashable {
  case done(Specialist)
  /// Nobody speaks for this book in the chat.
  case nobody(Specialist)
  case notAllowed
}

extension FrontDesk {
  package func rename(
    _ id: ID<Specialist>, to name: String, by owner: Person
  ) throws -> TeamOutcome {
    try change(id, "renameSpecialist", by: owner) { $0.name = name }
  }

  package func describe(
    _ id: ID<Specialist>, as about: String?, by owner: Person
  ) throws -> TeamOutcome {
    try change(id, "describeSpecialist", by: owner) { $0.about = about }
  }

  /// Whose books, beside their own, a specialist sees or manages.
  package func setAccess(
    _ access: Specialist.Access, of id: ID<Specialist>, by owner: Person
  ) throws -> TeamOutcome {
    let before = try catalogue().specialist(id)?.access
    let outcome = try change(id, "setAccess", by: owner) { $0.access = access }
    if case .done(let specialist) = outcome, before != access {
      try tellMember(.accessChanged, of: specialist)
    }
    return outcome
  }

  /// Closes a book: clients can't book there any more, and its keeper is a client from now on. What
  /// is booked stays, and is the owners' to see to.
  package func deactivate(_ id: ID<Specialist>, by owner: Person) throws -> TeamOutcome {
    guard owner.isOwner, let specialist = try catalogue().specialist(id) else {
      return .notAllowed
    }
    if !specialist.isActive { return .done(specialist) }
    if let open = try tx.openTeamInvitation(to: id, now: now) { try tx.revoke(open.id, now: now) }
    let outcome = try change(id, "deactivateSpecialist", by: owner) { $0.isActive = false }
    try tellMember(.deactivated, of: specialist)
    try refreshMenu(of: specialist)
    return outcome
  }

  /// Closes a book and cancels what is still to come in it; the clients are told, with the reason
  /// word for word.
  package func deactivate(
    _ id: ID<Specialist>, cancelling reason: String?, by owner: Person
  ) throws -> TeamOutcome {
    let outcome = try deactivate(id, by: owner)
    guard case .done = outcome else { return outcome }
    for visit in try tx.upcoming(in: id, now: now) {
      if let ended = try end(visit, by: .specialist, person: owner.id, reason: reason) {
        try tellClient(.cancelledByStaff, about: ended)
      }
    }
    return outcome
  }

  package func reactivate(_ id: ID<Specialist>, by owner: Person) throws -> TeamOutcome {
    guard owner.isOwner, let specialist = try catalogue().specialist(id) else {
      return .notAllowed
    }
    if specialist.isActive { return .done(specialist) }
    let outcome = try change(id, "reactivateSpecialist", by: owner) { $0.isActive = true }
    try tellMember(.reactivated, of: specialist)
    try refreshMenu(of: specialist)
    return outcome
  }

  /// Unties a book from the chat it was kept in, when a phone is lost or somebody leaves. The book
  /// stays open; a new invitation gives it to another chat.
  package func detach(_ id: ID<Specialist>, by owner: Person) throws -> TeamOutcome {
    guard owner.isOwner, let specialist = try catalogue().specialist(id) else {
      return .notAllowed
    }
    guard specialist.person != nil else { return .nobody(specialist) }
    let outcome = try change(id, "detachSpecialist", by: owner) { $0.person = nil }
    try tellMember(.detached, of: specialist)
    try refreshMenu(of: specialist)
    return outcome
  }

  /// Makes a change of an owner's to a specialist and notes it, where it is one.
  private func change(
    _ id: ID<Specialist>, _ action: String, by owner: Person,
    _ apply: (inout Specialist) -> Void
  ) throws -> TeamOutcome {
    guard owner.isOwner, let before = try catalogue().specialist(id) else { return .notAllowed }
    var after = before
    apply(&after)
    guard after != before else { return .done(before) }
    try tx.save(after)
    var changes = AuditChanges()
    changes.note("name", before.name, after.name)
    changes.note("about", before.about, after.about)
    changes.note("access", before.access.rawValue, after.access.rawValue)
    try audit(action, by: owner.id, subject: id.raw, detail: changes.detail)
    return .done(after)
  }

  /// Tells the person of a book what became of their part; not the one who did it.
  private func tellMember(_ kind: Notice.Kind, of specialist: Specialist) throws {
    guard let person = try specialist.person.flatMap({ try tx.person($0) }), !person.isOwner else {
      return
    }
    try tell(person, Notice(kind: kind, subject: specialist.id.raw))
  }

  private func refreshMenu(of specialist: Specialist) throws {
    if let person = try specialist.person.flatMap({ try tx.person($0) }) {
      try refreshMenu(of: person)
    }
  }
}
