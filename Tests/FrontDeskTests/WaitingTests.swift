import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// The waiting list: joining, and what is done with a time that comes free.
@Suite struct WaitingTests {
  static let today = LocalDate(dayNumber: Int(Salon.opening.seconds / 86_400))

  private func join(
    _ salon: Salon, _ client: Person, service: ID<Service>? = nil,
    specialist: ID<Specialist>? = nil, days: ClosedRange<Int> = 0...6, part: PartOfDay? = nil
  ) throws -> WaitingJoinOutcome {
    let client = try salon.person(client)
    let wish = Wish(service: service ?? salon.cut, specialist: specialist)
    return try salon.at {
      try $0.joinWaiting(
        wish, from: Self.today.adding(days: days.lowerBound),
        through: Self.today.adding(days: days.upperBound), part: part, by: client)
    }
  }

  private func joined(
    _ salon: Salon, _ client: Person, service: ID<Service>? = nil,
    specialist: ID<Specialist>? = nil, days: ClosedRange<Int> = 0...6, part: PartOfDay? = nil
  ) throws -> WaitingEntry {
    let outcome = try join(
      salon, client, service: service, specialist: specialist, days: days, part: part)
    guard case .joined(let entry) = outcome else { throw Unexpected(what: "\(outcome)") }
    return entry
  }

  private func offer(_ salon: Salon, _ entry: WaitingEntry) throws -> WaitingOffer? {
    try salon.store.read { try $0.openWaitingOffer(of: entry.id) }
  }

  private func cancel(_ salon: Salon, _ visit: Visit, _ client: Person) throws {
    let client = try salon.person(client)
    _ = try salon.at { try $0.cancel(visit.id, by: client) }
    try salon.ring()
  }

