import Booking
import Chance
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// A message to many reaches each of them once, and nobody who does not want it.
@Suite struct BroadcastTests {
  /// A salon with so many clients of Ada's, who all have a chat.
  private func salon(clients count: Int) throws -> (Salon, [Person]) {
    let salon = try Salon()
    let people = try salon.store.write { [now = salon.now] tx in
      let ada = try #require(try tx.catalogue().specialists.first { $0.name == "Ada" })
      return try (0..<count).map { index in
        let person = try tx.meet(
          TelegramIdentity(
            id: 10_000 + Int64(index), name: "C\(index)", username: nil,
            languageCode: index % 3 == 0 ? "uk" : "en"), now: now)
        try tx.addClient(person.id, to: ada.id, now: now)
        return person
      }
    }
    return (salon, people)
  }

  private func desk<T: Sendable>(
    _ salon: Salon, _ work: @Sendable (FrontDesk) throws -> T
  ) throws -> T {
    try salon.store.write { [means = salon.means, now = salon.now] tx in
      try work(FrontDesk(tx, now: now, means: means, origin: "test"))
    }
  }

  private func draft(_ salon: Salon, by person: Person, _ audience: Audience = .everybody) throws
    -> (id: ID<Broadcast>, readers: Int)
  {
    try desk(salon) { desk in
      guard case .ready(let made, _) = try desk.draftBroadcast("Hello", photo: nil, by: person),
        case .ready(let broadcast, let readers) = try desk.choose(
          audience, for: made.id, by: person)
      else { throw StoreFault.missing("a draft") }
      return (broadcast.id, readers)
    }
  }

  private func ring(_ salon: Salon) throws {
    try desk(salon) { desk in
      for alarm in try desk.tx.dueTimers(now: desk.now, limit: 100) { try desk.ring(alarm) }
    }
  }

  /// What waits to be sent to readers; delivered by taking it away.
  private func deliver(_ salon: Salon, upTo limit: Int = .max) throws -> [Int64] {
    try desk(salon) { desk in
      let rows = try desk.tx.waitingRows(after: 0, limit: 10_000).filter {
        $0.method == "broadcast"
      }.prefix(limit)
      for row in rows { try desk.tx.removeFromOutbox(row.id) }
      return rows.compactMap(\.chat)
    }
  }

  @Test func `batch after batch, each client gets it once, whatever is rung twice`() throws {
    let (salon, people) = try salon(clients: 1_234)
    let (id, readers) = try draft(salon, by: salon.ada)
    #expect(readers == 1_234)
    let ada = salon.ada
    let first = try desk(salon) { try $0.begin(id, by: ada) }
    #expect(first == .begun)
    let second = try desk(salon) { try $0.begin(id, by: ada) }
    #expect(second == .alreadyRunning)
    var got: [Int64] = []
    var rings = 0
    while try salon.store.read({ try $0.broadcast(id)?.state }) == .running, rings < 100 {
      try ring(salon)
      // Rung once more by a process that was killed before it could say so.
      try desk(salon) { try $0.goOn(with: id) }
      #expect(try salon.store.read { try $0.progress(of: id, method: "broadcast").waiting } <= 500)
      got += try deliver(salon, upTo: 400)
      salon.now = salon.now.adding(seconds: 10)
      rings += 1
    }
    #expect(got.count == 1_234)
    #expect(Set(got) == Set(people.compactMap(\.telegram)))
    #expect(try salon.store.read { try $0.progress(of: id, method: "broadcast").sent } == 1_234)
  }

