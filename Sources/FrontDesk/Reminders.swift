import Booking
import Store

/// Reminders of visits, as timers.
///
/// A booking has one timer for the next of its reminders: ringing sends what is due and sets the
/// one after it. All are computed anew each time, from the rules as they are then, so a timer that
/// is out of date does no harm. What went is remembered with the booking: a clock that is set back
/// brings nothing twice.
extension FrontDesk {
  private static let kinds = (Bell.reminder.rawValue, Bell.unconfirmed.rawValue)
  /// Bookings planned anew in one transaction.
  static var planBatch: Int { 500 }

  /// How many minutes before the start the visits of a service are reminded of, largest first.
  package func reminders(of service: ID<Service>) throws -> [Int] {
    try catalogue().service(service)?.reminders ?? business().reminders.offsets
  }

  /// The quiet hours that hold for somebody, and the zone they are in.
  package func quiet(_ choice: QuietChoice?, in zone: Zone?) throws -> (QuietHours?, Zone) {
    let business = try business()
    let hours: QuietHours? =
      switch choice {
      case .off: nil
      case .hours(let hours): hours
      case nil: business.reminders.quiet
      }
    return (hours, zone ?? business.zone)
  }

  // MARK: Planning

  /// Sets the timers of a booking that was just made: one statement.
  func planReminders(ofNew visit: Visit, for client: Person) throws {
    guard visit.state == .confirmed, visit.starts > now else { return }
    try tx.set(
      timers(of: planned(visit, for: client, reminded: nil, isConfirmed: false)))
  }

  /// Plans anew after a change: what was planned is gone, and what is due already is dropped.
  func planReminders(of visit: Visit) throws {
    try dropReminders(of: visit)
    guard visit.state == .confirmed, visit.starts > now, let client = try tx.person(visit.client)
    else { return }
    try tx.set(
      timers(
        of: planned(
          visit, for: client, reminded: tx.reminded(visit.id),
          isConfirmed: visit.attendance == .confirmed)))
  }

  /// Another time: the reminders begin anew.
  func restartReminders(of visit: inout Visit) throws {
    try tx.forgetReminders(of: visit.id)
    visit.attendance = nil
    try planReminders(of: visit)
  }

  func dropReminders(of visit: Visit) throws {
    try tx.replaceTimers(of: Self.kinds, for: [visit.id.raw], with: [])
  }

  /// Plans all of a client's visits anew: their zone or their quiet hours are others now.
  func planReminders(for client: ID<Person>) throws {
    try plan(tx.toRemind(of: client, now: now))
  }

  /// Plans all visits of a service, or of the house, anew: a batch now, the rest by a timer.
  func planReminders(of service: ID<Service>?, after moment: Instant? = nil) throws {
    let moment = max(moment ?? now, now)
    let batch = try tx.toRemind(of: service, after: moment, limit: Self.planBatch)
    try plan(batch)
    try tx.clearTimers(Bell.planning.rawValue, subject: service?.raw ?? 0)
    if batch.count >= Self.planBatch, let last = batch.last {
      // The rank is how far it has come. Not at once: others come in between, and what has rung is
      // taken down afterwards.
      try tx.setTimer(
        Bell.planning.rawValue, subject: service?.raw ?? 0, due: now.adding(seconds: 1),
        rank: last.starts.seconds)
    }
  }

  private func plan(_ visits: [RemindedVisit]) throws {
    if visits.isEmpty { return }
    try tx.replaceTimers(
      of: Self.kinds, for: visits.map(\.id.raw), with: visits.flatMap { try timers(of: $0) })
  }

  private func planned(
    _ visit: Visit, for client: Person, reminded: Int?, isConfirmed: Bool
  ) -> RemindedVisit {
    RemindedVisit(
      id: visit.id, service: visit.service, starts: visit.starts, reminded: reminded,
      isConfirmedByClient: isConfirmed, zone: client.zone, quiet: client.quiet)
  }

  private func plan(of visit: RemindedVisit) throws -> ReminderPlan {
    let (quiet, zone) = try quiet(visit.quiet, in: visit.zone)
    return ReminderPlan(
      starts: visit.starts, offsets: try reminders(of: visit.service), after: visit.reminded,
      quiet: quiet, zone: zone)
  }

  private func timers(of visit: RemindedVisit) throws -> [PlannedTimer] {
    var timers: [PlannedTimer] = []
    if let due = try plan(of: visit).next(after: now) { timers.append(reminder(visit, due)) }
    if !visit.isConfirmedByClient, let hours = try business().reminders.unconfirmedHours {
      let due = visit.starts.adding(minutes: -hours * 60)
      if due > now {
        timers.append(
          PlannedTimer(
            Bell.unconfirmed.rawValue, subject: visit.id.raw, due: due,
            rank: visit.starts.seconds))
      }
    }
    return timers
  }

  private func reminder(_ visit: RemindedVisit, _ due: Instant) -> PlannedTimer {
    PlannedTimer(
      Bell.reminder.rawValue, subject: visit.id.raw, due: due, rank: visit.starts.seconds)
  }

  // MARK: Ringing

  /// A reminder is due: sends the latest that is, and sets the timer of the next.
  func remind(of id: ID<Visit>) throws {
    guard let visit = try tx.visit(id), visit.state == .confirmed, visit.starts > now,
      let client = try tx.person(visit.client)
    else { return }
    var facts = planned(
      visit, for: client, reminded: try tx.reminded(id),
      isConfirmed: visit.attendance == .confirmed)
    switch try plan(of: facts).ring(at: now) {
    case .send(let offset):
      try tx.noteReminded(id, offset)
      try tell(
        client, Notice(kind: .reminder, visit: visit), at: .reminder, expires: visit.starts)
      facts = planned(visit, for: client, reminded: offset, isConfirmed: facts.isConfirmedByClient)
      if let due = try plan(of: facts).next(after: now) { try tx.set([reminder(facts, due)]) }
    case .wait(let end): try tx.set([reminder(facts, end)])
    case .nothing:
      if let due = try plan(of: facts).next(after: now) { try tx.set([reminder(facts, due)]) }
    }
  }

  /// The staff wants to know of visits that are not confirmed by now, where the client was asked.
  func tellUnconfirmed(_ id: ID<Visit>) throws {
    guard let visit = try tx.visit(id), visit.state == .confirmed, visit.starts > now,
      visit.attendance == .asked, visit.cancelAsked == nil
    else { return }
    try tellStaff(.unconfirmed, about: visit, expires: visit.starts)
  }
}
