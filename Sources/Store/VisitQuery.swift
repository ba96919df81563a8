import Booking

/// Which bookings of the staff's book are meant: all that fit every part that is said.
package struct VisitQuery: Sendable, Hashable {
  /// Starts from the first moment on and before the second.
  package var from: Instant
  package var to: Instant
  package var specialist: ID<Specialist>?
  package var service: ID<Service>?
  /// Empty for any state.
  package var states: [BookingState]
  /// Only those that had ended by a moment.
  package var endedBy: Instant?
  /// Only those of these clients; nil for anybody's.
  package var clients: [ID<Person>]?
  package var newestFirst: Bool

  package init(
    from: Instant = Instant(.min), to: Instant = Instant(.max),
    specialist: ID<Specialist>? = nil, service: ID<Service>? = nil, states: [BookingState] = [],
    endedBy: Instant? = nil, newestFirst: Bool = false
  ) {
    self.from = from
    self.to = to
    self.specialist = specialist
    self.service = service
    self.states = states
    self.endedBy = endedBy
    self.newestFirst = newestFirst
  }
}

/// A booking with who it is for, as a list or a table shows it.
package struct ListedVisit: Sendable, Hashable {
  package let visit: Visit
  package let client: String
  package let phone: String?
  package let email: String?
}

/// What a stretch of the book amounts to.
package struct BookSum: Sendable, Hashable {
  /// Bookings that take their time: asked for, confirmed, completed or missed.
  package var count = 0
  package var minutes = 0
  package var cancelled = 0
  /// Confirmed ones that have ended, which nobody closed yet.
  package var unclosed = 0
}

/// What became of the visits of one client.
package struct ClientSum: Sendable, Hashable {
  package let visits: Int
  package let noShows: Int
  package let cancelled: Int
  package let last: Instant?
}

/// A line of the audit about one booking.
package struct AuditLine: Sendable, Hashable {
  package let moment: Instant
  package let action: String
  /// Who did it; nil for the bot itself, and for those who were erased.
  package let person: String?
}

extension Transaction {
  /// Where the bookings meant are found and what they fit, by the index that leads there in the
  /// order of their starts without reading many others. Each part has its number, said or not.
  private static func found(_ query: VisitQuery) -> String {
    let source: String
    var index = ""
    if query.clients != nil {
      source = """
        json_each(?7) AS wanted CROSS JOIN booking INDEXED BY booking_client
          ON booking.client = wanted.value
        """
    } else {
      if !query.states.isEmpty, !query.states.contains(.completed) {
        index = "booking_pending"
      } else if query.service != nil {
        index = "booking_service"
      } else {
        index = query.specialist != nil ? "booking_book" : "booking_starts"
      }
      source = "booking INDEXED BY \(index)"
    }
    return """
      FROM \(source)
      WHERE state <> 'held' AND state <> 'expired' AND starts >= ?1 AND starts < ?2
        AND \(query.specialist == nil ? "?3 IS NULL" : "specialist = ?3")
        AND \(query.service == nil ? "?4 IS NULL" : "service = ?4")
        AND (?5 = '' OR instr(?5, state) > 0) AND (?6 IS NULL OR ends <= ?6)
        \(index == "booking_pending" ? "AND state <> 'completed'" : "")
        \(query.clients == nil ? "AND ?7 IS NULL" : "")
      """
  }
  private static let listed =
    visitColumns.split { ", \n".contains($0) }.map { "booking.\($0)" }.joined(separator: ", ")
    + ", person.name, person.phone, person.email"

  private static func list(_ query: VisitQuery) -> String {
    let order = query.newestFirst ? "DESC" : "ASC"
    return """
      SELECT \(listed) FROM (
          SELECT booking.id AS id \(found(query)) ORDER BY starts \(order), booking.id \(order)
          LIMIT ?8 OFFSET ?9) AS found
        JOIN booking ON booking.id = found.id JOIN person ON person.id = booking.client
      ORDER BY booking.starts \(order), booking.id \(order)
      """
  }

  private func values(_ query: VisitQuery) -> Values {
    [
      query.from.seconds, query.to.seconds, query.specialist?.raw, query.service?.raw,
      query.states.map(\.rawValue).joined(separator: " "), query.endedBy?.seconds,
      query.clients.map { "[" + $0.map(\.description).joined(separator: ",") + "]" },
    ]
  }

  private func listed(_ row: Columns) -> ListedVisit {
    ListedVisit(visit: visit(row), client: row[30], phone: row[31], email: row[32])
  }

