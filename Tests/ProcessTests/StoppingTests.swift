import Foundation
import Sandbox
import Testing

@Suite("SIGTERM and SIGINT end the program within five seconds, whatever it is waiting for")
struct StoppingTests {
  /// Ends the program with `signal` and expects an orderly exit in time.
  private func stop(
    _ program: Program, by signal: Int32 = SIGTERM, location: SourceLocation = #_sourceLocation
  ) async throws {
    program.kill(signal)
    let end = try await program.ends(within: 5)
    #expect(end == .exit(0), "\(program.standardError)", sourceLocation: location)
    expectNoToken(in: program.standardError, program.standardOutput, location: location)
  }

  @Test("SIGINT during a long poll, and nothing is told of a crash at the next start")
  func longPoll() async throws {
    let bot = try await Bot()
    let first = try bot.serve()
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    try await stop(first, by: SIGINT)
    expect(first.standardError, says: "Stopping")
    let second = try bot.serve()
    #expect(try await second.waits { second.standardError.contains("Pages at") })
    try await stop(second)
    #expect(!second.standardError.contains("did not stop in order"))
    await bot.sandbox.stop()
  }

  @Test("While Telegram does not answer who the bot is")
  func hangingStart() async throws {
    let bot = try await Bot()
    bot.sandbox.faults.next = [.init(.hang, method: "getMe")]
    let program = try bot.serve()
    #expect(await bot.sandbox.waitUntil(timeout: .seconds(40)) { $0.faults.next.isEmpty })
    try await stop(program)
    await bot.sandbox.stop()
  }

  @Test("While Telegram has not been reached since the start")
  func downFromTheStart() async throws {
    let bot = try await Bot()
    bot.sandbox.faults.down = true
    let program = try bot.serve()
    #expect(try await program.waits { program.standardError.contains("can't be reached yet") })
    try await stop(program)
    await bot.sandbox.stop()
  }

  @Test("While Telegram is down")
  func down() async throws {
    let bot = try await Bot()
    let program = try bot.serve()
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    bot.sandbox.faults.down = true
    #expect(try await program.waits { program.standardError.contains("A poll failed") })
    try await stop(program)
    await bot.sandbox.stop()
  }

  @Test("While a message hangs on its way; the next run delivers it")
  func hangingSend() async throws {
    let bot = try await Bot()
    let first = try bot.serve()
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    bot.sandbox.faults.next = [.init(.hang, method: "sendMessage")]
    let client = bot.sandbox.people[0].id
    bot.sandbox.start(client)
    #expect(await bot.sandbox.waitUntil(timeout: .seconds(40)) { $0.faults.next.isEmpty })
    try await stop(first)
    #expect(bot.sandbox.messages(of: client).count == 1)
    try await expectGreeting(of: client, by: bot)
  }

  @Test("While a message waits for Telegram to recover; the next run delivers it, once")
  func queued() async throws {
    let bot = try await Bot()
    let first = try bot.serve()
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    bot.sandbox.faults.next = [.init(.badGateway, count: 1_000, method: "sendMessage")]
    let client = bot.sandbox.people[0].id
    bot.sandbox.start(client)
    #expect(
      await bot.sandbox.waitUntil(timeout: .seconds(40)) { $0.faults.next.first?.count != 1_000 })
    try await stop(first)
    bot.sandbox.faults.next = []
    try await expectGreeting(of: client, by: bot)
  }

  /// Starts the program again: one greeting comes, though nobody writes.
  private func expectGreeting(of client: PersonID, by bot: Bot) async throws {
    let second = try bot.serve()
    #expect(
      await bot.sandbox.waitUntil(timeout: .seconds(40)) {
        $0.lastMessage(of: client)?.fromBot == true
      })
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    #expect(bot.sandbox.messages(of: client).count { $0.fromBot } == 1)
    try await stop(second)
    await bot.sandbox.stop()
  }

  @Test("An unreachable proxy is tried again and again, without its password in the log")
  func deadProxy() async throws {
    let bot = try await Bot(environment: ["TELEGRAM_PROXY": "http://helper:hush-hush@127.0.0.1:9"])
    let program = try bot.serve()
    #expect(
      try await program.waits {
        program.standardError.components(separatedBy: "can't be reached yet").count > 2
      })
    expect(program.standardError, says: "proxy")
    #expect(!program.standardError.contains("hush-hush"))
    #expect(!program.standardError.contains("helper"))
    try await stop(program)
    await bot.sandbox.stop()
  }

  @Test("The demo says where it is, ends at Ctrl-C, and leaves nothing behind")
  func demo() async throws {
    let folder = try Folder()
    let program = try Program(
      ["demo", "--port", "0", "--language", "en"],
      environment: ["LOCALES_PATH": Program.locales], folder: folder)
    #expect(try await program.waits { program.standardOutput.contains("Ctrl-C ends it") })
    let said = program.standardOutput
    let page = try #require(said.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\//)).0
    let (status, body) = await Web.get(String(page))
    #expect(status == 200)
    expect(body, says: "<html")
    try await stop(program, by: SIGINT)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }
}
