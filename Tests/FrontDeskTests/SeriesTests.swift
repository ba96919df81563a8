import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Visits that come back: planned, booked, moved and cancelled together, all or nothing.
@Suite struct SeriesTests {
  private func salon(
    zone: Zone = .utc, business: @escaping @Sendable (inout Business) -> Void = { _ in }
  ) throws -> Salon {
    try Salon(
      rules: {
        $0.horizonDays = 400
        $0.zone = zone
      }, business: business)
  }

  private func plan(
    _ draft: SeriesDraft, _ person: Person, byStaff: Bool = false, in salon: Salon
  ) throws -> SeriesPlan {
    let person = try salon.person(person)
    let look = try salon.at {
      try $0.look(at: draft, by: byStaff ? .staff(person) : .client(person))
    }
    guard case .plan(let plan) = look else { throw Unexpected(what: "\(look)") }
    return plan
  }

  private func book(
    _ draft: SeriesDraft, as digest: Int? = nil, _ person: Person, byStaff: Bool = false,
    in salon: Salon
  ) throws -> SeriesOutcome {
    let person = try salon.person(person)
    let shown =
      try digest ?? plan(draft, person, byStaff: byStaff, in: salon).digest
    return try salon.at {
      try $0.book(draft, as: shown, by: byStaff ? .staff(person) : .client(person))
    }
  }

  private func booked(
    _ times: Int, _ client: Person, _ rhythm: Rhythm = .weeks(1), service: ID<Service>? = nil,
    at starts: Instant = Salon.ten, in salon: Salon
  ) throws -> [Visit] {
    let hold = try salon.held(client, service, at: starts)
    let outcome = try book(SeriesDraft(hold.id, rhythm, times: times), client, in: salon)
    guard case .done(let visits) = outcome else { throw Unexpected(what: "\(outcome)") }
    return visits
  }

  private static func week(_ number: Int) -> Instant {
    Salon.ten.adding(minutes: number * 7 * 1_440)
  }

  private func fates(_ plan: SeriesPlan) -> [PlannedVisit.Fate] { plan.visits.map(\.fate) }

  // MARK: Booking

  @Test func `a held time becomes a series, and the specialist is told once`() throws {
    let salon = try salon()
    let visits = try booked(6, salon.ann, in: salon)
    #expect(salon.told.map(\.kind) == [.seriesBooked] && salon.told[0].person == salon.ada.id)
    #expect(visits.map(\.starts) == (0..<6).map { Self.week($0) })
    #expect(try visits.map { try salon.state($0) } == Array(repeating: .confirmed, count: 6))
    #expect(visits.map(\.place) == [0, 1, 2, 3, 4, 5] && Set(visits.map(\.series)).count == 1)
    #expect(Set(visits.map(\.number)).count == 6 && visits.allSatisfy { $0.revision == 1 })
    #expect(try salon.timers().filter { $0.kind == "hold" }.isEmpty)
    // A second tap, and one on another phone.
    let again = try salon.at { [ann = salon.ann, id = visits[0].id] in
      try $0.book(SeriesDraft(id, .weeks(1), times: 6), as: 1, by: .client(ann))
    }
    #expect(word(again) == "already")
    let (ann, opening) = (salon.ann.id, Salon.opening)
    let open = try salon.store.read { try $0.countOpen(of: ann, now: opening) }
    #expect(open == 6)
  }

  @Test func `a booking that stands is joined by others`() throws {
    let salon = try salon()
    let visit = try salon.booked(salon.ann)
    let outcome = try book(
      SeriesDraft(visit.id, .weekdayOfMonth, times: 3), salon.ann, in: salon)
    guard case .done(let visits) = outcome else { throw Unexpected(what: "\(outcome)") }
    #expect(visits[0].id == visit.id && visits.count == 3)
    let dates = visits.map { Zone.utc.local($0.starts).date }
    #expect(Set(dates.map(\.weekday)).count == 1)
    #expect(Set(dates.map { ($0.day - 1) / 7 }).count == 1 && Set(dates.map(\.month)).count == 3)
  }

