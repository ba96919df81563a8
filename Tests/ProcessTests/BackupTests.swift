import Foundation
import GRDB
import Sandbox
import Testing

@Suite("A copy of the running house brings it back, and nothing is sent twice")
struct BackupTests {
  private func run(_ words: [String], _ bot: Bot) async throws -> Run {
    try await Run.bookingbot(words, environment: bot.environment, folder: bot.folder)
  }

  @Test("Copied while clients book, destroyed, restored: the same book, its links, no message anew")
  func roundTrip() async throws {
    let bot = try await Bot()
    let clients = bot.sandbox.configuration.people.filter { $0.role.hasPrefix("client") }.map(\.id)
    let client = try #require(clients.first)
    var program = try bot.serve()
    try await bot.books(client)
    // It does not get in the way of who serves, nor of who books.
    async let copying = run(["backup", "first.sqlite"], bot)
    try await bot.books(client)
    let copied = try await copying
    #expect(copied.end == .exit(0), "\(copied.words)")
    expect(copied.output, says: "first.sqlite", "checked", "personal data")
    let again = try await run(["backup", "first.sqlite"], bot)
    #expect(again.end == .exit(78))
    expect(again.error, says: "already there")
    let second = try await run(["backup"], bot)
    #expect(second.end == .exit(0), "\(second.words)")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: bot.folder.path("backups"))
        .first { $0.hasSuffix(".sqlite") })
    let copy = bot.folder.path("backups/" + name)
    let refused = try await run(["restore", copy, "--force"], bot)
    #expect(refused.end == .exit(69))
    expect(refused.error, says: "serving", "Nothing was changed")
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 10) == .exit(0))
    let key = try Data(contentsOf: URL(fileURLWithPath: bot.folder.path("bot.sqlite.key")))
    let before = try Ledger(bot).visits()
    #expect(before[client]?.count == 2)
    let messages = bot.sandbox.messages(of: client).count

    // The disk is gone, but for the copy.
    for file in try FileManager.default.contentsOfDirectory(atPath: bot.folder.path(""))
    where file.hasPrefix("bot.sqlite") {
      try FileManager.default.removeItem(atPath: bot.folder.path(file))
    }
    let restored = try await run(["restore", copy], bot)
    #expect(restored.end == .exit(0), "\(restored.words)")
    expect(restored.output, says: "is now the copy of")
    #expect(try Ledger(bot).visits() == before)
    #expect(try Data(contentsOf: URL(fileURLWithPath: bot.folder.path("bot.sqlite.key"))) == key)
    let unforced = try await run(["restore", copy], bot)
    #expect(unforced.end == .exit(78))
    expect(unforced.error, says: "--force")

    program = try bot.serve()
    try await bot.books(client)
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 10) == .exit(0))
    #expect(try Ledger(bot).visits()[client]?.count == 3)
    // The third booking's own messages, and nothing from before.
    let texts = bot.sandbox.messages(of: client).dropFirst(messages).map(\.text)
    #expect(texts.count { $0.contains("Your booking is confirmed") } == 1, "\(texts)")
    await bot.sandbox.stop()
  }

  @Test("What can't be copied or restored is said, and changes nothing")
  func refusals() async throws {
    let folder = try Folder()
    let environment = ["DATABASE_PATH": folder.path("bot.sqlite")]
    func run(_ words: String...) async throws -> Run {
      try await Run.bookingbot(words, environment: environment, folder: folder)
    }
    let nothing = try await run("backup")
    #expect(nothing.end == .exit(78))
    expect(nothing.error, says: "There is no file")
    #expect(!FileManager.default.fileExists(atPath: folder.path("backups")))
    try Data("Anna, 10:00".utf8).write(to: URL(fileURLWithPath: folder.path("text")))
    let text = try await run("restore", folder.path("text"))
    #expect(text.end == .exit(78))
    expect(text.error, says: "not a database", "Nothing was changed")
    let missing = try await run("restore", folder.path("none"))
    #expect(missing.end == .exit(78))
    expect(missing.error, says: "There is no file")
    let nameless = try await run("restore")
    #expect(nameless.end == .exit(64))
    #expect(!FileManager.default.fileExists(atPath: folder.path("bot.sqlite")))
    let queue = try DatabaseQueue(path: folder.path("foreign"))
    try await queue.write { try $0.execute(sql: "CREATE TABLE song(title TEXT)") }
    try queue.close()
    let foreign = try await run("restore", folder.path("foreign"))
    #expect(foreign.end == .exit(78))
    expect(foreign.error, says: "another program")
  }

  @Test("Killed while it copies, the next start makes the copy and cleans up")
  func killed() async throws {
    let bot = try await Bot()
    var program = try bot.serve()
    #expect(try await program.waits { program.standardError.contains("Pages at") })
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 10) == .exit(0))
    // Whatever stands in its way is said, and nothing is left of it.
    try Data().write(to: URL(fileURLWithPath: bot.folder.path("file")))
    for target in ["file/copy.sqlite", "none/copy.sqlite", "/proc/copy.sqlite"] {
      let refused = try await run(["backup", target], bot)
      #expect(refused.end == .exit(78), "\(target): \(refused.words)")
      #expect(refused.error.contains("copy.sqlite") || refused.error.contains("folder"))
    }
    // Killed in the middle of it: no file may grow beyond 64 KiB, and who goes on is killed by the
    // system. There is no copy then that could be taken for a whole one.
    var environment = bot.environment
    environment["PROGRAM"] = Program.executable.path
    let cut = try await Run.program(
      ["/bin/bash", "-c", "ulimit -f 64; exec \"$PROGRAM\" backup whole.sqlite"],
      environment: environment, folder: bot.folder)
    #expect(cut.end != .exit(0), "\(cut.words)")
    #expect(!FileManager.default.fileExists(atPath: bot.folder.path("whole.sqlite")))
    // As a kill leaves it: a copy is asked for, and half of one lies there.
    let half = bot.folder.path("backups/bot-20260101T000000Z.sqlite.part")
    try FileManager.default.createDirectory(
      atPath: bot.folder.path("backups"), withIntermediateDirectories: true)
    try Data("half".utf8).write(to: URL(fileURLWithPath: half))
    let queue = try DatabaseQueue(path: bot.folder.path("bot.sqlite"))
    try await queue.write { try $0.execute(sql: "UPDATE backupPlan SET asked = 1") }
    try queue.close()
    program = try bot.serve()
    let isMade = try await program.waits {
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: bot.folder.path("backups"))) ?? []
      return names.contains { $0.hasSuffix("Z.sqlite") }
        && !names.contains { $0.hasSuffix(".part") }
    }
    #expect(isMade, "\(program.standardError)")
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 10) == .exit(0))
    await bot.sandbox.stop()
  }
}
