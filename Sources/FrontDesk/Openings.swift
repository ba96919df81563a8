import Booking
import Store

/// A free time on one calendar.
package struct Opening: Sendable, Hashable {
  package let calendar: ID<Calendar>
  package let specialist: ID<Specialist>
  package let starts: Instant
  package let zone: Zone
  package let seatsLeft: Int

  package var day: LocalDate { zone.local(starts).date }

  fileprivate func isTime(of visit: Visit?) -> Bool {
    visit?.starts == starts && visit?.specialist == specialist
  }
}

/// What somebody wants to book: a service, of anyone or of one specialist, maybe in place of a
/// booking they have.
package struct Wish: Sendable, Hashable {
  package var service: ID<Service>
  package var specialist: ID<Specialist>?
  package var moving: ID<Visit>?
  /// The staff looks for a time: the notice that clients have to give does not bind them.
  package var isByStaff = false
  /// The client who looks for a time: what they hold themselves while they make up their mind is no
  /// obstacle to them, since it is let go as soon as they choose another.
  package var client: ID<Person>?

  package init(
    service: ID<Service>, specialist: ID<Specialist>? = nil, moving: ID<Visit>? = nil
  ) {
    self.service = service
    self.specialist = specialist
    self.moving = moving
  }
}

extension FrontDesk {
  /// Free times between two instants, each start once: where several specialists are free, the
  /// one with the least work in that span has it.
  ///
  /// One query per calendar, whatever the span.
  package func openings(for wish: Wish, from: Instant, to: Instant) throws -> [Opening] {
    guard let service = try catalogue().service(wish.service), from < to else { return [] }
    let present = try present(of: wish)
    let calendars = try calendars(for: wish)
    let choices = try calendars.map { calendar in
      let (availability, load) = try availability(
        of: service, on: calendar, from: from, to: to, moving: wish.moving, client: wish.client,
        wholeDays: calendars.count > 1)
      let openings = availability.slots(from: from, to: to).lazy
        .map { opening($0, on: calendar) }.filter { !$0.isTime(of: present) }
      return (openings: Array(openings), load: load)
    }
    if choices.count < 2 { return choices.first?.openings ?? [] }
    var seen: Set<Instant> = []
    return choices.sorted { $0.load < $1.load }.flatMap(\.openings)
      .filter { seen.insert($0.starts).inserted }.sorted { $0.starts < $1.starts }
  }

  /// The soonest free times from a moment on, at most `limit`: of several specialists free at a
  /// time, the one with the least work until then.
  ///
  /// One query per calendar, read as far as it takes to find them.
  package func nearest(
    for wish: Wish, from: Instant? = nil, limit: Int = 3
  ) throws -> [Opening] {
    guard let service = try catalogue().service(wish.service) else { return [] }
    let present = try present(of: wish)
    var found: [(opening: Opening, load: Int)] = []
    for calendar in try calendars(for: wish) {
      found += try soonest(
        for: wish, service, on: calendar, from: max(from ?? now, now), limit: limit, at: present)
    }
    var seen: Set<Instant> = []
    let inOrder = found.sorted {
      ($0.opening.starts.seconds, $0.load) < ($1.opening.starts.seconds, $1.load)
    }
    let distinct = inOrder.map(\.opening).filter { seen.insert($0.starts).inserted }
    return Array(distinct.prefix(limit))
  }

  /// The booking that a wish would move: the time it has already is no time to move it to.
  private func present(of wish: Wish) throws -> Visit? {
    try wish.moving.flatMap { try tx.visit($0) }
  }

  private func calendars(for wish: Wish) throws -> [Calendar] {
    let calendars = try catalogue().calendars(offering: wish.service, of: wish.specialist)
    guard wish.isByStaff else { return calendars }
    return calendars.map { calendar in
      var unhurried = calendar
      unhurried.rules.minimumNotice = 0
      return unhurried
    }
  }

  /// The first free times on one calendar, each with the work of the specialist until then.
  private func soonest(
    for wish: Wish, _ service: Service, on calendar: Calendar, from: Instant, limit: Int,
    at present: Visit?
  ) throws -> [(opening: Opening, load: Int)] {
    let rules = calendar.rules
    let end = now.adding(minutes: (rules.horizonDays + 2) * 1_440)
    guard from < end else { return [] }
    let span = rules.busySpan(for: service.rules, from: from, to: end, wholeDays: true)
    return try tx.withBusyTimes(
      for: service.id, on: calendar, in: span, now: now,
      besides: wish.moving, client: wish.client
    ) { busy in
      var openings: [Opening] = []
      var reached = from
      for days in [2, 7, 21, 62, 366, 1_002] where openings.count < limit && reached < end {
        let next = min(from.adding(minutes: days * 1_440), end)
        try busy.read(until: rules.busySpan(for: service.rules, from: from, to: next).upperBound)
        openings += Availability(
          calendar: rules, service: service.rules, busy: busy.times, now: now
        )
        .slots(from: reached, to: next).map { opening($0, on: calendar) }
        .filter { !$0.isTime(of: present) }
        reached = next
      }
      return openings.prefix(limit).map { opening in
        (opening, busy.times.count { $0.starts < opening.starts })
      }
    }
  }

