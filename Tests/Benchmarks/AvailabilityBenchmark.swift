import Booking
import Conversation
import Foundation
import FrontDesk
import Phrasebook
import Stage
import Store

/// A month of one calendar, with few and with very many bookings in the database.
enum AvailabilityBenchmark {
  static func run() throws {
    let few = try month(bookings: 10_000)
    let many = try month(bookings: 1_000_000)
    print("availability: a month of one calendar")
    print("  10,000 bookings       \(format(few.milliseconds)) ms, \(few.free) days with room")
    print("  1,000,000 bookings    \(format(many.milliseconds)) ms")
    print("  ratio                 \(format(many.milliseconds / few.milliseconds))")
    for (screen, count) in try statements() { print("  statements, \(screen): \(count)") }
  }

  private static let now = Instant(1_773_997_200)

  private static func month(bookings: Int) throws -> (milliseconds: Double, free: Int) {
    let stage = try Stage(now: now, language: "en")
    stage.enter("Anna", id: 501)
    try stage.say("Anna", "/start")
    try stage.store.fillForBenchmark(bookings: bookings, around: now)
    var times: [Double] = []
    var free = 0
    for _ in 0..<60 {
      let (time, days) = try stage.store.write { [means = stage.means] tx in
        let desk = FrontDesk(tx, now: now, means: means, origin: "test")
        let service = try desk.catalogue().bookable[0].id
        let month = LocalDate(dayNumber: Int(now.seconds / 86_400)).adding(months: 1)
        let start = ContinuousClock.now
        let days = try desk.days(for: Wish(service: service), month: month.firstOfMonth)
        return (ContinuousClock.now - start, days.count)
      }
      times.append(Double(time.components.attoseconds) / 1e15)
      free = days
    }
    return (times.sorted()[times.count / 2], free)
  }

  /// SQL statements that each screen of the booking flow takes.
  private static func statements() throws -> [(String, Int)] {
    let stage = try Stage(now: now, language: "en")
    stage.enter("Anna", id: 501)
    func count(_ act: () throws -> Void) throws -> Int {
      try stage.store.countStatements { try act() }
    }
    var counts: [(String, Int)] = []
    try stage.say("Anna", "/start")
    counts.append(("home", try count { try stage.say("Anna", "/start") }))
    counts.append(("services", try count { try stage.tap("Anna", label: "📅 Book a visit") }))
    counts.append(("service", try count { try stage.tap("Anna", label: "Haircut · 30 min · €28") }))
    counts.append(("month", try count { try stage.tap("Anna", label: "Other days") }))
    counts.append(("day", try count { try stage.tap("Anna", label: "24") }))
    counts.append(("hold", try count { try stage.tap("Anna", label: "14:30") }))
    counts.append(("confirm", try count { try stage.tap("Anna", label: "✅ Confirm") }))
    return counts
  }
}
