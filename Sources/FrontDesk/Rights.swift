import Booking
import Store

/// What a person may do in the business, looked up once per use case.
///
/// Owners do everything for everyone. A specialist keeps their own book and, where the owner allows
/// it, sees or manages the others'. A deactivated specialist is a client like any other.
package struct Rights: Sendable {
  package let person: ID<Person>
  package let isOwner: Bool
  /// The book the person keeps.
  package let own: ID<Specialist>?
  package let access: Specialist.Access

  package var isStaff: Bool { isOwner || own != nil }

  /// Whether the person may look into a specialist's book.
  package func mayRead(_ specialist: ID<Specialist>) -> Bool {
    isOwner || own == specialist || (own != nil && access != .own)
  }

  /// Whether the person may change a specialist's book: its bookings, calendars and exceptions.
  package func mayManage(_ specialist: ID<Specialist>) -> Bool {
    isOwner || own == specialist || (own != nil && access == .manage)
  }

  package var readsEverything: Bool { isOwner || (own != nil && access != .own) }
}

extension FrontDesk {
  package func rights(of person: Person) throws -> Rights {
    let own = try specialist(of: person)
    return Rights(
      person: person.id, isOwner: person.isOwner, own: own?.id, access: own?.access ?? .own)
  }

  /// The active specialist whose book the person keeps, if any.
  package func specialist(of person: Person) throws -> Specialist? {
    try catalogue().specialists.first { $0.person == person.id && $0.isActive }
  }

  package func isStaff(_ person: Person) throws -> Bool {
    try person.isOwner || specialist(of: person) != nil
  }

  package func mayRead(_ visit: Visit, _ person: Person) throws -> Bool {
    try rights(of: person).mayRead(visit.specialist)
  }

  package func mayManage(_ visit: Visit, _ person: Person) throws -> Bool {
    try rights(of: person).mayManage(visit.specialist)
  }
}
