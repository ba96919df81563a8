import Booking
import Logging
import Store
import Synchronization
import Telegram

@testable import Courier

/// A Telegram that does what the test says, and remembers what it was asked.
final class ScriptedWire: Wire {
  struct Sent: Sendable, Equatable, CustomStringConvertible {
    let method: String
    let chat: Int64?
    let message: Int64?
    let text: String
    var files: [String] = []

    var description: String { "\(method) \(chat ?? 0) \(message ?? 0) \(text)" }
  }

  private struct Memory {
    var sent: [Sent] = []
    var held: [@Sendable () -> Void] = []
    var nextMessage: Int64 = 1000
  }

  private let memory = Mutex(Memory())
  /// The outcome of a call; nil: it is held until `release`.
  private let answer: @Sendable (Sent, _ times: Int) -> Outcome?

  init(_ answer: @escaping @Sendable (Sent, _ times: Int) -> Outcome? = { _, _ in .taken }) {
    self.answer = answer
  }

  var sent: [Sent] { memory.withLock { $0.sent } }
  var texts: [String] { sent.map(\.text) }

  func start(
    _ call: Call, chat: Int64?, message: Int64?,
    completion: @escaping @Sendable (Outcome) -> Void
  ) {
    let sent = Sent(
      method: call.method, chat: chat, message: message,
      text: String(decoding: call.members, as: UTF8.self),
      files: call.attachments.map(\.filename))
    let (times, fresh) = memory.withLock { memory in
      memory.sent.append(sent)
      memory.nextMessage += 1
      return (memory.sent.count { $0 == sent }, memory.nextMessage)
    }
    switch answer(sent, times) {
    case .taken: completion(.delivered(message: message ?? fresh))
    case let outcome?: completion(outcome)
    case nil:
      memory.withLock { $0.held.append { completion(.delivered(message: message ?? fresh)) } }
    }
  }

  /// Lets the held calls come home.
  func release() {
    let held = memory.withLock { memory in
      defer { memory.held = [] }
      return memory.held
    }
    for call in held { call() }
  }
}

extension Outcome {
  /// Stands for success with a message id of the wire's own.
  static let taken = Outcome.delivered(message: -1)
}

/// A house with an outbox, for the length of a test.
struct Post {
  static let noon = Instant(1_000_000)

  let store: Store
  let person: ID<Person>

  init() throws {
    store = try Store()
    person = try store.write { tx in
      let me = TelegramIdentity(id: 1, name: "Ann", username: nil, languageCode: nil)
      return try tx.meet(me, now: Self.noon).id
    }
  }

  /// Posts and commits; the rows are what the Courier would be told.
  func post(_ postings: [Posting]) throws -> [OutboxRow] {
    try store.write { tx in
      for posting in postings { try tx.post(posting, now: Self.noon) }
      return tx.posted
    }
  }

  static func say(
    _ text: String, to chat: Int64 = 1, screen: Int? = nil, repeats: Bool = true
  ) -> Posting {
    Posting(
      channel: .telegram, chat: chat, priority: .reply, method: "sendMessage",
      body: Array(text.utf8), screen: screen, repeats: repeats)
  }

  static func edit(
    _ text: String, in chat: Int64 = 1, message: Int64? = nil, screen: Int? = nil
  ) -> Posting {
    Posting(
      channel: .telegram, chat: chat, priority: .reply, method: "editMessageText",
      body: Array(text.utf8), screen: screen, message: message, edits: true)
  }

  func courier(
    _ wire: any Wire, limits: SendLimits = .off, pulse: Pulse? = nil, memory: Int = 5000,
    mailer: any Mailer = NoMailer(),
    word: @escaping @Sendable (OutboxRow, Transaction, Instant) throws -> Call? = { row, _, _ in
      Call(method: "sendMessage", members: row.body)
    },
    letterEnded: @escaping @Sendable (Int64, LetterFate, Transaction, Instant) throws -> Void = {
      _, _, _, _ in
    }
  ) -> Courier {
    Courier(
      store: store, wire: wire, limits: limits, clock: { Self.noon }, pulse: pulse ?? .hasty,
      seed: 1, memory: memory, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      mailer: mailer, letterEnded: letterEnded, word: word)
  }

  func outbox() throws -> (waiting: Int, dead: Int) { try store.read { try $0.countOutbox() } }

  /// Runs the courier until the outbox waits for nothing and nothing is away.
  func deliver(_ courier: Courier, _ during: () throws -> Void = {}) async throws {
    let running = Task { try await courier.run() }
    defer { running.cancel() }
    try during()
    try await until { try outbox().waiting == 0 && !courier.health.hasMore }
    running.cancel()
    try await running.value
  }
}

extension Pulse {
  /// Time passes as soon as somebody waits for it.
  static var hasty: Pulse {
    let tick = Ticks()
    return Pulse(
      milliseconds: { tick.now.withLock { $0 } },
      sleep: { milliseconds in tick.now.withLock { $0 += milliseconds } })
  }

  /// Time stands still.
  static let still = Pulse(
    milliseconds: { 0 },
    sleep: { _ in
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
    })

  private final class Ticks: Sendable { let now = Mutex<Int64>(0) }
}

struct NeverCame: Error {}

/// Waits for what happens on other threads.
func until(_ condition: () throws -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(300)
  while try !condition() {
    if ContinuousClock.now > deadline { throw NeverCame() }
    try await Task.sleep(for: .milliseconds(1))
  }
}
