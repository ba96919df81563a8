import Booking
import Store

/// What a series would be, looked at in a number of statements that does not depend on how many
/// visits it has: one query of what is taken, over the whole span.
extension FrontDesk {
  /// How far from a date that can't be had other times are looked for.
  private static var alternativeDays: Int { 3 }
  package static var alternativesShown: Int { 12 }

  /// The booking or held time that a series can be begun from, or may at least be looked at.
  package func seriesLead(_ id: ID<Visit>, by hand: SeriesHand) throws -> Visit? {
    guard let visit = try tx.visit(id) else { return nil }
    switch hand {
    case .client(let client): return visit.client == client.id ? visit : nil
    case .staff(let staff):
      return try visit.state != .held && mayManage(visit, staff) ? visit : nil
    }
  }

  /// Whether a series can be made of it: a visit to come, or a time that is or was held for one.
  package func canRepeat(_ visit: Visit) -> Bool {
    guard visit.series == nil, visit.moves == nil, visit.starts >= now else { return false }
    if visit.isOpen || visit.state == .held { return true }
    // A hold that lapsed is tried again; one that was let go for another time is not.
    return visit.state == .expired && visit.heldUntil.map { $0 <= now } ?? false
  }

  package func look(at draft: SeriesDraft, by hand: SeriesHand) throws -> SeriesLook {
    guard let lead = try seriesLead(draft.visit, by: hand) else { return .notAllowed }
    if lead.series != nil { return .already(lead) }
    // An earlier tap made a booking of a hold that had lapsed.
    if lead.state == .expired, let heir = try heir(of: lead) {
      return heir.series == nil ? .over(heir) : .already(heir)
    }
    guard canRepeat(lead) else { return .over(lead) }
    guard let service = try catalogue().service(lead.service),
      let calendar = try catalogue().calendar(lead.calendar)
    else { return .over(lead) }
    var room = Int.max
    if case .client(let client) = hand {
      if let refusal = try seriesRefusal(for: client, lead) { return .refused(refusal) }
      guard try offers(calendar, service) else { return .refused(.serviceGone) }
      if let limit = try business().maximumOpen {
        room = limit - (try tx.countOpen(of: client.id, now: now)) - (lead.isOpen ? 0 : 1)
      }
    }
    if !lead.isOpen, lead.heldUntil.map({ $0 <= now }) ?? true {
      // Nobody keeps it any more; it may be somebody else's.
      let (availability, _) = try availability(
        of: service, on: calendar, from: lead.starts, to: lead.starts.adding(minutes: 1),
        moving: nil)
      guard availability.offers(lead.starts) else { return .over(lead) }
    }
    let zone = calendar.rules.zone
    guard Rhythm.times.contains(draft.times),
      let recurrence = Recurrence(first: lead.starts, rhythm: draft.rhythm, zone: zone)
    else { return .over(lead) }
    var visits = [
      PlannedVisit(place: 0, present: nil, wanted: lead.starts, starts: lead.starts, fate: .lead)
    ]
    for place in 1..<draft.times {
      visits.append(
        planned(place, nil, recurrence[place], draft.changes[place]))
    }
    var plan = SeriesPlan(lead: lead, service: service, calendar: calendar, visits: visits)
    try examine(&plan, draft.changes, by: hand, besides: [])
    for index in plan.visits.indices where plan.visits[index].isHad {
      if room <= 0 { plan.visits[index].fate = .overLimit }
      room -= 1
    }
    return .plan(plan)
  }

  /// Who may not book at all may not repeat either; the limit is looked at visit by visit.
  private func seriesRefusal(for client: Person, _ lead: Visit) throws -> BookingRefusal? {
    switch try refusal(for: client, moving: nil) {
    case .tooMany where lead.isOpen: nil
    case let other: other
    }
  }

  func planned(
    _ place: Int, _ present: Visit?, _ occurrence: Recurrence.Occurrence, _ change: SeriesChange?
  ) -> PlannedVisit {
    var visit = PlannedVisit(
      place: place, present: present, wanted: occurrence.moment, starts: occurrence.moment,
      fate: .free)
    switch (occurrence, change) {
    case (_, .leave): visit.fate = .left
    case (_, .at(let starts)) where starts != occurrence.moment: visit.starts = starts
    case (.never, _): visit.fate = .noSuchTime
    case (.twice, _): visit.fate = .freeTwice
    case (.once, _): break
    }
    return visit
  }

