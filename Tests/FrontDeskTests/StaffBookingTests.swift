import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// The staff books for somebody: bound by other bookings and by nothing else.
@Suite struct StaffBookingTests {
  let salon: Salon

  init() throws {
    salon = try Salon { rules in
      rules.minimumNotice = 60
      rules.maximumPerDay = 2
    }
  }

  private func guest(_ details: GuestDetails, by staff: Person? = nil) throws -> Person {
    let staff = try salon.person(staff ?? salon.ada)
    let outcome = try salon.at { try $0.addGuest(details, anew: true, by: staff) }
    guard case .added(let person) = outcome else { throw Unexpected(what: "\(outcome)") }
    return person
  }

  private func book(
    _ client: Person, _ service: ID<Service>? = nil, on calendar: CalendarID? = nil,
    at starts: Instant, despite agreed: Bool = false, by staff: Person? = nil,
    note: String? = nil, price: StaffPlan.Price = .usual
  ) throws -> StaffBookingOutcome {
    let staff = try salon.person(staff ?? salon.ada)
    let plan = StaffPlan(
      client: client.id, service: service ?? salon.cut, calendar: calendar ?? salon.adas,
      starts: starts, note: note, price: price)
    return try salon.at { try $0.bookFor(plan, despite: agreed, by: staff) }
  }

  private func concerns(_ outcome: StaffBookingOutcome) -> [Concern]? {
    if case .asks(let concerns) = outcome { concerns } else { nil }
  }

  @Test func `a guest is booked, confirmed at once, even where clients have to ask`() throws {
    let guy = try guest(GuestDetails(name: "Guy", phone: "+4915112345678"))
    #expect(guy.telegram == nil && guy.name == "Guy")
    let outcome = try book(
      guy, salon.dye, at: Salon.ten, note: "allergic to peroxide", price: .minor(4_500))
    guard case .booked(let visit) = outcome else { throw Unexpected(what: "\(outcome)") }
    let stored = try #require(try salon.visit(visit))
    #expect(stored.state == .confirmed && stored.revision == 1 && stored.client == guy.id)
    #expect(stored.note == "allergic to peroxide" && stored.price?.minor == 4_500)
    #expect(salon.told.isEmpty)
    // A second tap makes no second booking.
    #expect(word(try book(guy, salon.dye, at: Salon.ten)) == "already")
    // Without a price, though the service has one.
    try salon.edit(salon.cut) { $0.price = Money(minor: 2_000, currency: "EUR") }
    let free = try book(guy, at: Salon.ten.adding(minutes: 120), price: .none)
    guard case .booked(let unpaid) = free else { throw Unexpected(what: "\(free)") }
    #expect(try salon.visit(unpaid)?.price == nil)
  }

  @Test func `who has a chat is told, and so is the specialist when somebody else books`() throws {
    let (owner, ada) = (salon.owner, salon.ada)
    _ = try salon.booked(salon.ann, at: Salon.ten)
    _ = try book(salon.ann, at: Salon.ten.adding(minutes: 60))
    #expect(salon.told.map(\.kind) == [.bookedForYou])
    #expect(salon.told.map(\.person) == [salon.ann.id])
    _ = try book(salon.ann, on: salon.bens, at: Salon.ten.adding(minutes: 90), by: owner)
    #expect(salon.told.map(\.kind) == [.bookedForYou, .booked])
    #expect(salon.told.map(\.person) == [salon.ann.id, salon.ben.id])
    // A booking for oneself is no news.
    let own = try salon.at { desk in
      try desk.tx.addClient(ada.id, to: nil, now: desk.now)
      return try desk.mayServe(ada.id, owner)
    }
    #expect(own)
  }

  @Test func `hours, notice, horizon and what has begun are asked about, not forbidden`() throws {
    _ = try salon.booked(salon.ann, at: Salon.ten)
    let (ann, ada, adas, cut) = (salon.ann, salon.ada, salon.adas, salon.cut)
    // Minutes from eight in the morning: when it is, and when the visit is to start.
    let cases: [(now: Int, starts: Int, concerns: [Concern])] = [
      (0, 60, []), (0, 30, [.notice, .outsideHours]), (95, 150, [.notice]),
      (0, 540, [.outsideHours]), (0, 525, [.outsideHours]), (0, 510, []),
      (200, 180, [.past]), (0, -60, [.past, .outsideHours]), (0, 30 * 1_440 + 180, []),
      (0, 31 * 1_440 + 180, [.horizon]), (0, 40 * 1_440, [.horizon, .outsideHours]),
    ]
    for (now, starts, expected) in cases {
      salon.now = Salon.opening.adding(minutes: now)
      let plan = StaffPlan(
        client: ann.id, service: cut, calendar: adas,
        starts: Salon.opening.adding(minutes: starts))
      let look = try salon.at { try $0.look(at: plan, by: ada) }
      guard case .free(let concerns) = look else { throw Unexpected(what: "\(look)") }
      #expect(concerns == expected, "\(starts) at \(now)")
      let without = try salon.at { desk in
        let outcome = try desk.bookFor(plan, despite: false, by: ada)
        if case .booked(let visit) = outcome {
          _ = try desk.end(visit, by: .system, person: nil, reason: nil)
        }
        return outcome
      }
      #expect(word(without) == (expected.isEmpty ? "booked" : "asks"))
    }
  }

