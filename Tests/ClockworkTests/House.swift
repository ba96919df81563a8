import Booking
import FrontDesk
import Logging
import Store
import Synchronization

@testable import Clockwork

/// A house with one specialist and one service, a clock that the test moves, and ears for what is
/// posted.
final class House: Sendable {
  static let opening = Instant(1_800_000_000)

  let store: Store
  let time = Mutex(House.opening)
  let rows = Mutex<[OutboxRow]>([])
  /// How long each sleep was, in milliseconds.
  let sleeps = Mutex<[Int64]>([])
  private let client: Person

  init() throws {
    store = try Store()
    client = try store.write { tx in
      let zone = Zone.utc
      try tx.save(
        Business(name: "Salon", zone: zone, language: "en", currency: "EUR", country: "DE"))
      let specialist = try tx.addSpecialist(name: "Maria")
      let calendar = try tx.addCalendar(
        of: specialist, name: "Main", rules: CalendarRules(zone: zone))
      _ = try tx.add(Service(name: "Cut", duration: 30, price: nil), on: [calendar])
      return try tx.meet(
        TelegramIdentity(id: 1, name: "Ann", username: nil, languageCode: nil),
        now: House.opening)
    }
  }

  var now: Instant { time.withLock { $0 } }

  func move(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  /// Somebody keeps a time, or asks for one, until `seconds` from now.
  func add(_ state: BookingState, until seconds: Int64, hour: Int64 = 1) throws -> ID<Visit> {
    let now = now
    return try store.write { [client] tx in
      let catalogue = try tx.catalogue()
      guard let service = catalogue.services.first, let calendar = catalogue.calendars.first
      else { throw Missing() }
      let until = now.adding(seconds: seconds)
      let visit = try tx.add(
        NewVisit(
          number: "N\(hour)", client: client.id, service: service, calendar: calendar,
          starts: House.opening.adding(seconds: 86_400 + hour * 3600), state: state,
          heldUntil: state == .held ? until : nil), now: now)
      let bell: Bell = state == .held ? .hold : .approval
      try tx.setTimer(bell.rawValue, subject: visit.id.raw, due: until)
      return visit.id
    }
  }

  func state(of visit: ID<Visit>) throws -> BookingState? {
    try store.read { try $0.visit(visit)?.state }
  }

  /// Whether an update is new.
  func sees(_ update: Int64) throws -> Bool {
    let now = now
    return try store.write { try $0.firstSight(of: update, now: now) }
  }

  func timers() throws -> [Alarm] {
    try store.read { try $0.dueTimers(now: Instant(.max / 2), limit: 1000) }
  }

  /// A clockwork that rings through the front desk, and sleeps as the test says.
  func clockwork(
    sleep: @escaping @Sendable (Int64) async -> Void = { _ in },
    before: @escaping @Sendable (Alarm, Transaction) throws -> Void = { _, _ in }
  ) -> Clockwork {
    let means = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 7, count: 32)), random: { 1 }, botUsername: "bot",
      botName: "Bot")
    return Clockwork(
      store: store, clock: { self.now },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      sleep: { milliseconds in
        self.sleeps.withLock { $0.append(milliseconds) }
        await sleep(milliseconds)
      },
      posted: { rows in self.rows.withLock { $0 += rows } }
    ) { alarm, tx, now in
      try before(alarm, tx)
      try FrontDesk(tx, now: now, means: means, origin: "timer").ring(alarm)
    }
  }

  struct Missing: Error {}
}