  /// Says of each date whether it can be had, and what else there is where it can't.
  func examine(
    _ plan: inout SeriesPlan, _ changes: [Int: SeriesChange], by hand: SeriesHand,
    besides others: Set<ID<Visit>>
  ) throws {
    let margin = Self.alternativeDays * 1_440
    let moments = plan.visits.flatMap { [$0.wanted, $0.starts] }
    guard let first = moments.min(), let last = moments.max() else { return }
    var calendar = plan.calendar
    if hand.isStaff {
      calendar.rules.minimumNotice = 0
      calendar.rules.horizonDays = Self.staffHorizonDays
    }
    let (availability, _) = try availability(
      of: plan.service, on: calendar, from: max(now, first.adding(minutes: -margin)),
      to: last.adding(minutes: margin), moving: nil, others: others, wholeDays: true)
    for index in plan.visits.indices {
      let visit = plan.visits[index]
      guard visit.isHad else { continue }
      if let refusal = availability.isFree(at: visit.starts) {
        plan.visits[index].fate = fate(
          refusal, isStaff: hand.isStaff, insists: changes[visit.place] == .at(visit.starts),
          otherwise: visit.fate)
      }
      if plan.visits[index].isHad, isInTheWay(visit.starts, of: index, in: plan) {
        plan.visits[index].fate = .clash
      }
    }
    for index in plan.visits.indices where plan.visits[index].isConflict {
      plan.visits[index].alternatives = alternatives(
        to: index, in: plan, availability, limit: Self.alternativesShown)
    }
  }

  private func fate(
    _ refusal: Refusal, isStaff: Bool, insists: Bool, otherwise: PlannedVisit.Fate
  ) -> PlannedVisit.Fate {
    switch refusal {
    case .horizon: .beyondHorizon
    case .past, .notice: .tooSoon
    case .full, .busy, .external: .taken
    case .offGrid: isStaff ? otherwise : .taken
    case .outsideHours, .dayFull: isStaff && insists ? otherwise : .closed
    }
  }

  /// Whether a time would meet another visit of the plan: they are not booked yet, so that no query
  /// finds them. Only those before it count, so that one of two stays.
  private func isInTheWay(_ starts: Instant, of index: Int, in plan: SeriesPlan) -> Bool {
    plan.visits.enumerated().contains { other, visit in
      guard other != index, other < index || visit.fate == .lead else { return false }
      let at: Instant? =
        visit.isHad || visit.fate == .lead ? visit.starts : visit.present?.starts
      return at.map { meets($0, starts, plan) } ?? false
    }
  }

  private func meets(_ one: Instant, _ other: Instant, _ plan: SeriesPlan) -> Bool {
    let stay = Stay(plan.service, on: plan.calendar, at: other)
    let minutes = plan.service.duration + stay.bufferBefore + stay.bufferAfter
    return abs(one - other) < Int64(minutes) * 60
  }

  /// Free times around a date, the nearest first.
  private func alternatives(
    to index: Int, in plan: SeriesPlan, _ availability: Availability, limit: Int
  ) -> [Instant] {
    let visit = plan.visits[index]
    let zone = plan.zone
    let day = zone.local(visit.wanted).date
    let from = zone.dayRange(of: day.adding(days: -Self.alternativeDays)).lowerBound
    let to = zone.dayRange(of: day.adding(days: Self.alternativeDays)).upperBound
    let free = availability.slots(from: max(from, now), to: to).map(\.start).filter { start in
      start != visit.starts && start != visit.present?.starts
        && !plan.visits.enumerated().contains { other, visit in
          other != index && (visit.isHad || visit.fate == .lead) && meets(visit.starts, start, plan)
        }
    }
    let minute = zone.local(visit.wanted).minute
    /// A day off counts as much as two hours of the clock: the same hour matters to people.
    func distance(_ start: Instant) -> Int {
      let local = zone.local(start)
      return abs(local.date.dayNumber - day.dayNumber) * 120 + abs(local.minute - minute)
    }
    return Array(
      free.sorted { (distance($0), $0) < (distance($1), $1) }.prefix(limit))
  }

  /// Times that one date of a plan could have instead, also where it can be had.
  package func alternatives(
    to place: Int, in plan: SeriesPlan, by hand: SeriesHand
  ) throws -> [Instant] {
    guard let index = plan.visits.firstIndex(where: { $0.place == place }) else { return [] }
    let visit = plan.visits[index]
    if !visit.alternatives.isEmpty { return visit.alternatives }
    var calendar = plan.calendar
    if hand.isStaff {
      calendar.rules.minimumNotice = 0
      calendar.rules.horizonDays = Self.staffHorizonDays
    }
    let margin = (Self.alternativeDays + 1) * 1_440
    let (availability, _) = try availability(
      of: plan.service, on: calendar, from: max(now, visit.wanted.adding(minutes: -margin)),
      to: visit.wanted.adding(minutes: margin), moving: nil,
      others: Set(plan.visits.compactMap(\.present?.id)), wholeDays: true)
    return alternatives(to: index, in: plan, availability, limit: Self.alternativesShown)
  }
}