  @Test func `a date that is taken is left out, or moved to a time nearby`() throws {
    let salon = try salon()
    _ = try salon.booked(salon.bob, at: Self.week(2))
    let hold = try salon.held(salon.ann)
    var draft = SeriesDraft(hold.id, .weeks(1), times: 4)
    let first = try plan(draft, salon.ann, in: salon)
    #expect(fates(first) == [.lead, .free, .taken, .free])
    #expect(first.visits[2].alternatives.first == Self.week(2).adding(minutes: -30))
    draft.changes = [2: .at(Self.week(2).adding(minutes: 30)), 3: .leave]
    #expect(fates(try plan(draft, salon.ann, in: salon)) == [.lead, .free, .free, .left])
    guard case .done(let visits) = try book(draft, salon.ann, in: salon) else {
      throw Unexpected(what: "not booked")
    }
    #expect(visits.map(\.place) == [0, 1, 2])
    #expect(visits[2].starts == Self.week(2).adding(minutes: 30))
  }

  @Test func `two dates of one plan do not take the same time`() throws {
    let salon = try salon()
    let hold = try salon.held(salon.ann)
    let draft = SeriesDraft(
      hold.id, .weeks(1), times: 4,
      changes: [1: .at(Self.week(0)), 3: .at(Self.week(2).adding(minutes: 15))])
    let plan = try plan(draft, salon.ann, in: salon)
    // The hold itself has the first; a quarter past is no start that the grid offers.
    #expect(fates(plan) == [.lead, .taken, .free, .taken])
    let other = SeriesDraft(hold.id, .weeks(1), times: 4, changes: [3: .at(Self.week(2))])
    #expect(fates(try self.plan(other, salon.ann, in: salon)) == [.lead, .free, .free, .clash])
  }

  @Test func `what was taken meanwhile is shown again, and nothing is done by halves`() throws {
    let salon = try salon()
    let hold = try salon.held(salon.ann)
    let draft = SeriesDraft(hold.id, .weeks(1), times: 5)
    let shown = try plan(draft, salon.ann, in: salon).digest
    _ = try salon.booked(salon.bob, at: Self.week(3))
    let before = try Dump(of: salon.store)
    guard case .changed(let fresh) = try book(draft, as: shown, salon.ann, in: salon) else {
      throw Unexpected(what: "not changed")
    }
    #expect(fates(fresh) == [.lead, .free, .free, .taken, .free])
    #expect(try Dump(of: salon.store) == before && salon.told.isEmpty)
    #expect(word(try book(draft, as: fresh.digest, salon.ann, in: salon)) == "done")
  }

  @Test func `of two clients who want the same times one has them and the other is told`() throws {
    let salon = try salon()
    let anns = SeriesDraft(try salon.held(salon.ann).id, .weeks(1), times: 8)
    let bobs = SeriesDraft(
      try salon.held(salon.bob, at: Self.week(1)).id, .weeks(2), times: 4)
    let shownToAnn = try plan(anns, salon.ann, in: salon).digest
    let shownToBob = try plan(bobs, salon.bob, in: salon).digest
    #expect(word(try book(anns, as: shownToAnn, salon.ann, in: salon)) == "done")
    guard case .changed(let fresh) = try book(bobs, as: shownToBob, salon.bob, in: salon) else {
      throw Unexpected(what: "not changed")
    }
    #expect(fates(fresh) == [.lead, .taken, .taken, .taken])
    let starts = try salon.store.read { tx in
      try tx.rows("SELECT starts FROM booking WHERE takesTime") { $0[0] as Int64 }
    }
    #expect(Set(starts).count == starts.count)
  }

