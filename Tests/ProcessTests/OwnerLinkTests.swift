import Foundation
import Sandbox
import Testing

@Suite("The owner link")
struct OwnerLinkTests {
  /// The parameter of the link that a start prints.
  private func payload(_ program: Program) async throws -> String {
    _ = try await program.waits { program.standardOutput.contains("▀") }
    let link = try #require(
      program.standardOutput.firstMatch(of: /https:\/\/t\.me\/(\w+)\?start=([A-Za-z0-9_-]+)/))
    #expect(link.1 == "sandbox_booking_bot")
    // Telegram takes no longer ones.
    #expect(link.2.count <= 64)
    return String(link.2)
  }

  private func stop(_ program: Program) async throws {
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
  }

  @Test("It is printed with its QR code, not logged, works once, and is not printed again")
  func once() async throws {
    let bot = try await Bot(environment: ["LOG_LEVEL": "trace"])
    let (first, second) = (bot.sandbox.people[0].id, bot.sandbox.people[1].id)
    let program = try bot.serve([])
    let payload = try await payload(program)
    expect(program.standardOutput, says: "no owner yet", "once", "█")
    bot.sandbox.start(first, payload: payload)
    try await expectLast(of: first, in: bot, says: "You are the owner now")
    bot.sandbox.start(second, payload: payload)
    try await expectLast(of: second, in: bot, says: "owner link was used or has expired")
    bot.sandbox.start(first, payload: payload)
    try await expectLast(of: first, in: bot, says: "You are the owner already")
    try await stop(program)
    #expect(!program.standardError.contains(payload))
    expectNoToken(in: program.standardError, program.standardOutput)

    let again = try bot.serve([])
    #expect(try await again.waits { again.standardError.contains("Serving") })
    try await stop(again)
    #expect(again.standardOutput == "")
    await bot.sandbox.stop()
  }

  @Test("A restart without an owner prints a fresh one, and the old one is worth nothing")
  func fresh() async throws {
    let bot = try await Bot()
    let client = bot.sandbox.people[0].id
    let program = try bot.serve([])
    let old = try await payload(program)
    try await stop(program)
    let second = try bot.serve([])
    let new = try await payload(second)
    #expect(new != old)
    bot.sandbox.start(client, payload: old)
    try await expectLast(of: client, in: bot, says: "A fresh one is printed when the bot starts")
    bot.sandbox.start(client, payload: new)
    try await expectLast(of: client, in: bot, says: "You are the owner now")
    try await stop(second)
    await bot.sandbox.stop()
  }

  private func expectLast(
    of person: PersonID, in bot: Bot, says words: String,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    let isSaid = await bot.sandbox.waitUntil(timeout: .seconds(40)) { sandbox in
      sandbox.lastMessage(of: person)?.text.contains(words) == true
    }
    #expect(
      isSaid, "“\(words)” is not in: \(bot.sandbox.transcript(of: person))",
      sourceLocation: location)
  }
}
