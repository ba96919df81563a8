import Booking
import GRDB

/// One booking of one client: its time, what it is for and where it stands.
package struct Visit: Sendable, Hashable {
  package let id: ID<Visit>
  /// What people say on the phone: six letters and digits.
  package let number: String
  package let client: ID<Person>
  package var service: ID<Service>
  package var calendar: ID<Calendar>
  package var specialist: ID<Specialist>
  package var starts: Instant
  package var ends: Instant
  package var bufferBefore: Int
  package var bufferAfter: Int
  package var capacity: Int
  package var seats: Int
  package var state: BookingState
  /// Grows by one with every change that a client is told of.
  package var revision: Int
  package var heldUntil: Instant?
  /// The booking that this hold would move.
  package var moves: ID<Visit>?
  package var price: Money?
  package var currency: String
  package var note: String?
  package var photo: String?
  package var cancelledBy: String?
  package var reason: String?
  /// A late cancellation that waits for the specialist's answer.
  package var cancelAsked: Instant?
  package var created: Instant
  /// When the client came, as the staff noted it.
  package var arrived: Instant?
  /// When it was last changed.
  package var changed: Instant
  /// The offer to somebody on the waiting list that this time is held for.
  package var offer: ID<WaitingOffer>?
  /// What the client said when they were reminded; written on its own, not by `save`.
  package var attendance: Attendance?

  package enum Attendance: String, Sendable {
    /// They were reminded, and asked whether they will come.
    case asked
    case confirmed
  }
  /// The series it belongs to, and its place in it from 0 on.
  package var series: ID<Series>?
  package var place: Int?

  package var isOpen: Bool { state == .requested || state == .confirmed }
}

/// What a new booking row consists of.
package struct NewVisit: Sendable {
  package var number: String
  package var client: ID<Person>
  package var service: Service
  package var calendar: Calendar
  package var starts: Instant
  package var state: BookingState
  package var heldUntil: Instant?
  package var moves: ID<Visit>?

  package init(
    number: String, client: ID<Person>, service: Service, calendar: Calendar, starts: Instant,
    state: BookingState, heldUntil: Instant? = nil, moves: ID<Visit>? = nil
  ) {
    self.number = number
    self.client = client
    self.service = service
    self.calendar = calendar
    self.starts = starts
    self.state = state
    self.heldUntil = heldUntil
    self.moves = moves
  }
}

extension Transaction {
  static let visitColumns = """
    id, number, client, service, calendar, specialist, starts, ends, bufferBefore, bufferAfter,
    capacity, seats, state, revision, heldUntil, moves, price, currency, note, photo,
    cancelledBy, reason, cancelAsked, created, arrived, changed, offer, attendance, series, place
    """
  private static let columns = visitColumns
  private static let byID = "SELECT \(columns) FROM booking WHERE id = ?"
  private static let byNumber = "SELECT \(columns) FROM booking WHERE number = ?"
  private static let upcoming = """
    SELECT \(columns) FROM booking WHERE client = ? AND starts >= ?
      AND state IN ('requested', 'confirmed') ORDER BY starts, id LIMIT ?
    """
  private static let past = """
    SELECT \(columns) FROM booking WHERE client = ?
      AND (starts < ? OR state NOT IN ('requested', 'confirmed'))
      AND state NOT IN ('held', 'expired') ORDER BY starts DESC, id DESC LIMIT ? OFFSET ?
    """
  private static let last = """
    SELECT \(columns) FROM booking WHERE client = ?
      AND state IN ('confirmed', 'completed') ORDER BY starts DESC, id DESC LIMIT 1
    """
  private static let held = "SELECT \(columns) FROM booking WHERE client = ? AND state = 'held'"
  private static let all = "SELECT \(columns) FROM booking WHERE client = ? ORDER BY starts, id"
  private static let every = "SELECT \(columns) FROM booking WHERE state <> 'held' ORDER BY id"

