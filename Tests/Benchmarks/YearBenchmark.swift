import Booking
import Chance
import Clockwork
import Conversation
import Courier
import Foundation
import FrontDesk
import Logging
import Phrasebook
import Stage
import Store
import Synchronization
import Telegram

/// A year of a busy practice by a virtual clock: fifty bookings a day, moves, cancellations, stops,
/// clients in zones that change their clocks, quiet hours and blocked chats. The real store, front
/// desk, Clockwork and Courier; only the wire is a script. Afterwards each reminder is compared with
/// a model that knows no timers.
///
///     swift run -c release benchmarks year [days]
enum YearBenchmark {
  static func run(days: Int) async throws {
    let begun = ContinuousClock.now
    let year = try Year(seed: 2026)
    let courier = year.courier
    let running = Task { try await courier.run() }
    try await year.live(days: days)
    running.cancel()
    _ = await running.result
    let seconds = (ContinuousClock.now - begun).components.seconds
    print(
      """
      year: \(days) days, \(year.counts.booked) bookings, \(year.counts.moved) moved, \
      \(year.counts.cancelled) cancelled, \(year.counts.stops) stops, \
      \(year.counts.blocked) blocked chats
        \(year.counts.reminders) reminders, as many as there should be: \(year.faults.isEmpty)
        \(year.wire.calls) messages, \(seconds) s
      """)
    for fault in year.faults.prefix(10) { print("  fault: \(fault)") }
    if !year.faults.isEmpty { exit(1) }
  }
}

/// A wire that takes everything at once, except for blocked chats, and remembers reminders.
private final class YearWire: Wire {
  private struct Memory {
    var calls = 0
    var message: Int64 = 1
    var blocked: Set<Int64> = []
    /// Bookings that were reminded of since the last look.
    var reminded: [ID<Visit>] = []
  }

  private let memory = Mutex(Memory())

  var calls: Int { memory.withLock { $0.calls } }

  func block(_ chat: Int64) { memory.withLock { _ = $0.blocked.insert(chat) } }

  func takeReminded() -> [ID<Visit>] {
    memory.withLock { memory in
      defer { memory.reminded = [] }
      return memory.reminded
    }
  }

  func start(
    _ call: Call, chat: Int64?, message: Int64?,
    completion: @escaping @Sendable (Outcome) -> Void
  ) {
    let outcome = memory.withLock { memory -> Outcome in
      memory.calls += 1
      memory.message += 1
      if let chat, memory.blocked.contains(chat) { return .unreachable("blocked") }
      if let id = Self.booking(in: call.members) { memory.reminded.append(id) }
      return .delivered(message: message ?? memory.message)
    }
    completion(outcome)
  }

  /// The booking that a reminder's button “Move” names.
  private static func booking(in members: [UInt8]) -> ID<Visit>? {
    let text = String(decoding: members, as: UTF8.self)
    guard let start = text.range(of: "\"Rm:") else { return nil }
    return Int64(text[start.upperBound...].prefix { $0 != "." }, radix: 36).map { ID($0) }
  }
}

private final class Year {
  struct Counts {
    var booked = 0, moved = 0, cancelled = 0, stops = 0, blocked = 0, reminders = 0
  }

  let wire: YearWire
  let courier: Courier
  private let clockwork: Clockwork
  private let store: Store
  private let means: FrontDesk.Means
  private let time: Moment
  private var dice: SplitMix
  private var model = ReminderModel()
  private(set) var counts = Counts()
  private(set) var faults: [String] = []
  private var clients: [Person] = []
  private var blocked: Set<ID<Person>> = []
  private var calendars: [CalendarID] = []
  private var service = ID<Service>(0)
  private var keeper: Person?

  /// The virtual clock.
  final class Moment: Sendable {
    private let state: Mutex<Instant>
    init(_ now: Instant) { state = Mutex(now) }
    var now: Instant {
      get { state.withLock { $0 } }
      set { state.withLock { $0 = newValue } }
    }
  }

  /// 1 January 2026 in Kyiv.
  private static let beginning = Instant(1_767_218_400)
  private static let zones = [
    nil, nil, nil, "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Sydney",
    "America/Santiago",
  ]
  private static let quiets = [
    TimeRange(start: 1_320, end: 1_920), TimeRange(start: 1_260, end: 2_010),
    TimeRange(start: 0, end: 360),
  ]

