import Booking
import Chance
import Testing

@testable import FrontDesk
@testable import Store

/// What follows a visit: it counts as completed, its client is asked once, by day, and not too often.
@Suite struct AfterVisitTests {
  /// Rings the clock hour by hour; returns who was asked what, with the moment.
  private func pass(
    hours: Int, _ salon: Salon
  ) throws -> [(kind: Notice.Kind, visit: ID<Visit>, at: Instant)] {
    var asked: [(Notice.Kind, ID<Visit>, Instant)] = []
    for _ in 0..<hours * 4 {
      salon.pass(minutes: 15)
      try salon.ring()
      asked += salon.told.filter { $0.kind == .rateVisit || $0.kind == .comeBack }
        .map { ($0.kind, $0.visit, salon.now) }
    }
    return asked
  }

  private func start(_ salon: Salon) throws { try salon.at { try $0.startClocks() } }

  @Test func `a visit nobody closed is completed a day later and its client asked by day`() throws {
    let salon = try Salon()
    try start(salon)
    // Ends at half past four: completed at five the next day, asked at seven.
    let visit = try salon.booked(salon.ann, at: Salon.opening.adding(minutes: 480))
    let asked = try pass(hours: 48, salon)
    #expect(try salon.state(visit) == .completed)
    #expect(asked.map(\.kind) == [.rateVisit])
    #expect(asked.first.map { Zone.utc.local($0.at).minute } == 19 * 60)
  }

  @Test func `what would fall into quiet hours waits for their end on the client's own clock`()
    throws
  {
    let salon = try Salon()
    try start(salon)
    guard let tokyo = Zone("Asia/Tokyo") else { return }
    try salon.change(salon.ann) { $0.zone = tokyo }
    _ = try salon.booked(salon.ann, at: Salon.opening.adding(minutes: 480))
    let asked = try pass(hours: 48, salon)
    #expect(asked.map { tokyo.local($0.at).minute } == [480])
  }

  @Test func `no-shows and corrected visits are not asked about`() throws {
    let salon = try Salon()
    try start(salon)
    let visit = try salon.booked(salon.ann)
    salon.pass(minutes: 180)
    let ada = salon.ada
    _ = try salon.at { try $0.complete(visit.id, by: ada) }
    _ = try salon.at { try $0.markNoShow(visit.id, by: ada) }
    #expect(try pass(hours: 72, salon).isEmpty)
    #expect(try salon.state(visit) == .noShow)
  }

  @Test func `a reopened visit is left alone for a day, then completed`() throws {
    let salon = try Salon()
    try start(salon)
    let visit = try salon.booked(salon.ann)
    _ = try pass(hours: 30, salon)
    #expect(try salon.state(visit) == .completed)
    let ada = salon.ada
    _ = try salon.at { try $0.reopen(visit.id, by: ada) }
    _ = try pass(hours: 20, salon)
    #expect(try salon.state(visit) == .confirmed)
    _ = try pass(hours: 6, salon)
    #expect(try salon.state(visit) == .completed)
  }

  @Test func `the client is invited again once, unless they have a booking or want no more`() throws
  {
    for (nudges, later, expected) in [(true, false, 1), (false, false, 0), (true, true, 0)] {
      let salon = try Salon()
      try start(salon)
      let (owner, cut, ann) = (salon.owner, salon.cut, salon.ann)
      #expect(try salon.at { try $0.setComeBack(3, of: cut, by: owner) })
      try salon.at { try $0.setNudges(nudges, of: ann) }
      _ = try salon.booked(ann)
      if later {
        _ = try salon.booked(ann, at: Salon.ten.adding(minutes: 5 * 1_440))
      }
      let asked = try pass(hours: 24 * 5, salon).filter { $0.kind == .comeBack }
      #expect(asked.count == expected)
      #expect(asked.allSatisfy { Zone.utc.local($0.at).minute == 660 })
    }
  }

