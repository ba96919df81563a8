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
    try cancellation(of: visit) == .free
  }

  /// A request binds nobody yet, so it can be taken back until it starts.
  private func cancellation(of visit: Visit) throws -> CancellationRule.Verdict {
    var hours = visit.state == .requested ? 0 : try business().cancelHours
    // Nor does one that the specialist asked to move.
    if hours > 0, try tx.openMoveOffer(of: visit) != nil { hours = 0 }
    return CancellationRule(freeUntilHours: hours).verdict(start: visit.starts, now: now)
  }

  /// The client gives a booking up, or asks the specialist for it when it is late.
  package func cancel(_ id: ID<Visit>, by client: Person) throws -> CancelOutcome {
    guard var visit = try tx.visit(id), visit.client == client.id else { return .notYours }
    guard visit.isOpen else { return .over(visit) }
    switch try cancellation(of: visit) {
    case .past: return .over(visit)
    case .asksSpecialist:
      if visit.cancelAsked == nil {
        visit.cancelAsked = now
        try tx.save(visit, now: now)
        try audit("askToCancel", by: client.id, subject: id.raw)
        try tellStaff(.cancelAsked, about: visit)
      }
      return .asked(visit)
    case .free:
      let offer = try tx.openMoveOffer(of: visit)
      guard let ended = try end(visit, by: .client, person: client.id, reason: nil) else {
        return .over(visit)
      }
      if let offer { try tx.answer(offer.id, .cancelled, now: now) }
      try tellStaff(offer == nil ? .cancelledByClient : .offerCancelled, about: ended)
      return .cancelled(ended)
    }
  }

  /// The specialist's word on a late cancellation.
  package func answerCancellation(
    _ id: ID<Visit>, agrees: Bool, by staff: Person
  ) throws -> StaffOutcome {
    guard var visit = try tx.visit(id), try mayManage(visit, staff) else { return .notAllowed }
    guard visit.isOpen, visit.cancelAsked != nil else { return .already(visit) }
    if agrees {
      guard let ended = try end(visit, by: .client, person: staff.id, reason: nil) else {
        return .already(visit)
      }
      visit = ended
      try tellClient(.cancelAgreed, about: visit)
    } else {
      visit.cancelAsked = nil
      try tx.save(visit, now: now)
      try audit("refuseCancel", by: staff.id, subject: id.raw)
      try tellClient(.cancelRefused, about: visit)
      try follow(visit)
    }
    return .done(visit)
  }

  /// Ends a booking in a party's name, by the hand of `person`; nil where it can't be cancelled.
  func end(
    _ visit: Visit, by party: BookingEvent.Party, person: ID<Person>?, reason: String?
  ) throws -> Visit? {
    guard let state = visit.state.next(.cancel(by: party)) else { return nil }
    var visit = visit
    visit.state = state
    visit.cancelledBy = party.rawValue
    visit.reason = reason
    visit.revision += 1
    visit.cancelAsked = nil
    try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
    try tx.save(visit, now: now)
    try dropReminders(of: visit)
    try audit("cancel", by: person, subject: visit.id.raw)
    try freed(visit, wasBooked: true)
    try follow(visit)
    return visit
  }
}
