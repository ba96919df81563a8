import Booking
import GRDB

/// A booking on a calendar, as far as its hours go.
package struct OpenTime: Sendable, Hashable {
  package let visit: ID<Visit>
  package let calendar: ID<Calendar>
  package let starts: Instant
  package let ends: Instant
}

/// A booking with its client's name: for a list.
package struct NamedVisit: Sendable, Hashable {
  package let visit: ID<Visit>
  package let calendar: ID<Calendar>
  package let service: ID<Service>
  package let starts: Instant
  package let client: String
}

extension Transaction {
  /// The same windows on every date of a range; nil returns to the weekly hours. One statement.
  package func setExceptions(
    _ windows: [TimeRange]?, from first: LocalDate, through last: LocalDate,
    of calendar: ID<Calendar>
  ) throws {
    if let windows {
      try run(
        """
        WITH RECURSIVE day(number) AS (
          SELECT ? UNION ALL SELECT number + 1 FROM day WHERE number < ?)
        INSERT INTO exceptionDay(calendar, day, windows) SELECT ?, number, ? FROM day WHERE true
        ON CONFLICT(calendar, day) DO UPDATE SET windows = excluded.windows
        """,
        [
          first.dayNumber, last.dayNumber, calendar.raw,
          windows.map(\.description).joined(separator: ","),
        ])
    } else {
      try run(
        "DELETE FROM exceptionDay WHERE calendar = ? AND day BETWEEN ? AND ?",
        [calendar.raw, first.dayNumber, last.dayNumber])
    }
    catalogueChanged()
  }

  /// Bookings to come that start between two instants on any of the calendars, soonest first: one
  /// statement, from the index alone.
  package func openTimes(
    on calendars: [ID<Calendar>], from: Instant, to: Instant
  ) throws -> [OpenTime] {
    try rows(
      """
      SELECT booking.id, booking.calendar, booking.starts, booking.ends
      FROM calendar CROSS JOIN booking
      WHERE calendar.id IN (SELECT value FROM json_each(?))
        AND booking.specialist = calendar.specialist
        AND booking.busyFrom > ? AND booking.busyFrom < ? AND booking.takesTime
        AND booking.calendar = calendar.id AND booking.starts >= ? AND booking.starts < ?
        AND booking.state IN ('requested', 'confirmed')
      ORDER BY booking.starts, booking.id
      """,
      [Self.list(calendars), from.seconds - 43_201, to.seconds, from.seconds, to.seconds]
    ) {
      OpenTime(
        visit: ID($0[0]), calendar: ID($0[1]), starts: Instant($0[2]), ends: Instant($0[3]))
    }
  }

  /// The bookings with their clients' names, soonest first.
  package func namedVisits(_ ids: [ID<Visit>]) throws -> [NamedVisit] {
    try rows(
      """
      SELECT booking.id, booking.calendar, booking.service, booking.starts, person.name
      FROM booking JOIN person ON person.id = booking.client
      WHERE booking.id IN (SELECT value FROM json_each(?)) ORDER BY booking.starts, booking.id
      """, [Self.list(ids)], namedVisit)
  }

  func namedVisit(_ row: Columns) -> NamedVisit {
    NamedVisit(
      visit: ID(row[0]), calendar: ID(row[1]), service: ID(row[2]), starts: Instant(row[3]),
      client: row[4])
  }

  /// Ids as SQLite reads a list of them: JSON.
  static func list<Subject>(_ ids: some Sequence<ID<Subject>>) -> String {
    "[" + ids.map { String($0.raw) }.joined(separator: ",") + "]"
  }
}
