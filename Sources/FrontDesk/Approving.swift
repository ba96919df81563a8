import Booking
import Store

/// What came of a specialist's act.
package enum StaffOutcome: Sendable {
  case done(Visit)
  /// It stands differently by now: somebody else answered, or it expired.
  case already(Visit)
  case notAllowed
}

extension FrontDesk {
  package func approve(_ id: ID<Visit>, by staff: Person) throws -> StaffOutcome {
    guard var visit = try tx.visit(id), try mayManage(visit, staff) else { return .notAllowed }
    guard visit.starts > now, let state = visit.state.next(.approve) else {
      return .already(visit)
    }
    visit.state = state
    visit.revision += 1
    try tx.clearTimers(Bell.approval.rawValue, subject: id.raw)
    try tx.save(visit, now: now)
    try planReminders(of: visit)
    try audit("approve", by: staff.id, subject: id.raw)
    try tellClient(.approved, about: visit)
    try follow(visit)
    return .done(visit)
  }

  /// Declines a request; the reason, if any, goes to the client word for word.
  package func decline(
    _ id: ID<Visit>, reason: String?, by staff: Person
  ) throws -> StaffOutcome {
    guard var visit = try tx.visit(id), try mayManage(visit, staff) else { return .notAllowed }
    guard let state = visit.state.next(.decline) else { return .already(visit) }
    visit.state = state
    visit.reason = reason
    visit.revision += 1
    try tx.clearTimers(Bell.approval.rawValue, subject: id.raw)
    try tx.save(visit, now: now)
    try audit("decline", by: staff.id, subject: id.raw)
    try freed(visit, wasBooked: true)
    try tellClient(.declined, about: visit)
    try follow(visit)
    return .done(visit)
  }

  func awaitApproval(of visit: Visit) throws {
    let patience = now.adding(minutes: try business().approvalHours * 60)
    try awaitApproval(of: visit, until: min(patience, visit.starts))
  }

  func awaitApproval(of visit: Visit, until due: Instant) throws {
    try tx.setTimer(Bell.approval.rawValue, subject: visit.id.raw, due: due)
  }
}
