import Booking
import GRDB

extension Transaction {
  /// Notes who did what to what, when and from where.
  package func note(
    _ action: String, by person: ID<Person>?, from origin: String, subject: Int64? = nil,
    detail: String? = nil, now: Instant
  ) throws {
    try run(
      """
      INSERT INTO audit(moment, person, origin, action, subject, detail)
      VALUES (?, ?, ?, ?, ?, ?)
      """, [now.seconds, person?.raw, origin, action, subject, detail])
  }
}
