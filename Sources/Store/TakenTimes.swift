import Booking

/// Time taken on a specialist's calendars, as a row of `booking` says it.
struct TakenTime {
  let id: ID<Visit>
  let specialist: ID<Specialist>
  let calendar: ID<Calendar>
  let service: ID<Service>
  /// With the buffers.
  let busyFrom: Instant
  let busyTo: Instant
  let starts: Instant
  let ends: Instant
  let bufferBefore: Int
  let bufferAfter: Int
  let seats: Int
  /// The booking that it is to take the place of.
  let moves: ID<Visit>?
  /// While it is only held.
  let hold: Hold?

  struct Hold {
    let until: Instant
    let client: ID<Person>
    let isOffered: Bool
  }

  /// The most seconds that one takes: a day, and twelve hours of buffers on both sides.
  static let longest = 172_800

  fileprivate static let columns = """
    id, specialist, calendar, service, busyFrom, busyTo, starts, ends, bufferBefore, bufferAfter,
    seats, moves, CASE WHEN state = 'held' THEN heldUntil END,
    CASE WHEN state = 'held' THEN client END, CASE WHEN state = 'held' THEN offer END
    """

  init(_ row: Columns) {
    id = ID(row[0])
    specialist = ID(row[1])
    calendar = ID(row[2])
    service = ID(row[3])
    busyFrom = Instant(row[4])
    busyTo = Instant(row[5])
    starts = Instant(row[6])
    ends = Instant(row[7])
    bufferBefore = row[8]
    bufferAfter = row[9]
    seats = row[10]
    moves = (row[11] as Int64?).map { ID($0) }
    hold = (row[12] as Int64?).map { until in
      Hold(until: Instant(until), client: ID(row[13]), isOffered: (row[14] as Int64?) != nil)
    }
  }
}

extension Transaction {
  private static let inOrder = """
    SELECT \(TakenTime.columns) FROM booking
    WHERE specialist = ? AND busyFrom >= ? AND busyFrom < ? AND takesTime ORDER BY busyFrom
    """
  private static let ofOne = "SELECT \(TakenTime.columns) FROM booking WHERE id = ? AND takesTime"
  private static let ofSome = """
    SELECT \(TakenTime.columns) FROM booking
    WHERE id IN (SELECT value FROM json_each(?)) AND takesTime
    """

  /// A statement that reads what begins in a range of a specialist's time, in its order.
  func takenTimes(
    of specialist: ID<Specialist>, from: Instant, to: Instant
  ) throws -> PreparedStatement {
    try PreparedStatement(Self.inOrder, [specialist.raw, from.seconds, to.seconds], in: self)
  }

  /// What bookings take, as far as they do.
  func takenTimes(by ids: Set<ID<Visit>>) throws -> [TakenTime] {
    if ids.count == 1, let id = ids.first {
      return try rows(Self.ofOne, [id.raw]) { TakenTime($0) }
    }
    return try rows(Self.ofSome, [Self.list(ids)]) { TakenTime($0) }
  }
}
