import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// What the staff does with a booking on the day: by its state, by the clock, and by whose it is.
@Suite struct StaffActsTests {
  let salon: Salon
  let start = Salon.ten

  init() throws { salon = try Salon() }

  private func act(_ act: StaffAct, _ visit: Visit, by staff: Person? = nil) throws -> String {
    let staff = try salon.person(staff ?? salon.ada)
    let id = visit.id
    return word(
      try salon.at { desk -> StaffOutcome in
        switch act {
        case .arrive: try desk.setArrived(true, id, by: staff)
        case .leave: try desk.setArrived(false, id, by: staff)
        case .complete: try desk.complete(id, by: staff)
        case .markNoShow: try desk.markNoShow(id, by: staff)
        case .reopen: try desk.reopen(id, by: staff)
        case .cancel, .move: try desk.cancel(id, reason: "ill", byStaff: staff)
        }
      })
  }

  /// The booking in a state, last changed when it was booked, two hours before it starts.
  private func visit(_ state: BookingState, arrived: Bool = false) throws -> Visit {
    salon.now = Salon.opening
    var visit = try salon.booked(salon.ann, at: start)
    visit.state = state
    visit.arrived = arrived ? Salon.opening : nil
    try salon.store.write { [visit] in try $0.save(visit, now: Salon.opening) }
    return visit
  }

  /// Minutes from the start, and what is allowed then; the visit takes half an hour.
  private static let table: [(state: BookingState, arrived: Bool, at: Int, acts: Set<StaffAct>)] = [
    (.requested, false, -60, [.move, .cancel]),
    (.requested, false, 0, [.cancel]),
    (.requested, false, 30, []),
    (.confirmed, false, -181, [.move, .cancel]),
    (.confirmed, false, -180, [.arrive, .move, .cancel]),
    (.confirmed, false, -1, [.arrive, .move, .cancel]),
    (.confirmed, false, 0, [.arrive, .complete, .markNoShow, .cancel]),
    (.confirmed, false, 30, [.arrive, .complete, .markNoShow]),
    (.confirmed, false, 60 * 24 * 90, [.arrive, .complete, .markNoShow]),
    (.confirmed, true, -10, [.leave, .move, .cancel]),
    (.confirmed, true, 10, [.leave, .complete, .markNoShow, .cancel]),
    (.completed, false, 60, [.markNoShow, .reopen]),
    (.completed, false, 1_319, [.markNoShow, .reopen]),
    (.completed, false, 1_320, []),
    (.noShow, false, 60, [.complete, .reopen]),
    (.noShow, false, 1_320, []),
    (.cancelled, false, -60, []), (.cancelled, false, 60, []),
    (.declined, false, -60, []), (.expired, false, -60, []),
  ]

  @Test func `each act is allowed when the table says so, and at no other time`() throws {
    for row in Self.table {
      var visit = try visit(row.state, arrived: row.arrived)
      visit.changed = Salon.opening
      let now = start.adding(minutes: row.at)
      #expect(visit.acts(at: now) == row.acts, "\(row.state) at \(row.at)")
      try salon.store.write { try $0.run("DELETE FROM booking") }
    }
  }

  @Test func `what is refused changes nothing and tells nobody, what is done is noted`() throws {
    for row in Self.table {
      for act in StaffAct.allCases where act != .move {
        let visit = try visit(row.state, arrived: row.arrived)
        let before = try salon.visit(visit)
        salon.now = start.adding(minutes: row.at)
        let outcome = try self.act(act, visit)
        #expect(
          outcome == (row.acts.contains(act) ? "done" : "already"), "\(act) \(row.state) \(row.at)")
        let (after, told) = (try #require(try salon.visit(visit)), salon.told.map(\.kind))
        if outcome == "already" {
          #expect(after == before)
          #expect(told == [])
        } else {
          let lines = try salon.at { try $0.history(of: after, limit: 9) }
          #expect(lines.first?.action == act.verb && lines.first?.person == "Ada")
          #expect(after.changed == salon.now)
          #expect(told == (act == .cancel ? [.cancelledByStaff] : []))
        }
        try salon.store.write { try $0.run("DELETE FROM booking") }
      }
    }
  }

