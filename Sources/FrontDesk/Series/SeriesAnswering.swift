import Booking
import Store

/// What came of the staff's word on all requests of a series.
package enum SeriesAnswer: Sendable {
  case done([Visit])
  /// Nothing of it waits any more.
  case already(Visit)
  case notAllowed
}

extension FrontDesk {
  /// Says yes, or no with a reason, to every request of a series at once; the client hears of it in
  /// one message.
  package func answerSeries(
    _ id: ID<Visit>, agrees: Bool, reason: String? = nil, by staff: Person
  ) throws -> SeriesAnswer {
    guard let lead = try seriesLead(id, by: .staff(staff)), let series = lead.series else {
      return .notAllowed
    }
    let rights = try rights(of: staff)
    var answered: [Visit] = []
    for var visit in try tx.visits(in: series) where rights.mayManage(visit.specialist) {
      guard visit.state == .requested, !agrees || visit.starts > now,
        let state = visit.state.next(agrees ? .approve : .decline)
      else { continue }
      visit.state = state
      if !agrees { visit.reason = reason }
      visit.revision += 1
      try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
      try tx.save(visit, now: now)
      try planReminders(of: visit)
      try audit(agrees ? "approve" : "decline", by: staff.id, subject: visit.id.raw)
      try follow(visit)
      answered.append(visit)
    }
    guard let first = answered.first else { return .already(lead) }
    try tellClient(
      agrees ? .seriesApproved : .seriesDeclined, about: first, text: answered.listed)
    return .done(answered)
  }

  /// Nobody answered the request for a series: all that was asked for together expires together.
  func endRequests(with visit: Visit, in series: ID<Series>) throws {
    var requests = [visit]
    for other in try tx.lapsedRequests(in: series, alarm: Bell.approval.rawValue, now: now)
    where other.id != visit.id { requests.append(other) }
    var expired: [Visit] = []
    for var visit in requests {
      guard let state = visit.state.next(.lapse) else { continue }
      visit.state = state
      visit.revision += 1
      try tx.save(visit, now: now)
      try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
      try audit("expire", by: nil, subject: visit.id.raw)
      try follow(visit)
      expired.append(visit)
    }
    if let first = expired.first {
      try tellStaff(.requestUnanswered, about: first)
    }
    if expired.count == 1 { return try tellClient(.requestExpired, about: expired[0]) }
    try tellClient(.seriesExpired, about: visit, text: expired.listed)
  }
}
