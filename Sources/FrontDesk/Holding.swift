import Booking
import Store

/// What came of choosing a time.
package enum HoldOutcome: Sendable {
  /// The time is kept until `visit.heldUntil`.
  case held(Visit)
  /// Somebody was faster, or the rules changed; these are free instead.
  case taken([Opening])
  case refused(BookingRefusal)
}

/// Why a person can't book at all.
package enum BookingRefusal: Sendable, Hashable {
  /// The business does not take bookings of this person.
  case blocked
  /// The business takes invited clients only.
  case byInvitation
  /// The person has as many open bookings as one may have.
  case tooMany(limit: Int)
  /// The service is not on offer any more.
  case serviceGone
  /// The booking to be moved is over, or not this person's.
  case notYours
}

extension FrontDesk {
  /// Keeps a time for the client while they confirm; their earlier hold is let go.
  ///
  /// With a wish that moves a booking, that booking's own time is no obstacle, and it stays as it
  /// is until the new time is confirmed.
  package func hold(
    _ wish: Wish, on calendarID: ID<Calendar>, at starts: Instant, for client: Person
  ) throws -> HoldOutcome {
    if let refusal = try refusal(for: client, moving: wish.moving) { return .refused(refusal) }
    // A move changes the time, not what is booked and what it costs.
    if let moving = try wish.moving.flatMap({ try tx.visit($0) }), moving.service != wish.service {
      return .refused(.notYours)
    }
    guard let service = try catalogue().service(wish.service),
      let calendar = try catalogue().calendar(calendarID), try offers(calendar, service)
    else { return .refused(.serviceGone) }
    // What they were offered from the waiting list stays theirs to answer.
    for old in try tx.holds(of: client.id) where old.offer == nil { try lapse(old) }
    try tx.endLapsedHolds(of: calendar.specialist, now: now)
    guard
      let visit = try take(
        service, on: calendar, at: starts, for: client.id, state: .held, moving: wish.moving)
    else { return .taken(try alternatives(for: wish, near: starts)) }
    return .held(visit)
  }

  /// Whether the service can be booked on the calendar at present.
  func offers(_ calendar: Calendar, _ service: Service) throws -> Bool {
    try service.isOnOffer && calendar.isActive && calendar.services.contains(service.id)
      && catalogue().specialist(calendar.specialist)?.isActive == true
  }

  /// Lets a hold of the client go, when they leave without confirming.
  package func release(_ id: ID<Visit>, by client: Person) throws {
    guard let visit = try tx.visit(id), visit.client == client.id, visit.state == .held else {
      return
    }
    try release(visit)
  }

  func release(_ hold: Visit) throws {
    if hold.offer != nil { return try letGo(offerOf: hold, as: .refused) }
    try freed(hold, wasBooked: false)
    try tx.removeHold(hold.id)
    if let until = hold.heldUntil {
      try tx.remove(Alarm(kind: Bell.hold.rawValue, subject: hold.id.raw, due: until))
    }
  }

  /// Ends a hold, but keeps what it was for: a later tap on its button finds that.
  func lapse(_ hold: Visit) throws {
    if hold.offer != nil { return try letGo(offerOf: hold, as: .lapsed) }
    try freed(hold, wasBooked: false)
    var lapsed = hold
    lapsed.state = hold.state.next(.lapse) ?? hold.state
    try tx.saveProgress(of: lapsed, now: now)
    try tx.clearTimers(Bell.hold.rawValue, subject: hold.id.raw)
  }

  func refusal(for client: Person, moving: ID<Visit>?) throws -> BookingRefusal? {
    if client.isBlocked { return .blocked }
    if try !isLetIn(client) { return .byInvitation }
    if let moving {
      guard let visit = try tx.visit(moving), visit.client == client.id, visit.isOpen,
        visit.starts > now
      else { return .notYours }
      return nil
    }
    if let limit = try catalogue().maximumOpen,
      try tx.countOpen(of: client.id, now: now) >= limit
    {
      return .tooMany(limit: limit)
    }
    return nil
  }

  /// Writes a booking row if the rules allow the time; nil when they, or the database itself,
  /// refuse.
  func take(
    _ service: Service, on calendar: Calendar, at starts: Instant, for client: ID<Person>,
    state: BookingState, moving: ID<Visit>?, until: Instant? = nil
  ) throws -> Visit? {
    let (availability, _) = try availability(
      of: service, on: calendar, from: starts, to: starts.adding(minutes: 1), moving: moving)
    guard availability.offers(starts) else { return nil }
    let until =
      state == .held ? try until ?? now.adding(minutes: business().holdMinutes) : nil
    let visit = try write(
      service, on: calendar, at: starts, for: client, state: state, until: until, moving: moving)
    if let visit, let until {
      try tx.setTimer(Bell.hold.rawValue, subject: visit.id.raw, due: until)
    }
    return visit
  }

  private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

  /// Six letters and digits that are not mistaken for each other on the phone.
  func freshNumber() throws -> String {
    while true {
      var bits = means.random()
      let letters = (0..<6).map { _ in
        defer { bits >>= 5 }
        return Self.alphabet[Int(bits & 31)]
      }
      let number = String(decoding: letters, as: UTF8.self)
      if try !tx.hasVisit(number: number) { return number }
    }
  }
}