  /// The free times on one calendar that start between two moments.
  func free(
    _ service: Service, on calendar: Calendar, from: Instant, to: Instant
  ) throws -> [Opening] {
    let (availability, _) = try availability(
      of: service, on: calendar, from: from, to: to, moving: nil)
    return availability.slots(from: from, to: to).map { opening($0, on: calendar) }
  }

  private func opening(_ slot: Slot, on calendar: Calendar) -> Opening {
    Opening(
      calendar: calendar.id, specialist: calendar.specialist, starts: slot.start,
      zone: calendar.rules.zone, seatsLeft: slot.seatsLeft)
  }

  /// What to offer instead of a time that is gone: the free times closest to it, in order.
  package func alternatives(
    for wish: Wish, near moment: Instant, limit: Int = 3
  ) throws -> [Opening] {
    let around = try openings(
      for: wish, from: max(now, moment.adding(minutes: -1_440)),
      to: max(now, moment).adding(minutes: 1_440))
    if around.count < limit { return try nearest(for: wish, from: now, limit: limit) }
    let closest = around.sorted {
      abs($0.starts.seconds - moment.seconds) < abs($1.starts.seconds - moment.seconds)
    }
    return closest.prefix(limit).sorted { $0.starts < $1.starts }
  }

  /// The first free time of the coming fortnight on the weekday and at the hour of a visit.
  package func usualTime(for wish: Wish, after visit: Visit) throws -> Opening? {
    try openings(for: wish, from: now, to: now.adding(minutes: 15 * 1_440)).first { opening in
      let (then, again) = (opening.zone.local(visit.starts), opening.zone.local(opening.starts))
      return then.minute == again.minute && then.date.weekday == again.date.weekday
    }
  }

  /// How many free times each date of a month has; dates are those of the calendars' own zones.
  package func days(for wish: Wish, month: LocalDate) throws -> [LocalDate: Int] {
    let zone = try zone(for: wish)
    let first = zone.dayRange(of: month.firstOfMonth).lowerBound
    let last = zone.dayRange(of: month.firstOfMonth.adding(months: 1)).lowerBound
    var counts: [LocalDate: Int] = [:]
    for opening in try openings(
      for: wish, from: max(first.adding(minutes: -1_440), now), to: last.adding(minutes: 1_440))
    {
      let day = opening.day
      if day.year == month.year, day.month == month.month { counts[day, default: 0] += 1 }
    }
    return counts
  }

  /// Free times on one date, of the calendars' own zones.
  package func openings(for wish: Wish, on date: LocalDate) throws -> [Opening] {
    let zone = try zone(for: wish)
    let day = zone.dayRange(of: date)
    return try openings(
      for: wish, from: day.lowerBound.adding(minutes: -1_440),
      to: day.upperBound.adding(minutes: 1_440)
    ).filter { $0.day == date }
  }

  /// The zone that dates of a wish are shown in: the first calendar's.
  package func zone(for wish: Wish) throws -> Zone {
    try catalogue().calendars(offering: wish.service, of: wish.specialist).first?.rules.zone
      ?? business().zone
  }

  /// The last date that can be asked for.
  package func horizon(for wish: Wish) throws -> LocalDate {
    try catalogue().calendars(offering: wish.service, of: wish.specialist)
      .map { $0.rules.zone.local(now).date.adding(days: $0.rules.horizonDays) }.max()
      ?? business().zone.local(now).date
  }

  /// The free times from one instant to another, and the work of the specialist then; of whole days
  /// where one is weighed against others.
  func availability(
    of service: Service, on calendar: Calendar, from: Instant, to: Instant, moving: ID<Visit>?,
    others: Set<ID<Visit>> = [], client: ID<Person>? = nil, wholeDays: Bool = false
  ) throws -> (Availability, load: Int) {
    let span = calendar.rules.busySpan(
      for: service.rules, from: from, to: to, wholeDays: wholeDays)
    let busy = try tx.withBusyTimes(
      for: service.id, on: calendar, in: span, now: now,
      besides: moving, others: others, client: client
    ) { busy in
      try busy.read(until: span.upperBound)
      return busy.times
    }
    return (
      Availability(calendar: calendar.rules, service: service.rules, busy: busy, now: now),
      busy.count
    )
  }
}
