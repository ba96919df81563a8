import Booking
import Store

/// What came of confirming a held time.
package enum ConfirmOutcome: Sendable {
  case confirmed(Visit)
  /// The specialist has to agree first.
  case requested(Visit)
  /// A booking has a new time; `from` is the one it had.
  case moved(Visit, from: Instant)
  /// It is a booking already, or was one: a second tap, another phone, an old message.
  case already(Visit)
  /// The hold had lapsed and somebody else has the time.
  case taken(Wish, [Opening])
  /// The client let the time go when they chose another one; it may be among the free times.
  case letGo(Wish, [Opening])
  /// The business wants to know this first.
  case needs(ContactDetail)
  case refused(BookingRefusal)
}

package enum ContactDetail: String, Sendable, Codable { case phone, email }

/// What came of a comment or a photo.
package enum DescribeOutcome: Sendable {
  /// It goes with the time that is held.
  case kept(Visit)
  /// It goes with a booking; the staff was told.
  case noted(Visit)
  /// The hold had lapsed and somebody else has the time.
  case taken(Wish, [Opening])
  case refused(BookingRefusal)
  /// There is nothing left that it could go with.
  case over
}

extension FrontDesk {
  /// Makes a held time a booking.
  ///
  /// A hold that lapsed meanwhile is tried again: if nobody took the time, it is theirs. The staff
  /// is not told of one that is told of with others (`quietly`).
  package func confirm(
    _ id: ID<Visit>, by client: Person, quietly: Bool = false
  ) throws -> ConfirmOutcome {
    guard var visit = try tx.visit(id), visit.client == client.id else {
      return .refused(.notYours)
    }
    guard let service = try catalogue().service(visit.service),
      let calendar = try catalogue().calendar(visit.calendar)
    else { return .refused(.serviceGone) }
    let wish = Wish(service: visit.service, specialist: visit.specialist, moving: visit.moves)
    switch visit.state {
    case .held: break
    case .expired where visit.heldUntil != nil: break
    case .expired, .requested, .confirmed, .completed, .cancelled, .declined, .noShow:
      return .already(visit)
    }
    // An earlier tap may have made a booking of a hold that had lapsed.
    if visit.state == .expired, let heir = try heir(of: visit) { return .already(heir) }
    if visit.state == .expired, let until = visit.heldUntil, until > now, visit.starts > now {
      return .letGo(wish, try alternatives(for: wish, near: visit.starts))
    }
    if let refusal = try refusal(for: client, moving: visit.moves) { return .refused(refusal) }
    if let detail = try missingContact(of: client) { return .needs(detail) }
    guard try offers(calendar, service) else { return .refused(.serviceGone) }

    let offer = visit.offer
    if visit.state == .expired || visit.starts <= now || isLapsed(visit) {
      // It stays as a lapsed one, for a later tap on its button to find.
      if visit.state == .held { try lapse(visit) }
      // The client's own newer hold must not stand in the way of what they now confirm.
      for other in try tx.holds(of: client.id)
      where other.specialist == visit.specialist && (other.offer == nil || other.overlaps(visit)) {
        try lapse(other)
      }
      try tx.endLapsedHolds(of: calendar.specialist, now: now)
      guard
        let again = try take(
          service, on: calendar, at: visit.starts, for: client.id, state: .held,
          moving: visit.moves)
      else { return .taken(wish, try alternatives(for: wish, near: visit.starts)) }
      if visit.note != nil || visit.photo != nil {
        var kept = again
        kept.note = visit.note
        kept.photo = visit.photo
        try tx.save(kept, now: now)
        visit = kept
      } else {
        visit = again
      }
    }
    if let original = visit.moves { return try move(original, to: visit, service: service) }

    if let until = visit.heldUntil {
      try tx.remove(Alarm(kind: Bell.hold.rawValue, subject: visit.id.raw, due: until))
    }
    guard let state = visit.state.next(service.needsApproval ? .request : .confirm) else {
      return .already(visit)
    }
    visit.state = state
    visit.heldUntil = nil
    visit.revision = 1
    try tx.saveProgress(of: visit, now: now)
    if visit.state == .requested {
      try awaitApproval(of: visit)
    } else {
      try planReminders(ofNew: visit, for: client)
    }
    if let offer { try took(offer) }
    try audit(visit.state == .requested ? "request" : "book", by: client.id, subject: visit.id.raw)
    if !quietly { try tellStaff(visit.state == .requested ? .requested : .booked, about: visit) }
    return visit.state == .requested ? .requested(visit) : .confirmed(visit)
  }

