import Booking
import Store

/// What came of agreeing to a plan.
package enum SeriesOutcome: Sendable {
  /// Made, or moved: these visits.
  case done([Visit])
  /// It is not as it was on the screen; nothing was changed.
  case changed(SeriesPlan)
  case needs(ContactDetail)
  case refused(BookingRefusal)
  /// It is a series by now: a second tap.
  case already(Visit)
  case over(Visit)
  case notAllowed
}

/// Thrown by what carries a plan out, when it can't be: what was begun is undone.
struct InTheWay: Error {}

extension FrontDesk {
  /// Books a series as it was shown, all of it or nothing: `digest` says what was on the screen.
  ///
  /// A held time becomes the first booking; one that stands is joined by the others. They share one
  /// request where the specialist has to agree, and one notice.
  package func book(
    _ draft: SeriesDraft, as digest: Int, by hand: SeriesHand
  ) throws -> SeriesOutcome {
    try carryOut(
      digest, look: { try look(at: draft, by: hand) }, needs: { try missingContact(by: hand) }
    ) {
      plan in
      let visits = try book(plan, draft, by: hand)
      try tell(of: visits, by: hand)
      return visits
    }
  }

  /// Carries out a plan that is still as it was on the screen, all of it or nothing.
  func carryOut(
    _ digest: Int, look: () throws -> SeriesLook, needs: () throws -> ContactDetail? = { nil },
    _ work: (SeriesPlan) throws -> [Visit]
  ) throws -> SeriesOutcome {
    let plan: SeriesPlan
    switch try look() {
    case .plan(let found): plan = found
    case .refused(let refusal): return .refused(refusal)
    case .already(let visit): return .already(visit)
    case .over(let visit): return .over(visit)
    case .notAllowed: return .notAllowed
    }
    guard plan.digest == digest, !plan.had.isEmpty else { return .changed(plan) }
    if let detail = try needs() { return .needs(detail) }
    do {
      let visits = try tx.savepoint { try work(plan) }
      return visits.isEmpty ? .changed(plan) : .done(visits)
    } catch is InTheWay {
      guard case .plan(let fresh) = try look() else { return .changed(plan) }
      return .changed(fresh)
    }
  }

  /// Who books for somebody may leave it out.
  private func missingContact(by hand: SeriesHand) throws -> ContactDetail? {
    guard case .client(let client) = hand else { return nil }
    return try missingContact(of: client)
  }

  private func book(
    _ plan: SeriesPlan, _ draft: SeriesDraft, by hand: SeriesHand
  ) throws -> [Visit] {
    let wasOpen = plan.lead.isOpen
    var lead = plan.lead
    if !wasOpen {
      switch try confirm(lead.id, by: hand.person, quietly: true) {
      case .confirmed(let visit), .requested(let visit): lead = visit
      default: throw InTheWay()
      }
    }
    try tx.endLapsedHolds(of: plan.calendar.specialist, now: now)
    // What was left out leaves no gap: “visit 2 of 4” is the second of those that are booked.
    let series = try tx.addSeries(draft.rhythm, times: plan.had.count + 1, now: now)
    lead = try tx.enrol(lead, in: series, place: 0)
    var service = plan.service
    // What the staff agreed on for the first visit holds for the others.
    if hand.isStaff { service.price = lead.price }
    let asks = service.needsApproval && !hand.isStaff
    let patience = now.adding(minutes: try business().approvalHours * 60)
    let due = min(patience, wasOpen ? plan.had[0].starts : lead.starts)
    let client = try tx.person(lead.client)
    var visits = [lead]
    for planned in plan.had {
      guard
        var visit = try take(
          service, on: plan.calendar, at: planned.starts, for: lead.client, hand,
          state: asks ? .requested : .confirmed)
      else { throw InTheWay() }
      visit.revision = 1
      visit.note = lead.note
      visit = try tx.enrol(visit, in: series, place: visits.count)
      if asks { try awaitApproval(of: visit, until: due) }
      if let client { try planReminders(ofNew: visit, for: client) }
      try audit(
        hand.isStaff ? "bookFor" : asks ? "request" : "book", by: hand.person.id,
        subject: visit.id.raw)
      visits.append(visit)
    }
    return visits
  }

  /// One time of a series: by the client's rules as any other, by the staff's over nobody else's.
  private func take(
    _ service: Service, on calendar: Calendar, at starts: Instant, for client: ID<Person>,
    _ hand: SeriesHand, state: BookingState
  ) throws -> Visit? {
    guard hand.isStaff else {
      return try take(service, on: calendar, at: starts, for: client, state: state, moving: nil)
    }
    return try write(service, on: calendar, at: starts, for: client, state: state)
  }

  private func tell(of visits: [Visit], by hand: SeriesHand) throws {
    guard let lead = visits.first else { return }
    switch hand {
    case .client:
      let asks = visits.contains { $0.state == .requested }
      try tellStaff(asks ? .seriesRequested : .seriesBooked, about: lead, text: visits.listed)
    case .staff(let staff):
      if lead.client != staff.id {
        try tellClient(.seriesBookedForYou, about: lead, text: visits.listed)
      }
      try tellColleagues(
        .seriesBooked, about: lead, of: [lead.specialist], besides: staff, text: visits.listed)
    }
  }
}

extension [Visit] {
  /// Their ids, as a notice about several bookings has them in the place of words.
  var listed: String { map(\.id.description).joined(separator: " ") }
}

extension Notice.Kind {
  /// Whether the text of such a notice names the visits that it speaks of.
  package var isAboutSeries: Bool {
    switch self {
    case .seriesBooked, .seriesRequested, .seriesMoved, .seriesCancelled, .seriesApproved,
      .seriesDeclined, .seriesExpired, .seriesBookedForYou, .seriesMovedByStaff,
      .seriesCancelledByStaff:
      true
    default: false
    }
  }
}

extension Notice {
  /// The bookings that a notice about a series speaks of.
  package var visits: [ID<Visit>] {
    (text ?? "").split(separator: " ").compactMap { Int64($0) }.map { ID($0) }
  }
}
