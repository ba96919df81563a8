import Booking
import Store

/// What the staff does with a booking on the day, by where it stands and by the clock.
///
///     arrive       confirmed               from three hours before the start
///     leave        confirmed, arrived      at any time: the arrival was a mistake
///     complete     confirmed               from the start on
///                  no-show                 while it can be corrected
///     markNoShow   confirmed               from the start on
///                  completed               while it can be corrected
///     reopen       completed, no-show      while it can be corrected
///     move         requested, confirmed    until the start
///     cancel       requested, confirmed    until the end
///
/// A booking can be corrected for a day after it was closed.
package enum StaffAct: Hashable, Sendable, CaseIterable {
  case arrive, leave, complete, markNoShow, reopen, move, cancel
}

extension Visit {
  /// What the staff can do with it now.
  package func acts(at now: Instant) -> Set<StaffAct> {
    Set(StaffAct.allCases.filter { allows($0, at: now) })
  }

  private func allows(_ act: StaffAct, at now: Instant) -> Bool {
    let isFresh = now < changed.adding(minutes: 1_440)
    switch act {
    case .arrive:
      return state == .confirmed && arrived == nil && now >= starts.adding(minutes: -180)
    case .leave: return state == .confirmed && arrived != nil
    case .complete, .markNoShow:
      guard state.next(act == .complete ? .complete : .markNoShow) != nil else { return false }
      return state == .confirmed ? now >= starts : isFresh
    case .reopen: return state.next(.reopen) != nil && isFresh
    case .move: return isOpen && now < starts
    case .cancel: return isOpen && now < ends
    }
  }

  /// Confirmed and over: somebody has to say whether the client came.
  package func isUnclosed(at now: Instant) -> Bool { state == .confirmed && ends <= now }
}

extension FrontDesk {
  package func setArrived(
    _ hasArrived: Bool, _ id: ID<Visit>, by staff: Person
  ) throws -> StaffOutcome {
    try act(hasArrived ? .arrive : .leave, on: id, by: staff) {
      $0.arrived = hasArrived ? now : nil
    }
  }

  package func complete(_ id: ID<Visit>, by staff: Person) throws -> StaffOutcome {
    try act(.complete, on: id, by: staff, event: .complete) { _ in }
  }

  /// The client did not come; a noted arrival was a mistake then.
  package func markNoShow(_ id: ID<Visit>, by staff: Person) throws -> StaffOutcome {
    try act(.markNoShow, on: id, by: staff, event: .markNoShow) { $0.arrived = nil }
  }

  /// Completed or no-show was a mistake.
  package func reopen(_ id: ID<Visit>, by staff: Person) throws -> StaffOutcome {
    try act(.reopen, on: id, by: staff, event: .reopen) { _ in }
  }

  /// Does what the table above allows, and notes it. Nobody is told: it is the staff's own record.
  private func act(
    _ act: StaffAct, on id: ID<Visit>, by staff: Person, event: BookingEvent? = nil,
    _ change: (inout Visit) -> Void
  ) throws -> StaffOutcome {
    guard var visit = try tx.visit(id), try mayManage(visit, staff), visit.state != .held else {
      return .notAllowed
    }
    guard visit.acts(at: now).contains(act) else { return .already(visit) }
    if let event {
      guard let state = visit.state.next(event) else { return .already(visit) }
      visit.state = state
      // A wish to cancel has been overtaken by what happened.
      visit.cancelAsked = nil
    }
    change(&visit)
    visit.changed = now
    // It may be reopened while its time is somebody else's.
    guard try unlessTaken({ try tx.save(visit, now: now) }) != nil else {
      return .already(try tx.visit(id) ?? visit)
    }
    if event != nil { try planReminders(of: visit) }
    try audit(act.verb, by: staff.id, subject: id.raw)
    try follow(visit)
    switch act {
    case .complete: try followUp(visit)
    case .markNoShow, .reopen: try forgetFollowUp(visit)
    case .arrive, .leave, .move, .cancel: break
    }
    // The hourly look at the book may have gone past it.
    if [.arrive, .leave, .reopen].contains(act), visit.isUnclosed(at: now) {
      try tx.setTimer(Bell.completion.rawValue, subject: id.raw, due: now.adding(minutes: 1_440))
    }
    return .done(visit)
  }

  /// Closes every confirmed visit of a stretch of the book that is over, as completed; how many,
  /// or nil where the book is not the person's to change.
  package func completePast(
    of book: OpenBook, from: Instant, to: Instant, by staff: Person
  ) throws -> Int? {
    let rights = try rights(of: staff)
    guard book.specialist.map({ rights.mayManage($0) }) ?? rights.managesEverything else {
      return nil
    }
    let query = VisitQuery(
      from: from, to: to, specialist: book.specialist, states: [.confirmed], endedBy: now)
    var done = 0
    for listed in try tx.listed(query, limit: 500) {
      if case .done = try complete(listed.visit.id, by: staff) { done += 1 }
    }
    return done
  }

  /// The staff cancels a booking; the client is told, with the reason word for word, and so is
  /// the specialist when somebody else does it.
  package func cancel(
    _ id: ID<Visit>, reason: String?, byStaff staff: Person
  ) throws -> StaffOutcome {
    guard let visit = try tx.visit(id), try mayManage(visit, staff), visit.state != .held else {
      return .notAllowed
    }
    guard visit.acts(at: now).contains(.cancel),
      let ended = try end(visit, by: .specialist, person: staff.id, reason: reason)
    else { return .already(visit) }
    try tellClient(.cancelledByStaff, about: ended)
    if try catalogue().specialist(ended.specialist)?.person != staff.id {
      try tellStaff(.cancelledByColleague, about: ended, text: staff.name)
    }
    return .done(ended)
  }
}

extension StaffAct {
  /// How the audit calls it.
  var verb: String {
    switch self {
    case .arrive: "arrive"
    case .leave: "takeBackArrival"
    case .complete: "complete"
    case .markNoShow: "noShow"
    case .reopen: "reopen"
    case .move: "move"
    case .cancel: "cancel"
    }
  }
}
