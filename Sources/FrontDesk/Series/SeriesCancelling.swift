import Booking
import Store

/// What would become of visits that are cancelled together.
package struct SeriesEnding: Sendable {
  package let lead: Visit
  /// These end at once.
  package let free: [Visit]
  /// Too late for that: the specialist is asked about these.
  package let late: [Visit]

  package var visits: [Visit] { (free + late).sorted { $0.starts < $1.starts } }

  /// What was on the screen, as `SeriesPlan` has it: which visits, as they stood.
  package var digest: Int {
    let all = free + late
    let sum = all.reduce(17) { ($0 &* 31 &+ Int($1.id.raw)) &* 31 &+ $1.revision }
    return (sum &* 31 &+ late.count) & 0x7fff_ffff
  }
}

package enum SeriesEndingLook: Sendable {
  case ending(SeriesEnding)
  case over(Visit)
  case notAllowed
}

package enum SeriesEndingOutcome: Sendable {
  case done(ended: [Visit], asked: [Visit])
  /// It is not as it was on the screen; nothing was changed.
  case changed(SeriesEnding)
  case over(Visit)
  case notAllowed
}

extension FrontDesk {
  package func lookAtEnd(
    of id: ID<Visit>, _ scope: SeriesScope, by hand: SeriesHand
  ) throws -> SeriesEndingLook {
    guard let (lead, visits) = try comingVisits(id, scope, by: hand) else { return .notAllowed }
    guard !visits.isEmpty else { return .over(lead) }
    if hand.isStaff { return .ending(SeriesEnding(lead: lead, free: visits, late: [])) }
    let free = try visits.filter { try mayCancelAlone($0) }
    return .ending(
      SeriesEnding(lead: lead, free: free, late: visits.filter { !free.contains($0) }))
  }

  /// Cancels what was shown: the client's late ones become a question to the specialist, each like
  /// a late cancellation of its own. `digest` is nil where words were typed to the question.
  package func endSeries(
    _ id: ID<Visit>, _ scope: SeriesScope, as digest: Int?, reason: String? = nil,
    by hand: SeriesHand
  ) throws -> SeriesEndingOutcome {
    let ending: SeriesEnding
    switch try lookAtEnd(of: id, scope, by: hand) {
    case .ending(let found): ending = found
    case .over(let visit): return .over(visit)
    case .notAllowed: return .notAllowed
    }
    guard digest == nil || digest == ending.digest else { return .changed(ending) }
    let ended = try ending.free.compactMap {
      try end(
        $0, by: hand.isStaff ? .specialist : .client, person: hand.person.id, reason: reason)
    }
    for visit in ended { try follow(visit) }
    let asked = try ending.late.map { try askToCancel($0, by: hand.person) }
    switch hand {
    case .client:
      if let first = ended.first {
        try tellStaff(.seriesCancelled, about: first, text: ended.listed)
      }
      // Each needs an answer of its own, with its own buttons.
      for visit in asked { try tellStaff(.cancelAsked, about: visit) }
    case .staff(let staff):
      guard let first = ended.first else { break }
      if first.client != staff.id {
        try tellClient(.seriesCancelledByStaff, about: first, text: ended.listed)
      }
      try tellColleagues(
        .seriesCancelled, about: first, of: [first.specialist], besides: staff,
        text: ended.listed)
    }
    return .done(ended: ended, asked: asked)
  }

  private func askToCancel(_ visit: Visit, by client: Person) throws -> Visit {
    guard visit.cancelAsked == nil else { return visit }
    var visit = visit
    visit.cancelAsked = now
    try tx.save(visit, now: now)
    try audit("askToCancel", by: client.id, subject: visit.id.raw)
    return visit
  }
}
