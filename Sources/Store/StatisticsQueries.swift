import Booking
import GRDB

/// A booking as the statistics count it.
package struct CountedVisit: Sendable {
  package let calendar: ID<Calendar>
  package let starts: Instant
  package let ends: Instant
  package let state: BookingState
  package let price: Money?
}

extension Transaction {
  /// Goes through the bookings that start in a span, in no order: those that were made, so neither
  /// holds nor requests that came to nothing. One statement, which hands each row on.
  package func countVisits(
    of specialist: ID<Specialist>?, from: Instant, to: Instant,
    _ count: (CountedVisit) throws -> Void
  ) throws {
    let whose = specialist == nil ? "" : "specialist = ? AND "
    let statement = try PreparedStatement(
      """
      SELECT calendar, starts, ends, price, currency,
        CASE state WHEN 'confirmed' THEN 0 WHEN 'completed' THEN 1 WHEN 'cancelled' THEN 2
          WHEN 'no_show' THEN 3 ELSE 4 END
      FROM booking WHERE \(whose)starts >= ? AND starts < ?
        AND state IN ('confirmed', 'completed', 'cancelled', 'no_show', 'requested')
      """, (specialist.map { [$0.raw] } ?? []) + [from.seconds, to.seconds], in: self)
    defer { statement.finish() }
    let states: [BookingState] = [.confirmed, .completed, .cancelled, .noShow, .requested]
    while try statement.step() {
      let row = statement.columns
      let price: Int64? = row[3]
      try count(
        CountedVisit(
          calendar: ID(row[0]), starts: Instant(row[1]), ends: Instant(row[2]),
          state: states[row[5]], price: price.flatMap { Money(minor: $0, currency: row[4]) }))
    }
  }
}
