import Booking

/// Time taken on a specialist's calendars from a moment on, read in its order and only as far as it
/// is asked for: one statement, however far that is.
///
/// Holds that have lapsed are left out. A booking on another calendar of the specialist blocks with
/// its own buffers, but counts neither for this calendar's daily maximum nor as a group to join.
package struct BusyTimes {
  private let statement: PreparedStatement
  private let calendar: ID<Calendar>
  private let service: ID<Service>
  private let others: Set<ID<Visit>>
  /// All that was read.
  package private(set) var times: [Busy] = []
  /// The first time beyond what was asked for.
  private var next: (from: Int64, busy: Busy)?
  private var isAtEnd = false

  fileprivate init(
    _ statement: PreparedStatement, on calendar: ID<Calendar>, for service: ID<Service>,
    besides others: Set<ID<Visit>>
  ) {
    self.others = others
    self.statement = statement
    self.calendar = calendar
    self.service = service
  }

  /// Reads on to the times that begin, with their buffers, before `moment`.
  package mutating func read(until moment: Instant) throws {
    while true {
      if let next {
        guard next.from < moment.seconds else { return }
        times.append(next.busy)
      }
      next = nil
      guard try !isAtEnd && statement.step() else {
        isAtEnd = true
        return
      }
      let row = statement.columns
      if !others.isEmpty, others.contains(ID(row[9])) { continue }
      next = time(row)
    }
  }

  private func time(_ row: Columns) -> (Int64, Busy) {
    let from: Int64 = row[0]
    guard row[2] == calendar.raw else {
      return (from, .external(start: Instant(from), end: Instant(row[1])))
    }
    return (
      from,
      .booking(
        start: Instant(row[4]), end: Instant(row[5]), bufferBefore: row[6], bufferAfter: row[7],
        sameService: row[3] == service.raw, seats: row[8])
    )
  }
}

extension Transaction {
  private static let busyTimes = """
    SELECT busyFrom, busyTo, calendar, service, starts, ends, bufferBefore, bufferAfter, seats,
      id
    FROM booking WHERE specialist = ? AND busyFrom > ? AND busyFrom < ? AND busyTo > ?
      AND takesTime AND (state <> 'held' OR heldUntil > ? AND (client <> ? OR offer IS NOT NULL))
      AND id IS NOT ? AND moves IS NOT ?
    ORDER BY busyFrom
    """

  /// Opens the times between two instants, as the availability of `service` on `calendar` sees
  /// them, without the booking `besides`, those of `others`, and what `client` holds for themselves;
  /// they can't be read after `work`, nor inside another's.
  package func withBusyTimes<T>(
    for service: ID<Service>, on calendar: Calendar, from: Instant, to: Instant, now: Instant,
    besides: ID<Visit>?, others: Set<ID<Visit>> = [], client: ID<Person>? = nil,
    _ work: (inout BusyTimes) throws -> T
  ) throws -> T {
    let statement = try PreparedStatement(
      Self.busyTimes,
      [
        calendar.specialist.raw, from.seconds - 172_800, to.seconds, from.seconds, now.seconds,
        client?.raw ?? 0, besides?.raw, besides?.raw ?? 0,
      ], in: db)
    defer { statement.finish() }
    var times = BusyTimes(statement, on: calendar.id, for: service, besides: others)
    return try work(&times)
  }
}
