import Booking
import Store

/// What came of deleting a service.
package enum DeleteOutcome: Sendable {
  case deleted
  /// It has bookings, which point at it: it is hidden from clients instead.
  case hidden
  case notAllowed
}

extension FrontDesk {
  /// Services in the owner's list: all that are not deleted.
  package func listedServices() throws -> [Service] {
    try catalogue().services.filter { !$0.isDeleted }
  }

  /// Adds a service on the owner's calendar; nil when the person is not an owner.
  package func addService(
    name: String, duration: Int, price: Money?, by person: Person
  ) throws -> Service? {
    guard person.isOwner else { return nil }
    let calendar = try ownCalendar(of: person)
    let draft = Service(name: name, duration: duration, price: price)
    let id = try tx.add(draft, on: [calendar])
    try audit("addService", by: person.id, subject: id.raw)
    return try catalogue().service(id)
  }

  /// Changes a service; nil when the person is not an owner or the service is gone.
  package func edit(
    _ id: ID<Service>, by person: Person, _ change: (inout Service) -> Void
  ) throws -> Service? {
    guard person.isOwner, var service = try catalogue().service(id), !service.isDeleted else {
      return nil
    }
    let before = service
    change(&service)
    try tx.save(service)
    // Visits that were booked one by one can be joined from now on.
    if service.capacity > before.capacity {
      try tx.raiseCapacity(of: id, to: service.capacity, now: now)
    }
    try audit(
      "editService", by: person.id, subject: id.raw, detail: AuditChanges(before, service).detail)
    return try catalogue().service(id)
  }

  package func delete(_ id: ID<Service>, by person: Person) throws -> DeleteOutcome {
    guard person.isOwner else { return .notAllowed }
    let hasBookings = try tx.hasBookings(id)
    let edited = try edit(id, by: person) { service in
      if hasBookings { service.isHidden = true } else { service.isDeleted = true }
    }
    guard edited != nil else { return .notAllowed }
    return hasBookings ? .hidden : .deleted
  }

  /// Calendars whose hours the person may set.
  package func editableCalendars(by person: Person) throws -> [Calendar] {
    if person.isOwner, try catalogue().calendars.isEmpty { _ = try ownCalendar(of: person) }
    let rights = try rights(of: person)
    return try catalogue().calendars.filter { rights.mayManage($0.specialist) }
  }

  /// Sets the hours of one weekday; false when the person may not.
  package func setHours(
    _ windows: [TimeRange], on weekday: Weekday, of calendar: ID<Calendar>, by person: Person
  ) throws -> Bool {
    guard let before = try editableCalendars(by: person).first(where: { $0.id == calendar }) else {
      return false
    }
    try tx.setHours(windows, on: weekday, of: calendar)
    try audit(
      "setHours", by: person.id, subject: calendar.raw,
      detail: AuditChanges.hours(weekday, before.rules.weekly[weekday], windows))
    return true
  }

  /// Changes the rules of the house; false when the person is not an owner.
  package func editBusiness(
    by person: Person, _ change: (inout Business) -> Void
  ) throws -> Bool {
    guard person.isOwner else { return false }
    var business = try business()
    let before = business
    change(&business)
    try tx.save(business)
    if business.zone != before.zone {
      // Calendars that followed the business's zone follow it still.
      for calendar in try catalogue().calendars where calendar.rules.zone == before.zone {
        try tx.setZone(business.zone, of: calendar.id)
      }
    }
    try audit(
      "editBusiness", by: person.id, detail: AuditChanges(before, business).detail)
    return true
  }
}
