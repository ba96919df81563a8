import Booking
import Store

/// What came of writing a guest down.
package enum GuestOutcome: Sendable {
  case added(Person)
  /// The books know somebody with that phone, address or username: is it them?
  case known([Person])
  case notAllowed
}

extension FrontDesk {
  /// Writes a person without a chat into the books; `anew` also beside somebody who shares a
  /// contact with them. The name has to be there.
  package func addGuest(
    _ guest: GuestDetails, anew: Bool = false, by staff: Person
  ) throws -> GuestOutcome {
    guard try isStaff(staff), !guest.name.isEmpty else { return .notAllowed }
    if !anew {
      let known = try tx.people(like: guest, limit: 3)
      if !known.isEmpty { return .known(known) }
    }
    guard let person = try tx.add(guest, by: staff.id, now: now) else { return .notAllowed }
    try tx.addClient(person.id, to: rights(of: staff).own, now: now)
    try audit("addGuest", by: staff.id, subject: person.id.raw)
    return .added(person)
  }

  /// The staff says that a person of the books is the one whose contact they typed: from then on
  /// they may book for them. A guest gains what was missing. Nil when no contact agrees.
  package func recognise(
    _ id: ID<Person>, by details: GuestDetails, by staff: Person
  ) throws -> Person? {
    let rights = try rights(of: staff)
    guard rights.isStaff,
      var person = try tx.people(like: details, limit: 10).first(where: { $0.id == id })
    else { return nil }
    if person.telegram == nil {
      let before = person
      person.phone = person.phone ?? details.phone
      person.email = person.email ?? details.email
      person.username = person.username ?? details.username
      if person != before { try tx.save(person) }
    }
    try tx.addClient(id, to: rights.own, now: now)
    try audit("recognise", by: staff.id, subject: id.raw)
    return person
  }

  /// Whether the staff may book for a person: anybody for those who see every book, else the
  /// people of their own.
  package func mayServe(_ person: ID<Person>, _ staff: Person) throws -> Bool {
    let rights = try rights(of: staff)
    if rights.readsEverything { return try tx.isInTheBooks(person) }
    guard let own = rights.own else { return false }
    return try tx.isClient(person, in: .book(own))
  }

  /// People who have one of the contacts, whoever's clients they are: the staff knows it of them.
  package func people(like details: GuestDetails, by staff: Person) throws -> [Person] {
    guard try isStaff(staff) else { return [] }
    return try tx.people(like: details, limit: 3)
  }

  /// Clients that the staff may look for, found by part of what is known of them.
  package func clients(
    matching text: String, limit: Int, by staff: Person
  ) throws -> [ClientLine] {
    guard let scope = try clientScope(of: staff) else { return [] }
    return try tx.searchClients(text, in: scope, limit: limit)
  }
}
