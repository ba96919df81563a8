import Foundation

/// The whole pipeline in the real program: long poll, transaction, booking, delivery.
enum PipelineBenchmark {
  static func run(chats: Int, rounds: Int) throws {
    let api = try LocalBotAPI(crowd: Crowd(chats: chats, rounds: rounds, goal: .booking))
    let bot = try BotProcess(port: api.port, locales: locales)
    defer { bot.stop() }
    Thread.sleep(forTimeInterval: 1.5)
    let before = bot.cpuSeconds
    let start = Date()
    api.start()
    wait(api)
    Thread.sleep(forTimeInterval: 0.5)
    let cpu = bot.cpuSeconds - before
    let crowd = api.read { $0 }
    let seconds = Date().timeIntervalSince(start) - 0.5
    print("pipeline: \(chats) chats, \(rounds) bookings each")
    print("  updates               \(crowd.sent)")
    print("  bookings confirmed    \(crowd.confirmed)")
    let calls = crowd.calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("  calls                 \(calls.joined(separator: ", "))")
    print("  CPU s / 1000 updates  \(format(cpu / Double(crowd.sent) * 1_000))")
    print("  updates / s           \(Int(Double(crowd.sent) / seconds))")
    print("  resident MB           \(format(bot.memory.now)), highest \(format(bot.memory.peak))")
  }

  /// Ten thousand chats that look at a held time.
  static func runMemory(chats: Int) throws {
    let api = try LocalBotAPI(crowd: Crowd(chats: chats, rounds: 1, goal: .holding))
    let bot = try BotProcess(port: api.port, locales: locales)
    defer { bot.stop() }
    api.start()
    wait(api)
    print("memory: \(chats) chats in mid-conversation")
    print("  updates               \(api.read { $0.sent })")
    print("  resident MB           \(format(bot.memory.now)), highest \(format(bot.memory.peak))")
  }

  /// From the start of the process to the first message, with an update waiting.
  static func runStart() throws {
    let api = try LocalBotAPI(crowd: Crowd(chats: 1, rounds: 1, goal: .booking))
    api.start()
    let start = Date()
    let bot = try BotProcess(port: api.port, locales: locales)
    defer { bot.stop() }
    while api.read({ $0.firstScreen }) == nil, Date().timeIntervalSince(start) < 20 {
      Thread.sleep(forTimeInterval: 0.005)
    }
    let first = api.read { $0.firstScreen } ?? .distantFuture
    print("start: first message after \(format(first.timeIntervalSince(start))) s")
  }

  private static func wait(_ api: LocalBotAPI) {
    let deadline = Date(timeIntervalSinceNow: 240)
    while !api.read({ $0.isDone }), Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
    if !api.read({ $0.isDone }) { print("  (not everybody finished)") }
  }

  private static var locales: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Locales").path
  }
}

func format(_ number: Double) -> String { String(format: "%.3f", number) }
