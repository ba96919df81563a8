import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Giving a booking up: alone in good time, later with the specialist's word.
@Suite struct CancellingTests {
  let salon: Salon
  let start = Salon.ten.adding(minutes: 1_440)

  init() throws {
    salon = try Salon { _ in
    } business: {
      $0.cancelHours = 24
    }
  }

  private func cancel(_ visit: Visit, _ client: Person) throws -> String {
    word(try salon.at { try $0.cancel(visit.id, by: client) })
  }

  private func answer(_ visit: Visit, _ agrees: Bool, _ staff: Person) throws -> String {
    word(try salon.at { try $0.answerCancellation(visit.id, agrees: agrees, by: staff) })
  }

  @Test func `exactly so many hours before is in time, a second later is late`() throws {
    let visit = try salon.booked(salon.ann, at: start)
    let ann = salon.ann
    salon.now = start.adding(minutes: -1_440)
    #expect(try salon.at { try $0.mayCancelAlone(visit) })
    salon.pass(seconds: 1)
    #expect(try !salon.at { try $0.mayCancelAlone(visit) })
    #expect(try cancel(visit, ann) == "asked")
    salon.now = start.adding(minutes: -1_440)
    let other = try salon.booked(salon.bob, on: salon.bens, at: start)
    #expect(try cancel(other, salon.bob) == "cancelled")
    #expect(salon.told.map(\.kind) == [.cancelledByClient])
    #expect(salon.told.map(\.person) == [salon.ben.id])
    let ended = try #require(try salon.visit(other))
    #expect(ended.state == .cancelled && ended.cancelledBy == "client" && ended.revision == 2)
    #expect(try cancel(other, salon.bob) == "over")
    #expect(salon.told == [])
    #expect(word(try salon.hold(salon.ann, on: salon.bens, at: start)) == "held", "it is free")
  }

  @Test func `late, the specialist is asked once, and refuses or agrees`() throws {
    let visit = try salon.booked(salon.ann, at: start)
    salon.now = start.adding(seconds: -1)
    #expect(try cancel(visit, salon.ann) == "asked")
    #expect(salon.told.map(\.kind) == [.cancelAsked])
    #expect(try cancel(visit, salon.ann) == "asked")
    #expect(salon.told == [])
    #expect(try salon.state(visit) == .confirmed)

    #expect(try answer(visit, false, salon.ada) == "done")
    #expect(salon.told.map(\.kind) == [.cancelRefused])
    #expect(try salon.visit(visit)?.cancelAsked == nil)
    #expect(try answer(visit, true, salon.ada) == "already")

    #expect(try cancel(visit, salon.ann) == "asked")
    #expect(try answer(visit, true, salon.ada) == "done")
    #expect(salon.told.map(\.kind) == [.cancelAgreed] && salon.told[0].person == salon.ann.id)
    #expect(try salon.state(visit) == .cancelled)
    #expect(try answer(visit, true, salon.ada) == "already")
    #expect(try answer(visit, false, salon.ada) == "already")
  }

  @Test func `what has begun is over, what nobody agreed to yet is free to take back`() throws {
    let request = try salon.booked(salon.ann, salon.dye, at: start)
    let visit = try salon.booked(salon.bob, on: salon.bens, at: start)
    salon.now = start.adding(seconds: -1)
    #expect(try cancel(request, salon.ann) == "cancelled")
    #expect(try salon.timers().filter { $0.subject == request.id.raw }.isEmpty)
    salon.now = start
    #expect(try cancel(visit, salon.bob) == "over")
    #expect(try salon.state(visit) == .confirmed)
    #expect(try cancel(visit, salon.ann) == "notYours")
  }

  @Test func `a move takes the wish to cancel back`() throws {
    let visit = try salon.booked(salon.ann, at: start)
    salon.now = start.adding(minutes: -60)
    #expect(try cancel(visit, salon.ann) == "asked")
    let hold = try salon.held(salon.ann, at: start.adding(minutes: 60), moving: visit.id)
    #expect(word(try salon.confirm(hold, salon.ann)) == "moved")
    #expect(try answer(visit, true, salon.ada) == "already")
    #expect(try salon.state(visit) == .confirmed)
  }

  @Test func `a request is approved, declined or expires, once`() throws {
    func request(_ minutes: Int) throws -> Visit {
      try salon.booked(salon.ann, salon.dye, at: start.adding(minutes: minutes))
    }
    let (ada, ben, olga) = (salon.ada, salon.ben, try salon.person(salon.owner))
    let visits = [try request(0), try request(60), try request(120), try request(180)]
    let first = visits[0], second = visits[1]
    #expect(try salon.timers().count == 4)
    #expect(word(try salon.at { try $0.approve(first.id, by: ben) }) == "notAllowed")
    #expect(
      word(try salon.at { try $0.decline(second.id, reason: "no", by: ben) }) == "notAllowed")
    #expect(try visits.map { try salon.state($0) } == Array(repeating: .requested, count: 4))

    #expect(word(try salon.at { try $0.approve(first.id, by: ada) }) == "done")
    #expect(salon.told.map(\.kind) == [.approved] && salon.told[0].revision == 2)
    #expect(word(try salon.at { try $0.approve(first.id, by: olga) }) == "already")
    #expect(word(try salon.at { try $0.decline(first.id, reason: nil, by: ada) }) == "already")
    #expect(salon.told == [])

    #expect(word(try salon.at { try $0.decline(second.id, reason: "ill", by: olga) }) == "done")
    #expect(salon.told.map(\.kind) == [.declined])
    #expect(try salon.visit(second)?.reason == "ill")
    #expect(word(try salon.at { try $0.approve(second.id, by: ada) }) == "already")
    #expect(word(try salon.hold(salon.bob, salon.dye, at: second.starts)) == "held")

    salon.pass(minutes: 1_439)
    try salon.ring()
    #expect(try salon.state(visits[2]) == .requested)
    salon.pass(minutes: 1)
    try salon.ring()
    #expect(try salon.state(visits[2]) == .expired && salon.state(visits[3]) == .expired)
    #expect(salon.told.count { $0.kind == .requestExpired } == 2)
    #expect(salon.told.count { $0.kind == .requestUnanswered } == 2)
    let third = visits[2].id
    #expect(word(try salon.at { try $0.approve(third, by: ada) }) == "already")
    #expect(try salon.timers().isEmpty)
    // A bell that rings late finds nothing to do.
    try salon.at { [first] in
      try $0.ring(Alarm(kind: "approval", subject: first.id.raw, due: $0.now))
      try $0.ring(Alarm(kind: "hold", subject: first.id.raw, due: $0.now))
      try $0.ring(Alarm(kind: "nonsense", subject: 1, due: $0.now))
      try $0.ring(Alarm(kind: "hold", subject: 999, due: $0.now))
    }
    #expect(try salon.state(first) == .confirmed && salon.told == [])
  }

  @Test func `what should have started is not approved any more`() throws {
    let visit = try salon.booked(salon.ann, salon.dye, at: start)
    salon.now = start
    let ada = salon.ada
    #expect(word(try salon.at { try $0.approve(visit.id, by: ada) }) == "already")
  }

  @Test func `owners are told where a specialist has no chat`() throws {
    let ada = salon.ada
    try salon.at { desk in
      let specialist = try desk.specialist(of: ada)
      try desk.tx.assign(nil, to: specialist?.id ?? ID(0))
    }
    _ = try salon.booked(salon.ann, at: start)
    #expect(salon.told.map(\.person) == [salon.owner.id])
  }
}
