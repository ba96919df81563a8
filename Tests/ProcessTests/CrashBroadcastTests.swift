import Chance
import Foundation
import GRDB
import Sandbox
import Testing

/// Kills the program while a message to many leaves.
@Suite("Killed while it tells many, the program tells everybody, and hardly anybody twice")
struct CrashBroadcastTests {
  private static let owner = SandboxPerson(
    id: 6_400_000_000, role: "owner", firstName: "Olivia")
  private static let clients = (1...120).map {
    SandboxPerson(id: 6_400_000_000 + Int64($0), role: "client", firstName: "Client \($0)")
  }
  private static let words = "We are open on Christmas Eve"

  /// More for a run by hand: `CRASH_KILLS=100 CRASH_SEED=7 swift test --filter CrashBroadcastTests`.
  @Test("None lost, one of a chat repeated at most for each kill, and the author is told the truth")
  func broadcast() async throws {
    let wishes = ProcessInfo.processInfo.environment
    let kills = wishes["CRASH_KILLS"].flatMap { Int($0) } ?? 6
    let seed = wishes["CRASH_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
    let seedNote = Comment(rawValue: "CRASH_SEED=\(seed) CRASH_KILLS=\(kills)")
    var dice = SplitMix(seed: seed)
    let bot = try await Bot(people: [Self.owner] + Self.clients)
    try await meet(bot)
    try begin(bot)
    for _ in 0..<kills {
      let program = try bot.serve()
      #expect(try await program.waits { program.standardError.contains("Pages at") })
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...120, using: &dice)))
      program.kill(SIGKILL)
      #expect(try await program.ends() == .signal(SIGKILL), seedNote)
      // What it had sent off still arrives.
      try await Task.sleep(for: .milliseconds(5))
    }
    let last = try bot.serve()
    let isTold = await bot.sandbox.waitUntil(timeout: .seconds(120)) { sandbox in
      sandbox.messages(of: Self.owner.id).contains { $0.text.contains("All messages are sent") }
    }
    #expect(isTold, "\(seedNote) \(bot.sandbox.transcript(of: Self.owner.id))")
    #expect(await bot.sandbox.settle(timeout: .seconds(40)), seedNote)
    #expect(try await last.waits { last.standardError.contains("Pages at") })
    last.kill(SIGTERM)
    #expect(try await last.ends(within: 30) == .exit(0), seedNote)
    await bot.sandbox.stop()
    try Ledger(bot).expectSound(seedNote)

    var repeats = 0
    for client in Self.clients {
      let count = bot.sandbox.messages(of: client.id).count { $0.text.contains(Self.words) }
      #expect((1...(1 + kills)).contains(count), "\(client.firstName): \(count) \(seedNote)")
      repeats += count - 1
    }
    let told = bot.sandbox.messages(of: Self.owner.id).filter { $0.text.contains("sent") }
    // It is one message that grows; a kill may have come between its sending and its answer.
    #expect((1...(1 + kills)).contains(told.count), "\(seedNote) \(told)")
    #expect(told.last?.text.contains("\(Self.clients.count) of \(Self.clients.count)") == true)
    print("\(seedNote): \(Self.clients.count) told, \(repeats) repeated")
  }

  /// Everybody writes once, so that the bot may write to them.
  private func meet(_ bot: Bot) async throws {
    let program = try bot.serve()
    let people = [Self.owner] + Self.clients
    for person in people { bot.sandbox.start(person.id) }
    let isMet = await bot.sandbox.waitUntil(timeout: .seconds(60)) { sandbox in
      people.allSatisfy { person in sandbox.messages(of: person.id).contains { $0.fromBot } }
    }
    #expect(isMet)
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
  }

  /// The moment after the owner's tap, for clients who never sleep.
  private func begin(_ bot: Bot) throws {
    let queue = try DatabaseQueue(path: bot.folder.path("bot.sqlite"))
    let now = Int64(Date().timeIntervalSince1970)
    // What the triggers of the clients' index call; nobody searches here.
    let words = { @Sendable (values: [DatabaseValue]) -> (any DatabaseValueConvertible)? in
      values.compactMap { String.fromDatabaseValue($0) }.joined(separator: " ")
    }
    try queue.write { db in
      db.add(function: DatabaseFunction("folded", pure: true, function: words))
      db.add(function: DatabaseFunction("sortKey", argumentCount: 1, pure: true, function: words))
      try db.execute(
        sql: "INSERT INTO reminderRules(id, offsets, quiet) VALUES (1, '120', NULL)")
      try db.execute(
        sql: "UPDATE person SET isOwner = 1 WHERE telegram = ?", arguments: [Self.owner.id])
      try db.execute(
        sql: """
          INSERT INTO clientele(book, client, name, latest)
          SELECT 0, id, name, ? FROM person WHERE isOwner = 0
          """, arguments: [now])
      try db.execute(
        sql: """
          INSERT INTO broadcast(author, book, text, audience, state, total, created)
          SELECT id, 0, ?, 'all', 'running', ?, ? FROM person WHERE isOwner = 1
          """, arguments: [Self.words, Self.clients.count, now])
      let id = db.lastInsertedRowID
      try db.execute(
        sql: """
          INSERT INTO outbox(channel, chat, person, priority, method, body, created, keepsake,
            keepsakeSubject)
          SELECT 'notice', telegram, id, 4, 'broadcastProgress', ?, ?, 'broadcast', ?
          FROM person WHERE isOwner = 1
          """, arguments: [Data("\(id) 0 0\n".utf8), now, id])
      try db.execute(
        sql: "INSERT INTO timer(kind, subject, due) VALUES ('broadcast', ?, ?)",
        arguments: [id, now])
    }
  }
}
