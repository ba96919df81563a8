import Booking
import Store

/// What came of adding or taking away a reminder.
package enum ReminderChange: Sendable {
  case done
  /// There are as many as there may be.
  case tooMany
  case notAllowed
}

extension FrontDesk {
  /// The reminders of a service, or of the house where there is none.
  package func reminders(of service: ID<Service>?, by person: Person) throws -> [Int]? {
    guard try mayEditReminders(of: service, person) else { return nil }
    return try service.map { try reminders(of: $0) } ?? business().reminders.offsets
  }

  private func mayEditReminders(of service: ID<Service>?, _ person: Person) throws -> Bool {
    try service.map { try mayEdit($0, person) } ?? person.isOwner
  }

  package func addReminder(
    _ minutes: Int, to service: ID<Service>?, by person: Person
  ) throws -> ReminderChange {
    guard let offsets = try reminders(of: service, by: person) else { return .notAllowed }
    guard ReminderRules.offsetRange.contains(minutes) else { return .notAllowed }
    if offsets.contains(minutes) { return .done }
    if offsets.count >= ReminderRules.mostOffsets { return .tooMany }
    return try setReminders((offsets + [minutes]).sorted(by: >), of: service, by: person)
  }

  package func removeReminder(
    _ minutes: Int, from service: ID<Service>?, by person: Person
  ) throws -> ReminderChange {
    guard let offsets = try reminders(of: service, by: person) else { return .notAllowed }
    if !offsets.contains(minutes) { return .done }
    return try setReminders(offsets.filter { $0 != minutes }, of: service, by: person)
  }

  /// Other reminders for a service, nil: as the house does; or for the house, nil: as at first.
  /// What is booked is planned anew.
  package func setReminders(
    _ offsets: [Int]?, of service: ID<Service>?, by person: Person
  ) throws -> ReminderChange {
    guard try mayEditReminders(of: service, person) else { return .notAllowed }
    if let service {
      let before = try catalogue().service(service)?.reminders
      if before == offsets { return .done }
      try tx.setReminders(offsets, of: service)
      var changes = AuditChanges()
      changes.note("reminders", AuditChanges.plain(before), AuditChanges.plain(offsets))
      try audit("setReminders", by: person.id, subject: service.raw, detail: changes.detail)
      try planReminders(of: service)
    } else {
      _ = try editReminderRules(by: person) { $0.offsets = offsets ?? ReminderRules.usualOffsets }
    }
    return .done
  }

  /// Changes what the house wants of reminders; false when the person is not an owner.
  package func editReminderRules(
    by person: Person, _ change: (inout ReminderRules) -> Void
  ) throws -> Bool {
    guard person.isOwner else { return false }
    let before = try business().reminders
    var rules = before
    change(&rules)
    if rules == before { return true }
    try tx.save(rules)
    var changes = AuditChanges()
    changes.note(
      "reminders", AuditChanges.plain(before.offsets), AuditChanges.plain(rules.offsets))
    changes.note("quiet", before.quiet?.description, rules.quiet?.description)
    changes.note("unconfirmed", before.unconfirmedHours, rules.unconfirmedHours)
    try audit("editReminderRules", by: person.id, detail: changes.detail)
    try planReminders(of: nil as ID<Service>?)
    return true
  }

  /// Quiet hours of one's own; nil: those of the house.
  package func setQuiet(_ choice: QuietChoice?, of person: Person) throws -> Person {
    if person.quiet == choice { return person }
    var changed = person
    changed.quiet = choice
    try tx.save(changed)
    try planReminders(for: person.id)
    return changed
  }
}

extension AuditChanges {
  static func plain(_ offsets: [Int]?) -> String? {
    offsets.map { $0.map { String($0) }.joined(separator: ", ") }
  }
}
