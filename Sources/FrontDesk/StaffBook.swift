import Booking
import Store

/// Whose bookings the staff looks at.
package enum Book: Hashable, Sendable, Codable {
  /// The person's own, or everybody's where they keep none.
  case usual
  case everyone
  case of(ID<Specialist>)
}

/// A book that a person may look into.
package struct OpenBook: Hashable, Sendable {
  /// Nil for everybody's.
  package let specialist: ID<Specialist>?
  /// The zone of its days.
  package let zone: Zone
}

extension Rights {
  package var managesEverything: Bool { isOwner || (own != nil && access == .manage) }
}

extension FrontDesk {
  /// Opens a book; nil when the person may not look into it.
  package func open(_ book: Book, for person: Person) throws -> OpenBook? {
    let rights = try rights(of: person)
    let specialist: ID<Specialist>?
    switch book {
    case .usual:
      guard rights.isStaff else { return nil }
      specialist = rights.own
    case .everyone:
      guard rights.readsEverything else { return nil }
      specialist = nil
    case .of(let id):
      guard rights.mayRead(id), try catalogue().specialist(id) != nil else { return nil }
      specialist = id
    }
    let calendar = try catalogue().calendars.first { $0.specialist == specialist }
    return OpenBook(specialist: specialist, zone: try calendar?.rules.zone ?? business().zone)
  }

  /// The specialists whose books the person may choose from.
  package func readableSpecialists(for person: Person) throws -> [Specialist] {
    let rights = try rights(of: person)
    return try catalogue().specialists.filter { rights.mayRead($0.id) && $0.isActive }
  }

  /// A booking that the person may look at; nil also for a hold, which is nobody's business yet.
  package func readable(_ id: ID<Visit>, for person: Person) throws -> Visit? {
    guard let visit = try tx.visit(id), visit.state != .held, try mayRead(visit, person) else {
      return nil
    }
    return visit
  }

  /// What became of the client's visits, as far as the person may know.
  package func clientSum(_ visit: Visit, for person: Person) throws -> ClientSum? {
    let rights = try rights(of: person)
    return try tx.sum(
      ofClient: visit.client, with: rights.readsEverything ? nil : visit.specialist, now: now)
  }

  /// The last changes of a booking, newest first.
  package func history(of visit: Visit, limit: Int) throws -> [AuditLine] {
    try tx.history(of: visit.id, actions: Self.bookingActions, limit: limit)
  }

  /// What the audit says about bookings.
  private static let bookingActions =
    [
      "book", "request", "bookFor", "approve", "decline", "expire", "askToCancel",
      "refuseCancel", "writeToStaff", "writeToClient", "moveByStaff",
    ] + StaffAct.allCases.map(\.verb)

  /// Clients by name or phone, as far as the book goes; of many the first that come to hand.
  package func clients(matching words: String, in book: OpenBook) throws -> [ID<Person>] {
    try tx.searchClients(
      words, in: book.specialist.map { .book($0) } ?? .house, limit: 200
    ).map(\.id)
  }

  /// Notes that bookings of a book left the house as a file.
  package func noteExport(of book: OpenBook, count: Int, by person: Person) throws {
    try audit(
      "exportBookings", by: person.id, subject: book.specialist?.raw, detail: String(count))
  }
}
