import Booking
import Chance
import Foundation
import Stage
import Testing

@testable import FrontDesk
@testable import Store

/// Random histories against the model. `REMINDER_SEED=7` plays one of them.
@Suite struct ReminderModelTests {
  private static var seeds: [UInt64] {
    ProcessInfo.processInfo.environment["REMINDER_SEED"].flatMap { UInt64($0) }.map { [$0] }
      ?? Array(1...10)
  }

  @Test(arguments: seeds)
  func `each reminder goes when it should, once, and no other`(_ seed: UInt64) async throws {
    let history = try ReminderHistory(seed: seed)
    for step in 0..<120 {
      await Task.yield()
      if let fault = try history.step() {
        Issue.record("REMINDER_SEED=\(seed) step \(step), \(history.deed): \(fault)")
        return
      }
    }
    #expect(history.sent > 0, "REMINDER_SEED=\(seed)")
  }
}

private final class ReminderHistory {
  private let salon: Salon
  private var dice: SplitMix
  private var model = ReminderModel()
  private(set) var deed = ""
  private(set) var sent = 0
  /// Two nights before Europe's clocks go forward.
  private static let beginning = Instant(1_805_500_800 + 6 * 86_400)
  private static let zones = [
    "Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia",
  ]
  private static let quiets = [
    TimeRange(start: 1_320, end: 1_920), TimeRange(start: 1_260, end: 2_010),
    TimeRange(start: 0, end: 360), TimeRange(start: 780, end: 900),
  ]

  init(seed: UInt64) throws {
    dice = SplitMix(seed: seed)
    salon = try Salon(rules: {
      $0.weekly = WeeklyHours(everyDay: [TimeRange(start: 0, end: 1_440)])
    })
    salon.now = Self.beginning
  }

  private func pick<C: Collection>(_ choices: C) -> C.Element? {
    choices.randomElement(using: &dice)
  }

  private var clients: [Person] { [salon.ann, salon.bob, salon.ben] }

  /// Does something at random; says what is wrong afterwards.
  func step() throws -> String? {
    switch Int.random(in: 0..<20, using: &dice) {
    case 0..<6: try book()
    case 6..<8: try move()
    case 8: try cancel()
    case 9..<14:
      if let fault = try pass(minutes: Int.random(in: 1...900, using: &dice)) { return fault }
    case 14: stop()
    case 15: setBack()
    case 16: try changeQuiet()
    case 17: try changeZone()
    case 18: try changeOffsets()
    default: try changeHouse()
    }
    return try compare()
  }

  private func time() -> Instant {
    let day = 86_400 as Int64
    let now = salon.now.seconds
    let within = Int64.random(in: 1...240, using: &dice) * 1_800
    return Instant((now / 1_800 * 1_800 + within) % (day * 100_000))
  }

  private func book() throws {
    guard let client = pick(clients) else { return }
    let starts = time()
    deed = "book \(starts)"
    guard let visit = try? salon.booked(client, at: starts) else { return }
    model.entries[visit.id] = .init(starts: starts, client: client.id)
    model.plan(visit.id, at: salon.now)
  }

  private var coming: [(key: ID<Visit>, value: ReminderModel.Entry)] {
    model.entries.filter { $0.value.starts > salon.now }.sorted { $0.key.raw < $1.key.raw }
  }

  private func move() throws {
    guard let (id, _) = pick(coming) else { return }
    let starts = time()
    deed = "move #\(id) to \(starts)"
    let (ada, adas) = (salon.ada, salon.adas)
    let outcome = try salon.at { desk in
      guard let visit = try desk.tx.visit(id) else { return StaffMoveOutcome.gone }
      return try desk.moveByStaff(
        StaffMove(id, revision: visit.revision, to: adas, at: starts), despite: true, by: ada)
    }
    guard case .moved = outcome else { return }
    model.entries[id]?.starts = starts
    model.entries[id]?.last = nil
    model.entries[id]?.sent = []
    model.plan(id, at: salon.now)
  }

