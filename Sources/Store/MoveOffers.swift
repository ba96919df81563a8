import Booking
import GRDB

/// A client was asked to choose another time, because the specialist can't be there. The booking
/// stands until they answer.
package struct MoveOffer: Sendable, Hashable {
  package enum Answer: String, Sendable, CaseIterable {
    case moved, cancelled
    /// The client would rather keep the booking.
    case kept
  }

  package let id: ID<MoveOffer>
  package let visit: ID<Visit>
  /// The booking's revision that was asked about; a booking that changed since is another matter.
  package let revision: Int
  package let answer: Answer?
}

extension Transaction {
  private static let offer = "SELECT id, booking, revision, answer FROM moveOffer"

  /// Notes that the client is asked; false when they were asked about this already and have not
  /// answered.
  package func offerMove(of visit: Visit, now: Instant) throws -> Bool {
    try run(
      """
      INSERT INTO moveOffer(booking, calendar, revision, starts, created) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT(booking) WHERE answer IS NULL DO UPDATE SET calendar = excluded.calendar,
        revision = excluded.revision, starts = excluded.starts, created = excluded.created
      WHERE moveOffer.revision <> excluded.revision
      """,
      [
        visit.id.raw, visit.calendar.raw, visit.revision, visit.starts.seconds, now.seconds,
      ])
    return changed > 0
  }

  package func moveOffer(_ id: ID<MoveOffer>) throws -> MoveOffer? {
    try row(Self.offer + " WHERE id = ?", [id.raw], moveOffer)
  }

  /// The question that the client has not answered yet, if it is still about the booking as it is.
  package func openMoveOffer(of visit: Visit) throws -> MoveOffer? {
    try row(
      Self.offer + " WHERE booking = ? AND answer IS NULL AND revision = ?",
      [visit.id.raw, visit.revision], moveOffer)
  }

  package func answer(_ offer: ID<MoveOffer>, _ answer: MoveOffer.Answer, now: Instant) throws {
    try run(
      "UPDATE moveOffer SET answer = ?, answered = ? WHERE id = ?",
      [answer.rawValue, now.seconds, offer.raw])
  }

  /// Bookings whose clients were asked to choose another time and have not answered.
  package func unansweredMoves(
    on calendar: ID<Calendar>, now: Instant, limit: Int, offset: Int = 0
  ) throws -> [NamedVisit] {
    try rows(
      """
      SELECT booking.id, booking.calendar, booking.service, booking.starts, person.name
      FROM moveOffer CROSS JOIN booking ON booking.id = moveOffer.booking
        JOIN person ON person.id = booking.client
      WHERE moveOffer.answer IS NULL AND moveOffer.calendar = ? AND moveOffer.starts > ?
        AND booking.revision = moveOffer.revision AND booking.state IN ('requested', 'confirmed')
      ORDER BY moveOffer.starts, moveOffer.id LIMIT ? OFFSET ?
      """, [calendar.raw, now.seconds, limit, offset], namedVisit)
  }

  /// What a client answered last about each booking they were asked to move; “open” where they have
  /// not.
  package func moveAnswers(of client: ID<Person>) throws -> [ID<Visit>: String] {
    let answers = try rows(
      """
      SELECT booking.id, coalesce(moveOffer.answer, 'open')
      FROM booking CROSS JOIN moveOffer ON moveOffer.booking = booking.id
      WHERE booking.client = ? ORDER BY moveOffer.id
      """, [client.raw]
    ) { (ID<Visit>($0[0]), $0[1] as String) }
    return Dictionary(answers) { $1 }
  }

  private func moveOffer(_ row: Columns) -> MoveOffer {
    MoveOffer(
      id: ID(row[0]), visit: ID(row[1]), revision: row[2],
      answer: (row[3] as String?).flatMap { MoveOffer.Answer(rawValue: $0) })
  }
}
