import Foundation
import Sandbox
import Testing

@Suite("A crowd wants seats in one group lesson")
struct GroupContestTests {
  /// The seats of the sample's group lesson.
  private static let seats = 6

  @Test("All seats are given, none twice, and the rest are offered other lessons")
  func seats() async throws {
    let bot = try await Bot(people: people(30))
    let program = try await bot.open()
    let sandbox = bot.sandbox
    let (clients, wanted) = try await bot.everybodyWants("Group")
    let data = try #require(wanted.data)

    // Everybody taps twice, as impatient people do: still one seat each.
    for _ in 0..<2 {
      for client in clients {
        let screen = try #require(sandbox.lastMessage(of: client.id))
        _ = try #require(sandbox.tap(client.id, screen.id, data))
      }
    }
    await bot.answersAll()
    let held = clients.filter { sandbox.lastMessage(of: $0.id)?.verbs.contains("ok") == true }
    #expect(held.count == Self.seats)
    for client in clients where !held.contains(where: { $0.id == client.id }) {
      let screens = sandbox.messages(of: client.id).filter(\.fromBot)
      #expect(screens.count == 1)
      let others = screens.last?.buttons.joined().filter { $0.verb == "t" } ?? []
      #expect(screens.last?.text == client.words["taken.alternatives"])
      #expect(!others.isEmpty && !others.contains { $0.data == data })
    }

    // They confirm, twice too, while everybody else tries again.
    for _ in 0..<2 {
      for client in clients {
        let screen = try #require(sandbox.lastMessage(of: client.id))
        let mine = screen.buttons.joined().first { $0.verb == "ok" }?.data
        _ = try #require(sandbox.tap(client.id, screen.id, mine ?? data))
      }
    }
    await bot.answersAll()
    try await bot.close(program)
    let ledger = try Ledger(bot)
    try ledger.expectSound()
    let visits = try ledger.visits()
    #expect(Set(visits.keys) == Set(held.map(\.id)))
    #expect(
      visits.values.flatMap(\.values).map(\.starts)
        == Array(repeating: wanted.moment, count: Self.seats))
    // A hold that its client took anew stays as an expired one, and takes no seat.
    let standing = "SELECT count(*) FROM booking WHERE state <> 'expired'"
    #expect(try ledger.count(standing) == Self.seats)
    #expect(try ledger.count("SELECT count(*) FROM audit WHERE action = 'book'") == Self.seats)
    await sandbox.stop()
  }
}
