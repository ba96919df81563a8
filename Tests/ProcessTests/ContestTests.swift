import Foundation
import Sandbox
import Testing

@Suite("A hundred clients want one time")
struct ContestTests {
  @Test("One gets it, and ninety-nine are told politely and offered others")
  func contest() async throws {
    let bot = try await Bot(people: people(100))
    let program = try await bot.open()
    let sandbox = bot.sandbox
    let (clients, wanted) = try await bot.everybodyWants("Haircut")
    let data = try #require(wanted.data)
    var taps: [PersonID: String] = [:]
    for client in clients {
      let screen = try #require(sandbox.lastMessage(of: client.id))
      taps[client.id] = sandbox.tap(client.id, screen.id, data)
    }
    await bot.answersAll()

    var winners: [PersonID] = []
    for client in clients {
      let screens = sandbox.messages(of: client.id).filter(\.fromBot)
      let screen = try #require(screens.last)
      #expect(screens.count == 1)
      if screen.verbs.contains("ok") {
        winners.append(client.id)
        continue
      }
      let others = screen.buttons.joined().filter { $0.verb == "t" }
      #expect(screen.text == client.words["taken.alternatives"])
      #expect(others.count == 3 && !others.contains { $0.data == data })
      let answer = taps[client.id].flatMap { sandbox.answer(to: $0) }
      #expect(answer?.text == client.words["taken.toast"])
    }
    #expect(winners.count == 1)
    // The one confirms, and everybody else tries once more.
    for client in clients {
      let screen = try #require(sandbox.lastMessage(of: client.id))
      let isWinner = winners == [client.id]
      let mine = screen.buttons.joined().first { $0.verb == "ok" }?.data
      sandbox.tap(client.id, screen.id, isWinner ? mine ?? "" : data)
    }
    #expect(await sandbox.settle(timeout: .seconds(40)))
    #expect(sandbox.unansweredTaps() == [])
    try await bot.close(program)
    let ledger = try Ledger(bot)
    try ledger.expectSound()
    let visits = try ledger.visits()
    #expect(visits.keys.sorted() == winners)
    #expect(visits.values.flatMap(\.values).map(\.starts) == [wanted.moment])
    #expect(try ledger.count("SELECT count(*) FROM booking") == 1)
    await sandbox.stop()
  }
}
