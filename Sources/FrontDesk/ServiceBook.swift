import Booking
import Store

/// What came of deleting a service.
package enum DeleteOutcome: Sendable {
  case deleted
  /// It has bookings, which point at it: it is hidden from clients instead.
  case hidden
  case notAllowed
}

/// What came of putting a service on a calendar or taking it off.
package enum OfferingOutcome: Sendable {
  case done
  /// A specialist's service stays on one of their calendars at least; it can be hidden.
  case onlyOne
  case notAllowed
}

extension Rights {
  /// Whether the person may change a service that is in the hands of some specialists: all of them
  /// must be the person's to manage. What is shared with others is changed by the owner.
  package func mayEdit(keptBy keepers: Set<ID<Specialist>>) -> Bool {
    managesEverything || (!keepers.isEmpty && keepers.allSatisfy(mayManage))
  }
}

extension FrontDesk {
  /// Every service that is not deleted, hidden ones too.
  package func listedServices() throws -> [Service] {
    try catalogue().services.filter { !$0.isDeleted }
  }

  /// Services in the list of a person of the staff, hidden ones too, deleted ones not: all for
  /// those who manage everything, for a specialist what their calendars offer.
  package func listedServices(for person: Person) throws -> [Service] {
    let rights = try rights(of: person)
    guard rights.isStaff else { return [] }
    let catalogue = try catalogue()
    return try listedServices().filter { service in
      rights.managesEverything
        || catalogue.keepers(of: service.id).contains(where: rights.mayManage)
    }
  }

  /// Whether the person may change a service: those who manage everything any, a specialist one
  /// that nobody else offers.
  package func mayEdit(_ id: ID<Service>, _ person: Person) throws -> Bool {
    guard let service = try catalogue().service(id), !service.isDeleted else { return false }
    return try rights(of: person).mayEdit(keptBy: catalogue().keepers(of: id))
  }

  /// Adds a service on a calendar of the person's own; nil when they are not of the staff.
  package func addService(
    name: String, duration: Int, price: Money?, by person: Person
  ) throws -> Service? {
    guard try isStaff(person) else { return nil }
    let calendar = try ownCalendar(of: person)
    let draft = Service(name: name, duration: duration, price: price)
    let id = try tx.add(draft, on: [calendar])
    try audit("addService", by: person.id, subject: id.raw, detail: AuditChanges(of: draft).detail)
    return try catalogue().service(id)
  }

  /// Changes a service; nil when it is not the person's to change, or gone.
  package func edit(
    _ id: ID<Service>, by person: Person, _ change: (inout Service) -> Void
  ) throws -> Service? {
    guard try mayEdit(id, person), let before = try catalogue().service(id) else { return nil }
    var service = before
    change(&service)
    if service == before { return before }
    try tx.save(service)
    // Visits that were booked one by one can be joined from now on.
    if service.capacity > before.capacity {
      try tx.raiseCapacity(of: id, to: service.capacity, now: now)
    }
    if service.capacity > before.capacity || service.duration < before.duration
      || (service.isOnOffer && !before.isOnOffer)
    {
      try freed(id)
    }
    try audit(
      "editService", by: person.id, subject: id.raw, detail: AuditChanges(before, service).detail)
    return try catalogue().service(id)
  }

  package func delete(_ id: ID<Service>, by person: Person) throws -> DeleteOutcome {
    guard try mayEdit(id, person) else { return .notAllowed }
    let hasBookings = try tx.hasBookings(id)
    let edited = try edit(id, by: person) { service in
      if hasBookings { service.isHidden = true } else { service.isDeleted = true }
    }
    guard edited != nil else { return .notAllowed }
    return hasBookings ? .hidden : .deleted
  }

  /// Moves a service one place up or down among those the person may change; false when they may
  /// not, or there is nowhere to go.
  package func shift(_ id: ID<Service>, earlier: Bool, by person: Person) throws -> Bool {
    let mine = try listedServices(for: person).filter { try mayEdit($0.id, person) }
    guard let index = mine.firstIndex(where: { $0.id == id }) else { return false }
    let (first, second) = earlier ? (index - 1, index) : (index, index + 1)
    guard mine.indices.contains(first), mine.indices.contains(second) else { return false }
    try tx.swap(mine[first], mine[second])
    var changes = AuditChanges()
    changes.note("order", index + 1, earlier ? index : index + 2)
    try audit("moveService", by: person.id, subject: id.raw, detail: changes.detail)
    return true
  }

  /// Offers a service on a calendar from now on, or no more; what is booked stays.
  package func offer(
    _ id: ID<Service>, on calendar: ID<Calendar>, _ isOffered: Bool, by person: Person
  ) throws -> OfferingOutcome {
    let calendars = try editableCalendars(by: person)
    guard try mayEdit(id, person), let calendar = calendars.first(where: { $0.id == calendar })
    else { return .notAllowed }
    if calendar.services.contains(id) == isOffered { return .done }
    let offering = try catalogue().calendars.count { $0.services.contains(id) }
    if !isOffered, offering == 1, try !rights(of: person).managesEverything { return .onlyOne }
    try tx.setOffered(isOffered, id, on: calendar.id)
    if isOffered { try freed(calendar) }
    try audit(
      isOffered ? "offerService" : "withdrawService", by: person.id, subject: id.raw,
      detail: calendar.name)
    return .done
  }

  /// Changes the rules of the house; false when the person is not an owner.
  package func editBusiness(
    by person: Person, _ change: (inout Business) -> Void
  ) throws -> Bool {
    guard person.isOwner else { return false }
    let before = try business()
    var business = before
    change(&business)
    try tx.save(business)
    if business.zone != before.zone {
      // Calendars that followed the business's zone follow it still.
      for calendar in try catalogue().calendars where calendar.rules.zone == before.zone {
        try tx.setZone(business.zone, of: calendar.id)
      }
      // Quiet hours are in it for whoever has no other.
      try planReminders(of: nil as ID<Service>?)
    }
    try audit("editBusiness", by: person.id, detail: AuditChanges(before, business).detail)
    return true
  }
}
