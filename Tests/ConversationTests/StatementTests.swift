import Booking
import FrontDesk
import Stage
import Store
import Testing

@testable import Conversation

/// How many SQL statements a screen costs does not grow with the book.
@Suite struct StatementTests {
  private static let bookings = 5_000

  /// Anna with one booking to come, in an empty book or a full one.
  private func business(full: Bool) throws -> (play: Play, visit: Visit) {
    let play = try Play()
    if full {
      try play.stage.store.fillForBenchmark(bookings: Self.bookings, around: play.stage.now)
    }
    try play.stage.say("Anna", "/start")
    // The filler takes half an hour from every full hour on; this is in between.
    let slot = Tap.slot(
      Wish(service: ID(1)), ID(1), play.stage.now.adding(minutes: 1_440 + 30))
    try play.tap("Anna", slot.data)
    try play.tap("Anna", play.button("Anna", "ok:"))
    let visit = try play.stage.store.read { tx in
      try tx.person(telegram: 501).flatMap {
        try tx.upcoming(of: $0.id, now: Instant(0), limit: 1).first
      }
    }
    return (play, try #require(visit))
  }

  private func screens(_ visit: Visit, _ now: Instant) -> [(name: String, data: String)] {
    let wish = Wish(service: ID(1))
    let day = LocalDate(dayNumber: Int(now.seconds / 86_400))
    let taps: [(String, Tap)] = [
      ("home", .home), ("services", .services(page: 0)), ("service", .service(ID(1))),
      ("specialists", .specialists(ID(1))), ("month", .month(wish, day)),
      ("next month", .month(wish, day.adding(months: 1))), ("day", .day(wish, day, page: 0)),
      ("hold", .slot(wish, ID(1), now.adding(minutes: 2 * 1_440 + 30))),
      ("bookings", .bookings), ("past", .pastBookings(page: 0)), ("card", .booking(visit.id)),
      ("move", .move(visit.id)), ("cancel?", .askCancel(visit.id)), ("settings", .settings),
      ("languages", .languages), ("help", .help), ("mailings", .news(.screen)),
      ("stars", .afterVisit(.ask(visit.id))), ("privacy", .privacy), ("erase?", .askErase),
    ]
    return taps.map { ($0.0, $0.1.data) }
  }

  private func counts(full: Bool) throws -> [String: Int] {
    let (play, visit) = try business(full: full)
    var counts: [String: Int] = [:]
    for (name, data) in screens(visit, play.stage.now) {
      counts[name] = try play.stage.store.countStatements { try play.tap("Anna", data) }
    }
    // What was held on the way is confirmed.
    try play.tap(
      "Anna",
      Tap.slot(Wish(service: ID(1)), ID(1), play.stage.now.adding(minutes: 2 * 1_440 + 30)).data)
    let confirm = try play.button("Anna", "ok:")
    counts["confirm"] = try play.stage.store.countStatements { try play.tap("Anna", confirm) }
    return counts
  }

  @Test func `every client screen costs the same in an empty book and with 5,000 bookings`()
    throws
  {
    let empty = try counts(full: false)
    let full = try counts(full: true)
    #expect(empty == full)
    // Those of the stage itself are in it: taking the update, removing what was delivered.
    for (name, count) in full {
      let limit = name == "confirm" ? 60 : 30
      #expect(count <= limit, "\(name): \(count)")
    }
  }

  @Test func `a month with many free days costs what a month with few does`() throws {
    let play = try Play()
    try play.stage.say("Anna", "/start")
    let taps: [Tap] = [
      .service(ID(1)), .month(Wish(service: ID(1)), LocalDate(dayNumber: 20_532)),
      .day(Wish(service: ID(1)), LocalDate(dayNumber: 20_536), page: 0),
    ]
    func costs() throws -> [Int] {
      for tap in taps { try play.tap("Anna", tap.data) }
      return try taps.map { tap in
        try play.stage.store.countStatements { try play.tap("Anna", tap.data) }
      }
    }
    let many = try costs()
    try play.stage.change { desk in
      // Two hours on Tuesdays is all that is left.
      for weekday in Weekday.allCases {
        let open = weekday == .tuesday ? [TimeRange(start: 600, end: 720)] : []
        try desk.tx.setHours(open, on: weekday, of: ID(1))
      }
    }
    #expect(try costs() == many)
  }

  @Test func `a client with many bookings reads them in as many statements as one with few`()
    throws
  {
    let taps: [Tap] = [.home, .bookings, .pastBookings(page: 0), .askErase]
    func costs(_ visits: Int) throws -> [Int] {
      let play = try Play()
      for _ in 0..<visits { _ = try play.book("Anna", service: 2, at: 2) }
      try play.stage.advance(minutes: 1_440 / 2)
      for _ in 0..<visits { _ = try play.book("Anna", service: 5, at: 2) }
      return try taps.map { tap in
        try play.stage.store.countStatements { try play.tap("Anna", tap.data) }
      }
    }
    #expect(try costs(2) == costs(12))
  }

  /// The search for the nearest times is one query per calendar, read as far as it takes.
  @Test func `a service booked out for weeks costs what a free one does`() throws {
    let play = try Play()
    try play.stage.say("Anna", "/start")
    let tap = Tap.service(ID(3)).data
    try play.tap("Anna", tap)
    let free = try play.stage.store.countStatements { try play.tap("Anna", tap) }
    // Visits of half an hour at every full hour leave no room for an hour.
    try play.stage.store.fillForBenchmark(bookings: Self.bookings, around: play.stage.now)
    // The days beyond those that are known already: one statement more.
    let first = try play.stage.store.countStatements { try play.tap("Anna", tap) }
    #expect(first <= free + 1)
    let full = try play.stage.store.countStatements { try play.tap("Anna", tap) }
    #expect(full == free)
  }
}