  func visit(_ row: Columns) -> Visit {
    let currency: String = row[17]
    return Visit(
      id: ID(row[0]), number: row[1], client: ID(row[2]), service: ID(row[3]),
      calendar: ID(row[4]), specialist: ID(row[5]), starts: Instant(row[6]),
      ends: Instant(row[7]), bufferBefore: row[8], bufferAfter: row[9], capacity: row[10],
      seats: row[11], state: BookingState(rawValue: row[12]) ?? .expired, revision: row[13],
      heldUntil: (row[14] as Int64?).map { Instant($0) },
      moves: (row[15] as Int64?).map { ID($0) },
      price: (row[16] as Int64?).flatMap { Money(minor: $0, currency: currency) },
      currency: currency, note: row[18], photo: row[19], cancelledBy: row[20], reason: row[21],
      cancelAsked: (row[22] as Int64?).map { Instant($0) }, created: Instant(row[23]),
      arrived: (row[24] as Int64?).map { Instant($0) }, changed: Instant(row[25]),
      offer: (row[26] as Int64?).map { ID($0) },
      attendance: (row[27] as String?).flatMap { Visit.Attendance(rawValue: $0) },
      series: (row[28] as Int64?).map { ID($0) }, place: row[29])
  }

  package func visit(number: String) throws -> Visit? { try row(Self.byNumber, [number], visit) }

  package func visit(_ id: ID<Visit>) throws -> Visit? { try row(Self.byID, [id.raw], visit) }

  /// Open bookings that have not started, soonest first.
  package func upcoming(of client: ID<Person>, now: Instant, limit: Int) throws -> [Visit] {
    try rows(Self.upcoming, [client.raw, now.seconds, limit], visit)
  }

  /// Everything that is over, latest first.
  package func past(
    of client: ID<Person>, now: Instant, limit: Int, offset: Int
  ) throws -> [Visit] {
    try rows(Self.past, [client.raw, now.seconds, limit, offset], visit)
  }

  package func lastVisit(of client: ID<Person>) throws -> Visit? {
    try row(Self.last, [client.raw], visit)
  }

  package func holds(of client: ID<Person>) throws -> [Visit] {
    try rows(Self.held, [client.raw], visit)
  }

  package func visits(of client: ID<Person>) throws -> [Visit] {
    try rows(Self.all, [client.raw], visit)
  }

  /// Bookings that fulfil a condition, which orders and limits them too.
  func visits(_ condition: String, _ values: Values) throws -> [Visit] {
    try rows("SELECT \(Self.columns) FROM booking WHERE \(condition)", values, visit)
  }

  /// Every booking, held ones left out: for the export.
  package func allVisits() throws -> [Visit] { try rows(Self.every, [], visit) }

  /// How many open bookings of a specialist are still to come.
  package func countUpcoming(in book: ID<Specialist>, now: Instant) throws -> Int {
    try count("SELECT count(*) \(Self.stillToCome)", Self.bounds(book, now))
  }

  /// All of them, soonest first.
  package func upcoming(in book: ID<Specialist>, now: Instant) throws -> [Visit] {
    try rows(
      """
      SELECT \(Self.columns) FROM booking WHERE id IN (SELECT id \(Self.stillToCome))
      ORDER BY starts, id
      """, Self.bounds(book, now), visit)
  }

  /// Along the index of times, which has a visit by the start of the break before it.
  private static let stillToCome = """
    FROM booking INDEXED BY booking_time WHERE specialist = ? AND takesTime AND busyFrom >= ?
      AND starts >= ? AND state IN ('requested', 'confirmed')
    """

  private static func bounds(_ book: ID<Specialist>, _ now: Instant) -> Values {
    [book.raw, now.adding(minutes: -720).seconds, now.seconds]
  }

  package func countOpen(of client: ID<Person>, now: Instant) throws -> Int {
    try count(
      """
      SELECT count(*) FROM booking WHERE client = ? AND starts >= ?
        AND state IN ('requested', 'confirmed')
      """, [client.raw, now.seconds])
  }

  package func hasVisit(number: String) throws -> Bool {
    try count("SELECT EXISTS(SELECT 1 FROM booking WHERE number = ?)", [number]) > 0
  }

