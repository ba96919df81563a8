import Booking
import Chance
import GRDB
import Testing

@testable import Store

/// The log is read in pages that miss nothing and repeat nothing, whatever is asked for.
@Suite struct AuditTests {
  private let store: Store
  private let people: [ID<Person>]
  private static let start = Instant(1_700_000_000)

  init() throws {
    store = try Store()
    people = try store.write { tx in
      try (1...3).map { number in
        try tx.meet(
          TelegramIdentity(
            id: Int64(number), name: "P\(number)", username: nil, languageCode: nil),
          now: Self.start
        ).id
      }
    }
  }

  private struct Noted {
    let topic: AuditTopic
    let person: ID<Person>?
    let moment: Instant
    let subject: Int64
  }

  private func fill(_ count: Int, seed: UInt64) throws -> [Noted] {
    let dice = Dice(seed: seed)
    var moment = Self.start
    let noted = (0..<count).map { _ in
      // Now and then the clock is put back a little.
      moment = moment.adding(seconds: dice.next() % 50 == 0 ? -30 : Int64(dice.next() % 4_000))
      return Noted(
        topic: dice.next() % 3 == 0 ? dice.pick(AuditTopic.allCases) : .booking,
        person: dice.next() % 5 == 0 ? nil : dice.pick(people), moment: moment,
        subject: Int64(dice.next() % 20))
    }
    try store.write { tx in
      for one in noted {
        try tx.note(
          "act", on: one.topic, by: one.person, from: "chat", subject: one.subject,
          now: one.moment)
      }
    }
    return noted
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `pages forth and back show what the query asks for`(_ seed: UInt64) throws {
    let noted = try fill(400, seed: seed)
    let dice = Dice(seed: seed + 100)
    for round in 0..<40 {
      let from = dice.pick(noted).moment
      let period =
        dice.next() % 2 == 0 ? nil : from..<from.adding(minutes: Int(dice.next() % 2_880))
      let query = AuditQuery(
        topic: dice.next() % 2 == 0 ? nil : dice.pick(AuditTopic.allCases),
        person: dice.next() % 2 == 0 ? nil : dice.pick(people), period: period)
      let wanted = noted.enumerated().filter { _, one in
        (query.topic.map { $0 == one.topic } ?? true)
          && (query.person.map { $0 == one.person } ?? true)
          && (query.period?.contains(one.moment) ?? true)
      }.map { Int64($0.offset + 1) }.reversed()
      try store.read { tx in
        var pages: [[Int64]] = []
        var place = AuditPlace.newest
        while true {
          let page = try tx.auditLog(query, from: place, limit: 7).map(\.id)
          guard let last = page.last else { break }
          pages.append(page)
          place = .before(last)
        }
        #expect(pages.flatMap { $0 } == Array(wanted), "seed \(seed), round \(round)")
        for (newer, older) in zip(pages, pages.dropFirst()) {
          let back = try tx.auditLog(query, from: .after(older[0]), limit: 7).map(\.id)
          #expect(back == newer, "seed \(seed), round \(round)")
        }
      }
    }
  }

  @Test func `a subject's history is its own`() throws {
    let noted = try fill(300, seed: 9)
    for topic in AuditTopic.allCases {
      let history = try store.read { try $0.auditLog(subjectKind: topic, subject: 4, limit: 5) }
      let wanted = noted.enumerated().filter { $1.topic == topic && $1.subject == 4 }
        .map { Int64($0.offset + 1) }.reversed().prefix(5)
      #expect(history.map(\.id) == Array(wanted))
    }
  }

  @Test func `an empty log has no pages`() throws {
    try store.read { tx in
      let period = Self.start..<Self.start.adding(minutes: 60)
      for place in [AuditPlace.newest, .before(5), .after(0)] {
        let all = try tx.auditLog(AuditQuery(), from: place, limit: 5)
        let some = try tx.auditLog(AuditQuery(period: period), from: place, limit: 5)
        #expect(all.isEmpty && some.isEmpty)
      }
    }
  }

  /// With 300,000 entries; reading all of them takes seconds in a debug build.
  @Test func `a page costs the same however long the log is`() throws {
    let (first, second) = (people[0], people[1])
    try store.database.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
          INSERT INTO audit(moment, person, origin, action, topic, subject)
          SELECT ? + i * 300, CASE WHEN i % 1000 = 0 THEN ? ELSE ? END, 'chat', 'book',
            CASE WHEN i % 5000 = 0 THEN 'team' ELSE 'booking' END, i FROM n
          """, arguments: [Self.start.seconds, second.raw, first.raw])
    }
    let middle = Self.start.adding(minutes: 150_000 * 5)
    let queries = [
      AuditQuery(), AuditQuery(topic: .team), AuditQuery(topic: .business),
      AuditQuery(topic: .booking, person: first), AuditQuery(topic: .team, person: first),
      AuditQuery(person: second), AuditQuery(topic: .booking, person: second),
      AuditQuery(period: middle..<middle.adding(minutes: 1_440)),
      AuditQuery(topic: .team, period: middle..<middle.adding(minutes: 1_440)),
      AuditQuery(person: second, period: middle..<middle.adding(minutes: 1_440)),
    ]
    for query in queries {
      for place in [AuditPlace.newest, .before(150_000), .after(150_000)] {
        let time = try ContinuousClock().measure {
          _ = try store.read { try $0.auditLog(query, from: place, limit: 11) }
        }
        #expect(time < .milliseconds(200), "\(query) \(place)")
      }
    }
  }
}

extension Dice {
  fileprivate func pick<T>(_ list: [T]) -> T { list[Int(next() % UInt64(list.count))] }
}
