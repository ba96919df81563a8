import Booking

/// What a client says of a visit: stars, and maybe a few words.
package struct Review: Sendable, Hashable {
  package let visit: ID<Visit>
  package let specialist: ID<Specialist>
  /// When the client was asked; nil where they said it unasked.
  package let asked: Instant?
  /// Nil before there is an answer.
  package let stars: Int?
  package let words: String?
  /// When the first stars came.
  package let created: Instant?

  /// So many stars, or fewer, and the staff has to hear of it.
  package static let low = 3
}

/// A review with what a list says of it.
package struct ListedReview: Sendable {
  package let review: Review
  package let client: String
  package let service: ID<Service>
  package let starts: Instant
}

/// Reviews of a book or of all, counted.
package struct ReviewSum: Sendable, Hashable {
  package let count: Int
  package let stars: Int

  package var average: Double? { count == 0 ? nil : Double(stars) / Double(count) }
}

extension Transaction {
  private static let reviewColumns =
    "booking, review.specialist, asked, stars, words, review.created"

  private func review(_ row: Columns) -> Review {
    Review(
      visit: ID(row[0]), specialist: ID(row[1]), asked: (row[2] as Int64?).map { Instant($0) },
      stars: row[3], words: row[4], created: (row[5] as Int64?).map { Instant($0) })
  }

  package func review(of visit: ID<Visit>) throws -> Review? {
    try row("SELECT \(Self.reviewColumns) FROM review WHERE booking = ?", [visit.raw], review)
  }

  /// Notes that the client was asked.
  package func noteAsked(_ visit: Visit, now: Instant) throws {
    try run(
      """
      INSERT INTO review(booking, specialist, asked) VALUES (?, ?, ?)
      ON CONFLICT(booking) DO UPDATE SET asked = excluded.asked
      """, [visit.id.raw, visit.specialist.raw, now.seconds])
  }

  package func setStars(_ stars: Int, of visit: Visit, now: Instant) throws {
    try run(
      """
      INSERT INTO review(booking, specialist, stars, created) VALUES (?, ?, ?, ?)
      ON CONFLICT(booking) DO UPDATE SET stars = excluded.stars,
        created = coalesce(created, excluded.created)
      """, [visit.id.raw, visit.specialist.raw, stars, now.seconds])
  }

  package func setWords(_ words: String?, of visit: ID<Visit>) throws {
    try run(
      "UPDATE review SET words = ? WHERE booking = ? AND stars IS NOT NULL", [words, visit.raw])
  }

  /// Whether the staff was told of a review, and whether of a low one.
  package func isReviewTold(_ visit: ID<Visit>) throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM review WHERE booking = ? AND told IS NOT NULL)", [visit.raw])
      > 0
  }

  package func isKnownLow(_ visit: ID<Visit>) throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM review WHERE booking = ? AND told <= ?)",
      [visit.raw, Review.low]) > 0
  }

  /// Notes that the staff is told; the fewest stars it was told of are kept.
  package func noteReviewTold(_ visit: ID<Visit>, stars: Int) throws {
    try run(
      "UPDATE review SET told = min(coalesce(told, ?1), ?1) WHERE booking = ?2",
      [stars, visit.raw])
  }

  /// When a client was last asked how a visit was.
  package func lastAsked(_ client: ID<Person>) throws -> Instant? {
    try row(
      """
      SELECT max(asked) FROM booking INDEXED BY booking_client JOIN review ON booking = booking.id
      WHERE booking.client = ?
      """, [client.raw]
    ) { ($0[0] as Int64?).map { Instant($0) } } ?? nil
  }

  /// Newest first; nil for everybody's.
  package func reviews(
    of specialist: ID<Specialist>?, limit: Int, offset: Int
  ) throws -> [ListedReview] {
    try rows(
      """
      SELECT \(Self.reviewColumns), person.name, booking.service, booking.starts
      FROM (SELECT * FROM review WHERE stars IS NOT NULL \(Self.ofBook(specialist))
        ORDER BY created DESC, booking DESC LIMIT ?2 OFFSET ?3) AS review
        JOIN booking ON booking.id = booking JOIN person ON person.id = booking.client
      ORDER BY review.created DESC, booking DESC
      """, [specialist?.raw, limit, offset]
    ) {
      ListedReview(
        review: review($0), client: $0[6], service: ID($0[7]), starts: Instant($0[8]))
    }
  }

  /// Reviews that came in a span of time.
  package func sumReviews(
    of specialist: ID<Specialist>?, from: Instant = Instant(.min), to: Instant = Instant(.max)
  ) throws -> ReviewSum {
    try row(
      """
      SELECT count(*), coalesce(sum(stars), 0) FROM review
      WHERE stars IS NOT NULL \(Self.ofBook(specialist)) AND created >= ?2 AND created < ?3
      """, [specialist?.raw, from.seconds, to.seconds]
    ) { ReviewSum(count: $0[0], stars: $0[1]) } ?? ReviewSum(count: 0, stars: 0)
  }

  private static func ofBook(_ specialist: ID<Specialist>?) -> String {
    specialist == nil ? "AND ?1 IS NULL" : "AND specialist = ?1"
  }

  /// Reviews of a client's visits, by visit.
  package func reviews(by client: ID<Person>) throws -> [ID<Visit>: Review] {
    let all = try rows(
      """
      SELECT \(Self.reviewColumns) FROM booking INDEXED BY booking_client
        JOIN review ON booking = booking.id WHERE booking.client = ?
      """, [client.raw], review)
    return Dictionary(all.map { ($0.visit, $0) }) { first, _ in first }
  }

  /// Whether the client came, or is to come, for a service after a moment.
  package func hasLater(
    of client: ID<Person>, for service: ID<Service>, after moment: Instant
  ) throws -> Bool {
    try count(
      """
      SELECT EXISTS(SELECT 1 FROM booking INDEXED BY booking_client
        WHERE client = ? AND starts > ? AND service = ?
          AND state IN ('requested', 'confirmed', 'completed'))
      """, [client.raw, moment.seconds, service.raw]) > 0
  }

  /// Forgets what a client wrote of their visits, and what waits for them; the stars stay.
  func eraseReviews(of client: ID<Person>, kinds: [String]) throws {
    try run(
      "UPDATE review SET words = NULL WHERE booking IN (SELECT id FROM booking WHERE client = ?)",
      [client.raw])
    for kind in kinds {
      try run(
        """
        DELETE FROM timer WHERE kind = ?
          AND subject IN (SELECT id FROM booking WHERE client = ?)
        """, [kind, client.raw])
    }
    try run("DELETE FROM noticeWish WHERE person = ?", [client.raw])
    try run("UPDATE person SET nudges = 1 WHERE id = ?", [client.raw])
  }
}
