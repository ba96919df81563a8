import Booking
import GRDB

/// A message to many clients.
package struct Broadcast: Sendable, Hashable {
  package enum State: String, Sendable {
    case draft, running, paused, stopped, done
  }

  package let id: ID<Broadcast>
  package let author: ID<Person>
  package let scope: ClientScope
  /// Telegram HTML.
  package let text: String
  package let photo: String?
  package var audience: Audience
  package var state: State
  package var total: Int
  package var cursor: Int64
  package let created: Instant

  /// Those still on the way or being made.
  package var isOpen: Bool { state == .running || state == .paused }
}

/// Which of the clients a broadcast is for.
package enum Audience: Sendable, Hashable {
  case everybody
  case tagged(ID<ClientTag>)
  /// Seen in so many months, or with a visit to come.
  case seenWithin(months: Int)
  case notSeenFor(months: Int)
  /// Two letters.
  case speaking(String)

  package var code: String {
    switch self {
    case .everybody: "all"
    case .tagged(let tag): "tag \(tag.raw)"
    case .seenWithin(let months): "within \(months)"
    case .notSeenFor(let months): "not \(months)"
    case .speaking(let language): "lang \(language)"
    }
  }

  package init?(code: String) {
    let parts = code.split(separator: " ").map(String.init)
    let number = parts.last.flatMap { Int($0) }
    switch parts.first {
    case "all": self = .everybody
    case "tag":
      guard let number else { return nil }
      self = .tagged(ID(Int64(number)))
    case "within":
      guard let number, number > 0 else { return nil }
      self = .seenWithin(months: number)
    case "not":
      guard let number, number > 0 else { return nil }
      self = .notSeenFor(months: number)
    case "lang":
      guard parts.count == 2 else { return nil }
      self = .speaking(parts[1])
    default: return nil
    }
  }
}

/// How far a broadcast has come.
package struct BroadcastProgress: Sendable, Hashable {
  /// Whose message was made so far.
  package var made = 0
  package var waiting = 0
  /// Blocked the bot, or Telegram refused.
  package var failed = 0
  package var skipped = 0
  /// When those who sleep now get theirs; nil while others are still to get it.
  package var resumes: Instant?

  package var sent: Int { max(made - waiting - failed - skipped, 0) }
}

extension Transaction {
  private static let columns = """
    id, author, book, text, photo, audience, state, total, cursor, created
    """

  private func broadcast(_ row: Columns) -> Broadcast {
    let book: Int64 = row[2]
    return Broadcast(
      id: ID(row[0]), author: ID(row[1]), scope: book == 0 ? .house : .book(ID(book)),
      text: row[3], photo: row[4], audience: Audience(code: row[5]) ?? .everybody,
      state: Broadcast.State(rawValue: row[6]) ?? .stopped, total: row[7], cursor: row[8],
      created: Instant(row[9]))
  }

  package func broadcast(_ id: ID<Broadcast>) throws -> Broadcast? {
    try row("SELECT \(Self.columns) FROM broadcast WHERE id = ?", [id.raw], broadcast)
  }

  /// The author's broadcast that has not come to its end.
  package func openBroadcast(of author: ID<Person>) throws -> Broadcast? {
    try row(
      """
      SELECT \(Self.columns) FROM broadcast
      WHERE author = ? AND (state = 'running' OR state = 'paused') ORDER BY id DESC LIMIT 1
      """, [author.raw], broadcast)
  }

  /// Begins a draft in place of the author's earlier one.
  package func draftBroadcast(
    by author: ID<Person>, scope: ClientScope, text: String, photo: String?, now: Instant
  ) throws -> ID<Broadcast> {
    try run("DELETE FROM broadcast WHERE author = ? AND state = 'draft'", [author.raw])
    return ID(
      try insert(
        """
        INSERT INTO broadcast(author, book, text, photo, audience, state, created)
        VALUES (?, ?, ?, ?, 'all', 'draft', ?)
        """, [author.raw, scope.book, text, photo, now.seconds]))
  }

  package func save(_ broadcast: Broadcast, now: Instant) throws {
    try run(
      """
      UPDATE broadcast SET audience = ?, state = ?, total = ?, cursor = ?,
        ended = CASE WHEN ? THEN ended ELSE coalesce(ended, ?) END WHERE id = ?
      """,
      [
        broadcast.audience.code, broadcast.state.rawValue, broadcast.total, broadcast.cursor,
        broadcast.isOpen || broadcast.state == .draft, now.seconds, broadcast.id.raw,
      ])
  }

  /// How many broadcasts the author began since a moment.
  package func countBroadcasts(of author: ID<Person>, since: Instant) throws -> Int {
    try count(
      "SELECT count(*) FROM broadcast WHERE author = ? AND state <> 'draft' AND created >= ?",
      [author.raw, since.seconds])
  }

  package func removeDraft(_ id: ID<Broadcast>) throws {
    try run("DELETE FROM broadcast WHERE id = ? AND state = 'draft'", [id.raw])
  }