  @Test func `beyond the horizon and over the limit nothing is booked, and it is said`() throws {
    let salon = try Salon(rules: { $0.horizonDays = 24 }, business: { $0.maximumOpen = 3 })
    let hold = try salon.held(salon.ann)
    let plan = try plan(SeriesDraft(hold.id, .weeks(1), times: 6), salon.ann, in: salon)
    #expect(
      fates(plan) == [.lead, .free, .free, .overLimit, .beyondHorizon, .beyondHorizon])
    _ = try book(SeriesDraft(hold.id, .weeks(1), times: 6), salon.ann, in: salon)
    let (ann, opening) = (salon.ann.id, Salon.opening)
    let open = try salon.store.read { try $0.countOpen(of: ann, now: opening) }
    #expect(open == 3)
  }

  @Test func `a hold that lapsed is tried again, one that somebody has is not`() throws {
    let salon = try salon()
    let hold = try salon.held(salon.ann)
    let draft = SeriesDraft(hold.id, .weeks(1), times: 3)
    salon.pass(minutes: 10)
    try salon.ring()
    #expect(word(try book(draft, salon.ann, in: salon)) == "done")
    let second = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 60))
    salon.pass(minutes: 10)
    try salon.ring()
    _ = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 60))
    let late = SeriesDraft(second.id, .weeks(1), times: 3)
    let look = try salon.at { [ann = salon.ann] in try $0.look(at: late, by: .client(ann)) }
    #expect(word(look) == "over")
  }

  @Test func `nonsense and other people's bookings lead nowhere`() throws {
    let salon = try salon()
    let visit = try salon.booked(salon.ann)
    let (ann, bob, ben, ada) = (salon.ann, salon.bob, salon.ben, salon.ada)
    func look(_ draft: SeriesDraft, _ hand: SeriesHand) throws -> String {
      word(try salon.at { try $0.look(at: draft, by: hand) })
    }
    let draft = SeriesDraft(visit.id, .weeks(1), times: 3)
    #expect(try look(draft, .client(bob)) == "notAllowed")
    #expect(try look(draft, .staff(ben)) == "notAllowed")
    #expect(try look(draft, .staff(ann)) == "notAllowed")
    #expect(try look(draft, .staff(ada)) == "plan")
    for times in [Int.min, -1, 0, 1, 27, 999, .max] {
      #expect(try look(SeriesDraft(visit.id, .weeks(1), times: times), .client(ann)) == "over")
    }
    #expect(try look(SeriesDraft(visit.id, .weeks(-3), times: 3), .client(ann)) == "over")
    #expect(try look(SeriesDraft(ID(404), .weeks(1), times: 3), .client(ann)) == "notAllowed")
    try salon.change(ann) { $0.isBlocked = true }
    let blocked = try salon.person(ann)
    #expect(try look(draft, .client(blocked)) == "refused(blocked)")
  }

  @Test func `the wall time stays when the clocks change`() throws {
    let paris = try #require(Zone("Europe/Paris"))
    let salon = try salon(zone: paris)
    let starts = paris.instant(paris.local(Salon.opening).date, minute: 600)
    let visits = try booked(26, salon.ann, at: starts, in: salon)
    #expect(visits.count == 26 && visits.allSatisfy { paris.local($0.starts).minute == 600 })
    #expect(Set(visits.map { paris.offset(at: $0.starts) }).count == 2)
  }

  // MARK: Approval

  @Test func `one request for all is answered with one tap`() throws {
    let salon = try salon()
    let visits = try booked(4, salon.ann, service: salon.dye, in: salon)
    #expect(salon.told.map(\.kind) == [.seriesRequested])
    #expect(visits.allSatisfy { $0.state == .requested })
    let (ada, ben, id) = (salon.ada, salon.ben, visits[2].id)
    #expect(word(try salon.at { try $0.answerSeries(id, agrees: true, by: ben) }) == "notAllowed")
    #expect(word(try salon.at { try $0.answerSeries(id, agrees: true, by: ada) }) == "done")
    #expect(salon.told.map(\.kind) == [.seriesApproved] && salon.told[0].person == salon.ann.id)
    #expect(try visits.allSatisfy { try salon.state($0) == .confirmed })
    #expect(try salon.timers().filter { $0.kind == "approval" }.isEmpty)
    #expect(word(try salon.at { try $0.answerSeries(id, agrees: false, by: ada) }) == "already")
  }

  @Test func `a request that nobody answers expires as one`() throws {
    let salon = try salon()
    let visits = try booked(4, salon.ann, service: salon.dye, in: salon)
    #expect(Set(try salon.timers().filter { $0.kind == "approval" }.map(\.due)).count == 1)
    salon.pass(minutes: 1_441)
    try salon.ring()
    #expect(try visits.allSatisfy { try salon.state($0) == .expired })
    #expect(
      salon.told.filter { $0.person == salon.ann.id }.map(\.kind) == [.seriesExpired])
  }

  // MARK: Moving

  private func shift(
    _ shift: SeriesShift, _ person: Person, in salon: Salon
  ) throws -> (plan: SeriesPlan, outcome: SeriesOutcome) {
    let look = try salon.at { try $0.look(at: shift, by: .client(person)) }
    guard case .plan(let plan) = look else { throw Unexpected(what: "\(look)") }
    return (
      plan, try salon.at { try $0.move(shift, as: plan.digest, by: .client(person)) }
    )
  }

  @Test func `this and the following step into each other's places`() throws {
    let salon = try salon()
    let visits = try booked(5, salon.ann, in: salon)
    let (plan, outcome) = try shift(
      SeriesShift(visits[1].id, .following, to: Self.week(2)), salon.ann, in: salon)
    #expect(fates(plan) == [.free, .free, .free, .free])
    #expect(word(outcome) == "done" && salon.told.map(\.kind) == [.seriesMoved])
    #expect(
      try visits.compactMap { try salon.visit($0)?.starts }
        == [0, 2, 3, 4, 5].map { Self.week($0) })
    #expect(try visits.compactMap { try salon.visit($0)?.revision } == [1, 2, 2, 2, 2])
  }

  @Test func `a shift of all leaves what can't be moved where it is`() throws {
    let salon = try salon()
    let visits = try booked(3, salon.ann, in: salon)
    _ = try salon.booked(salon.bob, at: Self.week(1).adding(minutes: 60))
    let (plan, outcome) = try shift(
      SeriesShift(visits[0].id, .all, to: Salon.ten.adding(minutes: 60)), salon.ann, in: salon)
    #expect(fates(plan) == [.free, .taken, .free])
    #expect(word(outcome) == "done")
    #expect(
      try visits.compactMap { try salon.visit($0)?.starts } == [
        Salon.ten.adding(minutes: 60), Self.week(1), Self.week(2).adding(minutes: 60),
      ])
  }

  @Test func `a visit that stays is an obstacle to the one before it`() throws {
    let salon = try salon()
    let visits = try booked(3, salon.ann, in: salon)
    _ = try salon.booked(salon.bob, at: Self.week(3))
    // Each a week later: the last can't go, so the second can't take its place, nor the first.
    let (plan, outcome) = try shift(
      SeriesShift(visits[0].id, .all, to: Self.week(1)), salon.ann, in: salon)
    #expect(fates(plan) == [.clash, .clash, .taken])
    #expect(word(outcome) == "changed")
  }

  @Test func `an old keyboard moves nothing once the series has changed`() throws {
    let salon = try salon()
    let visits = try booked(3, salon.ann, in: salon)
    let (ann, id) = (salon.ann, visits[0].id)
    let wanted = SeriesShift(id, .all, to: Salon.ten.adding(minutes: 60))
    guard case .plan(let plan) = try salon.at({ try $0.look(at: wanted, by: .client(ann)) }) else {
      throw Unexpected(what: "no plan")
    }
    _ = try salon.at { try $0.cancel(visits[2].id, by: ann) }
    let late = try salon.at { try $0.move(wanted, as: plan.digest, by: .client(ann)) }
    #expect(word(late) == "changed" && salon.told.isEmpty)
    let bob = salon.bob
    let foreign = try salon.at { try $0.move(wanted, as: plan.digest, by: .client(bob)) }
    #expect(word(foreign) == "notAllowed")
  }

  // MARK: Cancelling

  @Test func `late ones are asked about, the others end at once`() throws {
    let salon = try salon { $0.cancelHours = 24 }
    let visits = try booked(4, salon.ann, in: salon)
    let (ann, id) = (salon.ann, visits[0].id)
    guard
      case .ending(let ending) = try salon.at({
        try $0.lookAtEnd(of: id, .all, by: .client(ann))
      })
    else { throw Unexpected(what: "no ending") }
    #expect(ending.late.map(\.id) == [id] && ending.free.count == 3)
    let outcome = try salon.at {
      try $0.endSeries(id, .all, as: ending.digest, by: .client(ann))
    }
    #expect(word(outcome) == "done")
    #expect(
      try visits.map { try salon.state($0) } == [.confirmed, .cancelled, .cancelled, .cancelled])
    #expect(try salon.visit(visits[0])?.cancelAsked != nil)
    #expect(salon.told.map(\.kind) == [.seriesCancelled, .cancelAsked])
  }

  @Test func `the staff ends the rest of a series with one word to the client`() throws {
    let salon = try salon()
    let visits = try booked(4, salon.ann, in: salon)
    let (ada, id) = (salon.ada, visits[1].id)
    let outcome = try salon.at {
      try $0.endSeries(id, .following, as: nil, reason: "ill", by: .staff(ada))
    }
    #expect(word(outcome) == "done")
    #expect(salon.told.map(\.kind) == [.seriesCancelledByStaff])
    #expect(
      try visits.map { try salon.state($0) } == [.confirmed, .cancelled, .cancelled, .cancelled])
    #expect(try salon.visit(visits[3])?.reason == "ill")
  }

  // MARK: The staff

  @Test func `the staff books beyond the horizon, and on a closed day when it insists`() throws {
    let salon = try Salon(rules: { $0.horizonDays = 10 })
    let visit = try salon.booked(salon.ann)
    let (ada, adas) = (salon.ada, salon.adas)
    let closed = Zone.utc.local(Self.week(2)).date
    try salon.at { desk in
      try desk.tx.setExceptions([], from: closed, through: closed, of: adas)
    }
    var draft = SeriesDraft(visit.id, .weeks(1), times: 4)
    #expect(
      fates(try plan(draft, ada, byStaff: true, in: salon)) == [.lead, .free, .closed, .free])
    draft.changes = [2: .at(Self.week(2))]
    #expect(fates(try plan(draft, ada, byStaff: true, in: salon)) == [.lead, .free, .free, .free])
    #expect(word(try book(draft, ada, byStaff: true, in: salon)) == "done")
    #expect(salon.told.map(\.kind) == [.seriesBookedForYou])
  }

  // MARK: Privacy

  @Test func `erasing a client ends the series with one word to the staff`() throws {
    let salon = try salon()
    let visits = try booked(8, salon.ann, in: salon)
    let single = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 120))
    let ann = salon.ann
    #expect(try salon.at { try $0.erase(ann) })
    #expect(try (visits + [single]).allSatisfy { try salon.state($0) == .cancelled })
    let told = salon.told.filter { $0.person == salon.ada.id }.map(\.kind)
    #expect(told.count == 2 && Set(told) == [.seriesCancelled, .clientErased])
    #expect(try salon.timers().isEmpty)
    // Their times are free again.
    #expect(try booked(8, salon.bob, in: salon).count == 8)
  }

  @Test func `the export says to which series a booking belongs`() throws {
    let salon = try salon()
    _ = try booked(3, salon.ann, .weeks(2), in: salon)
    let ann = try salon.person(salon.ann)
    let export = String(decoding: try salon.at { try $0.exportData(of: ann) }, as: UTF8.self)
    for word in ["\"series\" : {", "every 2 weeks", "\"visit\" : 3", "\"of\" : 3"] {
      #expect(export.contains(word), "\(word)")
    }
  }

  // MARK: What it costs

  @Test func `a plan of 26 dates costs what one of two does`() throws {
    let salon = try salon()
    let hold = try salon.held(salon.ann)
    let ann = salon.ann
    func cost(_ times: Int) throws -> Int {
      try salon.store.countStatements {
        _ = try salon.at {
          try $0.look(at: SeriesDraft(hold.id, .weeks(1), times: times), by: .client(ann))
        }
      }
    }
    // The days that both look at are known then.
    _ = try cost(26)
    #expect(try cost(26) == cost(2))
    #expect(try cost(26) <= 12)
  }

  @Test func `booking costs the same for each visit more`() throws {
    func cost(_ times: Int) throws -> Int {
      let salon = try salon()
      let hold = try salon.held(salon.ann)
      let draft = SeriesDraft(hold.id, .weeks(1), times: times)
      let digest = try plan(draft, salon.ann, in: salon).digest
      return try salon.store.countStatements {
        _ = try book(draft, as: digest, salon.ann, in: salon)
      }
    }
    let (six, twelve, eighteen) = (try cost(6), try cost(12), try cost(18))
    #expect(twelve - six == eighteen - twelve)
    #expect((twelve - six) / 6 <= 12)
  }
}