  /// What the business wants to know of somebody before they book.
  func missingContact(of client: Person) throws -> ContactDetail? {
    let business = try business()
    if business.asksPhone, client.phone == nil { return .phone }
    return business.asksEmail && client.email == nil ? .email : nil
  }

  /// The booking that a hold became under another id: by moving, or when it had lapsed.
  func heir(of hold: Visit) throws -> Visit? {
    try tx.upcoming(of: hold.client, now: now, limit: 1_000).first {
      $0.starts == hold.starts && $0.service == hold.service && $0.calendar == hold.calendar
    }
  }

  private func isLapsed(_ visit: Visit) -> Bool {
    guard let until = visit.heldUntil else { return false }
    return until <= now
  }

  /// Gives a booking the time of its hold; the old time is free from here on.
  func move(
    _ id: ID<Visit>, to hold: Visit, service: Service
  ) throws -> ConfirmOutcome {
    guard var visit = try tx.visit(id), visit.starts > now else { return .refused(.notYours) }
    // Whoever asked for the move has agreed to it.
    let offer = try tx.openMoveOffer(of: visit)
    let asks = service.needsApproval && offer == nil
    guard let state = visit.state.next(asks ? .moveAsking : .move) else {
      return .refused(.notYours)
    }
    let before = visit
    let from = visit.starts
    // The hold stays as a lapsed one: a second tap on its button finds the booking it became.
    try lapse(hold)
    visit.service = hold.service
    visit.calendar = hold.calendar
    visit.specialist = hold.specialist
    visit.starts = hold.starts
    visit.ends = hold.ends
    visit.bufferBefore = hold.bufferBefore
    visit.bufferAfter = hold.bufferAfter
    visit.capacity = hold.capacity
    visit.revision += 1
    visit.cancelAsked = nil
    if let note = hold.note { visit.note = note }
    if let photo = hold.photo { visit.photo = photo }
    visit.state = state
    try tx.clearTimers(Bell.approval.rawValue, subject: visit.id.raw)
    try tx.save(visit, now: now)
    if visit.state == .requested { try awaitApproval(of: visit) }
    try restartReminders(of: &visit)
    try audit(
      "move", by: visit.client, subject: id.raw,
      detail: AuditChanges.moved(from: from, to: visit.starts))
    if let offer {
      try tx.answer(offer.id, .moved, now: now)
      try tellStaff(.offerMoved, about: visit, moment: from)
    } else {
      try tellStaff(visit.state == .requested ? .requested : .moved, about: visit, moment: from)
    }
    try freed(before, wasBooked: true)
    try follow(visit)
    return .moved(visit, from: from)
  }

  /// A comment or a reference photo that goes with a hold or an open booking of the client.
  ///
  /// A hold that lapsed while the client typed is tried again, as in `confirm`.
  package func describe(
    _ id: ID<Visit>, note: String?, photo: String?, by client: Person
  ) throws -> DescribeOutcome {
    guard var visit = try tx.visit(id), visit.client == client.id, visit.starts > now else {
      return .over
    }
    if visit.state == .expired, visit.heldUntil != nil, let heir = try heir(of: visit) {
      visit = heir
    }
    let isHold = visit.state == .held || (visit.state == .expired && visit.heldUntil != nil)
    guard isHold || visit.isOpen else { return .over }
    if isHold, visit.state == .expired || isLapsed(visit) {
      let wish = Wish(service: visit.service, specialist: visit.specialist, moving: visit.moves)
      switch try hold(wish, on: visit.calendar, at: visit.starts, for: client) {
      case .held(var again):
        again.note = visit.note
        again.photo = visit.photo
        visit = again
      case .taken(let openings): return .taken(wish, openings)
      case .refused(let refusal): return .refused(refusal)
      }
    }
    if let note { visit.note = note }
    if let photo { visit.photo = photo }
    try tx.save(visit, now: now)
    if isHold { return .kept(visit) }
    try audit("describe", by: client.id, subject: visit.id.raw)
    try tellStaff(.noted, about: visit)
    return .noted(visit)
  }
}
