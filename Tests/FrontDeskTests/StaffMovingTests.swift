import Booking
import Chance
import Testing

@testable import FrontDesk
@testable import Store

/// The staff gives a booking another time, maybe with somebody else.
@Suite struct StaffMovingTests {
  let salon: Salon
  private let later = Salon.ten.adding(minutes: 180)

  init() throws { salon = try Salon() }

  private func move(
    _ visit: Visit, on calendar: CalendarID? = nil, at starts: Instant, despite: Bool = false,
    words: String? = nil, by staff: Person? = nil
  ) throws -> StaffMoveOutcome {
    let staff = try salon.person(staff ?? salon.ada)
    let wanted = StaffMove(
      visit.id, revision: visit.revision, to: calendar ?? visit.calendar, at: starts, words: words)
    return try salon.at { try $0.moveByStaff(wanted, despite: despite, by: staff) }
  }

  private func moved(_ outcome: StaffMoveOutcome) throws -> Visit {
    guard case .moved(let visit, _) = outcome else { throw Unexpected(what: "\(outcome)") }
    return visit
  }

  @Test func `the client is told of both times, and the old one is free`() throws {
    let visit = try salon.booked(salon.ann)
    let next = try moved(try move(visit, at: later, words: "Sorry!"))
    #expect(next.starts == later && next.revision == visit.revision + 1)
    #expect(next.state == .confirmed && next.ends == later.adding(minutes: 30))
    #expect(salon.told.map(\.kind) == [.movedByStaff])
    #expect(salon.told.map(\.revision) == [next.revision])
    #expect(word(try salon.hold(salon.bob)) == "held")
    // A second tap changes nothing.
    #expect(word(try move(visit, at: later)) == "already")
    #expect(salon.told.isEmpty)
  }

  @Test func `a request is approved by it, and does not expire`() throws {
    let visit = try salon.booked(salon.ann, salon.dye)
    #expect(visit.state == .requested)
    let next = try moved(try move(visit, at: later))
    #expect(next.state == .confirmed)
    #expect(try salon.timers().isEmpty)
  }

  @Test func `the owner moves it to another specialist; all it concerns are told`() throws {
    let visit = try salon.booked(salon.ann)
    #expect(word(try move(visit, on: salon.bens, at: later)) == "notAllowed")
    let next = try moved(try move(visit, on: salon.bens, at: visit.starts, by: salon.owner))
    #expect(next.calendar == salon.bens && next.starts == visit.starts)
    #expect(Set(salon.told.map(\.person)) == [salon.ann.id, salon.ada.id, salon.ben.id])
    #expect(
      salon.told.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [
        .moved, .moved, .movedByStaff,
      ])
    // Ada's time is free; Ben's is not.
    #expect(word(try salon.hold(salon.bob)) == "held")
    #expect(word(try salon.hold(salon.bob, on: salon.bens)) == "taken")
    // The same time is no place to move to with the same specialist, but with another.
    let (owner, cut) = (salon.owner, salon.cut)
    let starts = try salon.at { desk -> [CalendarID] in
      guard let wish = try desk.staffWish(cut, moving: next.id, by: owner) else { return [] }
      return try desk.openings(
        for: wish, from: next.starts, to: next.starts.adding(minutes: 1)
      ).map(\.calendar)
    }
    #expect(starts == [salon.adas])
  }

  @Test func `a booking that changed meanwhile is shown as it stands`() throws {
    let visit = try salon.booked(salon.ann)
    let ann = salon.ann
    let hold = try salon.held(ann, at: later, moving: visit.id)
    _ = try salon.confirm(hold, ann)
    let outcome = try move(visit, at: later.adding(minutes: 60))
    guard case .changed(let present) = outcome else { throw Unexpected(what: "\(outcome)") }
    #expect(present.starts == later)
    _ = try salon.at { try $0.cancel(visit.id, by: ann) }
    #expect(word(try move(present, at: later.adding(minutes: 60))) == "changed")
  }

  @Test func `never over another booking, and the client's own hold for a move is let go`() throws {
    let visit = try salon.booked(salon.ann)
    let other = try salon.booked(salon.bob, at: later)
    let outcome = try move(visit, at: later.adding(minutes: 15), despite: true)
    guard case .taken(.visit(let taker), let openings) = outcome else {
      throw Unexpected(what: "\(outcome)")
    }
    #expect(taker.id == other.id && !openings.isEmpty)
    #expect(try salon.visit(visit)?.starts == Salon.ten)
    // Half an hour on overlaps the booking's own time, which is no obstacle.
    let next = try moved(try move(visit, at: Salon.ten.adding(minutes: 15), despite: true))
    #expect(next.starts == Salon.ten.adding(minutes: 15))
    let hold = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 60), moving: visit.id)
    _ = try moved(try move(next, at: Salon.ten.adding(minutes: 90)))
    #expect(try salon.state(hold) == nil)
  }

  @Test func `hours are asked about; what was over a day ago stays as it was`() throws {
    let visit = try salon.booked(salon.ann)
    let evening = Salon.ten.adding(minutes: 600)
    guard case .asks(let concerns) = try move(visit, at: evening) else {
      throw Unexpected(what: "no concern")
    }
    #expect(concerns == [.outsideHours])
    let next = try moved(try move(visit, at: evening, despite: true))
    #expect(word(try move(next, at: Salon.ten.adding(minutes: -1_600))) == "tooOld")
    #expect(word(try move(next, at: Salon.ten.adding(minutes: 1_102 * 1_440))) == "tooFar")
    #expect(word(try move(next, on: ID(99), at: later)) == "gone")
    salon.pass(minutes: 3 * 1_440)
    #expect(word(try move(next, at: salon.now.adding(minutes: 120))) == "changed")
  }

  @Test(arguments: [31, 32, 33] as [UInt64]) func `no order of moves ever overlaps`(
    _ seed: UInt64
  ) throws {
    var dice = Dice(seed: seed)
    var visits = try [
      salon.booked(salon.ann), salon.booked(salon.bob, at: Salon.ten.adding(minutes: 30)),
      salon.booked(salon.ben, salon.dye, at: Salon.ten.adding(minutes: 60)),
    ]
    for _ in 0..<60 {
      let index = Int.random(in: 0..<visits.count, using: &dice)
      let starts = Salon.ten.adding(minutes: Int.random(in: 0..<40, using: &dice) * 15 - 180)
      let calendar = Int.random(in: 0..<3, using: &dice) == 0 ? salon.bens : salon.adas
      let outcome = try move(
        visits[index], on: calendar, at: starts, despite: true, by: salon.owner)
      if case .moved(let visit, _) = outcome { visits[index] = visit }
      for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let (one, two) = (visits[a], visits[b])
        #expect(
          one.specialist != two.specialist || one.ends <= two.starts || two.ends <= one.starts,
          "seed \(seed)")
      }
    }
  }
}
