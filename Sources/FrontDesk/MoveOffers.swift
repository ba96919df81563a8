import Booking
import Store

/// What came of a client's answer to “please choose another time”.
package enum OfferOutcome: Sendable {
  case moved(Visit, from: Instant)
  /// Somebody has that time by now; these are free instead.
  case taken(Visit, [Opening])
  /// The specialist knows that the client would rather keep the booking.
  case kept(Visit)
  /// The booking has changed since it was asked about.
  case changed(Visit)
  case notYours
}

extension FrontDesk {
  enum Offering { case offered, askedBefore, unreachable }

  /// Asks the client of a booking to choose another time.
  func offerMove(of id: ID<Visit>, by person: Person) throws -> Offering {
    guard let visit = try tx.visit(id), let client = try tx.person(visit.client),
      client.telegram != nil
    else { return .unreachable }
    guard try tx.offerMove(of: visit, now: now) else { return .askedBefore }
    try tell(client, Notice(kind: .moveOffered, visit: visit))
    try audit("offerMove", by: person.id, subject: id.raw)
    return .offered
  }

  /// The client's booking that an offer is about, while it is as it was then.
  private func offered(
    _ id: ID<MoveOffer>, to client: Person
  ) throws -> (offer: MoveOffer, visit: Visit, stands: Bool)? {
    guard let offer = try tx.moveOffer(id), let visit = try tx.visit(offer.visit),
      visit.client == client.id
    else { return nil }
    let stands = offer.revision == visit.revision && visit.isOpen && visit.starts > now
    return (offer, visit, stands)
  }

  /// The client takes one of the times in place of the booking's own: at once, without the rules
  /// for moving, since it is the specialist who can't come.
  package func takeOffer(
    _ id: ID<MoveOffer>, on calendarID: ID<Calendar>, at starts: Instant, by client: Person
  ) throws -> OfferOutcome {
    guard let (_, visit, stands) = try offered(id, to: client) else { return .notYours }
    guard stands else { return .changed(visit) }
    guard let service = try catalogue().service(visit.service),
      let calendar = try catalogue().calendar(calendarID), try offers(calendar, service),
      calendar.specialist == visit.specialist
    else { return .taken(visit, []) }
    for hold in try tx.holds(of: client.id)
    where hold.specialist == visit.specialist && hold.offer == nil {
      try lapse(hold)
    }
    try tx.endLapsedHolds(of: calendar.specialist, now: now)
    guard
      let hold = try take(
        service, on: calendar, at: starts, for: client.id, state: .held, moving: visit.id),
      case .moved(let moved, let from) = try move(visit.id, to: hold, service: service)
    else { return .taken(visit, try closest(to: visit)) }
    return .moved(moved, from: from)
  }

  /// The client would rather keep the booking, and leaves it to the specialist.
  package func keepOffered(_ id: ID<MoveOffer>, by client: Person) throws -> OfferOutcome {
    guard let (offer, visit, stands) = try offered(id, to: client) else { return .notYours }
    guard stands else { return .changed(visit) }
    if offer.answer == nil {
      try tx.answer(id, .kept, now: now)
      try audit("keepBooking", by: client.id, subject: visit.id.raw)
      try tellStaff(.offerKept, about: visit)
      try follow(visit)
    }
    return .kept(visit)
  }

  /// Free times of the same service with the same specialist, close to a booking's own but, where
  /// there is room, two hours from each other, so that there is something to choose.
  package func closest(to visit: Visit, limit: Int = 3) throws -> [Opening] {
    let wish = Wish(service: visit.service, specialist: visit.specialist, moving: visit.id)
    var found: [Opening] = []
    for days in [2, 7, 21, 62] where found.count < limit {
      found = try openings(
        for: wish, from: max(now, visit.starts.adding(minutes: -days * 1_440)),
        to: visit.starts.adding(minutes: days * 1_440))
    }
    let closest = found.sorted {
      (abs($0.starts - visit.starts), $0.starts) < (abs($1.starts - visit.starts), $1.starts)
    }
    var chosen: [Opening] = []
    for opening in closest where chosen.count < limit {
      if chosen.allSatisfy({ abs($0.starts - opening.starts) >= 7_200 }) { chosen.append(opening) }
    }
    for opening in closest where chosen.count < limit && !chosen.contains(opening) {
      chosen.append(opening)
    }
    return chosen.sorted { $0.starts < $1.starts }
  }

  /// Who was asked to choose another time and has not answered.
  package func unansweredMoves(
    on calendar: ID<Calendar>, by person: Person, limit: Int, offset: Int = 0
  ) throws -> [NamedVisit] {
    guard try changeableCalendars(by: person).contains(where: { $0.id == calendar }) else {
      return []
    }
    return try tx.unansweredMoves(on: calendar, now: now, limit: limit, offset: offset)
  }
}