  @Test func `stars can be changed for a week, and who was unhappy is heard at once`() throws {
    let salon = try Salon()
    try start(salon)
    let visit = try salon.booked(salon.ann)
    salon.pass(minutes: 180)
    let (ada, ann) = (salon.ada, salon.ann)
    #expect(word(try salon.at { try $0.rate(visit.id, 5, by: ann) }) == "tooLate")
    _ = try salon.at { try $0.complete(visit.id, by: ada) }
    #expect(word(try salon.at { try $0.rate(visit.id, 6, by: ann) }) == "tooLate")
    #expect(word(try salon.at { try $0.say("early", of: visit.id, by: ann) }) == "tooLate")
    #expect(word(try salon.at { try $0.rate(visit.id, 5, by: ann) }) == "rated")
    #expect(salon.told.isEmpty)
    salon.pass(minutes: 10)
    try salon.ring()
    #expect(salon.told.map(\.person) == [ada.id])
    #expect(word(try salon.at { try $0.rate(visit.id, 1, by: ann) }) == "rated")
    #expect(Set(salon.told.map(\.person)) == [ada.id, salon.owner.id])
    salon.pass(minutes: 7 * 1_440)
    #expect(word(try salon.at { try $0.rate(visit.id, 5, by: ann) }) == "tooLate")
    let sum = try salon.store.read { try $0.sumReviews(of: nil) }
    #expect(sum == ReviewSum(count: 1, stars: 1))
  }

  @Test func `a low rating is told once, what the client adds comes quietly after it`() throws {
    let salon = try Salon()
    let visit = try salon.booked(salon.ann)
    salon.pass(minutes: 180)
    let (ada, ann) = (salon.ada, salon.ann)
    _ = try salon.at { try $0.complete(visit.id, by: ada) }
    func told() -> [String] {
      salon.told.filter { $0.kind == .reviewed && $0.person == ada.id }.map { $0.text ?? "new" }
    }
    _ = try salon.at { try $0.rate(visit.id, 2, by: ann) }
    #expect(told() == ["new"])
    _ = try salon.at { try $0.say("Too short", of: visit.id, by: ann) }
    #expect(told() == ["addition"])
    // Up, down and lower: one more word of it, when the client has come to rest.
    for stars in [5, 2, 1] {
      _ = try salon.at { try $0.rate(visit.id, stars, by: ann) }
      #expect(told().isEmpty)
    }
    salon.pass(minutes: 10)
    try salon.ring()
    #expect(told() == ["addition"])
    #expect(Set(salon.told.map(\.person)) == [ada.id, salon.owner.id])
  }

