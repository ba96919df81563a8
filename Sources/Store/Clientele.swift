import Booking
import GRDB

/// The order of the list of clients.
package enum ClientOrder: String, Sendable, CaseIterable {
  /// The latest visit first, those to come too.
  case latest
  case name
}

/// What a client's visits come to.
package struct ClientFigures: Sendable, Hashable {
  package var completed = 0
  package var upcoming = 0
  package var cancelled = 0
  package var noShows = 0
  package var last: Instant?
  package var next: Instant?
  /// Paid for visits that took place, by currency.
  package var spent: [Money] = []

  package init() {}

  /// No-shows among the visits that should have taken place, in per cent.
  package var noShowRate: Int {
    let due = completed + noShows
    return due == 0 ? 0 : (noShows * 100 + due / 2) / due
  }
}

extension Transaction {
  package func clients(
    in scope: ClientScope, by order: ClientOrder, limit: Int, offset: Int
  ) throws -> [ClientLine] {
    // What is skipped is read from the index alone.
    let (column, ties) = order == .latest ? ("latest DESC", "client DESC") : ("name", "client")
    return try rows(
      """
      WITH page AS MATERIALIZED (
        SELECT client FROM clientele WHERE book = ?1 ORDER BY \(column), \(ties)
        LIMIT ?2 OFFSET ?3)
      SELECT person.id, person.name, username, phone, latest, telegram IS NULL, isBlocked
      FROM page CROSS JOIN clientele ON book = ?1 AND clientele.client = page.client
        CROSS JOIN person ON person.id = page.client
      ORDER BY clientele.\(column), clientele.\(ties)
      """, [scope.book, limit, offset], clientLine)
  }

  package func countClients(in scope: ClientScope) throws -> Int {
    try count("SELECT count(*) FROM clientele WHERE book = ?", [scope.book])
  }

  package func isClient(_ person: ID<Person>, in scope: ClientScope) throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM clientele WHERE book = ? AND client = ?)",
      [scope.book, person.raw]) > 0
  }

  /// Makes somebody a client before they have a booking: of the house, and of a book.
  package func addClient(
    _ person: ID<Person>, to book: ID<Specialist>?, now: Instant
  ) throws {
    for book in [0, book?.raw].compactMap({ $0 }) {
      try run(
        """
        INSERT INTO clientele(book, client, name, latest)
          SELECT ?, id, sortKey(name), ? FROM person WHERE id = ? AND erased IS NULL
            AND joined IS NULL
        ON CONFLICT DO NOTHING
        """, [book, now.seconds, person.raw])
    }
  }

  /// The books that a client has been in.
  package func books(of client: ID<Person>) throws -> [ID<Specialist>] {
    try rows(
      """
      SELECT book FROM clientele WHERE book IN (SELECT id FROM specialist) AND client = ?
      ORDER BY book
      """, [client.raw]
    ) { ID($0[0]) }
  }

  /// Since when somebody is known.
  package func created(_ person: ID<Person>) throws -> Instant? {
    try row("SELECT created FROM person WHERE id = ?", [person.raw]) { Instant($0[0]) }
  }

  package func figures(
    of client: ID<Person>, in scope: ClientScope, now: Instant
  ) throws -> ClientFigures {
    var figures = ClientFigures()
    let took = "(state = 'completed' OR (state = 'confirmed' AND ends <= ?2))"
    let open = "(state IN ('requested', 'confirmed') AND ends > ?2)"
    let groups = try rows(
      """
      SELECT currency, count(*) FILTER (WHERE \(took)), count(*) FILTER (WHERE \(open)),
        count(*) FILTER (WHERE state IN ('cancelled', 'declined')),
        count(*) FILTER (WHERE state = 'no_show'), max(starts) FILTER (WHERE \(took)),
        min(starts) FILTER (WHERE \(open)), sum(price) FILTER (WHERE \(took))
      FROM booking WHERE client = ?1 AND (?3 = 0 OR specialist = ?3) GROUP BY currency
      ORDER BY currency
      """, [client.raw, now.seconds, scope.book]
    ) { row in
      let paid: Int64 = row[7]
      figures.completed += row[1]
      figures.upcoming += row[2]
      figures.cancelled += row[3]
      figures.noShows += row[4]
      if let last: Int64 = row[5] {
        figures.last = max(figures.last ?? Instant(last), Instant(last))
      }
      if let next: Int64 = row[6] {
        figures.next = min(figures.next ?? Instant(next), Instant(next))
      }
      return paid > 0 ? Money(minor: paid, currency: row[0]) : nil
    }
    figures.spent = groups.compactMap { $0 }
    return figures
  }

  /// A client's visits as the staff lists them: all but holds, latest first.
  package func visits(
    of client: ID<Person>, in scope: ClientScope, limit: Int, offset: Int
  ) throws -> [Visit] {
    try visits(
      """
      client = ? AND (? = 0 OR specialist = ?) AND state NOT IN ('held', 'expired')
      ORDER BY starts DESC, id DESC LIMIT ? OFFSET ?
      """, [client.raw, scope.book, scope.book, limit, offset])
  }
}
