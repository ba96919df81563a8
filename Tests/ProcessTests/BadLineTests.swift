import Chance
import Foundation
import Sandbox
import Testing

@Suite("Whatever the line and Telegram do, a crowd books to the end")
struct BadLineTests {
  /// Everybody books on a day of their own, so that nobody is in another's way.
  private func book(_ bot: Bot, _ clients: [Walker]) async throws -> [Walker] {
    try await bot.together(clients) { client, index, dice in
      try await client.start()
      try await client.chooseService(using: &dice)
      try await client.chooseDay(index, using: &dice)
      let starts = try await client.chooseTime(using: &dice)
      _ = try await client.confirm(starts: starts, using: &dice)
    }
  }

  private func cancel(_ bot: Bot, _ clients: [Walker]) async throws -> [Walker] {
    try await bot.together(clients) { client, _, dice in
      for number in client.visits.keys { try await client.cancel(number, using: &dice) }
    }
  }

  /// Stops the bot and compares.
  private func judge(_ bot: Bot, _ program: Program, _ clients: [Walker]) async throws {
    try await bot.close(program)
    let ledger = try Ledger(bot)
    try ledger.expectSound()
    try ledger.expectAgreement(with: clients)
    await bot.sandbox.stop()
  }

  @Test("Every fifth call fails, in all ways")
  func mixed() async throws {
    let bot = try await Bot(people: people(6))
    let program = try await bot.open()
    let clients = try bot.sandbox.people.map { try Walker($0, in: bot.sandbox) }
    bot.sandbox.faults.mix = .init(probability: 0.2)
    let done = try await book(bot, clients)
    bot.sandbox.faults.mix = nil
    try await judge(bot, program, done)
    // What came twice came one after the other.
    for client in done { _ = try client.repeats() }
  }

  @Test("Updates come twice, shuffled, and with ids that begin anew")
  func updates() async throws {
    let bot = try await Bot(people: people(8))
    let program = try await bot.open()
    let clients = try bot.sandbox.people.map { try Walker($0, in: bot.sandbox) }
    bot.sandbox.faults.duplicateUpdates = true
    bot.sandbox.faults.outOfOrder = true
    var done = try await book(bot, clients)
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    bot.sandbox.restartUpdateIDs(to: 17)
    done = try await cancel(bot, done)
    try await judge(bot, program, done)
    for client in done { #expect(try client.repeats() == []) }
    #expect(bot.sandbox.unansweredTaps() == [])
  }

  @Test("Telegram is away for two seconds, in the middle of everything")
  func down() async throws {
    let bot = try await Bot(people: people(6))
    let program = try await bot.open()
    let clients = try bot.sandbox.people.map { try Walker($0, in: bot.sandbox) }
    let booking = Task { try await book(bot, clients) }
    let began = await bot.sandbox.waitUntil(timeout: .seconds(40)) { sandbox in
      clients.contains { sandbox.messages(of: $0.id).count > 1 }
    }
    #expect(began)
    bot.sandbox.faults.down = true
    try await Task.sleep(for: .seconds(2))
    bot.sandbox.faults.down = false
    let done = try await booking.value
    try await judge(bot, program, done)
    // Nothing took effect while it was away, so nothing came twice.
    for client in done { #expect(try client.repeats() == []) }
  }

  @Test("The bot is restarted between any two steps, and goes on with the old keyboards")
  func restarts() async throws {
    let bot = try await Bot(people: people(1))
    let shift = try await Shift(bot)
    var client = try Walker(bot.sandbox.people[0], in: bot.sandbox)
    var dice = SplitMix(seed: 1)
    client.meanwhile = { try await shift.change() }
    try await client.start()
    try await client.chooseService("Portrait", using: &dice)
    let starts = try await client.chooseTime(using: &dice)
    let note = try await client.describe()
    let number = try await client.confirm(starts: starts, note: note, using: &dice)
    try await client.comment(number, using: &dice)
    try await client.move(number, using: &dice)
    try await client.cancel(number, using: &dice)
    try await judge(bot, shift.current, [client])
    // An orderly end leaves no doubt about what was sent.
    #expect(try client.repeats() == [])
    #expect(bot.sandbox.unansweredTaps() == [])
  }

  @Test("Who blocks the bot is left alone, and is served again after /start")
  func blocked() async throws {
    let bot = try await Bot(people: people(2))
    let program = try await bot.open()
    let clients = try bot.sandbox.people.map { try Walker($0, in: bot.sandbox) }
    let (gone, other) = (clients[0].id, clients[1])
    // The message is held back until the person has blocked the bot, so that it is refused.
    bot.sandbox.faults.next = [.init(.tooManyRequests, retryAfter: 1, method: "sendMessage")]
    bot.sandbox.start(gone)
    await bot.faultsHappen()
    bot.sandbox.block(gone)
    let served = try await bot.together([other]) { client, _, dice in
      for _ in 0..<3 {
        try await client.start()
        try await client.chooseService(using: &dice)
      }
    }
    try await bot.close(program)
    #expect(try served[0].repeats() == [])
    var ledger = try Ledger(bot)
    try ledger.expectSound()
    let unreachable = "SELECT telegram FROM person WHERE isReachable = 0"
    #expect(try ledger.count(unreachable) == Int(gone))
    #expect(bot.sandbox.messages(of: gone).allSatisfy { !$0.fromBot })

    let again = try await bot.open()
    bot.sandbox.unblock(gone)
    var back = clients[0]
    try await back.start()
    try await bot.close(again)
    #expect(try back.repeats() == [])
    ledger = try Ledger(bot)
    try ledger.expectSound()
    #expect(try ledger.count("SELECT count(*) FROM person WHERE isReachable = 0") == 0)
    await bot.sandbox.stop()
  }

  @Test(
    "In a group only commands are answered, with the way to the chat; a group that moves is followed"
  )
  func group() async throws {
    let bot = try await Bot(people: people(2))
    let program = try await bot.open()
    let sandbox = bot.sandbox
    let (old, new): (Int64, Int64) = (-4_001, -1_001_234_567_890)
    let person = sandbox.people[0].id
    sandbox.addGroup(id: old, title: "Dog owners", members: sandbox.people.map(\.id))
    sandbox.say(person, "Who has been there?", in: old)
    sandbox.say(person, "/book@another_bot", in: old)
    sandbox.say(person, "/book@\(sandbox.configuration.botUsername)", in: old)
    #expect(await sandbox.settle(timeout: .seconds(40)))
    let answers = sandbox.messages(in: old).filter(\.fromBot)
    #expect(answers.count == 1)
    let link = answers.first?.buttons.joined().first?.url
    #expect(link?.hasPrefix("https://t.me/\(sandbox.configuration.botUsername)") == true)

    // The group becomes a supergroup while an answer is on its way to it.
    sandbox.faults.next = [.init(.tooManyRequests, retryAfter: 1, method: "sendMessage")]
    sandbox.say(person, "/book", in: old)
    await bot.faultsHappen()
    sandbox.migrateChat(from: old, to: new)
    let followed = await sandbox.waitUntil(timeout: .seconds(40)) {
      $0.messages(in: new).count { $0.fromBot } == 2
    }
    #expect(followed)
    #expect(sandbox.messages(of: person).isEmpty)
    try await bot.close(program)
    try Ledger(bot).expectSound()
    await sandbox.stop()
  }
}
