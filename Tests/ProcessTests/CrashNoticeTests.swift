import Chance
import Foundation
import Sandbox
import Synchronization
import Testing

@Suite("Killed at any moment, the program tells the staff of everything that clients do")
struct CrashNoticeTests {
  private static let people = ["owner", "client", "client", "client"].enumerated().map {
    SandboxPerson(
      id: 6_200_000_001 + Int64($0.offset), role: $0.element, firstName: "Person \($0.offset)")
  }

  /// More for a run by hand: `CRASH_KILLS=200 CRASH_SEED=7 swift test --filter CrashNoticeTests`.
  @Test("Each booking, move and cancellation is told once, and at most once more for a kill")
  func notices() async throws {
    let wishes = ProcessInfo.processInfo.environment
    let kills = wishes["CRASH_KILLS"].flatMap { Int($0) } ?? 8
    let seed = wishes["CRASH_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
    let seedNote = Comment(rawValue: "CRASH_SEED=\(seed) CRASH_KILLS=\(kills)")
    var dice = SplitMix(seed: seed)
    let bot = try await Bot(people: Self.people)
    let owner = Self.people[0].id
    try await makeOwner(owner, of: bot)
    let known = bot.sandbox.messages(of: owner).count
    let closing = Closing()
    var deeds = try await withThrowingTaskGroup(of: [String: Int].self) { group in
      for (index, person) in Self.people.enumerated().dropFirst() {
        group.addTask {
          var client = try NoticedClient(person, in: bot.sandbox, seed: seed &+ UInt64(index))
          repeat { try await client.walk() } while !closing.hasCome
          return client.deeds
        }
      }
      defer { closing.come() }
      for _ in 0..<kills {
        let program = try bot.serve()
        #expect(try await program.waits { program.standardError.contains("Pages at") })
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...300, using: &dice)))
        program.kill(SIGKILL)
        #expect(try await program.ends() == .signal(SIGKILL), seedNote)
      }
      let last = try bot.serve()
      closing.come()
      var deeds: [String: Int] = [:]
      for try await some in group { deeds.merge(some) { $0 + $1 } }
      #expect(await bot.sandbox.settle(timeout: .seconds(40)), seedNote)
      last.kill(SIGTERM)
      #expect(try await last.ends(within: 5) == .exit(0), seedNote)
      return deeds
    }
    await bot.sandbox.stop()
    try Ledger(bot).expectSound(seedNote)

    // Every notice tells of one deed. It may be there twice, but only one after the other. Those of
    // requests follow what became of them, so that only their number is known in the end.
    let words = try Words(language: "en")
    var told: [String: Int] = [:]
    var requests: [String: Int] = [:]
    var repeats = 0
    var before = ""
    for message in bot.sandbox.messages(of: owner).dropFirst(known) {
      let code = message.code ?? "without a number"
      if NoticedClient.requests.contains(where: { message.text.hasPrefix(words[$0]) }) {
        requests[code, default: 0] += 1
        continue
      }
      let title = NoticedClient.titles.first { message.text.hasPrefix(words[$0]) }
      let isMove = message.text.contains("\n" + words["moved.from"].prefix { $0 != "{" })
      let deed = "\(title ?? message.text) \(code)\(isMove ? ", moved" : "")"
      if deed == before { repeats += 1 } else { told[deed, default: 0] += 1 }
      before = deed
    }
    var asked: [String: Int] = [:]
    for (deed, times) in deeds where deed.hasPrefix("notice.requested ") {
      deeds[deed] = nil
      let code = deed.dropFirst("notice.requested ".count).prefix { $0 != "," }
      asked[String(code), default: 0] += times
    }
    let transcript = bot.sandbox.transcript(of: owner)
    #expect(told == deeds, "\(seedNote) \(transcript)")
    #expect(Set(requests.keys) == Set(asked.keys), "\(seedNote) \(transcript)")
    for (code, times) in asked {
      #expect(requests[code] ?? 0 >= times, "\(code) \(seedNote) \(transcript)")
      repeats += max(0, (requests[code] ?? 0) - times)
    }
    #expect(repeats <= kills, seedNote)
    #expect(deeds.count > 3, seedNote)
  }

  /// Makes the person the owner in a run that is left in peace.
  private func makeOwner(_ person: PersonID, of bot: Bot) async throws {
    let program = try bot.serve()
    #expect(try await program.waits { program.standardOutput.contains("▀") })
    let link = try #require(program.standardOutput.firstMatch(of: /\?start=([A-Za-z0-9_-]+)/))
    bot.sandbox.start(person, payload: String(link.1))
    #expect(
      await bot.sandbox.waitUntil(timeout: .seconds(40)) {
        $0.messages(of: person).contains { $0.text.contains("You are the owner now") }
      })
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 5) == .exit(0))
  }
}

/// A client who knows which notices the staff must get.
private struct NoticedClient {
  static let titles = ["notice.booked", "notice.moved", "notice.cancelledByClient"]
  static let requests = [
    "notice.requested", "follow.approved", "follow.declined", "follow.withdrawn",
  ]

  private var walker: Walker
  private var dice: SplitMix
  /// Title and booking number of each notice, and how often.
  private(set) var deeds: [String: Int] = [:]

  init(_ person: SandboxPerson, in sandbox: Sandbox, seed: UInt64) throws {
    walker = try Walker(person, in: sandbox)
    dice = SplitMix(seed: seed)
  }

  /// Books a visit, and perhaps moves or cancels it.
  mutating func walk() async throws {
    try await walker.start()
    try await walker.chooseService(using: &dice)
    let starts = try await walker.chooseTime(using: &dice)
    let number = try await walker.confirm(starts: starts, using: &dice)
    let isRequest = walker.visits[number]?.state == "requested"
    note(isRequest ? "notice.requested" : "notice.booked", number)
    if dice.chance(0.5) {
      try await walker.move(number, using: &dice)
      // The new time of a request needs an answer as the old one did.
      note(isRequest ? "notice.requested" : "notice.moved", number + ", moved")
    }
    if dice.chance(0.5) {
      try await walker.cancel(number, using: &dice)
      note("notice.cancelledByClient", number)
    }
  }

  private mutating func note(_ title: String, _ number: String) {
    deeds["\(title) \(number)", default: 0] += 1
  }
}

/// Closing time: the clients finish what they have begun.
private final class Closing: Sendable {
  private let state = Mutex(false)
  var hasCome: Bool { state.withLock { $0 } }
  func come() { state.withLock { $0 = true } }
}