  @Test func `a day that has its visits is full for clients only`() throws {
    _ = try salon.booked(salon.ann, at: Salon.ten)
    _ = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 60))
    let third = Salon.ten.adding(minutes: 120)
    #expect(word(try salon.hold(salon.ann, at: third)) == "taken")
    #expect(concerns(try book(salon.ann, at: third)) == [.dayFull])
    #expect(word(try book(salon.ann, at: third, despite: true)) == "booked")
  }

  @Test func `a blocked client with too many bookings can still be booked, with a warning`() throws
  {
    _ = try salon.booked(salon.ann, at: Salon.ten)
    try salon.change(salon.ann) { $0.isBlocked = true }
    let owner = try salon.person(salon.owner)
    _ = try salon.at { try $0.editBusiness(by: owner) { $0.maximumOpen = 1 } }
    let next = Salon.ten.adding(minutes: 60)
    #expect(concerns(try book(salon.ann, at: next)) == [.blocked])
    #expect(word(try book(salon.ann, at: next, despite: true)) == "booked")
  }

  @Test func `a walk-in of the last day is written down and can be closed at once`() throws {
    let guy = try guest(GuestDetails(name: "Guy"))
    let ada = salon.ada
    #expect(word(try book(guy, at: salon.now.adding(minutes: -24 * 60 - 1))) == "tooOld")
    #expect(word(try book(guy, at: salon.now.adding(minutes: 1_101 * 1_440))) == "tooFar")
    let starts = salon.now.adding(minutes: -24 * 60)
    #expect(concerns(try book(guy, at: starts)) == [.past, .outsideHours])
    let outcome = try book(guy, at: starts, despite: true)
    guard case .booked(let visit) = outcome else { throw Unexpected(what: "\(outcome)") }
    #expect(word(try salon.at { try $0.complete(visit.id, by: ada) }) == "done")
    // Who was here already need not be told of it.
    _ = try salon.booked(salon.ann, at: Salon.ten)
    _ = try book(salon.ann, at: salon.now.adding(minutes: -120), despite: true)
    #expect(salon.told.isEmpty)
  }

  @Test func `never over another booking, its buffers, a hold or a full group`() throws {
    let (ann, bob) = (salon.ann, salon.bob)
    _ = try salon.booked(ann, at: Salon.ten)
    func obstacle(_ outcome: StaffBookingOutcome) -> Obstacle? {
      if case .taken(let obstacle, _) = outcome { obstacle } else { nil }
    }
    for minutes in [-29, -15, 0, 15, 29] {
      let outcome = try book(ann, at: Salon.ten.adding(minutes: minutes), despite: true)
      if minutes == 0 {
        #expect(word(outcome) == "already")
        continue
      }
      guard case .visit(let visit)? = obstacle(outcome) else {
        throw Unexpected(what: "\(outcome)")
      }
      #expect(visit.client == ann.id && visit.starts == Salon.ten)
      guard case .taken(_, let openings) = outcome else { continue }
      #expect(openings.count == 3 && openings.allSatisfy { $0.calendar == salon.adas })
    }
    // Not with the same specialist on another calendar either: one person, one time.
    let held = try salon.held(bob, at: Salon.ten.adding(minutes: 60))
    let onHold = try book(ann, at: held.starts, despite: true)
    guard case .visit(let hold)? = obstacle(onHold) else { throw Unexpected(what: "\(onHold)") }
    #expect(hold.state == .held)
    // A hold that lapsed is in nobody's way.
    salon.pass(minutes: 6)
    #expect(word(try book(ann, at: held.starts, despite: true)) == "booked")
    // A group takes as many as it has seats.
    let class1 = Salon.ten.adding(minutes: 180)
    let (one, two, three) = try (
      guest(GuestDetails(name: "1")), guest(GuestDetails(name: "2")),
      guest(GuestDetails(name: "3"))
    )
    #expect(word(try book(one, salon.course, at: class1, despite: true)) == "booked")
    #expect(word(try book(two, salon.course, at: class1, despite: true)) == "booked")
    #expect(obstacle(try book(three, salon.course, at: class1, despite: true)) == .fullGroup)
  }

  @Test func `a client who takes the time between the picker and the confirmation keeps it`() throws
  {
    let guy = try guest(GuestDetails(name: "Guy"))
    let ada = try salon.person(salon.ada)
    let plan = StaffPlan(
      client: guy.id, service: salon.cut, calendar: salon.adas, starts: Salon.ten)
    #expect(word(try salon.at { try $0.look(at: plan, by: ada) }) == "free")
    let winner = try salon.booked(salon.bob, at: Salon.ten)
    let outcome = try salon.at { try $0.bookFor(plan, despite: true, by: ada) }
    guard case .taken(.visit(let visit), let openings) = outcome else {
      throw Unexpected(what: "\(outcome)")
    }
    #expect(visit.id == winner.id && !openings.contains { $0.starts == Salon.ten })
    #expect(try salon.state(winner) == .confirmed)
  }

  @Test func `the database itself refuses what the question overlooked`() throws {
    let ann = try salon.booked(salon.ann, at: Salon.ten)
    let (adas, cut, bob) = (salon.adas, salon.cut, salon.bob)
    let refused = try salon.at { desk -> Bool in
      guard let calendar = try desk.catalogue().calendar(adas),
        let service = try desk.catalogue().service(cut)
      else { return false }
      do {
        _ = try desk.tx.add(
          NewVisit(
            number: "OVERLA", client: bob.id, service: service, calendar: calendar,
            starts: ann.starts.adding(minutes: 15), state: .confirmed), now: desk.now)
        return false
      } catch {
        if case .overlap = StatementFault(error) { return true }
        throw error
      }
    }
    #expect(refused)
  }

  @Test func `a specialist books own clients and own guests, others after naming a contact`() throws
  {
    let (ada, ben, ann) = (salon.ada, salon.ben, salon.ann)
    let guy = try guest(GuestDetails(name: "Guy", email: "Guy@Example.org"), by: ben)
    #expect(word(try book(guy, at: Salon.ten)) == "notAllowed")
    #expect(word(try book(ann, at: Salon.ten)) == "notAllowed")
    #expect(word(try book(guy, on: salon.bens, at: Salon.ten, by: ben)) == "booked")
    #expect(word(try book(guy, on: salon.adas, at: Salon.ten, by: ben)) == "notAllowed")
    let known = try salon.at {
      try $0.recognise(
        guy.id, by: GuestDetails(phone: "+4915100000000", email: "guy@example.org"), by: ada)
    }
    // The guest gains what was missing.
    #expect(known?.phone == "+4915100000000" && known?.email == "Guy@Example.org")
    #expect(word(try book(guy, at: Salon.ten.adding(minutes: 60))) == "booked")
    // Somebody with a chat keeps their own details.
    try salon.change(ann) { $0.phone = "+4915111111111" }
    let same = try salon.at {
      try $0.recognise(
        ann.id, by: GuestDetails(phone: "+4915111111111", email: "other@example.org"), by: ada)
    }
    #expect(same?.id == ann.id && same?.email == nil)
    // Who was erased can't be booked.
    _ = try salon.at { try $0.tx.erase(guy.id, now: $0.now) }
    #expect(
      word(try book(guy, on: salon.bens, at: Salon.ten.adding(minutes: 60), by: ben))
        == "notAllowed")
    #expect(
      word(
        try book(guy, on: salon.bens, at: Salon.ten.adding(minutes: 60), by: salon.owner))
        == "notAllowed")
  }

  @Test func `a contact that is known is asked about, in any case of letters`() throws {
    let ada = salon.ada
    let guy = try guest(
      GuestDetails(
        name: "Guy", phone: "+4915112345678", email: "Guy@Example.org", username: "Guy_S"))
    let likes = [
      GuestDetails(name: "G", phone: "+4915112345678"),
      GuestDetails(name: "G", email: "guy@example.org"),
      GuestDetails(name: "G", username: "gUY_s"),
    ]
    for like in likes {
      let outcome = try salon.at { try $0.addGuest(like, by: ada) }
      guard case .known(let people) = outcome else { throw Unexpected(what: "\(outcome)") }
      #expect(people.map(\.id) == [guy.id])
    }
    var shared = GuestDetails(name: "Ann")
    shared.telegram = salon.ann.telegram
    let people = try salon.at { [shared] in try $0.people(like: shared, by: ada) }
    #expect(people.map(\.id) == [salon.ann.id])
    let other = GuestDetails(name: "Guy")
    #expect(word(try salon.at { try $0.addGuest(other, by: ada) }) == "added")
    #expect(word(try salon.at { try $0.addGuest(GuestDetails(), by: ada) }) == "notAllowed")
    // The new guest is found at once.
    let found = try salon.at { try $0.clients(matching: "gu", limit: 9, by: ada) }
    #expect(found.count == 2)
  }

  @Test func `whatever is gone is gone`() throws {
    _ = try salon.booked(salon.ann, at: Salon.ten)
    #expect(word(try book(salon.ann, ID(99), at: Salon.ten)) == "gone")
    #expect(word(try book(salon.ann, on: ID(99), at: Salon.ten)) == "gone")
    #expect(word(try book(salon.ann, salon.dye, on: salon.bens, at: Salon.ten)) == "gone")
    try salon.edit(salon.course) { $0.isDeleted = true }
    #expect(word(try book(salon.ann, salon.course, at: Salon.ten)) == "gone")
    // A hidden service is hidden from clients only.
    try salon.edit(salon.dye) { $0.isHidden = true }
    #expect(
      word(try book(salon.ann, salon.dye, at: Salon.ten.adding(minutes: 60))) == "booked")
  }
}
