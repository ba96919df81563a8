import Booking
import Foundation
import FrontDesk
import Logging
import Store
import Synchronization
import Testing

@testable import Clockwork

/// Copies are made when they are asked for, while the house works on; what went wrong is said once.
@Suite final class CopyistTests: Sendable {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("copyist-\(UUID())")
  private let store: Store
  private let means = FrontDesk.Means(
    keys: KeyRing(bytes: Array(repeating: 7, count: 32)), random: { 1 }, botUsername: "bot",
    botName: "Bot")
  private let rows = Mutex<[OutboxRow]>([])
  private let time = Mutex(Instant(1_800_000_000))
  private let owner: Person

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = try Store(path: folder.appendingPathComponent("bot.sqlite").path)
    owner = try store.write { tx in
      try tx.save(
        Business(name: "Salon", zone: .utc, language: "en", currency: "EUR", country: "DE"))
      var owner = try tx.meet(
        TelegramIdentity(id: 1, name: "Olga", username: nil, languageCode: "en"),
        now: Instant(1_800_000_000))
      owner.isOwner = true
      try tx.save(owner)
      return owner
    }
  }

  private func copies() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/copies").sorted()
  }

  private func ask() throws {
    try store.write { [means, owner, now = time.withLock { $0 }] tx in
      let desk = FrontDesk(tx, now: now, means: means, origin: "test")
      _ = try desk.askForCopy(by: owner)
    }
  }

  /// Lets the Copyist work until the condition holds.
  private func working(
    at place: String = "copies", until condition: @escaping @Sendable (Transaction) throws -> Bool
  ) async throws {
    let copyist = Copyist(
      store: store, means: means, folder: folder.path + "/" + place,
      clock: { self.time.withLock { $0 } },
      posted: { posted in self.rows.withLock { $0 += posted } },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let task = Task { await copyist.run {} }
    let deadline = ContinuousClock.now + .seconds(60)
    while try !store.read(condition), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(5))
    }
    task.cancel()
    await task.value
    #expect(try store.read(condition))
  }

  private func told() -> [String] { rows.withLock { $0.map(\.method) } }

  @Test func `what was asked for is made at the start, older ones go, the asker hears of it`()
    async throws
  {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/copies", withIntermediateDirectories: true)
    // Left by a crash, and by better days.
    let names =
      ["bot-20260101T000000Z.sqlite.part", "notes.txt"]
      + (1...9).map { "bot-2026020\($0)T000000Z.sqlite" }
    for name in names {
      try Data("x".utf8).write(to: folder.appendingPathComponent("copies/" + name))
    }
    try ask()
    try await working { try $0.backupPlan().asked == nil }
    let left = try copies()
    #expect(!left.contains { $0.hasSuffix(".part") })
    #expect(left.contains("notes.txt"))
    #expect(left.count { $0.hasSuffix(".sqlite") } == 7)
    #expect(left.contains("bot-20270115T080000Z.sqlite"))
    #expect(told() == ["copyMade"])
    #expect(try store.read { try $0.keptCopies().count } == 7)
    #expect(try store.read { try $0.keptCopies().first?.made } == Instant(1_800_000_000))
    // The next one is due, in the night.
    let due = try store.read { try $0.dueTimers(now: Instant(.max / 2), limit: 9) }
    #expect(due.contains { $0.kind == "backup" && $0.due == Instant(1_800_000_000 + 70_200) })
    try store.close()
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `a folder that can't be made is told of once, until a copy is made again`()
    async throws
  {
    // A file stands where the folder should be.
    try Data("x".utf8).write(to: folder.appendingPathComponent("blocked"))
    for day in 0..<3 {
      time.withLock { $0 = $0.adding(minutes: 1_440) }
      try store.write { [now = time.withLock { $0 }] tx in
        var plan = try tx.backupPlan()
        plan.asked = now
        try tx.save(plan)
      }
      try await working(at: "blocked") { try $0.backupPlan().asked == nil }
      #expect(told() == ["copyFailed"], "day \(day)")
    }
    #expect(try store.read { try $0.backupPlan().reason } == "unwritable")
    // Tried again within the hour.
    let now = time.withLock { $0 }
    let due = try store.read { try $0.dueTimers(now: now.adding(minutes: 60), limit: 9) }
    #expect(due.contains { $0.kind == "backup" })
    try ask()
    try await working { try $0.backupPlan().asked == nil }
    #expect(told() == ["copyFailed", "copyMade"])
    #expect(try store.read { try $0.backupPlan().failing } == nil)
    try store.close()
    try FileManager.default.removeItem(at: folder)
  }
}