  @Test func `questions keep to the client's own quiet hours`() throws {
    for (choice, minute) in [
      (QuietChoice.off, 19 * 60), (.hours(try #require(QuietHours("18:00-10:00"))), 10 * 60),
    ] {
      let salon = try Salon()
      try start(salon)
      try salon.change(salon.ann) { $0.quiet = choice }
      _ = try salon.booked(salon.ann, at: Salon.opening.adding(minutes: 480))
      let asked = try pass(hours: 60, salon)
      #expect(asked.map { Zone.utc.local($0.at).minute } == [minute])
    }
  }

  /// Books, acts, restarts, downtime and clock jumps at random: each visit is asked about once at
  /// most, never in quiet hours, and no client twice in a week.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `one question a visit, one client a week`(
    _ seed: UInt64
  ) throws {
    let dice = Dice(seed: seed)
    let salon = try Salon()
    try start(salon)
    let (owner, ada, cut) = (salon.owner, salon.ada, salon.cut)
    _ = try salon.at { try $0.setComeBack(5, of: cut, by: owner) }
    var asked: [(kind: Notice.Kind, visit: ID<Visit>, person: ID<Person>, at: Instant)] = []
    var visits: [Visit] = []
    for _ in 0..<220 {
      switch dice.next() % 7 {
      case 0, 1:
        let client = dice.next() % 2 == 0 ? salon.ann : salon.bob
        let day = Zone.utc.local(salon.now).date.adding(days: Int(dice.next() % 3))
        let start = Zone.utc.instant(day, minute: 540 + Int(dice.next() % 15) * 30)
        if start > salon.now, case .held(let hold) = try salon.hold(client, at: start),
          case .confirmed(let visit) = try salon.confirm(hold, client)
        {
          visits.append(visit)
        }
      case 2:
        guard let visit = visits.randomElement(by: dice) else { continue }
        let act = dice.next() % 3
        _ = try salon.at { desk in
          switch act {
          case 0: try desk.complete(visit.id, by: ada)
          case 1: try desk.markNoShow(visit.id, by: ada)
          default: try desk.reopen(visit.id, by: ada)
          }
        }
      // Down for up to four days, or a restart.
      case 3: salon.pass(minutes: Int(dice.next() % 5_760))
      case 4: try start(salon)
      default: salon.pass(minutes: Int(dice.next() % 600))
      }
      for _ in 0..<3 {
        try salon.ring()
        asked += salon.told.filter { $0.kind == .rateVisit || $0.kind == .comeBack }
          .map { ($0.kind, $0.visit, $0.person, salon.now) }
        salon.pass(seconds: 2)
      }
    }
    for kind in [Notice.Kind.rateVisit, .comeBack] {
      let those = asked.filter { $0.kind == kind }
      #expect(Set(those.map(\.visit)).count == those.count, "seed \(seed)")
      #expect(those.allSatisfy { (480..<1_320).contains(Zone.utc.local($0.at).minute) })
    }
    let ratings = asked.filter { $0.kind == .rateVisit }
    for (first, second) in zip(ratings, ratings.dropFirst()) where first.person == second.person {
      #expect(second.at >= first.at.adding(minutes: 7 * 1_440), "seed \(seed)")
    }
    #expect(!ratings.isEmpty, "seed \(seed)")
  }

  // MARK: Agendas

  @Test func `the morning's agenda keeps its hour on the days the clocks change`() throws {
    guard let zone = Zone("Europe/Dublin") else { return }
    for (text, minute) in [("2026-03-28", 480), ("2026-10-24", 480), ("2026-03-28", 90)] {
      guard let day = LocalDate(iso: text) else { continue }
      var moment = zone.instant(day, minute: 0)
      for days in 0..<3 {
        let next = DayPart.next(minute, after: moment, in: zone)
        let local = zone.local(next)
        #expect(local.date == day.adding(days: days))
        // What the clocks skip comes when they have skipped it.
        #expect(local.minute == (minute == 90 && days == 1 ? 120 : minute))
        #expect(DayPart.latest(minute, by: next, in: zone) == next)
        moment = next
      }
    }
  }

  @Test func `after a downtime only an agenda that is still of use comes`() throws {
    for (late, comes) in [(30, true), (230, true), (250, false), (1_440 + 60, true)] {
      let salon = try Salon()
      salon.now = Salon.opening.adding(minutes: -120)
      try start(salon)
      let ann = salon.ann
      _ = try salon.booked(ann, at: Salon.ten.adding(minutes: 240))
      _ = try salon.booked(ann, at: Salon.ten.adding(minutes: 1_440 + 240))
      salon.now = Salon.opening.adding(minutes: late)
      try salon.ring()
      let told = salon.told.filter { $0.kind == .morningAgenda }
      #expect(told.map(\.person) == (comes ? [salon.ada.id] : []), "\(late)")
      try salon.ring()
      #expect(salon.told.isEmpty)
    }
  }

  @Test func `what is not wanted is not told, but what has to be answered is`() throws {
    let salon = try Salon()
    let ada = salon.ada
    _ = try salon.at { desk in
      try desk.setNoticeWishes(of: ada) { $0.muted = Set(NoticeWishes.Kind.allCases) }
    }
    _ = try salon.booked(salon.ann)
    #expect(salon.told.isEmpty)
    _ = try salon.booked(salon.bob, salon.dye, at: Salon.ten.adding(minutes: 120))
    #expect(salon.told.map(\.kind) == [.requested])
  }
}

extension Array {
  fileprivate func randomElement(by dice: Dice) -> Element? {
    isEmpty ? nil : self[Int(dice.next() % UInt64(count))]
  }
}
