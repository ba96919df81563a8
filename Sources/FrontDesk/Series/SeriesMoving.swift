import Booking
import Store

extension FrontDesk {
  /// The visits of a series that are still to come, with the one it is seen from among them; nil
  /// where it is no such visit of the person's.
  package func comingVisits(
    _ id: ID<Visit>, _ scope: SeriesScope = .all, by hand: SeriesHand
  ) throws -> (lead: Visit, visits: [Visit])? {
    guard let lead = try seriesLead(id, by: hand), let series = lead.series else { return nil }
    let visits = try tx.visits(in: series).filter { visit in
      visit.isOpen && visit.starts > now && visit.client == lead.client
        && visit.specialist == lead.specialist
        && (scope == .all || (visit.place ?? 0) >= (lead.place ?? 0))
    }
    return (lead, visits)
  }

  package func look(at shift: SeriesShift, by hand: SeriesHand) throws -> SeriesLook {
    guard let (lead, visits) = try comingVisits(shift.visit, shift.scope, by: hand) else {
      return .notAllowed
    }
    guard lead.isOpen, lead.starts > now,
      let service = try catalogue().service(lead.service),
      let calendar = try catalogue().calendar(lead.calendar)
    else { return .over(lead) }
    if case .client(let client) = hand {
      if let refusal = try refusal(for: client, moving: lead.id) { return .refused(refusal) }
      guard try offers(calendar, service) else { return .refused(.serviceGone) }
    }
    let zone = calendar.rules.zone
    let (from, to) = (zone.local(lead.starts), zone.local(shift.starts))
    let days = to.date.dayNumber - from.date.dayNumber
    // Beyond ten years nothing is offered, and no sum may overflow.
    guard abs(days) < 3_660 else { return .over(lead) }
    let planned = visits.filter { $0.calendar == lead.calendar && $0.service == lead.service }
      .map { visit in
        let local = zone.local(visit.starts)
        let occurrence =
          visit.id == lead.id
          ? .once(shift.starts)
          : zone.occurrence(
            local.date.adding(days: days), minute: local.minute + to.minute - from.minute)
        return self.planned(visit.place ?? 0, visit, occurrence, shift.changes[visit.place ?? 0])
      }
    var plan = SeriesPlan(lead: lead, service: service, calendar: calendar, visits: planned)
    try examine(&plan, shift.changes, by: hand, besides: Set(planned.compactMap(\.present?.id)))
    stay(&plan)
    return .plan(plan)
  }

  /// Visits that keep their time may stand where another one would go: that one can't then. The
  /// times they all have now were left out of what is taken.
  private func stay(_ plan: inout SeriesPlan) {
    let length = Int64(plan.service.duration) * 60
    var isSettled = false
    while !isSettled {
      isSettled = true
      let staying = plan.visits.filter { !$0.isHad }.compactMap(\.present)
      for index in plan.visits.indices where plan.visits[index].isHad {
        let starts = plan.visits[index].starts
        let isMet = staying.contains { visit in
          let room = Int64(visit.bufferBefore + visit.bufferAfter) * 60
          return abs(visit.starts - starts) < length + room
        }
        guard isMet else { continue }
        plan.visits[index].fate = .clash
        isSettled = false
      }
    }
  }

  /// Moves a series as it was shown, all of it or nothing. Visits that can't be moved, or were
  /// left, keep their times.
  package func move(
    _ shift: SeriesShift, as digest: Int, by hand: SeriesHand
  ) throws -> SeriesOutcome {
    try carryOut(digest, look: { try look(at: shift, by: hand) }) { plan in
      let visits = try move(plan, by: hand)
      try tell(ofMoved: visits, plan, by: hand)
      return visits
    }
  }

  private func tell(
    ofMoved visits: [Visit], _ plan: SeriesPlan, by hand: SeriesHand
  ) throws {
    guard let first = visits.first else { return }
    let before = plan.visits.first { $0.present?.id == first.id }?.present?.starts
    switch hand {
    case .client: try tellStaff(.seriesMoved, about: first, moment: before, text: visits.listed)
    case .staff(let staff):
      if first.client != staff.id {
        try tellClient(.seriesMovedByStaff, about: first, moment: before, text: visits.listed)
      }
      try tellColleagues(
        .seriesMoved, about: first, of: [first.specialist], besides: staff, moment: before,
        text: visits.listed)
    }
  }

  private func move(_ plan: SeriesPlan, by hand: SeriesHand) throws -> [Visit] {
    let asks = plan.service.needsApproval && !hand.isStaff
    try tx.endLapsedHolds(of: plan.calendar.specialist, now: now)
    let moving = plan.had.compactMap { planned in planned.present.map { ($0, planned.starts) } }
      .filter { $0.starts != $1 }
    // A wish of the client's for another time of one of them is out of date.
    for hold in try tx.holds(of: plan.lead.client) {
      if hold.moves.map({ id in moving.contains { $0.0.id == id } }) ?? false { try release(hold) }
    }
    // Each may go where the next one is: all step aside first.
    try tx.lift(moving.map(\.0.id))
    let patience = now.adding(minutes: try business().approvalHours * 60)
    let due = min(patience, moving.map(\.1).min() ?? patience)
    var moved: [Visit] = []
    for (present, starts) in moving {
      let approved =
        hand.isStaff && present.state == .requested
        ? present.state.next(.approve) : present.state
      guard let state = approved?.next(asks ? .moveAsking : .move) else { throw InTheWay() }
      let stay = Stay(plan.service, on: plan.calendar, at: starts)
      var visit = present
      visit.state = state
      visit.go(to: stay)
      guard try unlessTaken({ try tx.save(visit, now: now) }) != nil else { throw InTheWay() }
      try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
      if visit.state == .requested { try awaitApproval(of: visit, until: due) }
      try restartReminders(of: &visit)
      try audit(
        hand.isStaff ? "moveByStaff" : "move", by: hand.person.id, subject: visit.id.raw,
        detail: hand.isStaff ? nil : AuditChanges.moved(from: present.starts, to: starts))
      try follow(visit)
      moved.append(visit)
    }
    return moved
  }
}