  @Test func `a visit goes its way and back`() throws {
    let visit = try visit(.confirmed)
    salon.now = start
    #expect(try act(.arrive, visit) == "done")
    #expect(try salon.visit(visit)?.arrived == start)
    #expect(try act(.arrive, visit) == "already", "a second phone")
    #expect(try act(.complete, visit) == "done")
    #expect(try salon.state(visit) == .completed && salon.visit(visit)?.arrived == start)
    #expect(try act(.complete, visit) == "already")
    #expect(try act(.markNoShow, visit) == "done")
    #expect(try salon.state(visit) == .noShow && salon.visit(visit)?.arrived == nil)
    #expect(try act(.reopen, visit) == "done")
    #expect(try salon.state(visit) == .confirmed)
    #expect(try salon.visit(visit)?.revision == visit.revision, "the client was told of nothing")
  }

  @Test func `the client hears why, and the specialist hears when somebody else cancelled`() throws
  {
    let visit = try visit(.confirmed)
    salon.now = start.adding(minutes: -30)
    #expect(try act(.cancel, visit, by: salon.ben) == "notAllowed")
    #expect(try act(.cancel, visit, by: salon.ann) == "notAllowed")
    #expect(try salon.state(visit) == .confirmed && salon.told == [])
    #expect(try act(.cancel, visit, by: salon.owner) == "done")
    #expect(
      salon.told.map { "\($0.kind) \($0.person)" } == [
        "cancelledByStaff \(salon.ann.id)", "cancelledByColleague \(salon.ada.id)",
      ])
    let ended = try #require(try salon.visit(visit))
    #expect(ended.state == .cancelled && ended.cancelledBy == "specialist")
    #expect(ended.reason == "ill" && ended.revision == visit.revision + 1)
    #expect(word(try salon.hold(salon.bob, at: start)) == "held", "the time is free")
    #expect(try act(.cancel, visit) == "already")
  }

  @Test func `a request that is cancelled does not expire later`() throws {
    let request = try salon.booked(salon.ann, salon.dye)
    #expect(try act(.cancel, request) == "done")
    #expect(try salon.timers().isEmpty)
  }

  @Test func `everything that is over is closed at once, in the book that is one's own`() throws {
    let first = try salon.booked(salon.ann)
    let second = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 30))
    let bens = try salon.booked(salon.ann, on: salon.bens, at: Salon.ten.adding(minutes: 60))
    let later = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 240))
    salon.now = Salon.ten.adding(minutes: 120)
    let (day, ada, ben) = (Salon.opening, salon.ada, salon.ben)
    let owner = try salon.person(salon.owner)
    func close(_ book: Book, _ staff: Person) throws -> Int? {
      try salon.at { desk in
        guard let open = try desk.open(book, for: staff) else { return nil }
        return try desk.completePast(
          of: open, from: day, to: day.adding(minutes: 1_440), by: staff)
      }
    }
    #expect(try close(.everyone, ada) == nil)
    #expect(try close(.usual, ada) == 2)
    #expect(
      try [first, second, bens, later].map { try salon.state($0) } == [
        .completed, .completed, .confirmed, .confirmed,
      ])
    #expect(try close(.usual, ada) == 0)
    let adas = try salon.at { try $0.specialist(of: ada)?.id }
    #expect(try close(.of(#require(adas)), ben) == nil)
    #expect(try close(.everyone, owner) == 1)
  }

  @Test func `who may only look sees the book of others and changes nothing in it`() throws {
    let visit = try visit(.confirmed)
    try salon.store.write {
      try $0.run("UPDATE specialist SET access = 'view' WHERE name = 'Ben'")
      $0.catalogueChanged()
    }
    let ben = salon.ben
    salon.now = start
    #expect(try salon.at { try $0.open(.everyone, for: ben) } != nil)
    #expect(try salon.at { try $0.readable(visit.id, for: ben) } != nil)
    for act in StaffAct.allCases { #expect(try self.act(act, visit, by: ben) == "notAllowed") }
    let closed = try salon.at { desk in
      try desk.open(.everyone, for: ben).flatMap {
        try desk.completePast(of: $0, from: Salon.opening, to: desk.now, by: ben)
      }
    }
    #expect(closed == nil)
  }

  @Test func `the history of a booking is not that of a client or a service with its number`()
    throws
  {
    let visit = try visit(.confirmed)
    try salon.at { desk in
      for action in ["block", "erase", "editService", "book"] {
        try desk.audit(action, by: nil, subject: visit.id.raw + 1)
        if action != "book" { try desk.audit(action, by: nil, subject: visit.id.raw) }
      }
    }
    let lines = try salon.at { try $0.history(of: visit, limit: 5) }
    #expect(lines.map(\.action) == ["book"])
  }
}
