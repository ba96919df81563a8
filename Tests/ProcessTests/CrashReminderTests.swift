import Chance
import Foundation
import GRDB
import Sandbox
import Testing

/// Kills the program while a batch of reminders leaves.
@Suite("Killed while it reminds, the program reminds everybody, and hardly anybody twice")
struct CrashReminderTests {
  private static let people = (0..<8).map {
    SandboxPerson(id: 6_300_000_001 + Int64($0), role: "client", firstName: "Client \($0)")
  }
  private static let visitsEach = 15

  /// More for a run by hand: `CRASH_KILLS=100 CRASH_SEED=7 swift test --filter CrashReminderTests`.
  @Test("None lost, one of a chat repeated at most for each kill")
  func reminders() async throws {
    let wishes = ProcessInfo.processInfo.environment
    let kills = wishes["CRASH_KILLS"].flatMap { Int($0) } ?? 6
    let seed = wishes["CRASH_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
    let seedNote = Comment(rawValue: "CRASH_SEED=\(seed) CRASH_KILLS=\(kills)")
    var dice = SplitMix(seed: seed)
    let bot = try await Bot(people: Self.people)
    try await meet(bot)
    let visits = try book(bot)
    let dues = try await killing(bot, kills, using: &dice, seedNote)
    #expect(dues.last == 0, "\(seedNote) \(dues)")
    await bot.sandbox.stop()

    var repeats = 0
    for person in Self.people {
      let told = bot.sandbox.messages(of: person.id).compactMap { message in
        message.buttons.joined().compactMap(\.data).first { $0.hasPrefix("Ry:") }
      }
      let wanted = visits[person.id] ?? []
      #expect(Set(told) == Set(wanted.map { "Ry:" + String($0, radix: 36) + ".1" }), seedNote)
      #expect(told.count - wanted.count <= kills, "\(seedNote) \(told)")
      repeats += told.count - wanted.count
    }
    print("\(seedNote): \(Self.people.count * Self.visitsEach) reminders, \(repeats) repeated")
  }

  /// Everybody writes once, so that the bot may write to them.
  private func meet(_ bot: Bot) async throws {
    let program = try bot.serve()
    for person in Self.people { bot.sandbox.start(person.id) }
    let isMet = await bot.sandbox.waitUntil(timeout: .seconds(60)) { sandbox in
      Self.people.allSatisfy { person in
        sandbox.messages(of: person.id).contains { $0.fromBot }
      }
    }
    #expect(isMet)
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
  }

  /// Bookings for everybody, all to be reminded of now: the moment can't be waited for.
  private func book(_ bot: Bot) throws -> [PersonID: [Int64]] {
    let queue = try DatabaseQueue(path: bot.folder.path("bot.sqlite"))
    let now = Int64(Date().timeIntervalSince1970)
    // What the triggers of the clients' index call; nobody searches here.
    let words = { @Sendable (values: [DatabaseValue]) -> (any DatabaseValueConvertible)? in
      values.compactMap { String.fromDatabaseValue($0) }.joined(separator: " ")
    }
    return try queue.write { db in
      db.add(function: DatabaseFunction("folded", pure: true, function: words))
      db.add(function: DatabaseFunction("sortKey", argumentCount: 1, pure: true, function: words))
      try db.execute(
        sql: "INSERT INTO reminderRules(id, offsets, quiet) VALUES (1, '43200', NULL)")
      let calendars = try Row.fetchAll(db, sql: "SELECT id, specialist FROM calendar ORDER BY id")
      var visits: [PersonID: [Int64]] = [:]
      var hour: Int64 = 3
      for turn in 0..<Self.visitsEach {
        for person in Self.people {
          hour += 2
          let calendar = calendars[turn % calendars.count]
          let starts = now / 3_600 * 3_600 + hour * 3_600
          try db.execute(
            sql: """
              INSERT INTO booking(number, client, service, calendar, specialist, starts, ends,
                bufferBefore, bufferAfter, busyFrom, busyTo, capacity, state, revision, currency,
                created, changed)
              SELECT ?, person.id, service.id, ?, ?, ?, ?, 0, 0, ?, ?, 1, 'confirmed', 1, 'EUR',
                ?, ? FROM person, service WHERE telegram = ? ORDER BY service.id LIMIT 1
              """,
            arguments: [
              "R\(hour)", calendar[0] as Int64, calendar[1] as Int64, starts, starts + 1_800,
              starts, starts + 1_800, now, now, person.id,
            ])
          let id = db.lastInsertedRowID
          visits[person.id, default: []].append(id)
          try db.execute(
            sql: "INSERT INTO timer(kind, subject, due, rank) VALUES ('reminder', ?, ?, ?)",
            arguments: [id, now, starts])
        }
      }
      return visits
    }
  }

  /// Serves and kills, and serves until all have been sent; returns how many waited after each.
  private func killing(
    _ bot: Bot, _ kills: Int, using dice: inout SplitMix, _ comment: Comment
  ) async throws -> [Int] {
    var left: [Int] = []
    for _ in 0..<kills {
      let program = try bot.serve()
      #expect(
        try await program.waits { program.standardError.contains("Pages at") })
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...120, using: &dice)))
      program.kill(SIGKILL)
      #expect(try await program.ends() == .signal(SIGKILL), comment)
      // What it had sent off still arrives.
      try await Task.sleep(for: .milliseconds(5))
      left.append(try waiting(bot))
    }
    let last = try bot.serve()
    let wanted = Self.people.count * Self.visitsEach
    _ = await bot.sandbox.waitUntil(timeout: .seconds(120)) { sandbox in
      Self.people.map { person in
        Set(
          sandbox.messages(of: person.id).flatMap { $0.buttons.joined().compactMap(\.data) }
            .filter { $0.hasPrefix("Ry:") }
        ).count
      }.reduce(0, +) == wanted
    }
    #expect(await bot.sandbox.settle(timeout: .seconds(40)), comment)
    // Those before it may have left nothing to do: it must be up before it can be told to stop.
    #expect(try await last.waits { last.standardError.contains("Pages at") })
    last.kill(SIGTERM)
    let ended = try await last.ends(within: 30)
    #expect(ended == .exit(0), "\(comment)\n\(last.standardError.suffix(2_000))")
    left.append(try waiting(bot))
    return left
  }

  private func waiting(_ bot: Bot) throws -> Int {
    try Ledger(bot).count(
      """
      SELECT (SELECT count(*) FROM outbox WHERE method = 'reminder')
        + (SELECT count(*) FROM timer WHERE kind = 'reminder')
      """)
  }
}
