import Booking
import GRDB

/// Bookings of one client that come back in a rhythm.
package struct Series: Sendable, Hashable {
  package let id: ID<Series>
  package let rhythm: Rhythm
  /// How many visits were booked together.
  package let times: Int
}

extension Transaction {
  private static let columns = "SELECT id, rhythm, times FROM series"

  private func series(_ row: Columns) -> Series {
    Series(id: ID(row[0]), rhythm: Rhythm(code: row[1]) ?? .weeks(1), times: row[2])
  }

  package func addSeries(_ rhythm: Rhythm, times: Int, now: Instant) throws -> ID<Series> {
    ID(
      try insert(
        "INSERT INTO series(rhythm, times, created) VALUES (?, ?, ?)",
        [rhythm.code, times, now.seconds]))
  }

  package func series(_ id: ID<Series>) throws -> Series? {
    try row(Self.columns + " WHERE id = ?", [id.raw], series)
  }

  package func series(_ ids: Set<ID<Series>>) throws -> [ID<Series>: Series] {
    if ids.isEmpty { return [:] }
    let found = try rows(
      Self.columns + " WHERE id IN (SELECT value FROM json_each(?))", [Self.list(ids)], series)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
  }

  /// Gives a booking its place in a series, as the first thing that becomes of it.
  package func enrol(_ visit: Visit, in series: ID<Series>, place: Int) throws -> Visit {
    var visit = visit
    visit.series = series
    visit.place = place
    try run(
      "UPDATE booking SET series = ?, place = ?, revision = ?, note = ? WHERE id = ?",
      [series.raw, place, visit.revision, visit.note, visit.id.raw])
    return visit
  }

  /// The bookings of a series, in the order of their places.
  package func visits(in series: ID<Series>) throws -> [Visit] {
    try visits("series = ? ORDER BY place", [series.raw])
  }

  package func visits(_ ids: [ID<Visit>]) throws -> [Visit] {
    try visits("id IN (SELECT value FROM json_each(?)) ORDER BY starts, id", [Self.list(ids)])
  }

  /// Requests of a series whose alarms are due with the one that rings.
  package func lapsedRequests(in series: ID<Series>, alarm: String, now: Instant) throws -> [Visit]
  {
    try visits(
      """
      series = ? AND state = 'requested' AND EXISTS (SELECT 1 FROM timer
        WHERE kind = ? AND subject = booking.id AND due <= ?) ORDER BY place
      """, [series.raw, alarm, now.seconds])
  }

  /// Takes bookings out of the way of each other, until they are saved at their new times in the
  /// same transaction.
  package func lift(_ ids: [ID<Visit>]) throws {
    try run(
      "UPDATE booking SET state = 'expired' WHERE id IN (SELECT value FROM json_each(?))",
      [Self.list(ids)])
  }
}