  private func cancel() throws {
    guard let (id, entry) = pick(coming),
      let client = clients.first(where: { $0.id == entry.client })
    else { return }
    deed = "cancel #\(id)"
    if case .cancelled = try salon.at({ try $0.cancel(id, by: client) }) {
      model.entries[id] = nil
    }
  }

  /// Time passes, and the program looks when it has to.
  private func pass(minutes: Int) throws -> String? {
    let goal = salon.now.adding(minutes: minutes)
    deed = "until \(goal)"
    while let next = try salon.store.read({ try $0.nextTimer() }), next <= goal {
      salon.now = max(salon.now, next)
      if let fault = try ring() { return fault }
    }
    salon.now = goal
    return nil
  }

  private func ring() throws -> String? {
    try salon.ring()
    let told = salon.told.filter { $0.kind == .reminder }.map(\.visit)
    let expected = model.ring(at: salon.now)
    sent += told.count
    let faults = model.faults(expected, at: salon.now)
    if !faults.isEmpty { return faults.joined(separator: "; ") }
    return Set(told) == expected && told.count == expected.count
      ? nil : "at \(salon.now) \(told) were reminded of, not \(expected)"
  }

  /// The program is down, or the machine asleep.
  private func stop() {
    salon.now = salon.now.adding(minutes: Int.random(in: 1...3_000, using: &dice))
    deed = "down until \(salon.now)"
  }

  private func setBack() {
    salon.now = salon.now.adding(minutes: -Int.random(in: 1...600, using: &dice))
    deed = "set back to \(salon.now)"
  }

  private func changeQuiet() throws {
    guard let client = pick(clients) else { return }
    let range = pick(Self.quiets + [nil])
    deed = "quiet \(range.map { "\(String(describing: $0))" } ?? "–") for #\(client.id)"
    let person = try salon.person(client)
    let choice: QuietChoice? =
      range.flatMap { $0 }.flatMap { QuietHours(checking: $0) }.map { .hours($0) } ?? .off
    if person.quiet == choice { return }
    _ = try salon.at { try $0.setQuiet(choice, of: person) }
    model.quiet[client.id] = .some(range ?? nil)
    model.plan({ $0.client == client.id }, at: salon.now)
  }

  private func changeZone() throws {
    guard let client = pick(clients), let zone = pick(Self.zones).flatMap({ Zone($0) }) else {
      return
    }
    deed = "zone \(zone) for #\(client.id)"
    let person = try salon.person(client)
    if person.zone == zone { return }
    _ = try salon.at { try $0.setZone(zone, of: person) }
    model.zones[client.id] = zone
    model.plan({ $0.client == client.id }, at: salon.now)
  }

  private func changeOffsets() throws {
    let all = [15, 60, 120, 360, 720, 1_440, 2_880]
    let offsets = all.filter { _ in Bool.random(using: &dice) }.sorted(by: >)
    deed = "offsets \(offsets)"
    let (owner, cut) = (try salon.person(salon.owner), salon.cut)
    if offsets == model.offsets { return }
    _ = try salon.at { try $0.setReminders(offsets, of: cut, by: owner) }
    model.offsets = offsets
    model.plan(at: salon.now)
  }

  private func changeHouse() throws {
    let range = pick(Self.quiets)
    deed = "house quiet \(String(describing: range))"
    if range == model.house { return }
    let owner = try salon.person(salon.owner)
    let quiet = range.flatMap { QuietHours(checking: $0) }
    _ = try salon.at { try $0.editReminderRules(by: owner) { $0.quiet = quiet } }
    model.house = range
    model.plan(at: salon.now)
  }

  /// The timers are those of the model.
  private func compare() throws -> String? {
    let timers = Dictionary(
      try salon.reminders().map { (ID<Visit>($0.subject), $0.due) }, uniquingKeysWith: { $1 })
    for (id, entry) in model.entries where entry.starts > salon.now && timers[id] != entry.wakes {
      return "#\(id) at \(entry.starts) waits for "
        + "\(timers[id].map(\.description) ?? "nothing"), "
        + "not \(entry.wakes.map(\.description) ?? "nothing")"
    }
    return nil
  }
}