  init(seed: UInt64) throws {
    let time = Moment(Self.beginning)
    let wire = YearWire()
    let store = try Store()
    let numbers = Dice(seed: seed)
    let means = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 7, count: 32)), random: { numbers.next() },
      botUsername: "year_bot", botName: "Year")
    let words = NoticeWording(phrasebook: try Phrasebook.load(directory: Stage.locales))
    let logger = Logger(label: "year") { _ in SwiftLogNoOpLogHandler() }
    let courier = Courier(
      store: store, wire: wire, limits: .off, clock: { time.now }, pulse: Self.hasty, seed: seed,
      logger: logger,
      word: { row, tx, now in try words.word(row, in: tx, now: now) })
    self.time = time
    self.wire = wire
    self.store = store
    self.means = means
    self.courier = courier
    clockwork = Clockwork(
      store: store, means: means, clock: { time.now }, posted: { courier.take($0) },
      logger: logger)
    dice = SplitMix(seed: seed)
    try open()
  }

  /// Real time does not pass: what waits for it goes on at once.
  private static var hasty: Pulse {
    let tick = Moment(Instant(0))
    return Pulse(
      milliseconds: { tick.now.seconds },
      sleep: { milliseconds in tick.now = tick.now.adding(seconds: milliseconds) })
  }

  private func open() throws {
    let zone = Zone("Europe/Kyiv") ?? .utc
    let (people, owner, calendars, service) = try store.write { tx in
      try tx.save(
        Business(name: "Year", zone: zone, language: "uk", currency: "UAH", country: "UA"))
      func meet(_ id: Int64) throws -> Person {
        try tx.meet(
          TelegramIdentity(id: id, name: "P\(id)", username: nil, languageCode: "uk"),
          now: Self.beginning)
      }
      var owner = try meet(1)
      owner.isOwner = true
      try tx.save(owner)
      let rules = CalendarRules(
        zone: zone, weekly: WeeklyHours(everyDay: [TimeRange(start: 420, end: 1_380)]),
        horizonDays: 60, step: 30)
      let calendars = try (0..<4).map {
        try tx.addCalendar(of: tx.addSpecialist(name: "S\($0)"), name: "S\($0)", rules: rules)
      }
      let service = try tx.add(Service(name: "Cut", duration: 30, price: nil), on: calendars)
      return (try (0..<1_000).map { try meet(1_000 + $0) }, owner, calendars, service)
    }
    clients = people
    keeper = owner
    self.calendars = calendars
    self.service = service
    for index in clients.indices {
      // Who says nothing lives by the business's clocks.
      model.zones[clients[index].id] = zone
      guard let choice = Self.zones.randomElement(using: &dice),
        let zone = choice.flatMap({ Zone($0) })
      else { continue }
      clients[index] = try at { [client = clients[index]] in try $0.setZone(zone, of: client) }
      model.zones[clients[index].id] = zone
    }
  }

  private func at<T: Sendable>(_ work: @Sendable (FrontDesk) throws -> T) throws -> T {
    let now = time.now
    let (value, rows) = try store.write { [means] tx in
      (try work(FrontDesk(tx, now: now, means: means, origin: "year")), tx.posted)
    }
    courier.take(rows)
    return value
  }

  /// Lets the Courier close its books: a chat goes on only after that.
  private func settle() async {
    while courier.health.waiting > 0 { await Task.yield() }
  }

  func live(days: Int) async throws {
    for day in 0..<days {
      let midnight = Self.beginning.adding(minutes: day * 1_440)
      // Fifty bookings and what else people do, at any time of the day.
      var deeds = (0..<120).map { _ in
        midnight.adding(minutes: Int.random(in: 0..<1_440, using: &dice))
      }.sorted()[...]
      let stop: Range<Instant>? =
        Int.random(in: 0..<6, using: &dice) == 0
        ? {
          let from = midnight.adding(minutes: Int.random(in: 0..<1_200, using: &dice))
          return from..<from.adding(minutes: Int.random(in: 5...240, using: &dice))
        }() : nil
      if let stop {
        counts.stops += 1
        try await pass(until: stop.lowerBound, &deeds)
        deeds = deeds.drop { $0 < stop.upperBound }
        time.now = stop.upperBound
        try await look()
      }
      try await pass(until: midnight.adding(minutes: 1_440), &deeds)
      model.forgetPast(before: midnight)
      if faults.count > 20 { return }
    }
  }

  private func pass(until goal: Instant, _ deeds: inout ArraySlice<Instant>) async throws {
    while true {
      let next = try store.read { try $0.nextTimer() }
      let deed = deeds.first.flatMap { $0 < goal ? $0 : nil }
      if let next, next <= deed ?? goal, next <= goal {
        time.now = max(time.now, next)
        try await look()
      } else if let deed {
        deeds = deeds.dropFirst()
        time.now = max(time.now, deed)
        try act()
        await settle()
      } else {
        time.now = max(time.now, goal)
        return
      }
    }
  }

  /// The Clockwork rings what is due, and the reminders are compared with the model's.
  private func look() async throws {
    let now = time.now
    try await clockwork.ringDue()
    await settle()
    let expected = model.ring(at: now)
    faults += model.faults(expected, at: now).map { "the model: \($0)" }
    let told = wire.takeReminded()
    let reachable = expected.filter { id in
      model.entries[id].map { !blocked.contains($0.client) } ?? false
    }
    counts.reminders += told.count
    if told.count != Set(told).count { faults.append("\(now): twice in \(told)") }
    if Set(told) != reachable { faults.append("\(now): \(told) instead of \(reachable)") }
  }

  private func act() throws {
    switch Int.random(in: 0..<1_200, using: &dice) {
    case 0..<900: try book()
    case 900..<1_000: try move()
    case 1_000..<1_080: try cancel()
    case 1_080..<1_120: try changeQuiet()
    case 1_120: try block()
    default: break
    }
  }

  private func someone() -> Person? {
    clients.randomElement(using: &dice).flatMap { blocked.contains($0.id) ? nil : $0 }
  }

  private func start() -> Instant {
    let half = time.now.seconds / 1_800 + Int64.random(in: 1...(14 * 48), using: &dice)
    return Instant(half * 1_800)
  }

  private func book() throws {
    guard let client = someone(), let calendar = calendars.randomElement(using: &dice) else {
      return
    }
    let (starts, service) = (start(), service)
    let made = try at { desk -> Visit? in
      let wish = Wish(service: service)
      guard case .held(let hold) = try desk.hold(wish, on: calendar, at: starts, for: client),
        case .confirmed(let visit) = try desk.confirm(hold.id, by: client)
      else { return nil }
      return visit
    }
    guard let made else { return }
    counts.booked += 1
    model.entries[made.id] = .init(starts: starts, client: client.id)
    model.plan(made.id, at: time.now)
  }

  private func coming() -> (ID<Visit>, ReminderModel.Entry)? {
    let now = time.now
    let ids = model.entries.filter { $0.value.starts > now }.keys.sorted { $0.raw < $1.raw }
    return ids.randomElement(using: &dice).flatMap { id in model.entries[id].map { (id, $0) } }
  }

  private func move() throws {
    guard let (id, _) = coming(), let keeper, let calendar = calendars.randomElement(using: &dice)
    else { return }
    let starts = start()
    let isMoved = try at { desk -> Bool in
      guard let visit = try desk.tx.visit(id) else { return false }
      let move = StaffMove(id, revision: visit.revision, to: calendar, at: starts)
      if case .moved = try desk.moveByStaff(move, despite: true, by: keeper) { return true }
      return false
    }
    guard isMoved else { return }
    counts.moved += 1
    model.entries[id]?.starts = starts
    model.entries[id]?.last = nil
    model.entries[id]?.sent = []
    model.plan(id, at: time.now)
  }

  private func cancel() throws {
    guard let (id, entry) = coming(),
      let client = clients.first(where: { $0.id == entry.client })
    else { return }
    guard case .cancelled = try at({ try $0.cancel(id, by: client) }) else { return }
    counts.cancelled += 1
    model.entries[id] = nil
  }

  private func changeQuiet() throws {
    guard let index = clients.indices.randomElement(using: &dice),
      let range = Self.quiets.randomElement(using: &dice)
    else { return }
    let client = clients[index]
    guard !blocked.contains(client.id), let hours = QuietHours(checking: range),
      client.quiet != .hours(hours)
    else { return }
    clients[index] = try at { try $0.setQuiet(.hours(hours), of: client) }
    model.quiet[client.id] = .some(range)
    model.plan({ $0.client == client.id }, at: time.now)
  }

  /// A client blocks the bot and is not heard of again.
  private func block() throws {
    guard counts.blocked < 40, let client = someone(), let chat = client.telegram else { return }
    counts.blocked += 1
    blocked.insert(client.id)
    wire.block(chat)
  }
}
