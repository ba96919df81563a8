import Booking
import Store

/// A new time for a booking, as the staff saw the booking.
package struct StaffMove: Sendable, Hashable {
  package var visit: ID<Visit>
  /// The revision of the booking that was on the screen.
  package var revision: Int
  package var calendar: ID<Calendar>
  package var starts: Instant
  /// A few words to the client.
  package var words: String?

  package init(
    _ visit: ID<Visit>, revision: Int, to calendar: ID<Calendar>, at starts: Instant,
    words: String? = nil
  ) {
    self.visit = visit
    self.revision = revision
    self.calendar = calendar
    self.starts = starts
    self.words = words
  }
}

/// What came of the staff's moving a booking.
package enum StaffMoveOutcome: Sendable {
  case moved(Visit, from: Visit)
  /// It stands there already: a second tap.
  case already(Visit)
  /// It is not as it was on the screen, or can't be moved any more.
  case changed(Visit)
  case asks([Concern])
  case taken(Obstacle, [Opening])
  case tooOld
  case tooFar
  case gone
  case notAllowed
}

extension FrontDesk {
  /// The booking if the staff may move it, or may at least see why not: it is open, or over.
  package func movable(_ id: ID<Visit>, by staff: Person) throws -> Visit? {
    guard let visit = try tx.visit(id), visit.state != .held, try mayManage(visit, staff) else {
      return nil
    }
    return visit
  }

  /// Open, and not over for more than a day: what happened long ago is not written anew.
  package func canBeMoved(_ visit: Visit) -> Bool {
    visit.isOpen && visit.ends > now.adding(minutes: -Self.walkInHours * 60)
  }

  /// What stands in the way of a move, changing nothing.
  package func look(at move: StaffMove, by staff: Person) throws -> StaffLook {
    guard let visit = try movable(move.visit, by: staff) else { return .notAllowed }
    guard
      let stay = try stay(visit.service, move.calendar, move.starts, moving: visit.id)
    else { return .gone }
    guard try rights(of: staff).mayManage(stay.calendar.specialist) else { return .notAllowed }
    return try look(at: stay, for: tx.person(visit.client), by: staff)
  }

  /// Gives a booking another time, maybe with another specialist; a request is approved by it.
  /// The client is told, and so are the specialists it concerns.
  package func moveByStaff(
    _ move: StaffMove, despite agreed: Bool, by staff: Person
  ) throws -> StaffMoveOutcome {
    guard let from = try movable(move.visit, by: staff) else { return .notAllowed }
    let isThere = from.starts == move.starts && from.calendar == move.calendar
    if isThere, from.isOpen { return .already(from) }
    guard canBeMoved(from), from.revision == move.revision else { return .changed(from) }
    guard let stay = try stay(from.service, move.calendar, move.starts, moving: from.id) else {
      return .gone
    }
    guard try rights(of: staff).mayManage(stay.calendar.specialist) else { return .notAllowed }
    switch try examine(stay, for: tx.person(from.client)) {
    case .tooOld: return .tooOld
    case .tooFar: return .tooFar
    case .taken(let obstacle): return .taken(obstacle, try alternatives(to: stay, by: staff))
    case .free(let concerns) where !concerns.isEmpty && !agreed: return .asks(concerns)
    case .free: break
    }
    let approved = from.state == .requested ? from.state.next(.approve) : from.state
    guard let state = approved?.next(.move) else { return .changed(from) }
    var visit = from
    visit.state = state
    visit.go(to: stay)
    visit.arrived = nil
    // The client's own wish for another time is out of date with the booking it was for.
    for hold in try tx.holds(of: visit.client) where hold.moves == visit.id { try release(hold) }
    guard try unlessTaken({ try tx.save(visit, now: now) }) != nil else {
      return .taken(try tx.obstacle(to: stay) ?? .fullGroup, try alternatives(to: stay, by: staff))
    }
    try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
    try restartReminders(of: &visit)
    try audit("moveByStaff", by: staff.id, subject: visit.id.raw)
    if visit.client != staff.id, visit.starts > now, let client = try tx.person(visit.client) {
      try tell(
        client,
        Notice(kind: .movedByStaff, visit: visit, moment: from.starts, text: move.words))
    }
    try tellColleagues(
      .moved, about: visit, of: [from.specialist, visit.specialist], besides: staff,
      moment: from.starts)
    try freed(from, wasBooked: true)
    try follow(visit)
    return .moved(visit, from: from)
  }
}
