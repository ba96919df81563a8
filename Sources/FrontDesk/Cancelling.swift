import Booking
import Store

/// What came of asking to cancel.
package enum CancelOutcome: Sendable {
  case cancelled(Visit)
  /// Too late to cancel alone: the specialist was asked.
  case asked(Visit)
  /// It is not open any more.
  case over(Visit)
  case notYours
}

extension FrontDesk {
  /// Whether the client may cancel alone now, or has to ask.
  package func mayCancelAlone(_ visit: Visit) throws -> Bool {
    let hours = try business().cancelHours
    return visit.state == .requested || hours == 0
      || visit.starts >= now.adding(minutes: hours * 60)
  }

  /// The client gives a booking up, or asks the specialist for it when it is late.
  package func cancel(_ id: ID<Visit>, by client: Person) throws -> CancelOutcome {
    guard var visit = try tx.visit(id), visit.client == client.id else { return .notYours }
    guard visit.isOpen, visit.starts > now else { return .over(visit) }
    guard try mayCancelAlone(visit) else {
      if visit.cancelAsked == nil {
        visit.cancelAsked = now
        try tx.save(visit, now: now)
        try audit("askToCancel", by: client.id, subject: id.raw)
        try tellStaff(.cancelAsked, about: visit)
      }
      return .asked(visit)
    }
    visit = try end(visit, by: "client", person: client.id, reason: nil)
    try tellStaff(.cancelledByClient, about: visit)
    return .cancelled(visit)
  }

  /// The specialist's word on a late cancellation.
  package func answerCancellation(
    _ id: ID<Visit>, agrees: Bool, by staff: Person
  ) throws -> StaffOutcome {
    guard var visit = try tx.visit(id), try mayManage(visit, staff) else { return .notAllowed }
    guard visit.isOpen, visit.cancelAsked != nil else { return .already(visit) }
    if agrees {
      visit = try end(visit, by: "client", person: staff.id, reason: nil)
      try tellClient(.cancelAgreed, about: visit)
    } else {
      visit.cancelAsked = nil
      try tx.save(visit, now: now)
      try audit("refuseCancel", by: staff.id, subject: id.raw)
      try tellClient(.cancelRefused, about: visit)
    }
    return .done(visit)
  }

  func end(
    _ visit: Visit, by role: String, person: ID<Person>?, reason: String?
  ) throws -> Visit {
    var visit = visit
    visit.state = .cancelled
    visit.cancelledBy = role
    visit.reason = reason
    visit.revision += 1
    visit.cancelAsked = nil
    try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
    try tx.save(visit, now: now)
    try audit("cancel", by: person, subject: visit.id.raw)
    return visit
  }
}
