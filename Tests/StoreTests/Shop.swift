import Booking
import Foundation

@testable import Store

/// A business with two specialists: Ada keeps two calendars, Ben keeps one. Both offer a haircut
/// for one and a class for three.
struct Shop: Sendable {
  static let opening = Instant(1_800_000_000)

  let store: Store
  let client: ID<Person>
  let haircut: ID<Service>
  let course: ID<Service>
  /// Ada's two calendars, then Ben's.
  let calendars: [CalendarID]
  let ada: ID<Specialist>
  let ben: ID<Specialist>

  init(_ store: Store? = nil) throws {
    let store = try store ?? Store()
    self.store = store
    (client, haircut, course, calendars, ada, ben) = try store.write { tx in
      try tx.save(
        Business(name: "Salon", zone: .utc, language: "en", currency: "EUR", country: "DE"))
      let ada = try tx.addSpecialist(name: "Ada")
      let ben = try tx.addSpecialist(name: "Ben")
      let rules = CalendarRules(
        zone: .utc, weekly: WeeklyHours(everyDay: [TimeRange(start: 540, end: 1_020)]))
      let calendars = try [ada, ada, ben].map {
        try tx.addCalendar(of: $0, name: "Book", rules: rules)
      }
      let haircut = try tx.add(
        Service(name: "Haircut", duration: 30, price: nil), on: calendars)
      let course = try tx.add(
        Service(name: "Class", duration: 60, price: nil, capacity: 3), on: calendars)
      let client = try tx.meet(
        TelegramIdentity(id: 501, name: "Ann", username: "ann", languageCode: "en"),
        now: Shop.opening)
      return (client.id, haircut, course, calendars, ada, ben)
    }
  }

  func specialist(of calendar: Int) -> ID<Specialist> { calendar < 2 ? ada : ben }

  /// Writes straight to the table; false when the database refuses an overlap.
  func insert(_ entry: Entry) throws -> Bool {
    try accepts { try insert(entry, $0) }
  }

  func insert(_ entry: Entry, _ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO booking(id, number, client, service, calendar, specialist, starts, ends,
        bufferBefore, bufferAfter, busyFrom, busyTo, capacity, seats, state, heldUntil, moves,
        currency, created, changed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'EUR', 0, 0)
      """,
      [
        entry.id, "N\(entry.id)", client.raw, (entry.isCourse ? course : haircut).raw,
        calendars[entry.calendar].raw, specialist(of: entry.calendar).raw, entry.starts,
        entry.ends, entry.before, entry.after, entry.from, entry.to, entry.capacity, entry.seats,
        entry.state.rawValue, entry.state == .held ? entry.starts : nil, entry.moves,
      ])
  }

  /// Writes all of an entry over its row.
  func update(_ entry: Entry) throws -> Bool {
    try accepts { tx in
      try tx.run(
        """
        UPDATE booking SET service = ?, calendar = ?, specialist = ?, starts = ?, ends = ?,
          bufferBefore = ?, bufferAfter = ?, busyFrom = ?, busyTo = ?, capacity = ?, seats = ?,
          state = ?, heldUntil = ?, moves = ? WHERE id = ?
        """,
        [
          (entry.isCourse ? course : haircut).raw, calendars[entry.calendar].raw,
          specialist(of: entry.calendar).raw, entry.starts, entry.ends, entry.before,
          entry.after, entry.from, entry.to, entry.capacity, entry.seats, entry.state.rawValue,
          entry.state == .held ? entry.starts : nil, entry.moves, entry.id,
        ])
    }
  }

  /// Whether the database lets the statements pass; a fault other than an overlap is thrown.
  func accepts(_ work: @Sendable (Transaction) throws -> Void) throws -> Bool {
    do {
      try store.write(work)
      return true
    } catch {
      guard case .overlap = StatementFault(error) else { throw error }
      return false
    }
  }
}

/// A row of the booking table, as far as time is concerned.
struct Entry: Sendable, CustomStringConvertible {
  var id: Int64
  /// 0 and 1 are Ada's, 2 is Ben's.
  var calendar = 0
  var isCourse = false
  /// Seconds.
  var starts: Int64
  /// Minutes.
  var minutes: Int64 = 30
  var before: Int64 = 0
  var after: Int64 = 0
  var capacity: Int64 = 1
  var seats: Int64 = 1
  var state = BookingState.confirmed
  var moves: Int64?

  init(_ id: Int64, at minute: Int64, _ change: (inout Entry) -> Void = { _ in }) {
    self.id = id
    starts = Shop.opening.seconds + minute * 60
    change(&self)
  }

  var ends: Int64 { starts + minutes * 60 }
  var from: Int64 { starts - before * 60 }
  var to: Int64 { ends + after * 60 }
  var isAdas: Bool { calendar < 2 }

  var description: String {
    "#\(id) \(state) calendar \(calendar)\(isCourse ? " class" : "") at "
      + "\((starts - Shop.opening.seconds) / 60)+\(minutes) buffers \(before)/\(after) seats "
      + "\(seats)/\(capacity)\(moves.map { " moves \($0)" } ?? "")"
  }
}

/// A folder that goes when the test does.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
