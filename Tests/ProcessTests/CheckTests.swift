import Foundation
import GRDB
import Sandbox
import Testing

@testable import bookingbot

@Suite("bookingbot check names what is broken")
struct CheckTests {
  @Test("Everything at once: texts, database, disk, and Telegram refusing the token")
  func broken() async throws {
    let bot = try await Bot(environment: ["BOT_TOKEN": Tokens.strange])
    try Data("no database".utf8).write(
      to: URL(fileURLWithPath: bot.folder.path("bot.sqlite")))
    let locales = bot.folder.path("texts")
    try FileManager.default.createDirectory(atPath: locales, withIntermediateDirectories: false)
    try Data("{".utf8).write(to: URL(fileURLWithPath: locales + "/en.json"))
    var environment = bot.environment
    environment["LOCALES_PATH"] = locales
    let run = try await Run.bookingbot(["check"], environment: environment, folder: bot.folder)
    #expect(run.end == .exit(78))
    expect(run.error, says: "Not everything works", "FAIL")
    let failed = run.output.split(separator: "\n").filter { $0.hasPrefix("FAIL ") }
    #expect(failed.count == 3, "\(run.output)")
    expect(
      run.output, says: "ok   configuration", "FAIL texts", "en.json", "FAIL database",
      "not a database", "ok   disk", "FAIL telegram", "refuses the token", "@BotFather")
    expectNoToken(in: run.words, token: Tokens.strange)
    await bot.sandbox.stop()
  }

  @Test("Faults of the configuration are lines too, and the rest is checked all the same")
  func configuration() async throws {
    let folder = try Folder()
    let run = try await Run.bookingbot(
      ["check"],
      environment: [
        "HTTP_PORT": "x", "LOCALES_PATH": Program.locales,
        "DATABASE_PATH": folder.path("deep/er/bot.sqlite"),
      ], folder: folder)
    #expect(run.end == .exit(78))
    expect(
      run.output, says: "FAIL configuration   BOT_TOKEN is missing", "/newbot",
      "FAIL configuration   HTTP_PORT is x", "ok   texts", "ok   database", "is not there yet",
      "ok   disk", "telegram        not asked")
    // A check only looks.
    #expect(!FileManager.default.fileExists(atPath: folder.path("deep")))
  }

  @Test("A Telegram out of reach is told with where to look")
  func unreachable() async throws {
    let folder = try Folder()
    let environment = [
      "BOT_TOKEN": Tokens.good, "TELEGRAM_API_BASE": "http://127.0.0.1:9",
      "LOCALES_PATH": Program.locales, "DATABASE_PATH": folder.path("bot.sqlite"),
    ]
    let direct = try await Run.bookingbot(["check"], environment: environment, folder: folder)
    #expect(direct.end == .exit(69))
    expect(direct.output, says: "FAIL telegram", "can't be reached", "TELEGRAM_API_BASE")
    let proxied = try await Run.bookingbot(
      ["check"],
      environment: environment.merging(["TELEGRAM_PROXY": "socks5://me:hush-hush@127.0.0.1:9"]) {
        $1
      }, folder: folder)
    #expect(proxied.end == .exit(69))
    expect(proxied.output, says: "FAIL telegram", "can't be reached", "TELEGRAM_PROXY")
    #expect(!proxied.words.contains("hush-hush"))
    expectNoToken(in: direct.words, proxied.words)
  }

  @Test("What could not be delivered and what was put aside is listed, without its text")
  func leftovers() async throws {
    let bot = try await Bot()
    let program = try bot.serve()
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
    let queue = try DatabaseQueue(path: bot.folder.path("bot.sqlite"))
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO outbox(channel, chat, priority, method, body, created, state, error)
          VALUES ('telegram', 501, 1, 'sendMessage', CAST('PRIVATE' AS BLOB), 1774000000, 'dead',
            'Bad Request: chat not found');
          INSERT INTO quarantine(updateID, moment, error, body)
          VALUES (4711, 1774000000, 'it went wrong twice', CAST('PRIVATE' AS BLOB))
          """)
    }
    try queue.close()
    let run = try await Run.bookingbot(
      ["check"], environment: bot.environment, folder: bot.folder)
    #expect(run.end == .exit(0), "\(run.words)")
    expect(
      run.output, says: "1 undeliverable", "sendMessage to 501", "Bad Request: chat not found",
      "4711", "it went wrong twice", "2026-03-20")
    #expect(!run.words.contains("PRIVATE"))
    await bot.sandbox.stop()
  }

  @Test("A clock that is off is told with how far, and what sets it right")
  func clock() throws {
    let now = Date(timeIntervalSince1970: 1_774_000_000)
    let header = "Fri, 20 Mar 2026 09:46:40 GMT"
    #expect(ClockDrift(header: header, now: now)?.seconds == 0)
    #expect(try #require(ClockDrift(header: header, now: now)).ending == nil)
    #expect(try #require(ClockDrift(header: header, now: now + 55)).ending == nil)
    let ahead = try #require(ClockDrift(header: header, now: now + 300)?.ending)
    #expect(ahead.code == 78)
    expect(ahead.message, says: "5 min ahead of Telegram's", "set-ntp")
    let behind = try #require(ClockDrift(header: header, now: now - 7_200)?.ending)
    expect(behind.message, says: "120 min behind Telegram's")
    for strange in [nil, "", "yesterday", "2026-03-20T09:46:40Z"] {
      #expect(ClockDrift(header: strange, now: now) == nil)
    }
  }
}
