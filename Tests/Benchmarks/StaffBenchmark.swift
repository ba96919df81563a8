import Booking
import Foundation
import Stage
import Store

/// Every screen of the owner and of a specialist, in a practice with 100,000 bookings and 20,000
/// clients: the commands, then each button under what they show.
enum StaffBenchmark {
  private static let now = Instant(1_773_997_200)
  private static let commands = [
    "/start", "/agenda", "/agenda tomorrow", "/find", "/find Anna", "/clients", "/clients анна",
    "/clients 30", "/clients a", "/clients an", "/clients qx", "/clients example",
    "/guest", "/messages", "/invite", "/services", "/calendars", "/stats", "/team",
    "/audit", "/business", "/settings", "/help",
  ]

  private struct Cost {
    let screen: String
    var milliseconds: Double
    let statements: Int
  }

  static func run() throws {
    let small = try costs(bookings: 1_000, people: 200)
    let large = try costs(bookings: 100_000, people: 20_000)
    print("staff: \(large.count) screens with 100,000 bookings and 20,000 clients")
    // Statistics draw a picture of up to three years, and have a limit of their own: 100 ms.
    let figures = large.filter { $0.screen.contains("/stats") }
    let others = large.filter { !$0.screen.contains("/stats") }
    for (costs, count) in [(figures, 4), (others, 12)] {
      for cost in costs.sorted(by: { $0.milliseconds > $1.milliseconds }).prefix(count) {
        print("  \(format(cost.milliseconds)) ms, \(cost.statements) statements: \(cost.screen)")
      }
    }
    let before = Dictionary(small.map { ($0.screen, $0.statements) }) { $1 }
    let grown = large.filter { before[$0.screen].map { [s = $0.statements] in $0 < s } ?? false }
    print("  screens with more statements than in a small practice: \(grown.count)")
    for cost in grown.prefix(8) {
      print("    \(before[cost.screen] ?? 0) → \(cost.statements): \(cost.screen)")
    }
  }

  private static func costs(bookings: Int, people: Int) throws -> [Cost] {
    var found: [Cost] = []
    for role in ["Olga", "Oliver"] {
      let stage = try Stage(now: now, language: "en")
      stage.enter("Olga", id: 600)
      stage.enter("Oliver", id: 601)
      try stage.appoint("Olga", ownerOrSpecialist: nil)
      try stage.appoint("Oliver", ownerOrSpecialist: 0)
      try stage.say("Olga", "/start")
      try stage.store.fillForBenchmark(bookings: bookings, around: now)
      try stage.store.spreadOverClients(people, now: now)
      for command in commands {
        found.append(try measure("\(role) \(command)", stage) { try stage.say(role, command) })
        guard let shown = stage.delivered.last(where: { $0.to == role })?.message else { continue }
        for button in shown.keyboard.joined() {
          // What a button does to the business would change the next one's screen.
          guard let data = button.data, isHarmless(data) else { continue }
          found.append(
            try measure("\(role) \(command) [\(button.text)]", stage) {
              try stage.tap(role, data: data, on: shown.id)
            })
        }
      }
    }
    return found
  }

  private static func isHarmless(_ data: String) -> Bool { data != "-" && data != "pe" }

  /// The least of three times: CPU of this thread.
  private static func measure(
    _ screen: String, _ stage: Stage, _ act: () throws -> Void
  ) throws -> Cost {
    var cost = Cost(screen: screen, milliseconds: .infinity, statements: 0)
    let statements = try stage.store.countStatements(act)
    for _ in 0..<3 {
      let start = clock()
      try act()
      let spent = Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000
      cost.milliseconds = min(cost.milliseconds, spent)
    }
    return Cost(screen: screen, milliseconds: cost.milliseconds, statements: statements)
  }
}
