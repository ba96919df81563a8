import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// A held time becomes a booking once, whatever was tapped how often and when.
@Suite struct ConfirmingTests {
  let salon: Salon
  let later = Salon.ten.adding(minutes: 120)

  init() throws { salon = try Salon() }

  @Test func `a hold becomes a booking, and the specialist is told once`() throws {
    let hold = try salon.held(salon.ann)
    guard case .confirmed(let visit) = try salon.confirm(hold, salon.ann) else {
      Issue.record("not confirmed")
      return
    }
    #expect(visit.id == hold.id && visit.revision == 1 && visit.heldUntil == nil)
    #expect(salon.told.map(\.kind) == [.booked] && salon.told[0].person == salon.ada.id)
    #expect(try salon.timers().isEmpty)
    #expect(word(try salon.confirm(hold, salon.ann)) == "already")
    #expect(salon.told == [])
    #expect(try salon.visit(visit) == visit)
  }

  @Test func `what needs approval becomes a request with a bell`() throws {
    let hold = try salon.held(salon.ann, salon.dye, at: later)
    #expect(word(try salon.confirm(hold, salon.ann)) == "requested")
    #expect(salon.told.map(\.kind) == [.requested])
    // Approval takes a day at most, and never longer than until it starts.
    #expect(
      try salon.timers() == [Alarm(kind: "approval", subject: hold.id.raw, due: later)])
    let far = try salon.held(salon.bob, salon.dye, at: later.adding(minutes: 2 * 1_440))
    _ = try salon.confirm(far, salon.bob)
    #expect(try salon.timers().last?.due == salon.now.adding(minutes: 1_440))
    #expect(word(try salon.confirm(hold, salon.ann)) == "already")
  }

  @Test(arguments: [false, true])
  func `a hold that lapsed is booked anyway when the time is free`(_ rung: Bool) throws {
    let hold = try salon.held(salon.ann)
    let ann = salon.ann
    _ = try salon.at { try $0.describe(hold.id, note: "short, please", photo: "p", by: ann) }
    salon.pass(minutes: 7)
    if rung { try salon.ring() }
    guard case .confirmed(let visit) = try salon.confirm(hold, salon.ann) else {
      Issue.record("not booked")
      return
    }
    #expect(visit.starts == hold.starts && visit.note == "short, please" && visit.photo == "p")
    #expect(try salon.visit(visit) == visit)
    #expect(salon.told.map(\.kind) == [.booked] && salon.told[0].visit == visit.id)
    #expect(word(try salon.confirm(hold, salon.ann)) == "already")
    #expect(try salon.timers().filter { $0.subject == visit.id.raw }.isEmpty)
    // Words that come now go with the booking.
    let outcome = try salon.at { try $0.describe(hold.id, note: "shorter", photo: nil, by: ann) }
    #expect(word(outcome) == "noted")
    #expect(try salon.visit(visit)?.note == "shorter")
    let audited = try salon.store.read {
      try $0.count("SELECT subject FROM audit WHERE action = 'book'")
    }
    #expect(Int64(audited) == visit.id.raw)
  }

  @Test(arguments: [false, true])
  func `a time somebody else has by now brings others, again and again`(_ rung: Bool) throws {
    let hold = try salon.held(salon.ann)
    salon.pass(minutes: 5)
    if rung { try salon.ring() }
    _ = try salon.booked(salon.bob)
    for _ in 0..<2 {
      guard case .taken(let wish, let others) = try salon.confirm(hold, salon.ann) else {
        Issue.record("\(word(try salon.confirm(hold, salon.ann)))")
        return
      }
      #expect(wish.service == salon.cut && others.count == 3)
      #expect(!others.contains { $0.calendar == salon.adas && $0.starts == Salon.ten })
    }
  }

  @Test func `what has begun is not booked, even while it is held`() throws {
    salon.now = Salon.ten.adding(minutes: -2)
    let hold = try salon.held(salon.ann)
    salon.pass(seconds: 121)
    for _ in 0..<2 { #expect(word(try salon.confirm(hold, salon.ann)) == "taken") }
  }

  @Test func `a request nobody answered is over, not asked anew by an old button`() throws {
    let request = try salon.booked(salon.ann, salon.dye, at: later)
    salon.now = later
    try salon.ring()
    #expect(try salon.state(request) == .expired)
    #expect(salon.told.map(\.kind) == [.requestExpired, .requestUnanswered])
    #expect(salon.told.first?.person == salon.ann.id)
    #expect(word(try salon.confirm(request, salon.ann)) == "already")
  }

  @Test func `phone and e-mail are asked where the house wants them`() throws {
    let salon = try Salon { _ in
    } business: {
      $0.asksPhone = true
      $0.asksEmail = true
    }
    let hold = try salon.held(salon.ann)
    #expect(word(try salon.confirm(hold, salon.ann)) == "needs(phone)")
    try salon.change(salon.ann) { $0.phone = "+4930123456" }
    #expect(word(try salon.confirm(hold, salon.ann)) == "needs(email)")
    try salon.change(salon.ann) { $0.email = "ann@example.org" }
    #expect(word(try salon.confirm(hold, salon.ann)) == "confirmed")
  }

  @Test func `somebody blocked while they decide does not book`() throws {
    let hold = try salon.held(salon.ann)
    try salon.change(salon.ann) { $0.isBlocked = true }
    #expect(word(try salon.confirm(hold, salon.ann)) == "refused(blocked)")
    #expect(salon.told == [])
  }

  @Test func `a move keeps the old time until the new one is taken`() throws {
    let visit = try salon.booked(salon.ann)
    let hold = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 30), moving: visit.id)
    #expect(try salon.visit(visit) == visit)
    #expect(word(try salon.hold(salon.bob)) == "taken", "the old time")
    #expect(word(try salon.hold(salon.bob, at: hold.starts)) == "taken", "the new time")
    guard case .moved(let moved, from: Salon.ten) = try salon.confirm(hold, salon.ann) else {
      Issue.record("not moved")
      return
    }
    #expect(moved.id == visit.id && moved.starts == hold.starts && moved.revision == 2)
    #expect(moved.number == visit.number && moved.state == .confirmed)
    #expect(salon.told.map(\.kind) == [.moved] && salon.told[0].revision == 2)
    #expect(try salon.timers().isEmpty)
    #expect(word(try salon.confirm(hold, salon.ann)) == "already")
    let ann = salon.ann
    #expect(
      word(try salon.at { try $0.describe(hold.id, note: "hi", photo: nil, by: ann) }) == "noted")
    #expect(try salon.visit(visit)?.note == "hi")
    #expect(word(try salon.hold(salon.bob)) == "held", "the old time is free")
  }

  @Test func `a move given up changes nothing, a move that lapsed works if the time is free`()
    throws
  {
    let visit = try salon.booked(salon.ann)
    let hold = try salon.held(salon.ann, at: later, moving: visit.id)
    salon.pass(minutes: 5)
    try salon.ring()
    #expect(try salon.visit(visit) == visit)
    #expect(word(try salon.confirm(hold, salon.ann)) == "moved")
    let second = try salon.held(salon.ann, at: Salon.ten, moving: visit.id)
    salon.pass(minutes: 5)
    _ = try salon.booked(salon.bob)
    #expect(word(try salon.confirm(second, salon.ann)) == "taken")
    #expect(try salon.visit(visit)?.starts == later)
  }

  @Test func `a move onto its own time and over its own time is no collision`() throws {
    let salon = try Salon(rules: { $0.step = 15 })
    let visit = try salon.booked(salon.ann)
    let hold = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 15), moving: visit.id)
    #expect(word(try salon.confirm(hold, salon.ann)) == "moved")
  }

  @Test func `a move to another specialist tells that one`() throws {
    let visit = try salon.booked(salon.ann)
    let hold = try salon.held(salon.ann, on: salon.bens, moving: visit.id)
    #expect(word(try salon.confirm(hold, salon.ann)) == "moved")
    #expect(salon.told.map(\.person) == [salon.ben.id])
  }

  @Test func `moving needs the specialist's word anew where the service does`() throws {
    let visit = try salon.booked(salon.ann, salon.dye)
    let ada = salon.ada
    #expect(word(try salon.at { try $0.approve(visit.id, by: ada) }) == "done")
    let hold = try salon.held(salon.ann, salon.dye, at: later, moving: visit.id)
    #expect(word(try salon.confirm(hold, salon.ann)) == "moved")
    #expect(try salon.state(visit) == .requested)
    #expect(salon.told.map(\.kind) == [.requested])
    #expect(try salon.timers() == [Alarm(kind: "approval", subject: visit.id.raw, due: later)])
  }

  @Test func `a booking that ended meanwhile is not moved`() throws {
    let visit = try salon.booked(salon.ann)
    let hold = try salon.held(salon.ann, at: later, moving: visit.id)
    let ann = salon.ann
    _ = try salon.at { try $0.cancel(visit.id, by: ann) }
    #expect(word(try salon.confirm(hold, salon.ann)) == "refused(notYours)")
    #expect(word(try salon.hold(salon.ann, at: later, moving: visit.id)) == "refused(notYours)")
    let other = try salon.booked(salon.bob)
    #expect(word(try salon.hold(salon.ann, at: later, moving: other.id)) == "refused(notYours)")
    #expect(
      word(try salon.hold(salon.bob, salon.dye, at: later, moving: other.id))
        == "refused(notYours)", "a move keeps the service")
    salon.now = Salon.ten
    #expect(word(try salon.hold(salon.bob, at: later, moving: other.id)) == "refused(notYours)")
  }
}
