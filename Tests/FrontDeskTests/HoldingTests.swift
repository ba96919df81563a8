import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// A time is kept for who decides, as long as was promised and no longer.
@Suite struct HoldingTests {
  @Test func `a hold keeps others away for five minutes, to the second`() throws {
    let salon = try Salon()
    let hold = try salon.held(salon.ann)
    #expect(hold.heldUntil == Salon.opening.adding(minutes: 5) && hold.state == .held)
    #expect(try salon.timers().map(\.due) == [Salon.opening.adding(minutes: 5)])
    #expect(salon.told == [])
    salon.pass(seconds: 299)
    guard case .taken(let others) = try salon.hold(salon.bob) else {
      Issue.record("Ann's time was given away")
      return
    }
    #expect(
      others.count == 3 && !others.contains { $0.calendar == salon.adas && $0.starts == Salon.ten })
    salon.pass(seconds: 1)
    // No bell has rung yet: the moment counts.
    #expect(word(try salon.hold(salon.bob)) == "held")
    #expect(try salon.state(hold) == .expired)
  }

  @Test func `the bell lets a hold go when it is due, not before`() throws {
    let salon = try Salon()
    let hold = try salon.held(salon.ann)
    salon.pass(seconds: 299)
    try salon.ring()
    #expect(try salon.state(hold) == .held)
    salon.pass(seconds: 1)
    try salon.ring()
    #expect(try salon.state(hold) == .expired)
    #expect(try salon.timers().isEmpty && salon.told == [])
  }

  @Test func `the house says how long`() throws {
    let salon = try Salon { _ in
    } business: {
      $0.holdMinutes = 20
    }
    #expect(try salon.held(salon.ann).heldUntil == Salon.opening.adding(minutes: 20))
  }

  @Test func `somebody's second hold takes the place of their first`() throws {
    let salon = try Salon()
    let first = try salon.held(salon.ann)
    let second = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 60))
    #expect(try salon.visit(first)?.state == .expired)
    #expect(try salon.timers().map(\.subject) == [second.id.raw])
    #expect(word(try salon.hold(salon.bob)) == "held")
    // The same time again is held anew, from now.
    salon.pass(minutes: 3)
    let third = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 60))
    #expect(third.heldUntil == salon.now.adding(minutes: 5))
  }

  @Test func `what somebody holds is offered to them all the same, and to nobody else`() throws {
    let salon = try Salon()
    let hold = try salon.held(salon.ann, on: salon.bens)
    _ = try salon.held(salon.bob)
    let zone = Zone.utc
    for (person, isTheirs) in [(salon.ann, true), (salon.ada, false)] {
      try salon.at { [cut = salon.cut] desk in
        let ben = try #require(try desk.catalogue().specialists.first { $0.name == "Ben" })
        var wish = Wish(service: cut, specialist: ben.id)
        wish.client = person.id
        let day = zone.local(hold.starts).date
        let nearest = try desk.nearest(for: wish, from: hold.starts, limit: 1)
        #expect((nearest.first?.starts == hold.starts) == isTheirs)
        #expect(
          try desk.openings(for: wish, on: day).contains { $0.starts == hold.starts } == isTheirs)
        // Sixteen half hours from nine to five.
        #expect(try desk.days(for: wish, month: day)[day] == (isTheirs ? 16 : 15))
      }
    }
    // Chosen again, it is held anew; both buttons lead to the one booking.
    let again = try salon.held(salon.ann, on: salon.bens)
    #expect(try salon.state(hold) == .expired)
    guard case .confirmed(let booked) = try salon.confirm(again, salon.ann) else {
      Issue.record("not confirmed")
      return
    }
    #expect(booked.starts == hold.starts)
    #expect(word(try salon.confirm(hold, salon.ann)) == "already")
  }

  @Test func `what the waiting list keeps for somebody is no free time to them`() throws {
    let salon = try Salon()
    let hold = try salon.held(salon.ann)
    try salon.store.write { try $0.run("UPDATE booking SET offer = 1 WHERE id = ?", [hold.id.raw]) }
    try salon.at { [cut = salon.cut, ann = salon.ann, adas = salon.adas] desk throws in
      var wish = Wish(service: cut)
      wish.client = ann.id
      #expect(
        try !desk.openings(for: wish, on: Zone.utc.local(hold.starts).date).contains {
          $0.starts == hold.starts && $0.calendar == adas
        })
    }
  }

  @Test func `a hold is let go by its client alone`() throws {
    let salon = try Salon()
    let hold = try salon.held(salon.ann)
    let (ann, bob) = (salon.ann, salon.bob)
    try salon.at { try $0.release(hold.id, by: bob) }
    #expect(try salon.state(hold) == .held)
    try salon.at { try $0.release(hold.id, by: ann) }
    #expect(try salon.visit(hold) == nil && salon.timers().isEmpty)
    let booked = try salon.booked(salon.ann)
    try salon.at { try $0.release(booked.id, by: ann) }
    #expect(try salon.state(booked) == .confirmed, "a booking is not let go, it is cancelled")
  }

  @Test func `two specialists at one time are two times`() throws {
    let salon = try Salon()
    _ = try salon.held(salon.ann, on: salon.adas)
    #expect(word(try salon.hold(salon.bob, on: salon.bens)) == "held")
  }

  @Test func `notice, horizon, hours and the day's maximum are kept`() throws {
    let salon = try Salon(rules: {
      $0.minimumNotice = 120
      $0.horizonDays = 3
      $0.maximumPerDay = 2
    })
    #expect(word(try salon.hold(salon.ann, at: Salon.ten)) == "held", "two hours to the second")
    salon.pass(seconds: 1)
    #expect(word(try salon.hold(salon.ann, at: Salon.ten)) == "taken")
    let day = 1_440
    let four = Salon.ten.adding(minutes: 360)
    let cases: [(Instant, String)] = [
      (four.adding(minutes: 3 * day), "held"), (Salon.ten.adding(minutes: 4 * day), "taken"),
      (four.adding(minutes: 30), "held"), (four.adding(minutes: 60), "taken"),
      (Salon.ten.adding(minutes: day - 60), "held"),
      (Salon.ten.adding(minutes: day - 61), "taken"), (Salon.ten.adding(minutes: day + 1), "taken"),
      (Salon.opening.adding(minutes: -10), "taken"), (Instant(.min / 4), "taken"),
      (Instant(.max / 4), "taken"),
    ]
    for (moment, expected) in cases {
      #expect(word(try salon.hold(salon.ann, at: moment)) == expected, "\(moment)")
    }
    let tomorrow = Salon.ten.adding(minutes: day)
    _ = try salon.booked(salon.ann, at: tomorrow)
    _ = try salon.booked(salon.ann, at: tomorrow.adding(minutes: 30))
    #expect(word(try salon.hold(salon.bob, at: tomorrow.adding(minutes: 60))) == "taken")
    #expect(word(try salon.hold(salon.bob, at: tomorrow.adding(minutes: day))) == "held")
  }

  @Test func `a client has as many open bookings as the house allows`() throws {
    let salon = try Salon { _ in
    } business: {
      $0.maximumOpen = 2
    }
    let first = try salon.booked(salon.ann)
    _ = try salon.booked(salon.ann, salon.dye, at: Salon.ten.adding(minutes: 30))
    let later = Salon.ten.adding(minutes: 180)
    #expect(word(try salon.hold(salon.ann, at: later)) == "refused(tooMany(limit: 2))")
    #expect(word(try salon.hold(salon.bob, at: later)) == "held")
    // Moving adds none.
    #expect(
      word(try salon.hold(salon.ann, at: Salon.ten.adding(minutes: 240), moving: first.id))
        == "held")
    let ann = salon.ann
    _ = try salon.at { try $0.cancel(first.id, by: ann) }
    #expect(word(try salon.hold(salon.ann, at: Salon.ten)) == "held")
    // What has begun is open no longer.
    salon.now = Salon.ten.adding(minutes: 31)
    #expect(word(try salon.hold(salon.ann, at: Salon.ten.adding(minutes: 300))) == "held")
  }

  @Test func `who is blocked, and what is not on offer, is not booked`() throws {
    let salon = try Salon()
    try salon.change(salon.ann) { $0.isBlocked = true }
    #expect(word(try salon.hold(salon.ann)) == "refused(blocked)")
    let hold = try salon.held(salon.bob)
    try salon.edit(salon.cut) { $0.isHidden = true }
    #expect(word(try salon.hold(salon.bob)) == "refused(serviceGone)")
    #expect(word(try salon.confirm(hold, salon.bob)) == "refused(serviceGone)")
    #expect(word(try salon.hold(salon.bob, salon.dye, on: salon.bens)) == "refused(serviceGone)")
    #expect(word(try salon.hold(salon.bob, ID(99))) == "refused(serviceGone)")
    #expect(word(try salon.hold(salon.bob, salon.dye, on: ID(99))) == "refused(serviceGone)")
  }

  @Test func `a class holds a seat for each, and no seat twice`() throws {
    let salon = try Salon()
    _ = try salon.booked(salon.ann, salon.course)
    let seat = try salon.held(salon.bob, salon.course)
    #expect(word(try salon.hold(salon.ben, salon.course)) == "taken")
    salon.now = seat.heldUntil ?? salon.now
    #expect(word(try salon.hold(salon.ben, salon.course)) == "held")
    #expect(word(try salon.hold(salon.ada, salon.cut)) == "taken")
  }
}
