import Foundation
import Sandbox
import Testing

@Suite("When Telegram or the machine says no, the program ends with the reason")
struct EndingTests {
  @Test("A token that Telegram refuses ends the start at once, with what to do")
  func refusedToken() async throws {
    let bot = try await Bot(environment: ["BOT_TOKEN": Tokens.strange])
    let program = try bot.serve()
    #expect(try await program.ends() == .exit(69))
    expect(program.standardError, says: "refuses the token (401)", "BOT_TOKEN", "@BotFather")
    expectNoToken(in: program.standardError, program.standardOutput, token: Tokens.strange)
    await bot.sandbox.stop()
  }

  @Test("A second instance on the same database leaves the first one alone")
  func secondInstance() async throws {
    let bot = try await Bot()
    let first = try bot.serve()
    #expect(try await first.waits { first.standardError.contains("Serving") })
    let second = try bot.serve()
    #expect(try await second.ends() == .exit(69))
    expect(
      second.standardError, says: bot.folder.path("bot.sqlite"), "in use by another bookingbot",
      "DATABASE_PATH")
    let client = bot.sandbox.people[0].id
    bot.sandbox.start(client)
    #expect(
      await bot.sandbox.waitUntil(timeout: .seconds(30)) {
        $0.lastMessage(of: client)?.fromBot == true
      })
    first.kill(SIGTERM)
    #expect(try await first.ends() == .exit(0))
    await bot.sandbox.stop()
  }

  @Test("Another process that keeps polling with the token is explained after three attempts")
  func rivalPoller() async throws {
    let bot = try await Bot()
    let program = try bot.serve()
    let poll = "\(bot.sandbox.baseURL)/bot\(Tokens.good)/getUpdates?timeout=0"
    // The rival comes whenever the bot waits in a poll, and so ends it. Between its attempts the
    // bot rests from 2 to 12 s, which is why this may take half a minute.
    let rival = Task {
      while !Task.isCancelled {
        if await bot.sandbox.settle(timeout: .seconds(30)) { _ = await Web.get(poll) }
      }
    }
    #expect(try await program.ends(within: 60) == .exit(69))
    rival.cancel()
    expect(
      program.standardError, says: "Another process polls with the same token", "Stop it",
      "a token of its own")
    expectNoToken(in: program.standardError)
    await bot.sandbox.stop()
  }

  @Test("A webhook that takes the updates is named as such")
  func webhook() async throws {
    let bot = try await Bot()
    let set = "\(bot.sandbox.baseURL)/bot\(Tokens.good)/setWebhook?url=https://example.org/hook"
    #expect(await Web.get(set).status == 200)
    let program = try bot.serve()
    #expect(try await program.ends() == .exit(69))
    expect(program.standardError, says: "A webhook is set", "deleteWebhook")
    expectNoToken(in: program.standardError)
    await bot.sandbox.stop()
  }

  @Test("A port that is taken is told with a way out, by serve and by the demo")
  func takenPort() async throws {
    let bot = try await Bot()
    let taken = "\(bot.sandbox.port)"
    var environment = bot.environment
    environment["HTTP_PORT"] = taken
    let serve = try Program(["serve"], environment: environment, folder: bot.folder)
    #expect(try await serve.ends() == .exit(78))
    expect(serve.standardError, says: "HTTP_PORT \(taken) is taken", "0 for any free port")
    let demo = try Program(
      ["demo", "--port", taken], environment: environment, folder: bot.folder)
    #expect(try await demo.ends() == .exit(78))
    expect(demo.standardError, says: "Port \(taken) ", "taken", "bookingbot demo --port")
    await bot.sandbox.stop()
  }

  @Test("An address that is not this machine's is told as such")
  func strangeHost() async throws {
    let bot = try await Bot(environment: ["HTTP_HOST": "192.0.2.1", "HTTP_PORT": "8081"])
    let program = try bot.serve()
    #expect(try await program.ends() == .exit(78))
    expect(program.standardError, says: "HTTP_HOST 192.0.2.1", "an address of this machine")
    await bot.sandbox.stop()
  }
}
