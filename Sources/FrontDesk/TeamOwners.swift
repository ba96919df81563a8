import Booking
import Store

/// What came of a change of owners.
package enum OwnersOutcome: Sendable, Hashable {
  case done(Person)
  /// Nobody would own the business.
  case lastOwner
  /// No chat belongs to this book.
  case nobody
  case notAllowed
}

extension FrontDesk {
  /// Makes the person of a book an owner beside the others.
  package func makeOwner(_ id: ID<Specialist>, by owner: Person) throws -> OwnersOutcome {
    try promote(id, by: owner, "makeOwner")
  }

  /// Gives the business to the person of a book; the giver keeps nothing but a book of their own.
  package func handOver(to id: ID<Specialist>, by owner: Person) throws -> OwnersOutcome {
    if try catalogue().specialist(id)?.person == owner.id { return .notAllowed }
    let outcome = try promote(id, by: owner, "handOver")
    if case .done = outcome { try endOwnership(of: owner) }
    return outcome
  }

  private func promote(
    _ id: ID<Specialist>, by owner: Person, _ action: String
  ) throws -> OwnersOutcome {
    guard owner.isOwner, let specialist = try catalogue().specialist(id), specialist.isActive
    else { return .notAllowed }
    guard var person = try specialist.person.flatMap({ try tx.person($0) }),
      person.telegram != nil
    else { return .nobody }
    try audit(action, by: owner.id, subject: person.id.raw)
    if !person.isOwner {
      person.isOwner = true
      try tx.save(person)
      try tell(person, Notice(kind: .madeOwner, subject: person.id.raw))
      try refreshMenu(of: person)
    }
    return .done(person)
  }

  /// An owner gives the part up; the last one can't.
  package func stepDown(_ owner: Person) throws -> OwnersOutcome {
    guard owner.isOwner else { return .notAllowed }
    guard try tx.owners().count > 1 else { return .lastOwner }
    try audit("stepDown", by: owner.id, subject: owner.id.raw)
    return .done(try endOwnership(of: owner))
  }

  /// Takes the part from another owner, whose phone is lost, say.
  package func deposeOwner(_ id: ID<Person>, by owner: Person) throws -> OwnersOutcome {
    guard owner.isOwner, id != owner.id, let other = try tx.person(id), other.isOwner else {
      return .notAllowed
    }
    try audit("deposeOwner", by: owner.id, subject: id.raw)
    let former = try endOwnership(of: other)
    try tell(former, Notice(kind: .ownerNoMore, subject: id.raw))
    return .done(former)
  }

  @discardableResult
  private func endOwnership(of owner: Person) throws -> Person {
    var former = owner
    former.isOwner = false
    try tx.save(former)
    try refreshMenu(of: former)
    return former
  }
}