  /// Who belongs to an audience: clients with a chat that can be written to, who are not blocked
  /// and want news. Those of the scope only, and never the author.
  private func readers(
    _ selected: String, of broadcast: Broadcast, after cursor: Int64, limit: Int, now: Instant,
    isNoted: Bool = true
  ) -> (sql: String, values: Values) {
    var values: Values = [broadcast.scope.book, cursor, broadcast.author.raw]
    var condition = ""
    if !isNoted {
      condition = """
        AND NOT EXISTS (SELECT 1 FROM broadcastReader
          WHERE broadcast = ? AND broadcastReader.person = client)
        """
      values.append(broadcast.id.raw)
    }
    switch broadcast.audience {
    case .everybody: break
    case .tagged(let tag):
      condition += " AND EXISTS (SELECT 1 FROM clientTag WHERE client = person.id AND tag = ?)"
      values.append(tag.raw)
    case .seenWithin(let months):
      condition += " AND latest >= ?"
      values.append(now.seconds - Int64(months) * 2_629_800)
    case .notSeenFor(let months):
      condition += " AND latest < ?"
      values.append(now.seconds - Int64(months) * 2_629_800)
    case .speaking(let language):
      condition += " AND substr(coalesce(person.language, telegramLanguage, ''), 1, 2) = ?"
      values.append(language)
    }
    values.append(limit)
    return (
      """
      SELECT \(selected) FROM clientele CROSS JOIN person ON person.id = client
      WHERE book = ? AND client > ? AND person.id <> ? AND telegram IS NOT NULL
        AND isReachable = 1 AND isBlocked = 0 AND erased IS NULL
        AND NOT EXISTS (SELECT 1 FROM newsRefusal WHERE newsRefusal.person = person.id)
        \(condition) ORDER BY client LIMIT ?
      """, values
    )
  }

  package func countReaders(of broadcast: Broadcast, now: Instant) throws -> Int {
    let query = readers("1", of: broadcast, after: 0, limit: 1_000_000, now: now)
    return try count("SELECT count(*) FROM (\(query.sql))", query.values)
  }

  /// The next readers whose message was not made yet, in the order of their rows.
  package func nextReaders(
    of broadcast: Broadcast, limit: Int, now: Instant
  ) throws -> [ID<Person>] {
    let query = readers(
      "client", of: broadcast, after: broadcast.cursor, limit: limit, now: now, isNoted: false)
    return try rows(query.sql, query.values) { ID($0[0]) }
  }

  /// Notes that the person gets the broadcast; false when that was noted before.
  package func noteReader(_ person: ID<Person>, of broadcast: ID<Broadcast>) throws -> Bool {
    try run(
      "INSERT INTO broadcastReader(broadcast, person) VALUES (?, ?) ON CONFLICT DO NOTHING",
      [broadcast.raw, person.raw])
    return changed > 0
  }

  /// `method` is the kind of notice that broadcasts are.
  package func progress(of id: ID<Broadcast>, method: String) throws -> BroadcastProgress {
    var progress = BroadcastProgress()
    progress.made = try count(
      "SELECT count(*) FROM broadcastReader WHERE broadcast = ?", [id.raw])
    let unreachable = try count(
      """
      SELECT count(*) FROM broadcastReader JOIN person ON person.id = person
      WHERE broadcast = ? AND isReachable = 0 AND erased IS NULL
      """, [id.raw])
    let rows = try row(
      """
      SELECT count(*) FILTER (WHERE state = 'waiting' OR state = 'sending'),
        count(*) FILTER (WHERE state = 'dead' OR state = 'suspended') FROM outbox
      WHERE priority = 8 AND method = ? AND CAST(body AS TEXT) LIKE ?
      """, [method, "\(id.raw) %"]
    ) { ($0[0] as Int, $0[1] as Int) }
    progress.waiting = rows?.0 ?? 0
    progress.failed = unreachable + (rows?.1 ?? 0)
    // A round follows the other closely unless it waits for the morning.
    let next =
      try row(
        "SELECT min(due) FROM timer WHERE kind = ? AND subject = ?", [method, id.raw]
      ) { $0[0] as Int64? } ?? nil
    progress.resumes = next.map { Instant($0) }
    progress.skipped = try count("SELECT skipped FROM broadcast WHERE id = ?", [id.raw])
    return progress
  }

  /// Takes back what has not been sent; returns how many rows that were.
  package func withdraw(_ id: ID<Broadcast>, method: String) throws -> Int {
    try run(
      """
      DELETE FROM outbox WHERE priority = 8 AND method = ? AND state = 'waiting'
        AND CAST(body AS TEXT) LIKE ?
      """, [method, "\(id.raw) %"])
    let count = changed
    try run("UPDATE broadcast SET skipped = skipped + ? WHERE id = ?", [count, id.raw])
    return count
  }

  // MARK: Who wants none

  package func refusesNews(_ person: ID<Person>) throws -> Bool {
    try count("SELECT EXISTS(SELECT 1 FROM newsRefusal WHERE person = ?)", [person.raw]) > 0
  }

  /// From now on, and also what waits already.
  package func refuseNews(_ person: ID<Person>, method: String, now: Instant) throws {
    try run(
      "INSERT INTO newsRefusal(person, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
      [person.raw, now.seconds])
    let open: [Int64] = try rows(
      "SELECT id FROM broadcast WHERE state = 'running' OR state = 'paused'"
    ) { $0[0] }
    for id in open {
      try run(
        """
        DELETE FROM outbox WHERE priority = 8 AND method = ? AND state = 'waiting' AND person = ?
          AND CAST(body AS TEXT) LIKE ?
        """, [method, person.raw, "\(id) %"])
      try run("UPDATE broadcast SET skipped = skipped + ? WHERE id = ?", [changed, id])
    }
  }

  package func acceptNews(_ person: ID<Person>) throws {
    try run("DELETE FROM newsRefusal WHERE person = ?", [person.raw])
  }

  /// Nothing may be sent twice, so what ran when a copy was made does not go on.
  func stopBroadcasts(now: Instant) throws {
    try run(
      """
      UPDATE broadcast SET state = 'stopped', ended = ?
      WHERE state = 'running' OR state = 'paused'
      """, [now.seconds])
  }
}
