import Chance
import Foundation
import Sandbox
import Testing

@Suite("Over a bad line every screen comes, and a booking stands once")
struct FaultTests {
  @Test(
    "One fault at each method on the way to a booking",
    arguments: Faults.Kind.allCases.filter { $0 != .hang })
  func oneByOne(kind: Faults.Kind) async throws {
    let bot = try await Bot(people: people(1))
    let program = try await bot.open()
    var walker = try Walker(bot.sandbox.people[0], in: bot.sandbox)
    var dice = SplitMix(seed: 1)

    // The poll that fails is the one after the first /start; what comes meanwhile must not be lost.
    plan(kind, "getUpdates", bot)
    try await walker.start()
    try await walker.chooseService("Haircut", using: &dice)
    await bot.faultsHappen()

    plan(kind, "sendMessage", bot)
    try await walker.start()
    await bot.faultsHappen()
    plan(kind, "editMessageText", bot)
    try await walker.chooseService("Haircut", using: &dice)
    await bot.faultsHappen()
    plan(kind, "answerCallbackQuery", bot)
    let starts = try await walker.chooseTime(using: &dice)
    await bot.faultsHappen()
    plan(kind, "sendDocument", bot)
    _ = try await walker.confirm(starts: starts, using: &dice)
    await bot.faultsHappen()
    try await bot.close(program)

    // Sent again is only what may not have arrived: the message and the file.
    let tookEffect = [.resetAfter, .truncated, .html].contains(kind)
    #expect(try walker.repeats().map(\.count) == (tookEffect ? [1, 1] : []))
    // An answer is not repeated when it may have arrived, and here it had not.
    #expect(bot.sandbox.unansweredTaps().count == (kind == .reset ? 1 : 0))
    let ledger = try Ledger(bot)
    try ledger.expectSound()
    try ledger.expectAgreement(with: [walker])
    await bot.sandbox.stop()
  }

  private func plan(_ kind: Faults.Kind, _ method: String, _ bot: Bot) {
    bot.sandbox.faults.next = [.init(kind, method: method)]
  }

  @Test("After a 429 the chat waits as long as it was told, and no other chat does")
  func retryAfter() async throws {
    let bot = try await Bot(people: people(2))
    let program = try await bot.open()
    let clients = try bot.sandbox.people.map { try Walker($0, in: bot.sandbox) }
    bot.sandbox.faults.next = [.init(.tooManyRequests, retryAfter: 3, method: "sendMessage")]
    let clock = ContinuousClock()
    let first = Task {
      var walker = clients[0]
      try await walker.start()
      return (walker, clock.now)
    }
    await bot.faultsHappen()
    let told = clock.now
    var second = clients[1]
    try await second.start()
    #expect(bot.sandbox.messages(of: clients[0].id).allSatisfy { !$0.fromBot })
    let (walker, came) = try await first.value
    // The bot was told a little before this test knew.
    #expect(came - told > .milliseconds(2700))

    // The same for the poll.
    bot.sandbox.faults.next = [.init(.tooManyRequests, retryAfter: 2, method: "getUpdates")]
    try await second.start()
    await bot.faultsHappen()
    let toldAgain = clock.now
    try await second.start()
    #expect(clock.now - toldAgain > .milliseconds(1700))
    try await bot.close(program)
    #expect(try walker.repeats() == [] && second.repeats() == [])
    await bot.sandbox.stop()
  }

  @Test("Calls that hang hold nobody else up, and a restart delivers them")
  func hanging() async throws {
    let bot = try await Bot(people: people(4))
    let shift = try await Shift(bot)
    var clients = try bot.sandbox.people.map { try Walker($0, in: bot.sandbox) }
    var dice = SplitMix(seed: 1)
    for index in 1..<4 { try await clients[index].start() }
    plan(.hang, "sendMessage", bot)
    let message = Task { [client = clients[0]] in
      var client = client
      try await client.start()
      return client
    }
    await bot.faultsHappen()
    plan(.hang, "editMessageText", bot)
    let edit = Task { [client = clients[1]] in
      var client = client
      var dice = SplitMix(seed: 2)
      try await client.chooseService(using: &dice)
      return client
    }
    await bot.faultsHappen()
    plan(.hang, "answerCallbackQuery", bot)
    // The screens come all the same.
    try await clients[2].chooseService(using: &dice)
    await bot.faultsHappen()
    try await clients[3].chooseService(using: &dice)
    let starts = try await clients[3].chooseTime(using: &dice)
    _ = try await clients[3].confirm(starts: starts, using: &dice)
    try await shift.change()
    clients[0] = try await message.value
    clients[1] = try await edit.value

    // A poll that hangs would be given up after a minute; a restart does not wait for that.
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    plan(.hang, "getUpdates", bot)
    try await clients[2].start()
    await bot.faultsHappen()
    let unheard = Task { [client = clients[3]] in
      var client = client
      try await client.start()
      return client
    }
    try await shift.change()
    clients[3] = try await unheard.value
    try await bot.close(shift.current)
    for client in clients { #expect(try client.repeats() == []) }
    let ledger = try Ledger(bot)
    try ledger.expectSound()
    try ledger.expectAgreement(with: clients)
    await bot.sandbox.stop()
  }
}
