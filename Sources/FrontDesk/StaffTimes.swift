import Booking
import Store

/// A rule that a time of the staff's choice leaves aside; none forbids it to them.
package enum Concern: String, Sendable, Hashable, Codable, CaseIterable {
  /// It has begun, or is over.
  case past
  /// Sooner than clients may book.
  case notice
  /// Later than clients may book.
  case horizon
  case outsideHours
  /// The day has as many visits as it takes.
  case dayFull
  /// The business does not take bookings of the client.
  case blocked
}

/// Whether the staff can have a time.
package enum StaffTime: Sendable {
  case free([Concern])
  case taken(Obstacle)
  /// It began more than a day ago.
  case tooOld
  case tooFar
}

extension FrontDesk {
  /// How far back a visit may have begun that is written down now.
  package static var walkInHours: Int { 24 }
  /// How far ahead the staff may book.
  package static var staffHorizonDays: Int { 1_100 }

  /// The wish of a member of the staff: of anybody whose book they manage, or of themselves.
  package func staffWish(
    _ service: ID<Service>, of specialist: ID<Specialist>? = nil, moving: ID<Visit>? = nil,
    by staff: Person
  ) throws -> Wish? {
    let rights = try rights(of: staff)
    let chosen: ID<Specialist>?
    if let specialist {
      guard rights.mayManage(specialist) else { return nil }
      chosen = specialist
    } else if rights.isOwner || (rights.own != nil && rights.access == .manage) {
      chosen = nil
    } else {
      guard let own = rights.own else { return nil }
      chosen = own
    }
    var wish = Wish(service: service, specialist: chosen, moving: moving)
    wish.isByStaff = true
    return wish
  }

  /// Services on the calendars that the staff may manage, hidden ones too.
  package func staffServices(by staff: Person) throws -> [Service] {
    let rights = try rights(of: staff)
    let catalogue = try catalogue()
    return catalogue.services.filter { service in
      !service.isDeleted
        && catalogue.calendars(offering: service.id).contains { rights.mayManage($0.specialist) }
    }
  }

  /// Of the calendars that a wish leaves open, the one that suits a time best: free, with the
  /// fewest concerns.
  package func staffCalendar(for wish: Wish, at starts: Instant) throws -> Calendar? {
    guard let service = try catalogue().service(wish.service) else { return nil }
    var best: (calendar: Calendar, cost: Int)?
    for calendar in try catalogue().calendars(offering: wish.service, of: wish.specialist) {
      let cost =
        switch try examine(Stay(service, on: calendar, at: starts, moving: wish.moving)) {
        case .free(let concerns): concerns.count
        case .taken: 100
        case .tooOld, .tooFar: 200
        }
      if cost < best?.cost ?? .max { best = (calendar, cost) }
    }
    return best?.calendar
  }

  /// Looks at a time with the eyes of the staff: only another booking is in their way.
  func examine(_ stay: Stay, for client: Person? = nil) throws -> StaffTime {
    let oldest = now.adding(minutes: -Self.walkInHours * 60)
    if stay.starts < oldest { return .tooOld }
    if stay.starts > now.adding(minutes: Self.staffHorizonDays * 1_440) { return .tooFar }
    try tx.endLapsedHolds(of: stay.calendar.specialist, now: now)
    if let obstacle = try tx.obstacle(to: stay) { return .taken(obstacle) }
    return .free(try concerns(about: stay) + (client?.isBlocked == true ? [.blocked] : []))
  }

  private func concerns(about stay: Stay) throws -> [Concern] {
    let rules = stay.calendar.rules
    var concerns: [Concern] = []
    if stay.starts < now { concerns.append(.past) }
    if stay.starts >= now, stay.starts < now.adding(minutes: rules.minimumNotice) {
      concerns.append(.notice)
    }
    let last = rules.zone.local(now).date.adding(days: rules.horizonDays)
    if rules.zone.local(stay.starts).date > last { concerns.append(.horizon) }
    var hours = rules
    hours.minimumNotice = 0
    hours.horizonDays = Self.staffHorizonDays + 1
    hours.maximumPerDay = nil
    // Seen from just before it, so that only the hours can refuse it.
    let open = Availability(
      calendar: hours, service: stay.service.rules, busy: [], now: min(now, stay.starts))
    if open.isFree(at: stay.starts) == .outsideHours { concerns.append(.outsideHours) }
    if let maximum = rules.maximumPerDay {
      let day = rules.zone.dayRange(of: rules.zone.local(stay.starts).date)
      let starts = try tx.starts(
        on: stay.calendar.id, of: stay.calendar.specialist, within: day, besides: stay.moving)
      if !starts.contains(stay.starts), starts.count >= maximum { concerns.append(.dayFull) }
    }
    return concerns
  }
}