  /// The bookings meant, in the order of their starts.
  package func listed(_ query: VisitQuery, limit: Int, offset: Int = 0) throws -> [ListedVisit] {
    try rows(Self.list(query), values(query) + [limit, offset], listed)
  }

  /// The same one by one, for files that many go into.
  package func eachListed(
    _ query: VisitQuery, limit: Int, _ body: (ListedVisit) throws -> Void
  ) throws {
    _ = try rows(Self.list(query), values(query) + [limit, 0]) { try body(listed($0)) }
  }

  /// How many are meant, counted no further than `limit`.
  package func count(_ query: VisitQuery, upTo limit: Int) throws -> Int {
    try count(
      "SELECT count(*) FROM (SELECT 1 \(Self.found(query)) LIMIT ?8)", values(query) + [limit])
  }

  /// The sum of a stretch of the book; states and end are left to it.
  package func sum(_ query: VisitQuery, now: Instant) throws -> BookSum {
    var query = query
    query.states = []
    query.endedBy = nil
    return try row(
      """
      SELECT count(*) FILTER (WHERE state <> 'cancelled' AND state <> 'declined'),
        coalesce(sum(ends - starts) FILTER (WHERE state <> 'cancelled' AND state <> 'declined'), 0),
        count(*) FILTER (WHERE state = 'cancelled' OR state = 'declined'),
        count(*) FILTER (WHERE state = 'confirmed' AND ends <= ?8)
      \(Self.found(query))
      """, values(query) + [now.seconds]
    ) { BookSum(count: $0[0], minutes: $0[1] / 60, cancelled: $0[2], unclosed: $0[3]) }
      ?? BookSum()
  }

  /// Start and end of each booking meant, for counting by days.
  package func spans(_ query: VisitQuery) throws -> [Range<Instant>] {
    try rows("SELECT starts, ends \(Self.found(query)) ORDER BY starts", values(query)) {
      Instant($0[0])..<Instant($0[1])
    }
  }

  /// The first booking meant, by its start.
  package func firstStart(_ query: VisitQuery) throws -> Instant? {
    try row("SELECT starts \(Self.found(query)) ORDER BY starts LIMIT 1", values(query)) {
      Instant($0[0])
    }
  }

  /// Others in the same group visit who are still in it.
  package func company(of visit: Visit, limit: Int) throws -> [ListedVisit] {
    try rows(
      """
      SELECT \(Self.listed) FROM booking JOIN person ON person.id = booking.client
      WHERE starts = ?1 AND state <> 'held' AND state <> 'expired' AND state <> 'cancelled'
        AND state <> 'declined' AND service = ?2 AND calendar = ?3 AND booking.id <> ?4
      ORDER BY booking.id LIMIT ?5
      """,
      [visit.starts.seconds, visit.service.raw, visit.calendar.raw, visit.id.raw, limit], listed)
  }

  /// What became of a client's visits, with one specialist or with all.
  package func sum(
    ofClient client: ID<Person>, with specialist: ID<Specialist>?, now: Instant
  ) throws -> ClientSum? {
    try row(
      """
      SELECT count(*) FILTER (WHERE state = 'completed' OR (state = 'confirmed' AND ends <= ?3)),
        count(*) FILTER (WHERE state = 'no_show'), count(*) FILTER (WHERE state = 'cancelled'),
        max(starts) FILTER (WHERE state = 'completed' OR (state = 'confirmed' AND ends <= ?3))
      FROM booking WHERE client = ?1 AND (?2 IS NULL OR specialist = ?2)
      """, [client.raw, specialist?.raw, now.seconds]
    ) {
      ClientSum(
        visits: $0[0], noShows: $0[1], cancelled: $0[2],
        last: ($0[3] as Int64?).map { Instant($0) })
    }
  }

  /// The last changes of a booking, newest first. Ids of other things are told apart by the
  /// actions.
  package func history(
    of visit: ID<Visit>, actions: [String], limit: Int
  ) throws -> [AuditLine] {
    try rows(
      """
      SELECT moment, action, nullif(person.name, '') FROM audit
        LEFT JOIN person ON person.id = audit.person
      WHERE subject = ?1 AND instr(?2, ' ' || action || ' ') > 0
      ORDER BY audit.id DESC LIMIT ?3
      """, [visit.raw, " " + actions.joined(separator: " ") + " ", limit]
    ) { AuditLine(moment: Instant($0[0]), action: $0[1], person: $0[2]) }
  }
}
