import Booking
import Store

/// Times that came free, and who is asked whether they want them.
///
/// Whatever frees a time only writes down which, and sets a timer that is due at once. When it rings,
/// in a transaction of its own, the line is asked: the one who waits longest and whom a free time
/// suits gets it held, and an offer. So a time is offered to one person at a time, and nobody who
/// walks by can take it meanwhile; when they let it go, it has come free again.
extension FrontDesk {
  /// Who are looked at, one by one, when a timer rings; the rest when it rings again.
  private static var triesPerRing: Int { 8 }
  private static var batch: Int { 200 }
  private static var batchesPerRing: Int { 5 }

  /// The time of a booking, or of a hold (`wasBooked` false), is free again.
  func freed(_ visit: Visit, wasBooked: Bool) throws {
    try freed(
      visit.specialist, from: visit.starts.adding(minutes: -visit.bufferBefore),
      to: visit.ends.adding(minutes: visit.bufferAfter), since: wasBooked ? now : Instant(0))
  }

  /// Time of a specialist that may not have been free before.
  func freed(
    _ specialist: ID<Specialist>, from: Instant, to: Instant, since: Instant
  ) throws {
    guard to > now, from < to, try tx.isAnybodyWaiting() else { return }
    let id = try tx.addFreed(specialist, from: from, to: to, since: since)
    try tx.setTimer(Bell.waiting.rawValue, subject: id, due: now)
  }

  /// A calendar is open at other times, or offers more: as far as it can be booked.
  func freed(_ calendar: Calendar) throws {
    try freed(
      calendar.specialist, from: now,
      to: now.adding(minutes: (calendar.rules.horizonDays + 2) * 1_440), since: Instant(0))
  }

  /// A service has more places, or is on offer again.
  func freed(_ service: ID<Service>) throws {
    for calendar in try catalogue().calendars(offering: service) { try freed(calendar) }
  }

  /// Asks the line for a time that came free.
  func offerFreed(_ id: Int64) throws {
    guard var freed = try tx.freedTime(id) else { return }
    var room = try FreeRoom(freed, at: self)
    var tries = 0
    var batches = 0
    while try !room.isEmpty(at: self) {
      let entries = try tx.line(
        for: freed.specialist, first: room.first, last: room.last, after: freed.passed,
        limit: Self.batch)
      for entry in entries {
        freed.passed = entry.id
        guard let opening = try room.opening(for: entry, in: freed, at: self) else { continue }
        tries += 1
        if try offer(opening, to: entry, since: freed.since) { room.hasChanged() }
        if try room.isEmpty(at: self) { break }
        if tries == Self.triesPerRing { return try goOn(freed) }
      }
      batches += 1
      if entries.count == Self.batch {
        if batches == Self.batchesPerRing { return try goOn(freed) }
      } else if freed.round == 0, freed.since > Instant(0) {
        freed.round = 1
        freed.passed = ID(0)
      } else {
        break
      }
    }
    try tx.remove(freed)
  }

  private func goOn(_ freed: FreedTime) throws {
    try tx.save(freed)
    // Not at this very moment: the timer that rings is taken down afterwards.
    try tx.setTimer(Bell.waiting.rawValue, subject: freed.id, due: now.adding(seconds: 1))
  }

  /// Holds a time for somebody who waits, and offers it; false where it is not for them.
  private func offer(
    _ opening: Opening, to entry: WaitingEntry, since: Instant
  ) throws -> Bool {
    guard let client = try tx.person(entry.client), client.telegram != nil, client.isReachable,
      try refusal(for: client, moving: nil) == nil,
      let service = try catalogue().service(entry.service),
      let calendar = try catalogue().calendar(opening.calendar),
      try !tx.isBusy(
        client.id, from: opening.starts, to: opening.starts.adding(minutes: service.duration))
    else { return false }
    try tx.endLapsedHolds(of: calendar.specialist, now: now)
    guard
      let hold = try take(
        service, on: calendar, at: opening.starts, for: client.id, state: .held, moving: nil,
        until: try patience(of: client, before: opening.starts))
    else { return false }
    let offer = try tx.offer(hold, to: entry.id, since: since, now: now)
    try tell(client, Notice(kind: .waitingOffer, subject: offer.id.raw))
    try audit("offerWaiting", by: nil, subject: hold.id.raw)
    return true
  }

