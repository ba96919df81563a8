import Booking
import Store

/// What came of a tap under a reminder.
package enum AttendanceOutcome: Sendable {
  case confirmed(Visit)
  /// A second tap.
  case already(Visit)
  /// The booking is not as it was when the reminder was sent, or has begun.
  case changed(Visit)
  case notYours
}

extension FrontDesk {
  /// The client's booking as a reminder showed it; `changed` when it stands otherwise by now.
  package func reminded(
    _ id: ID<Visit>, revision: Int, of client: Person
  ) throws -> AttendanceOutcome {
    guard let visit = try tx.visit(id), visit.client == client.id, visit.state != .held else {
      return .notYours
    }
    guard visit.revision == revision, visit.state == .confirmed, visit.starts > now else {
      return .changed(visit)
    }
    return visit.attendance == .confirmed ? .already(visit) : .confirmed(visit)
  }

  /// “I'll be there”: the specialist sees it.
  package func confirmAttendance(
    _ id: ID<Visit>, revision: Int, by client: Person
  ) throws -> AttendanceOutcome {
    let outcome = try reminded(id, revision: revision, of: client)
    guard case .confirmed = outcome else { return outcome }
    try tx.noteAttendance(of: id)
    try tx.clearTimers(Bell.unconfirmed.rawValue, subject: id.raw)
    guard let visit = try tx.visit(id) else { return .notYours }
    try audit("confirmAttendance", by: client.id, subject: id.raw)
    try tellStaff(.attending, about: visit, expires: visit.starts)
    return .confirmed(visit)
  }
}
