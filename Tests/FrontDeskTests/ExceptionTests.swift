import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Single days are changed after a look at the bookings they hit, whose clients can be asked to
/// choose another time.
@Suite struct ExceptionTests {
  private static let monday = Zone.utc.local(Salon.ten).date

  private func edit(
    _ change: ScheduleEdit.Change = .off, days: Int = 1
  ) throws -> ScheduleEdit {
    try #require(
      ScheduleEdit(
        first: Self.monday, last: Self.monday.adding(days: days - 1), change: change))
  }

  private func plan(
    _ salon: Salon, _ edit: ScheduleEdit, on calendars: [CalendarID]? = nil,
    by person: Person? = nil
  ) throws -> ExceptionPlan {
    let person = try salon.person(person ?? salon.ada)
    let ids = calendars ?? [salon.adas]
    return try #require(try salon.at { try $0.plan(edit, on: ids, by: person) })
  }

  @discardableResult
  private func save(
    _ salon: Salon, _ edit: ScheduleEdit, offering: Bool = true, seen: Int64? = nil,
    on calendars: [CalendarID]? = nil, by person: Person? = nil
  ) throws -> ExceptionOutcome {
    let signature =
      try seen ?? plan(salon, edit, on: calendars, by: person).signature
    let person = try salon.person(person ?? salon.ada)
    let ids = calendars ?? [salon.adas]
    return try salon.at {
      try $0.save(edit, on: ids, seen: signature, offering: offering, by: person)
    }
  }

  private func exceptions(_ salon: Salon, _ id: CalendarID) throws -> [LocalDate: [TimeRange]] {
    try salon.at { try $0.catalogue().calendar(id)?.rules.exceptions ?? [:] }
  }

  private func offer(_ salon: Salon, _ visit: Visit) throws -> MoveOffer {
    let visit = try #require(try salon.visit(visit))
    return try #require(try salon.at { try $0.tx.openMoveOffer(of: visit) })
  }

  @Test func `a plan names the bookings that would lie outside, on these calendars only`() throws {
    let salon = try Salon()
    let morning = try salon.booked(salon.ann)
    let request = try salon.booked(salon.bob, salon.dye, at: Salon.ten.adding(minutes: 60))
    _ = try salon.booked(salon.bob, on: salon.bens, at: Salon.ten.adding(minutes: 180))
    _ = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 1_440))
    _ = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 240))
    let off = try plan(salon, edit())
    #expect(off.hits.map(\.visit) == [morning.id, request.id])
    #expect(off.listed.map(\.client) == ["Ann", "Bob"])
    let late = try plan(salon, edit(.hours([TimeRange(start: 660, end: 900)])))
    #expect(late.hits.map(\.visit) == [morning.id])
    let cut = try plan(salon, edit(.without([TimeRange(start: 705, end: 730)])))
    #expect(cut.hits.map(\.visit) == [request.id])
    let more = try plan(salon, edit(.extra([TimeRange(start: 1_080, end: 1_200)])))
    #expect(more.hits.isEmpty && !more.changesNothing)
    #expect(try plan(salon, edit(.usual)).changesNothing)
    let all = try plan(salon, edit(), on: [salon.adas, salon.bens], by: salon.owner)
    #expect(all.hits.count == 3 && all.calendars.count == 2)
  }

  @Test func `only ten are named, all are counted`() throws {
    let salon = try Salon()
    for index in 0..<13 {
      _ = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: index * 30))
    }
    let plan = try plan(salon, edit())
    #expect(plan.hits.count == 13 && plan.listed.count == 10)
  }

  @Test func `a booking made meanwhile is shown before anything is saved`() throws {
    let salon = try Salon()
    let seen = try plan(salon, edit()).signature
    let visit = try salon.booked(salon.ann)
    guard case .changed(let plan) = try save(salon, edit(), seen: seen) else {
      Issue.record("saved unseen")
      return
    }
    #expect(plan.hits.map(\.visit) == [visit.id])
    #expect(try exceptions(salon, salon.adas).isEmpty && salon.told.isEmpty)
    guard case .saved(_, let offered, 0) = try save(salon, edit(), seen: plan.signature) else {
      Issue.record("not saved")
      return
    }
    #expect(offered == 1 && salon.told.map(\.kind) == [.moveOffered])
    #expect(try exceptions(salon, salon.adas) == [Self.monday: []])
    #expect(try salon.state(visit) == .confirmed)
  }

  @Test func `ranges, windows and the weekly hours are kept as they were meant`() throws {
    let salon = try Salon()
    let night = TimeRange(start: 1_320, end: 1_560)
    try save(salon, edit(days: 366), on: [salon.adas, salon.bens], by: salon.owner)
    #expect(try exceptions(salon, salon.adas).count == 366)
    #expect(try exceptions(salon, salon.bens).values.allSatisfy(\.isEmpty))
    try save(salon, edit(.hours([night]), days: 3))
    try save(salon, edit(.extra([TimeRange(start: 600, end: 660)]), days: 2))
    let kept = try exceptions(salon, salon.adas)
    #expect(kept[Self.monday] == [TimeRange(start: 600, end: 660), night])
    #expect(kept[Self.monday.adding(days: 2)] == [night])
    try save(salon, edit(.usual, days: 366))
    #expect(try exceptions(salon, salon.adas).isEmpty)
    let noted = try salon.store.read { tx in
      try tx.rows("SELECT detail FROM audit WHERE action = 'setException' ORDER BY id") {
        $0[0] as String
      }
    }
    #expect(noted.count == 5 && noted[2].hasPrefix("hours ") && noted[2].hasSuffix("22:00-02:00"))
  }

  @Test func `who has no chat is counted, not asked; who was asked is not asked again`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    let guest = try salon.booked(salon.bob, at: Salon.ten.adding(minutes: 60))
    try salon.store.write { tx in
      try tx.run("UPDATE person SET telegram = NULL WHERE id = ?", [guest.client.raw])
    }
    guard case .saved(_, 1, 1) = try save(salon, edit()) else {
      Issue.record("one asked, one without a chat")
      return
    }
    #expect(salon.told.map(\.visit) == [visit.id])
    guard case .saved(_, 0, 1) = try save(salon, edit(days: 2)) else {
      Issue.record("asked twice")
      return
    }
    #expect(salon.told.isEmpty)
  }

  @Test func `one tap moves, whatever the rules say, and the specialist hears of it`() throws {
    let salon = try Salon(business: { $0.cancelHours = 72 })
    let visit = try salon.booked(salon.ann, salon.dye)
    let (ada, ann, adas) = (salon.ada, salon.ann, salon.adas)
    _ = try salon.at { try $0.approve(visit.id, by: ada) }
    try save(salon, edit())
    let offer = try offer(salon, visit)
    let tuesday = Salon.ten.adding(minutes: 1_440)
    let bob = salon.bob
    #expect(
      word(try salon.at { try $0.takeOffer(offer.id, on: adas, at: tuesday, by: bob) })
        == "notYours")
    let outcome = try salon.at { try $0.takeOffer(offer.id, on: adas, at: tuesday, by: ann) }
    guard case .moved(let moved, let from) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    // The service asks for approval, but the specialist has asked for the move.
    #expect(moved.state == .confirmed && moved.starts == tuesday && from == Salon.ten)
    #expect(salon.told.map(\.kind) == [.offerMoved] && salon.told[0].person == ada.id)
    // The other buttons of the message are out of date now.
    let again = try salon.at {
      try $0.takeOffer(offer.id, on: adas, at: tuesday.adding(minutes: 60), by: ann)
    }
    #expect(word(again) == "changed")
    #expect(word(try salon.at { try $0.keepOffered(offer.id, by: ann) }) == "changed")
    #expect(try salon.at { try $0.unansweredMoves(on: adas, by: ada, limit: 9) }.isEmpty)
  }

  @Test func `a time that somebody took is answered with others`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    try save(salon, edit())
    let offer = try offer(salon, visit)
    let tuesday = Salon.ten.adding(minutes: 1_440)
    _ = try salon.booked(salon.bob, at: tuesday)
    let (ann, adas, bens) = (salon.ann, salon.adas, salon.bens)
    guard
      case .taken(_, let openings) = try salon.at({
        try $0.takeOffer(offer.id, on: adas, at: tuesday, by: ann)
      })
    else {
      Issue.record("taken twice")
      return
    }
    #expect(openings.count == 3 && openings.allSatisfy { $0.day != Self.monday })
    #expect(!openings.map(\.starts).contains(tuesday))
    #expect(
      word(try salon.at { try $0.takeOffer(offer.id, on: bens, at: tuesday, by: ann) }) == "taken",
      "another specialist's")
    #expect(try salon.visit(visit)?.starts == Salon.ten)
  }

  @Test func `cancelling is free while the question is open, and not after keeping`() throws {
    for keeps in [false, true] {
      let salon = try Salon(business: { $0.cancelHours = 72 })
      let visit = try salon.booked(salon.ann)
      let ann = salon.ann
      try save(salon, edit())
      if keeps {
        let offer = try offer(salon, visit)
        _ = try salon.at { try $0.keepOffered(offer.id, by: ann) }
        #expect(salon.told.map(\.kind) == [.offerKept])
        _ = try salon.at { try $0.keepOffered(offer.id, by: ann) }
        #expect(salon.told.isEmpty, "told once")
      }
      let outcome = try salon.at { try $0.cancel(visit.id, by: ann) }
      #expect(word(outcome) == (keeps ? "asked" : "cancelled"))
      #expect(salon.told.map(\.kind) == [keeps ? .cancelAsked : .offerCancelled])
    }
  }

  @Test func `a move by the usual way answers too`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    try save(salon, edit())
    let hold = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 1_440), moving: visit.id)
    #expect(word(try salon.confirm(hold, salon.ann)) == "moved")
    #expect(salon.told.map(\.kind) == [.offerMoved])
  }

  @Test func `after the start there is nothing to answer`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    try save(salon, edit())
    let offer = try offer(salon, visit)
    salon.pass(minutes: 150)
    let (ann, ada, adas) = (salon.ann, salon.ada, salon.adas)
    #expect(word(try salon.at { try $0.keepOffered(offer.id, by: ann) }) == "changed")
    #expect(
      word(
        try salon.at {
          try $0.takeOffer(offer.id, on: adas, at: Salon.ten.adding(minutes: 1_440), by: ann)
        }) == "changed")
    #expect(try salon.at { try $0.unansweredMoves(on: adas, by: ada, limit: 9) }.isEmpty)
  }

  @Test func `an erased client is asked no more, and the export says what was answered`() throws {
    let salon = try Salon()
    _ = try salon.booked(salon.ann)
    try save(salon, edit())
    let (ann, ada, adas) = (salon.ann, salon.ada, salon.adas)
    let data = String(decoding: try salon.at { try $0.exportData(of: ann) }, as: UTF8.self)
    #expect(data.contains("\"askedToMove\" : \"open\""))
    #expect(try salon.at { try $0.unansweredMoves(on: adas, by: ada, limit: 9) }.count == 1)
    _ = try salon.at { try $0.erase(ann) }
    #expect(try salon.at { try $0.unansweredMoves(on: adas, by: ada, limit: 9) }.isEmpty)
  }

  @Test func `a book for everybody is changed as a whole or not at all`() throws {
    let salon = try Salon()
    let (ada, adas, bens) = (salon.ada, salon.adas, salon.bens)
    let edit = try edit()
    #expect(try salon.at { try $0.plan(edit, on: [adas, bens], by: ada) } == nil)
    #expect(try salon.at { try $0.plan(edit, on: [], by: ada) } == nil)
    #expect(try salon.at { try $0.plan(edit, on: [adas, ID(404)], by: ada) } == nil)
  }
}
