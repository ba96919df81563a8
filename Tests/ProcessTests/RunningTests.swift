import Foundation
import GRDB
import Sandbox
import Testing

@Suite("Beside a running bot")
struct RunningTests {
  @Test("The sample is loaded once into a path that did not exist; export and check see it live")
  func sampleExportCheck() async throws {
    let path = "new/folder/bot.sqlite"
    let bot = try await Bot(environment: ["DATABASE_PATH": path])
    let program = try bot.serve()
    #expect(try await program.waits { program.standardError.contains("Serving") })
    #expect(FileManager.default.fileExists(atPath: bot.folder.path(path)))
    let client = bot.sandbox.people[0].id
    try await bot.books(client)
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))

    let book = try await export(bot)
    #expect((book["services"]?.count ?? 0) >= 5)
    #expect((book["specialists"]?.count ?? 0) >= 2)
    #expect((book["calendars"]?.count ?? 0) >= 2)
    let booking = try #require(book["bookings"]?.first)
    #expect(book["bookings"]?.count == 1)
    #expect(booking["state"] as? String == "confirmed")
    let haircut = book["services"]?.first { $0["name"] as? String == "Haircut" }
    #expect(booking["service"] as? Int == haircut?["id"] as? Int)
    let known = book["clients"]?.first { $0["id"] as? Int == booking["client"] as? Int }
    #expect(known?["telegram"] as? Int64 == client)
    #expect(known?["name"] as? String == "Anna Berg")

    let check = try await Run.bookingbot(
      ["check"], environment: bot.environment, folder: bot.folder)
    #expect(check.end == .exit(0), "\(check.words)")
    #expect(check.error == "")
    for part in ["configuration", "texts", "database", "disk", "telegram", "clock"] {
      #expect(
        check.output.split(separator: "\n").contains {
          $0.hasPrefix("ok ") && $0.contains(" \(part) ")
        }, "\(part): \(check.output)")
    }
    expect(check.output, says: "@sandbox_booking_bot", "0 undeliverable", "English")
    expectNoToken(in: check.output)

    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
    let again = try bot.serve()
    #expect(try await again.waits { again.standardError.contains("no sample loaded") })
    let later = try await export(bot)
    #expect(later["services"]?.count == book["services"]?.count)
    #expect(later["bookings"]?.count == 1)
    again.kill(SIGTERM)
    #expect(try await again.ends(within: 5) == .exit(0))
    await bot.sandbox.stop()
  }

  private func export(_ bot: Bot) async throws -> [String: [[String: Any]]] {
    let run = try await Run.bookingbot(
      ["export", "--json"], environment: bot.environment, folder: bot.folder)
    #expect(run.end == .exit(0), "\(run.error)")
    #expect(run.error == "")
    let book = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(book as? [String: [[String: Any]]])
  }

  @Test("The health pages tell a bot that polls from one that does not yet")
  func health() async throws {
    let bot = try await Bot()
    // Telegram knows the bot but does not let it poll.
    bot.sandbox.faults.next = [.init(.hang, method: "getUpdates")]
    let program = try bot.serve()
    #expect(try await program.waits { program.standardError.contains("Pages at") })
    let port = try #require(program.standardError.firstMatch(of: /port=(\d+).*Pages at/)).1
    #expect(port != "0")
    let base = "http://127.0.0.1:\(port)"
    #expect(await Web.get(base + "/healthz").status == 200)
    #expect(await Web.get(base + "/readyz").status == 503)
    #expect(await Web.get(base + "/nothing-here").status == 404)
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))

    let second = try bot.serve()
    #expect(try await second.waits { second.standardError.contains("Pages at") })
    let other = try #require(second.standardError.firstMatch(of: /port=(\d+).*Pages at/)).1
    // Its first poll asks for what has piled up, so it is answered at once.
    var ready = 503
    for _ in 0..<200 where ready != 200 {
      ready = await Web.get("http://127.0.0.1:\(other)/readyz").status
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(ready == 200)
    second.kill(SIGTERM)
    #expect(try await second.ends(within: 5) == .exit(0))
    await bot.sandbox.stop()
  }

  @Test("At the most talkative level the log holds no token, no text and no phone")
  func discreetLog() async throws {
    let bot = try await Bot(environment: ["LOG_LEVEL": "trace"])
    let program = try bot.serve()
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    let client = bot.sandbox.people[0]
    try await bot.books(client.id, comment: "SECRET-WORDS-123")
    bot.sandbox.say(client.id, "SECRET-WORDS-123")
    bot.sandbox.shareContact(client.id)
    // Updates and messages that go wrong are logged too, by their kind.
    bot.sandbox.queueUpdate("message", ["text": "SECRET-WORDS-123"])
    bot.sandbox.faults.next = [
      .init(.tooManyRequests), .init(.badGateway), .init(.reset), .init(.internalError),
    ]
    bot.sandbox.say(client.id, "/start SECRET-WORDS-123")
    _ = await bot.sandbox.settle(timeout: .seconds(40))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
    let log = program.standardError
    #expect(log.count > 200)
    expectNoToken(in: log, program.standardOutput)
    for secret in ["SECRET", "447700900101", client.firstName, "anna_berg", "Haircut"] {
      #expect(!log.contains(secret), "\(secret) is in the log: \(log)")
    }
    await bot.sandbox.stop()
  }
}
