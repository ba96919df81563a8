import Chance
import Foundation
import Sandbox
import Synchronization
import Testing

/// People for a test of their own: ids from `first`, languages in turn.
func people(_ count: Int, from first: PersonID = 6_200_000_001) -> [SandboxPerson] {
  let codes = ["en", "uk", "ru", "fr"]
  return (0..<count).map { index in
    SandboxPerson(
      id: first + Int64(index), role: "client", firstName: "Client \(index)",
      languageCode: codes[index % codes.count])
  }
}

extension Bot {
  /// Starts the program and waits until it has taken what was waiting.
  func open() async throws -> Program {
    let program = try serve()
    #expect(await sandbox.settle(timeout: .seconds(40)), "\(program.standardError)")
    return program
  }

  /// Ends the program in order, once it has nothing to do and nothing left to send.
  func close(_ program: Program, location: SourceLocation = #_sourceLocation) async throws {
    #expect(await sandbox.settle(timeout: .seconds(40)), sourceLocation: location)
    let ledger = try Ledger(self)
    _ = try await program.waits {
      (try? ledger.count("SELECT count(*) FROM outbox WHERE state = 'waiting'")) == 0
    }
    program.kill(SIGTERM)
    let end = try await program.ends(within: 5)
    #expect(end == .exit(0), "\(program.standardError)", sourceLocation: location)
  }

  /// Everybody presses Start, and one looks up a time of a service that all of them then want.
  func everybodyWants(
    _ service: String
  ) async throws -> (clients: [Walker], time: SandboxMessage.Button) {
    let clients = try sandbox.people.map { try Walker($0, in: sandbox) }
    var dice = SplitMix(seed: 1)
    var scout = clients[0]
    try await scout.start()
    try await scout.chooseService(service, using: &dice)
    let soon = sandbox.now() + 900
    let time = try scout.button("t", using: &dice) { $0.moment > soon }
    for client in clients.dropFirst() { sandbox.start(client.id) }
    let greeted = await sandbox.waitUntil(timeout: .seconds(40)) { sandbox in
      clients.allSatisfy { sandbox.lastMessage(of: $0.id)?.fromBot == true }
    }
    #expect(greeted)
    return (clients, time)
  }

  /// Every tap has got its answer, and nothing is left to do.
  func answersAll(location: SourceLocation = #_sourceLocation) async {
    let told = await sandbox.waitUntil(timeout: .seconds(40)) { $0.unansweredTaps().isEmpty }
    #expect(
      told, "\(sandbox.unansweredTaps().count) taps have no answer", sourceLocation: location)
    #expect(await sandbox.settle(timeout: .seconds(40)), sourceLocation: location)
  }

  /// Lets all of them act at the same time, each with dice of its own.
  func together(
    _ walkers: [Walker], seed: UInt64 = 1,
    _ act: @escaping @Sendable (inout Walker, Int, inout SplitMix) async throws -> Void
  ) async throws -> [Walker] {
    try await withThrowingTaskGroup(of: (Int, Walker).self) { group in
      for (index, walker) in walkers.enumerated() {
        group.addTask {
          var walker = walker
          var dice = SplitMix(seed: seed &* 31 &+ UInt64(index))
          try await act(&walker, index, &dice)
          return (index, walker)
        }
      }
      var done = walkers
      for try await (index, walker) in group { done[index] = walker }
      return done
    }
  }

  /// The planned faults have all happened.
  func faultsHappen(location: SourceLocation = #_sourceLocation) async {
    let happened = await sandbox.waitUntil(timeout: .seconds(40)) { $0.faults.next.isEmpty }
    #expect(happened, "the call that should fail was not made", sourceLocation: location)
  }
}

/// The program that serves now, through restarts.
final class Shift: Sendable {
  private let bot: Bot
  private let program: Mutex<Program>

  init(_ bot: Bot) async throws {
    self.bot = bot
    program = Mutex(try await bot.open())
  }

  var current: Program { program.withLock { $0 } }

  /// Ends the program in order, whatever it is doing, and starts it again.
  func change() async throws {
    current.kill(SIGTERM)
    let end = try await current.ends(within: 5)
    #expect(end == .exit(0), "\(current.standardError)")
    let next = try bot.serve()
    program.withLock { $0 = next }
  }
}
