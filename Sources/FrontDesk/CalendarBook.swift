import Booking
import Store

/// What came of deleting a calendar.
package enum CalendarDeletion: Sendable {
  case deleted
  /// It has bookings, which point at it: clients can't book it any more instead.
  case deactivated
  case notAllowed
}

extension FrontDesk {
  /// Calendars the person may change, in the specialists' order.
  package func editableCalendars(by person: Person) throws -> [Calendar] {
    if person.isOwner, try catalogue().calendars.isEmpty { _ = try ownCalendar(of: person) }
    let rights = try rights(of: person)
    return try catalogue().calendars.filter { rights.mayManage($0.specialist) }
  }

  /// The calendar, if it is the person's to change.
  package func editableCalendar(_ id: ID<Calendar>, by person: Person) throws -> Calendar? {
    try editableCalendars(by: person).first { $0.id == id }
  }

  /// Whether a calendar that the person could change was deleted.
  package func isDeleted(_ id: ID<Calendar>, for person: Person) throws -> Bool {
    guard let calendar = try catalogue().calendar(id) else { return false }
    return try calendar.isDeleted && rights(of: person).mayManage(calendar.specialist)
  }

  /// Active specialists for whom the person may make calendars.
  package func manageableSpecialists(by person: Person) throws -> [Specialist] {
    let rights = try rights(of: person)
    return try catalogue().specialists.filter { $0.isActive && rights.mayManage($0.id) }
  }

  /// Changes a calendar; nil when it is not the person's to change. Bookings stay as they are.
  package func editCalendar(
    _ id: ID<Calendar>, by person: Person, as action: String = "editCalendar",
    _ change: (inout Calendar) -> Void
  ) throws -> Calendar? {
    guard let before = try editableCalendar(id, by: person) else { return nil }
    var calendar = before
    change(&calendar)
    if calendar == before { return before }
    try tx.save(calendar)
    try audit(action, by: person.id, subject: id.raw, detail: AuditChanges(before, calendar).detail)
    if before.rules != calendar.rules || (calendar.isActive && !before.isActive) {
      try freed(calendar)
    }
    return try catalogue().calendar(id)
  }

  /// Sets the hours of one weekday; false when the person may not.
  package func setHours(
    _ windows: [TimeRange], on weekday: Weekday, of calendar: ID<Calendar>, by person: Person
  ) throws -> Bool {
    try editCalendar(calendar, by: person, as: "setHours") {
      $0.rules.weekly[weekday] = windows
    } != nil
  }

  /// Gives other weekdays the hours of one; false when the person may not.
  package func copyHours(
    of weekday: Weekday, to others: [Weekday], on calendar: ID<Calendar>, by person: Person
  ) throws -> Bool {
    try editCalendar(calendar, by: person, as: "setHours") { calendar in
      for other in others { calendar.rules.weekly[other] = calendar.rules.weekly[weekday] }
    } != nil
  }

  /// Adds a calendar, without hours and services yet: in the zone and by the rules of the
  /// specialist's first one. Nil when the person may not.
  package func addCalendar(
    named name: String, of specialist: ID<Specialist>, by person: Person
  ) throws -> Calendar? {
    guard try manageableSpecialists(by: person).contains(where: { $0.id == specialist }) else {
      return nil
    }
    var rules =
      try catalogue().calendars.first { $0.specialist == specialist }?.rules
      ?? CalendarRules(zone: business().zone, horizonDays: 60)
    rules.weekly = WeeklyHours()
    rules.exceptions = [:]
    let id = try tx.addCalendar(of: specialist, name: name, rules: rules)
    try audit("addCalendar", by: person.id, subject: id.raw)
    return try catalogue().calendar(id)
  }

  /// Deletes a calendar on which nothing was ever booked; one with bookings is only closed to
  /// clients.
  package func deleteCalendar(_ id: ID<Calendar>, by person: Person) throws -> CalendarDeletion {
    guard let calendar = try editableCalendar(id, by: person) else { return .notAllowed }
    if try tx.hasBookings(calendar) {
      _ = try editCalendar(id, by: person) { $0.isActive = false }
      return .deactivated
    }
    try tx.delete(id)
    try audit("deleteCalendar", by: person.id, subject: id.raw)
    return .deleted
  }

  /// The open bookings to come that lie outside a calendar's hours, in their order.
  package func bookingsOutsideHours(of calendar: Calendar) throws -> [Range<Instant>] {
    try calendar.rules.outsideHours(tx.openTimes(on: calendar, now: now))
  }
}
