import Chance
import Foundation
import GRDB
import Sandbox
import Testing

/// Hundreds of photos in a row, and a kill in the middle.
@Suite("Photos sent in a row all arrive, once")
struct UploadTests {
  private static let specialist = SandboxPerson.cast[2].id
  /// More for a look at memory by hand: `UPLOAD_PHOTOS=3000 swift test --filter UploadTests`.
  private static let count =
    ProcessInfo.processInfo.environment["UPLOAD_PHOTOS"].flatMap { Int($0) } ?? 500

  @Test("Five hundred, killed while they are fetched: none lost, none twice, the message true")
  func fiveHundred() async throws {
    let bot = try await Bot()
    let media = bot.folder.path("media")
    try await begin(bot)
    let first = try bot.serve()
    #expect(try await first.waits { first.standardError.contains("Pages at") })
    let idle = Self.memory(of: first)
    send(bot, 0..<10)
    let isAsked = await bot.sandbox.waitUntil(timeout: .seconds(60)) { sandbox in
      sandbox.tap(Self.specialist, button: "The shoot") != nil
    }
    #expect(isAsked)
    for start in stride(from: 10, to: Self.count, by: 10) { send(bot, start..<(start + 10)) }
    #expect(
      try await first.waits(seconds: 60) {
        let kept = try? Ledger(bot).count("SELECT count(*) FROM fileSize WHERE state = 'kept'")
        return kept ?? 0 > Self.count * 2 / 5
      })
    let half = Self.memory(of: first)
    first.kill(SIGKILL)
    #expect(try await first.ends() == .signal(SIGKILL))

    let second = try bot.serve()
    #expect(
      try await second.waits(seconds: 120) {
        let kept = try? Ledger(bot).count(
          "SELECT count(*) FROM fileSize WHERE state = 'kept' AND role = 'full'")
        return kept == Self.count
      }, "\(second.standardError.suffix(2_000))")
    #expect(bot.sandbox.tap(Self.specialist, button: "✅ That’s all") != nil)
    let isTrue = await bot.sandbox.waitUntil(timeout: .seconds(60)) { sandbox in
      sandbox.messages(of: Self.specialist).contains {
        // Digits come in groups.
        $0.text.filter { $0 != "," }
          .contains("Received: \(Self.count)\nSaved: \(Self.count)")
          && $0.buttons.joined().contains { $0.text == "See the files" }
      }
    }
    #expect(isTrue, "\(bot.sandbox.messages(of: Self.specialist).last?.text ?? "")")
    print("Resident: \(idle), in the middle \(half), at the end \(Self.memory(of: second))")
    second.kill(SIGTERM)
    #expect(try await second.ends(within: 30) == .exit(0))
    await bot.sandbox.stop()

    let ledger = try Ledger(bot)
    #expect(try ledger.count("SELECT count(*) FROM sessionFile") == Self.count)
    #expect(
      try ledger.count("SELECT count(DISTINCT position) FROM sessionFile") == Self.count)
    #expect(try ledger.count("SELECT count(*) FROM fileSize WHERE state <> 'kept'") == 0)
    #expect(try ledger.count("SELECT count(*) FROM media") == Self.count)
    let names = FileManager.default.enumerator(atPath: media)?.allObjects as? [String] ?? []
    #expect(names.filter { $0.utf8.count == 65 }.count == Self.count)
    #expect(!names.contains { $0.hasPrefix("incoming/") })
    // One message says how far it is, edited in place; the kill may have repeated it.
    let progress = bot.sandbox.messages(of: Self.specialist).filter {
      $0.fromBot && ($0.text.contains("Received:") || $0.text.contains("have come"))
    }
    #expect((1...2).contains(progress.count), "\(progress.map(\.text))")
  }

  /// As the system tells it; to be read by whoever looks for growth.
  private static func memory(of program: Program) -> String {
    let status = try? String(contentsOfFile: "/proc/\(program.identifier)/status", encoding: .utf8)
    return status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }.map {
      $0.dropFirst(6).trimmingCharacters(in: .whitespaces)
    } ?? "unknown"
  }

  /// The person becomes a specialist with a session, while nothing runs.
  private func begin(_ bot: Bot) async throws {
    let program = try bot.serve()
    bot.sandbox.start(Self.specialist)
    #expect(
      await bot.sandbox.waitUntil(timeout: .seconds(60)) {
        $0.messages(of: Self.specialist).contains { $0.fromBot }
      })
    #expect(try await program.waits { program.standardError.contains("Pages at") })
    #expect(await bot.sandbox.settle(timeout: .seconds(40)))
    program.kill(SIGTERM)
    #expect(try await program.ends(within: 30) == .exit(0))
    let queue = try DatabaseQueue(path: bot.folder.path("bot.sqlite"))
    try await queue.write { db in
      try db.execute(
        sql: """
          UPDATE specialist SET person = (SELECT id FROM person WHERE telegram = ?) WHERE id = 1;
          INSERT INTO session(specialist, name, created) VALUES (1, 'The shoot', 0)
          """, arguments: [Self.specialist])
    }
  }

  private func send(_ bot: Bot, _ numbers: Range<Int>) {
    bot.sandbox.sendPhotos(
      Self.specialist,
      numbers.map { Upload(name: "\($0).png", mime: "image/png", bytes: photo($0)) })
  }

  /// The head of a picture that says it is 1500 × 1000, and something that no other has.
  private func photo(_ number: Int) -> [UInt8] {
    let head: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 5,
      0xDC, 0, 0, 3, 0xE8, 8, 2, 0, 0, 0,
    ]
    return head + Array("picture \(number)".utf8)
  }
}