  /// Until when an offer is kept: some minutes; made at night, until some minutes after eight in the
  /// morning where the client is.
  private func patience(of client: Person, before starts: Instant) throws -> Instant {
    let minutes = try business().offerMinutes
    let zone = try client.zone ?? business().zone
    let local = zone.local(now)
    let soon = now.adding(minutes: minutes)
    guard local.minute < 480 || local.minute >= 1_320 else { return min(soon, starts) }
    let morning = local.minute < 480 ? local.date : local.date.adding(days: 1)
    let eight = zone.dayRange(of: morning).lowerBound.adding(minutes: 480 + minutes)
    // It has to be before the visit, with time to get there.
    return eight.adding(minutes: 60) <= starts ? max(soon, eight) : min(soon, starts)
  }
}

/// What is free of a stretch of time that came free, by service, and who was offered it before.
private struct FreeRoom {
  /// A free time, with its day and minute where the calendar is.
  private struct Free {
    let opening: Opening
    let day: LocalDate
    let minute: Int

    init(_ opening: Opening) {
      self.opening = opening
      let local = opening.zone.local(opening.starts)
      (day, minute) = (local.date, local.minute)
    }
  }

  let first: LocalDate
  let last: LocalDate
  private let calendars: [Calendar]
  private let services: [Service]
  private var openings: [ID<Service>: [Free]] = [:]
  private let freed: FreedTime
  private let past: [ID<WaitingEntry>: [Transaction.PastOffer]]

  init(_ freed: FreedTime, at desk: FrontDesk) throws {
    let catalogue = try desk.catalogue()
    self.freed = freed
    let isActive = catalogue.specialist(freed.specialist)?.isActive == true
    calendars = catalogue.calendars.filter {
      isActive && $0.specialist == freed.specialist && $0.isActive
    }
    let offered = Set(calendars.flatMap(\.services))
    services = catalogue.services.filter { $0.isOnOffer && offered.contains($0.id) }
    let zone = try calendars.first?.rules.zone ?? desk.business().zone
    first = zone.local(max(freed.starts, desk.now)).date.adding(days: -1)
    last = zone.local(freed.ends).date.adding(days: 1)
    past = Dictionary(
      grouping: try desk.tx.waitingOffers(
        of: freed.specialist, from: freed.starts.adding(minutes: -2_880), to: freed.ends),
      by: \.entry)
  }

  /// A hold was put into it.
  mutating func hasChanged() { openings = [:] }

  /// Whether nothing at all is free, for no service.
  mutating func isEmpty(at desk: FrontDesk) throws -> Bool {
    for service in services where try !free(service, at: desk).isEmpty { return false }
    return true
  }

  /// The time for somebody who waits: the one that has most of what came free, of those the first.
  mutating func opening(
    for entry: WaitingEntry, in freed: FreedTime, at desk: FrontDesk
  ) throws -> Opening? {
    guard let service = services.first(where: { $0.id == entry.service }) else { return nil }
    let asked = past[entry.id] ?? []
    func share(_ opening: Opening) -> Int64 {
      min(opening.starts.adding(minutes: service.duration), self.freed.ends)
        - max(opening.starts, self.freed.starts)
    }
    let fitting = try free(service, at: desk).filter { free in
      guard entry.first <= free.day, free.day <= entry.last,
        entry.part.map({ $0.minutes.contains(free.minute) }) ?? true
      else { return false }
      let before = asked.filter { $0.starts == free.opening.starts }
      if freed.round == 0 { return before.isEmpty }
      return before.allSatisfy { $0.answer != .refused && $0.created < freed.since }
    }
    return fitting.map(\.opening).max { (share($0), $1.starts) < (share($1), $0.starts) }
  }

  /// Free times of a service that have part of what came free.
  private mutating func free(_ service: Service, at desk: FrontDesk) throws -> [Free] {
    if let known = openings[service.id] { return known }
    let from = max(desk.now, freed.starts.adding(minutes: -service.duration).adding(seconds: 1))
    var found: [Opening] = []
    if from < freed.ends {
      for calendar in calendars where calendar.services.contains(service.id) {
        found += try desk.free(service, on: calendar, from: from, to: freed.ends)
      }
    }
    let free = found.map { Free($0) }
    openings[service.id] = free
    return free
  }
}

extension Visit {
  func overlaps(_ other: Visit) -> Bool { starts < other.ends && other.starts < ends }
}