  @Test func `nobody is woken: who has quiet hours gets it when they end, also after a pause`()
    throws
  {
    let (salon, people) = try salon(clients: 60)
    let zones = ["Europe/Kyiv", "America/New_York", "Asia/Tokyo"].compactMap { Zone($0) }
    try desk(salon) { desk in
      for (index, person) in people.enumerated() {
        var person = person
        person.zone = zones[index % 3]
        // One never sleeps.
        if index == 1 { person.quiet = .off }
        try desk.tx.save(person)
      }
    }
    // Eight in the morning in London: ten in Kyiv, three in New York, five in the afternoon in Tokyo.
    let (id, readers) = try draft(salon, by: salon.ada)
    #expect(readers == 60)
    let ada = salon.ada
    _ = try desk(salon) { try $0.begin(id, by: ada) }
    var got: [Int64: Instant] = [:]
    func goOn(for seconds: Int, step: Int) throws {
      for _ in 0..<(seconds / step) {
        try ring(salon)
        for chat in try deliver(salon) { #expect(got.updateValue(salon.now, forKey: chat) == nil) }
        salon.now = salon.now.adding(seconds: step)
      }
    }
    try goOn(for: 120, step: 10)
    #expect(got.count == 41)
    let waiting = try salon.store.read { try $0.progress(of: id, method: "broadcast") }
    // Eight in New York.
    #expect(waiting.resumes == Salon.opening.adding(minutes: 5 * 60))
    #expect(try desk(salon) { try $0.pause(id, by: ada) })
    try goOn(for: 6 * 3_600, step: 600)
    #expect(got.count == 41, "paused")
    #expect(try desk(salon) { try $0.resume(id, by: ada) })
    // One has gone to bed again, one wants none any more.
    let (early, gone) = (people[4], people[7])
    try desk(salon) { desk in
      var early = early
      early.zone = Zone("Asia/Tokyo")
      try desk.tx.save(early)
      try desk.setNews(false, for: gone)
    }
    try goOn(for: 600, step: 10)
    #expect(got.count == 58)
    try goOn(for: 24 * 3_600, step: 600)
    #expect(got.count == 59)
    #expect(try salon.store.read { try $0.broadcast(id)?.state } == .done)
    for (chat, moment) in got where chat != 10_001 {
      let zone = chat == 10_004 ? zones[2] : zones[Int(chat) % 10_000 % 3]
      #expect((480..<1_320).contains(zone.local(moment).minute), "\(chat) at \(moment)")
    }
  }

  @Test func `who refuses, blocks or is blocked gets nothing, also in the middle`() throws {
    let (salon, people) = try salon(clients: 700)
    try desk(salon) { desk in
      try desk.setNews(false, for: people[0])
      try desk.tx.markUnreachable(telegram: 10_001)
      var blocked = people[2]
      blocked.isBlocked = true
      try desk.tx.save(blocked)
    }
    let (id, readers) = try draft(salon, by: salon.owner)
    #expect(readers == 697)
    _ = try desk(salon) { [owner = salon.owner] in try $0.begin(id, by: owner) }
    try ring(salon)
    // One whose message waits, and one whose turn has not come.
    try desk(salon) { desk in
      try desk.setNews(false, for: people[10])
      try desk.setNews(false, for: people[650])
    }
    var got = try deliver(salon)
    for _ in 0..<4 {
      salon.now = salon.now.adding(seconds: 10)
      try ring(salon)
      got += try deliver(salon)
    }
    #expect(try salon.store.read { try $0.broadcast(id)?.state } == .done)
    let spared = Set([0, 1, 2, 10, 650].map { Int64(10_000 + $0) })
    #expect(Set(got) == Set(people.compactMap(\.telegram)).subtracting(spared))
    #expect(got.count == Set(got).count)
    // And for good, until they want news again.
    #expect(try draft(salon, by: salon.owner).readers == 695)
    try desk(salon) { try $0.setNews(true, for: people[10]) }
    #expect(try draft(salon, by: salon.owner).readers == 696)
  }

  @Test func `a pause holds the rest, a stop takes back what waits`() throws {
    let (salon, _) = try salon(clients: 900)
    let (id, _) = try draft(salon, by: salon.ada)
    let ada = salon.ada
    _ = try desk(salon) { try $0.begin(id, by: ada) }
    try ring(salon)
    #expect(try desk(salon) { try $0.pause(id, by: ada) })
    #expect(try deliver(salon, upTo: 300).count == 300)
    salon.now = salon.now.adding(minutes: 60)
    try ring(salon)
    #expect(try salon.store.read { try $0.progress(of: id, method: "broadcast").made } == 500)
    #expect(try desk(salon) { try $0.resume(id, by: ada) })
    try ring(salon)
    #expect(try salon.store.read { try $0.progress(of: id, method: "broadcast").made } == 800)
    let ben = salon.ben
    #expect(try desk(salon) { try !$0.stop(id, by: ben) })
    #expect(try desk(salon) { try $0.stop(id, by: ada) })
    #expect(try deliver(salon).isEmpty)
    #expect(try salon.store.read { try $0.progress(of: id, method: "broadcast").sent } == 300)
    salon.now = salon.now.adding(minutes: 60)
    try ring(salon)
    #expect(try deliver(salon).isEmpty)
  }

  @Test func `specialists reach their own clients only, clients nobody`() throws {
    let (salon, people) = try salon(clients: 30)
    let (ben, ann) = (salon.ben, salon.ann)
    #expect(try draft(salon, by: ben).readers == 0)
    try desk(salon) { desk in
      guard case .notAllowed = try desk.draftBroadcast("Hi", photo: nil, by: ann) else {
        Issue.record("a client may")
        return
      }
      let tag = try desk.tx.tag(people[3].id, "VIP", limit: 9)
      #expect(tag)
    }
    let vip = try #require(try salon.store.read { try $0.usedTags(limit: 1).first })
    #expect(try draft(salon, by: salon.ada, .tagged(vip.id)).readers == 1)
    #expect(try draft(salon, by: salon.ada, .speaking("uk")).readers == 10)
    #expect(try draft(salon, by: salon.ada, .seenWithin(months: 1)).readers == 30)
    #expect(try draft(salon, by: salon.ada, .notSeenFor(months: 1)).readers == 0)
  }

  @Test func `who has themselves erased speaks to nobody any more`() throws {
    let (salon, people) = try salon(clients: 600)
    let (id, _) = try draft(salon, by: salon.ada)
    let ada = salon.ada
    _ = try desk(salon) { try $0.begin(id, by: ada) }
    try ring(salon)
    try salon.store.write { [now = salon.now] in try $0.erase(ada.id, now: now) }
    _ = try deliver(salon)
    salon.now = salon.now.adding(minutes: 10)
    try ring(salon)
    #expect(try deliver(salon).isEmpty)
    let broadcast = try #require(try salon.store.read { try $0.broadcast(id) })
    #expect(broadcast.state == .stopped && broadcast.text.isEmpty)
    // And readers who are erased are on no list.
    try salon.store.write { [now = salon.now] in try $0.erase(people[0].id, now: now) }
    let left = try salon.store.read {
      try $0.count("SELECT count(*) FROM broadcastReader WHERE person = ?", [people[0].id.raw])
    }
    #expect(left == 0)
  }
}
