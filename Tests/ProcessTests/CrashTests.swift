import Chance
import Foundation
import Sandbox
import Synchronization
import Testing

@Suite("Killed at any moment, the program loses nothing and does nothing twice")
struct CrashTests {
  /// People of several languages; the last one's is none of the bot's.
  private static let people = ["en", "uk", "ru", "fr", "en", "de"].enumerated().map { index, code in
    SandboxPerson(
      id: 6_100_000_001 + Int64(index), role: "client", firstName: "Client \(index)",
      languageCode: code)
  }

  /// `CRASH_KILLS=500 CRASH_SEED=7 swift test --filter ProcessTests.CrashTests` is a run by hand.
  @Test("SIGKILL again and again, while clients book, move, cancel and write")
  func kills() async throws {
    let wishes = ProcessInfo.processInfo.environment
    let kills = wishes["CRASH_KILLS"].flatMap { Int($0) } ?? 20
    let seed = wishes["CRASH_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
    let seedNote = Comment(rawValue: "CRASH_SEED=\(seed) CRASH_KILLS=\(kills)")
    var dice = SplitMix(seed: seed)
    let bot = try await Bot(people: Self.people)
    let isOver = Flag()
    // How many messages each chat had when the program was killed, kill by kill.
    var marks: [[Int]] = []
    var walkers: [Walker] = []
    do {
      walkers = try await withThrowingTaskGroup(of: Walker.self) { group in
        for (index, person) in Self.people.enumerated() {
          let walker = try Walker(person, in: bot.sandbox)
          group.addTask {
            var walker = walker
            var dice = SplitMix(seed: seed &* 31 &+ UInt64(index))
            while !isOver.isUp { try await walker.walk(using: &dice) }
            try await walker.start()
            return walker
          }
        }
        defer { isOver.raise() }
        for kill in 0..<kills {
          let program = try bot.serve()
          // Every fourth dies on its way up; the very first while it makes its database.
          let isStarting = kill % 4 == 0
          if !isStarting { #expect(try await program.waits { isServing(program) }) }
          let delay = Int.random(in: 0...(isStarting ? 150 : 400), using: &dice)
          try await Task.sleep(for: .milliseconds(delay))
          program.kill(SIGKILL)
          let end = try await program.ends()
          #expect(end == .signal(SIGKILL), "\(seedNote) \(program.standardError)")
          // What it had sent off still arrives.
          try await Task.sleep(for: .milliseconds(5))
          marks.append(Self.people.map { bot.sandbox.messages(of: $0.id).count })
        }
        let last = try bot.serve()
        isOver.raise()
        var done: [Walker] = []
        for try await walker in group { done.append(walker) }
        #expect(await bot.sandbox.settle(timeout: .seconds(40)), seedNote)
        last.kill(SIGTERM)
        #expect(try await last.ends(within: 5) == .exit(0), seedNote)
        return done.sorted { $0.id < $1.id }
      }
    } catch {
      let logs = bot.folder.programs.withLock { $0 }.map(\.standardError)
      Issue.record("\(seedNote): \(error)\n\(logs.joined(separator: "\n---\n"))")
      return
    }
    #expect(bot.sandbox.pendingUpdates == 0, seedNote)
    #expect(bot.sandbox.unansweredTaps() == [], seedNote)
    let ledger = try Ledger(bot)
    try ledger.expectSound(seedNote)
    try ledger.expectAgreement(with: walkers, seedNote)
    var total = (visits: 0, repeats: 0)
    for (index, walker) in walkers.enumerated() {
      #expect(walker.visits.count > 0, seedNote)
      do {
        let repeats = try walker.repeats()
        Self.expect(repeats, at: marks.map { $0[index] }, walker, seedNote)
        total = (
          total.visits + walker.visits.count, total.repeats + repeats.reduce(0) { $0 + $1.count }
        )
      } catch {
        Issue.record("\(seedNote): \(error)")
      }
    }
    await bot.sandbox.stop()
    print("\(seedNote): \(total.visits) bookings, \(total.repeats) repeated messages")
  }

  private func isServing(_ program: Program) -> Bool {
    program.standardError.contains("Pages at")
  }

  /// A kill explains one repeated message in a chat: one that came before it. What was on the wire
  /// may have been counted after its kill's mark, so the mark may also stand right before the run.
  private static func expect(
    _ repeats: [Walker.Repeat], at marks: [Int], _ walker: Walker, _ comment: Comment
  ) {
    for one in repeats {
      let kills = marks.count { one.run.contains($0) }
      #expect(
        one.count <= kills,
        """
        \(one.count) of the messages \(one.run) are too many for \(kills) kills. \(comment)
        \(marks)
        \(walker.sandbox.transcript(of: walker.id))
        """)
    }
  }
}

/// Goes up once.
private final class Flag: Sendable {
  private let state = Mutex(false)
  var isUp: Bool { state.withLock { $0 } }
  func raise() { state.withLock { $0 = true } }
}