  /// Adds a booking; throws the database's own refusal (`StatementFault.overlap`) when the
  /// specialist's time is taken.
  package func add(_ new: NewVisit, now: Instant) throws -> Visit {
    let before = new.service.bufferBefore ?? new.calendar.rules.bufferBefore
    let after = new.service.bufferAfter ?? new.calendar.rules.bufferAfter
    let ends = new.starts.adding(minutes: new.service.duration)
    let currency = try new.service.price?.currency ?? catalogue().business?.currency ?? "EUR"
    let id = try insert(
      """
      INSERT INTO booking(number, client, service, calendar, specialist, starts, ends,
        bufferBefore, bufferAfter, busyFrom, busyTo, capacity, state, heldUntil, moves, price,
        currency, created, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        new.number, new.client.raw, new.service.id.raw, new.calendar.id.raw,
        new.calendar.specialist.raw, new.starts.seconds, ends.seconds, before, after,
        new.starts.seconds - Int64(before) * 60, ends.seconds + Int64(after) * 60,
        new.service.capacity, new.state.rawValue, new.heldUntil?.seconds, new.moves?.raw,
        new.service.price?.minor, currency, now.seconds, now.seconds,
      ])
    return Visit(
      id: ID(id), number: new.number, client: new.client, service: new.service.id,
      calendar: new.calendar.id, specialist: new.calendar.specialist, starts: new.starts,
      ends: ends, bufferBefore: before, bufferAfter: after, capacity: new.service.capacity,
      seats: 1, state: new.state, revision: 0, heldUntil: new.heldUntil, moves: new.moves,
      price: new.service.price, currency: currency, note: nil, photo: nil, cancelledBy: nil,
      reason: nil, cancelAsked: nil, created: now, arrived: nil, changed: now)
  }

  /// Writes all that may change of a booking; throws the database's refusal as `add` does.
  package func save(_ visit: Visit, now: Instant) throws {
    try run(
      """
      UPDATE booking SET service = ?, calendar = ?, specialist = ?, starts = ?, ends = ?,
        bufferBefore = ?, bufferAfter = ?, busyFrom = ?, busyTo = ?, capacity = ?, seats = ?,
        state = ?, revision = ?, heldUntil = ?, moves = ?, price = ?, currency = ?, note = ?,
        photo = ?, cancelledBy = ?, reason = ?, cancelAsked = ?, arrived = ?,
        changed = ? WHERE id = ?
      """,
      [
        visit.service.raw, visit.calendar.raw, visit.specialist.raw, visit.starts.seconds,
        visit.ends.seconds, visit.bufferBefore, visit.bufferAfter,
        visit.starts.seconds - Int64(visit.bufferBefore) * 60,
        visit.ends.seconds + Int64(visit.bufferAfter) * 60, visit.capacity, visit.seats,
        visit.state.rawValue, visit.revision, visit.heldUntil?.seconds, visit.moves?.raw,
        visit.price?.minor, visit.currency, visit.note, visit.photo, visit.cancelledBy,
        visit.reason, visit.cancelAsked?.seconds, visit.arrived?.seconds, now.seconds, visit.id.raw,
      ])
  }

  /// Writes how far a booking has come, and nothing of what is booked and when: half of the indexes
  /// need no change then. Throws as `save` does, since a state may take time again.
  package func saveProgress(of visit: Visit, now: Instant) throws {
    try run(
      """
      UPDATE booking SET state = ?, revision = ?, heldUntil = ?, cancelAsked = ?, changed = ?
      WHERE id = ?
      """,
      [
        visit.state.rawValue, visit.revision, visit.heldUntil?.seconds,
        visit.cancelAsked?.seconds, now.seconds, visit.id.raw,
      ])
  }

  /// Ends the holds of a specialist that lapsed, so that they stand in nobody's way.
  package func endLapsedHolds(of specialist: ID<Specialist>, now: Instant) throws {
    // Asked first, as there are none most times and the update makes a table for their ids anyway.
    let lapsed = try count(
      """
      SELECT EXISTS(SELECT 1 FROM booking
        WHERE specialist = ? AND state = 'held' AND heldUntil <= ?)
      """, [specialist.raw, now.seconds])
    if lapsed == 0 { return }
    try run(
      """
      UPDATE booking SET state = 'expired', changed = ?
      WHERE specialist = ? AND state = 'held' AND heldUntil <= ?
      """, [now.seconds, specialist.raw, now.seconds])
  }

  /// Makes room for more in the visits of a service that are to come: the capacity they copied
  /// would refuse the seats that the service offers now. More room never overlaps.
  package func raiseCapacity(of service: ID<Service>, to capacity: Int, now: Instant) throws {
    try run(
      """
      UPDATE booking SET capacity = ?, changed = ? WHERE service = ? AND capacity < ?
        AND ends > ? AND state IN ('held', 'requested', 'confirmed')
      """, [capacity, now.seconds, service.raw, capacity, now.seconds])
  }

  package func removeHold(_ id: ID<Visit>) throws {
    try run("DELETE FROM booking WHERE id = ? AND state = 'held'", [id.raw])
  }
}