  @Test func `a time that comes free goes to who waits longest, then to the next`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    let bobs = try joined(salon, salon.bob)
    let bens = try joined(salon, salon.ben)
    try cancel(salon, visit, salon.ann)
    #expect(salon.told.filter { $0.kind == .waitingOffer }.map(\.person) == [salon.bob.id])
    #expect(try offer(salon, bens) == nil)
    // Nobody who walks by takes it meanwhile.
    #expect(word(try salon.hold(salon.ann)) == "taken")
    let first = try #require(try offer(salon, bobs))
    let bob = try salon.person(salon.bob)
    #expect(word(try salon.at { try $0.refuseWaiting(first.id, by: bob) }) == "passedOn")
    #expect(word(try salon.at { try $0.refuseWaiting(first.id, by: bob) }) == "over")
    #expect(word(try salon.at { try $0.takeWaiting(first.id, by: bob) }) == "over")
    try salon.ring()
    let second = try #require(try offer(salon, bens))
    let ben = try salon.person(salon.ben)
    guard case .stands(let hold) = try salon.at({ try $0.takeWaiting(second.id, by: ben) }) else {
      throw Unexpected(what: "no hold")
    }
    #expect(word(try salon.confirm(hold, salon.ben)) == "confirmed")
    #expect(word(try salon.confirm(hold, salon.ben)) == "already")
    #expect(try salon.store.read { try $0.waiting(bens.id) }?.ending == .booked)
    #expect(try salon.store.read { try $0.waiting(bobs.id) }?.isOpen == true)
  }

  @Test func `an offer that nobody answers lapses, and everybody is asked once for that time`()
    throws
  {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    let bobs = try joined(salon, salon.bob)
    let bens = try joined(salon, salon.ben)
    try cancel(salon, visit, salon.ann)
    salon.pass(minutes: 15)
    try salon.ring()
    try salon.ring()
    #expect(try offer(salon, bobs) == nil)
    #expect(try offer(salon, bens) != nil)
    salon.pass(minutes: 15)
    try salon.ring()
    salon.pass(minutes: 1)
    try salon.ring()
    #expect(try offer(salon, bobs) == nil)
    #expect(try offer(salon, bens) == nil)
    #expect(word(try salon.hold(salon.ann)) == "held")
    #expect(try salon.store.read { try $0.count("SELECT count(*) FROM freedTime") } == 0)
  }

  @Test func `who let a time lapse comes behind the others when it comes free again`() throws {
    let salon = try Salon()
    let first = try salon.booked(salon.ann)
    let bobs = try joined(salon, salon.bob)
    try cancel(salon, first, salon.ann)
    salon.pass(minutes: 16)
    try salon.ring()
    try salon.ring()
    let bens = try joined(salon, salon.ben)
    let again = try salon.booked(salon.ann)
    try cancel(salon, again, salon.ann)
    #expect(try offer(salon, bobs) == nil)
    let second = try #require(try offer(salon, bens))
    let ben = try salon.person(salon.ben)
    _ = try salon.at { try $0.refuseWaiting(second.id, by: ben) }
    try salon.ring()
    #expect(try offer(salon, bobs) != nil)
  }

  @Test func `an offer honours service, specialist, days, part of the day and who can't come`()
    throws
  {
    let salon = try Salon {
      $0.horizonDays = 30
    } business: {
      $0.maximumOpen = 2
    }
    let visit = try salon.booked(salon.ann)
    let adas = visit.specialist
    let bens = try #require(
      try salon.store.read { try $0.catalogue() }.specialists.first { $0.id != adas }?.id)
    _ = try joined(salon, salon.bob, specialist: bens)
    _ = try joined(salon, salon.bob, service: salon.dye, days: 1...3)
    _ = try joined(salon, salon.ben, days: 1...6)
    _ = try joined(salon, salon.ben, part: .afternoon)
    // The owner has something else at that time.
    let clash = try salon.booked(salon.owner, on: salon.bens)
    _ = try joined(salon, salon.owner)
    try cancel(salon, visit, salon.ann)
    #expect(!salon.told.contains { $0.kind == .waitingOffer })
    // With that out of the way, it is hers when Ann's time comes free once more.
    try cancel(salon, clash, salon.owner)
    let again = try salon.booked(salon.ann)
    try cancel(salon, again, salon.ann)
    #expect(salon.told.filter { $0.kind == .waitingOffer }.map(\.person) == [salon.owner.id])
  }

  @Test func `blocked clients and those with enough bookings are passed over`() throws {
    let salon = try Salon { _ in
    } business: {
      $0.maximumOpen = 1
    }
    let visit = try salon.booked(salon.ann)
    _ = try joined(salon, salon.bob)
    _ = try joined(salon, salon.ben)
    let bens = try joined(salon, salon.owner)
    _ = try salon.booked(salon.ben, at: Salon.ten.adding(minutes: 240))
    try salon.change(salon.bob) { $0.isBlocked = true }
    try cancel(salon, visit, salon.ann)
    #expect(try offer(salon, bens) != nil)
    #expect(word(try join(salon, salon.bob)) == "refused(blocked)")
  }

  @Test func `a moved, declined, expired or let go time is offered too, and a day that opens`()
    throws
  {
    let salon = try Salon { _ in
    } business: {
      $0.approvalHours = 1
    }
    let later = Salon.ten.adding(minutes: 240)
    let waiting = try joined(salon, salon.bob)
    let bob = try salon.person(salon.bob)
    func isAsked(_ about: Comment) throws {
      // What the first ring frees is offered by the second.
      try salon.ring()
      try salon.ring()
      let offer = try #require(try offer(salon, waiting), about)
      let hold = try #require(try salon.store.read { try $0.visit(offer.hold) })
      // As if it had never been asked, for the next part.
      _ = try salon.at { try $0.refuseWaiting(offer.id, by: bob) }
      try salon.store.write { tx in
        try tx.run("DELETE FROM waitingOffer")
        try tx.run("DELETE FROM freedTime")
        try tx.removeHold(hold.id)
      }
    }
    let visit = try salon.booked(salon.ann)
    let hold = try salon.held(salon.ann, at: later, moving: visit.id)
    _ = try salon.confirm(hold, salon.ann)
    try isAsked("moved")
    let request = try salon.booked(salon.ben, salon.dye, at: Salon.ten)
    let ada = try salon.person(salon.ada)
    _ = try salon.at { try $0.decline(request.id, reason: nil, by: ada) }
    try isAsked("declined")
    _ = try salon.booked(salon.ben, salon.dye, at: Salon.ten)
    salon.pass(minutes: 61)
    try isAsked("expired")
    _ = try salon.held(salon.ben)
    salon.pass(minutes: 6)
    try isAsked("let go by the clock")
    let owner = try salon.person(salon.owner)
    let edit = try #require(
      ScheduleEdit(
        first: Self.today, last: Self.today,
        change: .extra([TimeRange(start: 1_080, end: 1_140)])))
    let adas = salon.adas
    _ = try salon.at { desk in
      let plan = try desk.plan(edit, on: [adas], by: owner)
      return try desk.save(
        edit, on: [adas], seen: plan?.signature ?? 0, offering: false, by: owner)
    }
    try isAsked("hours")
  }

  @Test func `days end by the clock, told once; the list has its limits`() throws {
    let salon = try Salon()
    let entry = try joined(salon, salon.bob, days: 0...0)
    #expect(word(try join(salon, salon.bob, days: 0...0)) == "already")
    #expect(word(try join(salon, salon.bob, days: -3 ... -1)) == "noSuchDays")
    #expect(word(try join(salon, salon.bob, days: 40...50)) == "noSuchDays")
    for day in 1...4 { _ = try joined(salon, salon.bob, days: day...day) }
    #expect(word(try join(salon, salon.bob, days: 5...5)) == "tooMany")
    salon.pass(minutes: 16 * 60)
    try salon.ring()
    #expect(salon.told.map(\.kind) == [.waitingOver])
    try salon.ring()
    #expect(salon.told.isEmpty)
    #expect(try salon.store.read { try $0.waiting(entry.id) }?.ending == .over)
  }

  @Test func `leaving, being taken off and erasure let a time that is offered go on`() throws {
    let salon = try Salon()
    let bob = try salon.person(salon.bob)
    let owner = try salon.person(salon.owner)
    for part in 0..<3 {
      let visit = try salon.booked(salon.ann)
      let entry = try joined(salon, salon.bob)
      let bens = try joined(salon, salon.ben)
      try cancel(salon, visit, salon.ann)
      #expect(try offer(salon, entry) != nil)
      switch part {
      case 0: #expect(word(try salon.at { try $0.leaveWaiting(entry.id, by: bob) }) == "done")
      case 1: #expect(word(try salon.at { try $0.removeWaiting(entry.id, by: owner) }) == "done")
      default: #expect(try salon.at { try $0.erase(bob) })
      }
      try salon.ring()
      #expect(try offer(salon, bens) != nil, "\(part)")
      let ben = try salon.person(salon.ben)
      _ = try salon.at { try $0.leaveWaiting(bens.id, by: ben) }
    }
  }

  @Test func `what was offered survives looking at other times`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    let entry = try joined(salon, salon.bob)
    try cancel(salon, visit, salon.ann)
    let offer = try #require(try offer(salon, entry))
    let other = try salon.held(salon.bob, at: Salon.ten.adding(minutes: 180))
    #expect(word(try salon.confirm(other, salon.bob)) == "confirmed")
    #expect(try salon.store.read { try $0.visit(offer.hold) }?.state == .held)
  }

  @Test func `what comes free at night is kept until the morning`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 1_440))
    let entry = try joined(salon, salon.bob)
    salon.now = Salon.opening.adding(minutes: 15 * 60)
    try cancel(salon, visit, salon.ann)
    let hold = try #require(try offer(salon, entry)).hold
    let until = try salon.store.read { try $0.visit(hold) }?.heldUntil
    #expect(until == Salon.opening.adding(minutes: 1_440 + 15))
  }

  @Test func `finding who is next goes by indexes, with ten thousand waiting`() throws {
    let salon = try Salon()
    try salon.store.write { [cut = salon.cut.raw] tx in
      try tx.run(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
        INSERT INTO person(telegram, name, created) SELECT 1000 + i, 'P' || i, 0 FROM n
        """)
      try tx.run(
        """
        INSERT INTO waiting(client, service, firstDay, lastDay, joined)
        SELECT id, ?, ?, ?, 0 FROM person WHERE telegram > 1000
        """, [cut, Self.today.dayNumber, Self.today.dayNumber + 6])
    }
    let visit = try salon.booked(salon.ann)
    let ann = try salon.person(salon.ann)
    _ = try salon.at { try $0.cancel(visit.id, by: ann) }
    let few = try Salon()
    let alone = try few.booked(few.ann)
    _ = try joined(few, few.bob)
    let fewAnn = try few.person(few.ann)
    _ = try few.at { try $0.cancel(alone.id, by: fewAnn) }
    let costs = try few.store.countStatements { try few.ring() }
    #expect(try salon.store.countStatements { try salon.ring() } == costs)
    #expect(salon.told.filter { $0.kind == .waitingOffer }.count == 1)
    let plans = try salon.store.read { tx in
      try [
        """
        SELECT 1 FROM waiting INDEXED BY waiting_service WHERE service IN (1, 2)
          AND ended IS NULL AND lastDay >= 1 AND firstDay <= 2
        """,
        "SELECT 1 FROM waiting WHERE client = 1 AND ended IS NULL",
        "SELECT 1 FROM waitingOffer WHERE entry = 1 AND answer IS NULL",
        "SELECT 1 FROM waitingOffer WHERE specialist = 1 AND starts >= 1 AND starts < 2",
        "SELECT 1 FROM keepsake WHERE kind = 'visit' AND subject = 1",
        "SELECT 1 FROM outbox WHERE keepsake = 'visit' AND keepsakeSubject = 1",
        """
        SELECT id FROM booking INDEXED BY booking_lapsed
          WHERE state = 'expired' AND heldUntil IS NOT NULL AND heldUntil < 1
        """,
      ].flatMap { sql in
        try tx.rows("EXPLAIN QUERY PLAN " + sql) { $0[3] as String }
      }
    }
    for plan in plans { #expect(plan.hasPrefix("SEARCH"), "\(plan)") }
  }
}
