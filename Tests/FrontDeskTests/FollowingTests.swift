import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Messages and screens that follow what they are about, and what is tidied away after a while.
@Suite struct FollowingTests {
  /// Lets all that waits arrive, as messages from 100 on; returns the edits among it.
  @discardableResult
  private func deliver(_ salon: Salon) throws -> [OutboxRow] {
    try salon.store.write { [now = salon.now] tx in
      let rows = try tx.waitingRows(after: 0, limit: 1_000)
      for (index, row) in rows.enumerated() {
        if row.keepsake != nil { try tx.remember(row: row.id, as: Int64(100 + index), now: now) }
        try tx.removeFromOutbox(row.id)
      }
      return rows.filter(\.edits)
    }
  }

  private func keepsakes(_ salon: Salon) throws -> Int {
    try salon.store.read { try $0.count("SELECT count(*) FROM keepsake") }
  }

  private func show(_ visit: Visit, to person: Person, in salon: Salon) throws {
    try salon.store.write { tx in
      var chat = ChatMemory(id: person.telegram ?? 0)
      chat.screen = 3
      chat.message = 9
      chat.shows = Keepsake(.visit, visit.id.raw)
      try tx.save(chat, person: person.id)
    }
  }

  @Test(arguments: ["approve", "decline", "withdraw", "expire", "move"])
  func `a request that is answered in any way is followed by its messages`(_ end: String) throws {
    let salon = try Salon()
    let request = try salon.booked(salon.ann, salon.dye)
    try deliver(salon)
    #expect(try keepsakes(salon) == 1)
    let (ann, owner) = (try salon.person(salon.ann), try salon.person(salon.owner))
    switch end {
    case "approve": _ = try salon.at { try $0.approve(request.id, by: owner) }
    case "decline": _ = try salon.at { try $0.decline(request.id, reason: nil, by: owner) }
    case "withdraw": _ = try salon.at { try $0.cancel(request.id, by: ann) }
    case "expire":
      salon.pass(minutes: 3_000)
      try salon.ring()
      #expect(salon.told.map(\.kind).contains(.requestUnanswered))
    default:
      let move = StaffMove(
        request.id, revision: request.revision, to: request.calendar,
        at: request.starts.adding(minutes: 120))
      _ = try salon.at { try $0.moveByStaff(move, despite: true, by: owner) }
    }
    let edits = try deliver(salon)
    #expect(edits.map(\.method) == ["requested"] && edits.map(\.message) == [100], "\(end)")
    #expect(try keepsakes(salon) == 0)
  }

  @Test func `a wish to cancel and an offered move are followed until they are settled`() throws {
    let salon = try Salon { _ in
    } business: {
      $0.cancelHours = 48
    }
    let visit = try salon.booked(salon.ann)
    let (ann, ada) = (try salon.person(salon.ann), try salon.person(salon.ada))
    _ = try salon.at { try $0.cancel(visit.id, by: ann) }
    _ = try salon.at { try $0.offerMove(of: visit.id, by: ada) }
    try deliver(salon)
    #expect(try keepsakes(salon) == 2)
    _ = try salon.at { try $0.answerCancellation(visit.id, agrees: false, by: ada) }
    #expect(try deliver(salon).map(\.method).sorted() == ["cancelAsked", "moveOffered"])
    // The offer still stands, and its message goes on following.
    #expect(try keepsakes(salon) == 1)
    _ = try salon.at { try $0.cancel(visit.id, reason: nil, byStaff: ada) }
    #expect(try deliver(salon).map(\.method) == ["moveOffered"])
    #expect(try keepsakes(salon) == 0)
  }

  @Test func `what changes while its message is on the way is edited once that has arrived`()
    throws
  {
    let salon = try Salon()
    let request = try salon.booked(salon.ann, salon.dye)
    let owner = try salon.person(salon.owner)
    _ = try salon.at { try $0.approve(request.id, by: owner) }
    try deliver(salon)
    let edits = try salon.store.read { try $0.waitingRows(after: 0, limit: 9) }
    #expect(edits.map(\.edits) == [true] && edits.map(\.message) == [100])
  }

  @Test func `the screen of a hold that lapses is edited while it shows it, and not afterwards`()
    throws
  {
    for shows in [true, false] {
      let salon = try Salon()
      let hold = try salon.held(salon.ann)
      let other = try salon.held(salon.bob, at: Salon.ten.adding(minutes: 60))
      try show(shows ? hold : other, to: salon.ann, in: salon)
      salon.pass(minutes: 6)
      // Somebody who comes by before the clock ends the hold.
      _ = try salon.hold(salon.ben, at: Salon.ten.adding(minutes: 120))
      try deliver(salon)
      try salon.ring()
      let edits = try deliver(salon)
      #expect(edits.map(\.method) == (shows ? ["holdLapsed"] : []))
      #expect(edits.allSatisfy { $0.screen == 3 && $0.message == nil })
    }
  }

  @Test func `holds that lapsed a month ago are tidied away, requests are not`() throws {
    let salon = try Salon()
    let hold = try salon.held(salon.ann)
    let request = try salon.booked(salon.bob, salon.dye, at: Salon.ten.adding(minutes: 120))
    salon.pass(minutes: 3_000)
    try salon.ring()
    try salon.store.write { [now = salon.now] tx in
      for row in try tx.waitingRows(after: 0, limit: 9) { try tx.bury(row.id, error: "no") }
      try tx.tidy(now: now.adding(minutes: 27 * 1_440))
    }
    #expect(try salon.state(hold) == .expired)
    try salon.store.write { [now = salon.now] tx in
      try tx.tidy(now: now.adding(minutes: 95 * 1_440))
    }
    #expect(try salon.state(hold) == nil)
    #expect(try salon.state(request) == .expired)
    #expect(try salon.store.read { try $0.countOutbox() } == (0, 0))
    #expect(word(try salon.confirm(hold, salon.ann)) == "refused(notYours)")
    // Its number is nobody else's.
    #expect(try salon.held(salon.ann, at: Salon.ten.adding(minutes: 4_320)).id > hold.id)
  }
}
