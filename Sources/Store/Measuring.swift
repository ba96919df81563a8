import Booking
import GRDB
import Synchronization

extension Store {
  /// Makes another database hold what this one holds, page by page: so that a test can try many
  /// things from the same beginning.
  package func copy(to other: Store) throws {
    try database.backup(to: other.database)
    other.forgetCatalogue()
  }

  /// Runs `work` and returns how many SQL statements it executed on the writer: for benchmarks
  /// and tests that watch over the number of queries.
  package func countStatements(_ work: () throws -> Void) throws -> Int {
    let counter = Mutex(0)
    database.writeWithoutTransaction { db in
      db.trace(options: .statement) { event in
        // The full-text index reads its own pages by statements; they are no statements of ours.
        let sql = "\(event)"
        if sql.contains("clientTrigram_") || sql.hasPrefix("-- PRAGMA") { return }
        counter.withLock { $0 += 1 }
      }
    }
    defer { database.writeWithoutTransaction { $0.trace(options: .statement, nil) } }
    try work()
    return counter.withLock { $0 }
  }

  /// Spreads the bookings that fill the book over so many new clients, for benchmarks.
  package func spreadOverClients(_ count: Int, now: Instant) throws {
    try database.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
          INSERT INTO person(name, username, phone, email, created)
          SELECT substr('АннаMariaОлегJohnЇвгаLeo', 1 + i % 6 * 4, 4) || ' ' || printf('%x', i * 7919),
            printf('user%d', i), printf('+35386%07d', i), printf('u%d@example.org', i), ? FROM n
          """, arguments: [count, now.seconds])
      try db.execute(
        sql: """
          UPDATE booking SET client = (SELECT max(id) FROM person) - id % ?
          WHERE number LIKE 'B%'
          """, arguments: [count])
    }
  }

  /// Runs `work` and returns the tables that the writer's statements named after INSERT, UPDATE or
  /// DELETE; triggers apart, nothing else was written.
  package func tablesWritten(_ work: () throws -> Void) throws -> Set<String> {
    let tables = Mutex<Set<String>>([])
    database.writeWithoutTransaction { db in
      db.trace(options: .statement) { event in
        guard case .statement(let statement) = event else { return }
        let words = statement.sql.split(whereSeparator: { $0.isWhitespace || $0 == "(" })
        let place =
          switch words.first {
          case "UPDATE": 1
          case "INSERT", "DELETE": 2
          default: words.count
          }
        guard words.indices.contains(place) else { return }
        tables.withLock { _ = $0.insert(String(words[place])) }
      }
    }
    defer { database.writeWithoutTransaction { $0.trace(options: .statement, nil) } }
    try work()
    return tables.withLock { $0 }
  }

  /// Fills the book of every calendar with past and coming visits, for benchmarks: four fifths
  /// lie in the past, as in a book that was kept for years.
  package func fillForBenchmark(bookings: Int, around now: Instant) throws {
    try database.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?),
            place AS (
              SELECT id, specialist, row_number() OVER (ORDER BY id) - 1 AS k,
                (SELECT min(service) FROM offering WHERE calendar = calendar.id) AS service
              FROM calendar)
          INSERT INTO booking(number, client, service, calendar, specialist, starts, ends,
            bufferBefore, bufferAfter, busyFrom, busyTo, capacity, state, currency, created,
            changed)
          SELECT printf('B%08d', i), (SELECT min(id) FROM person), place.service, place.id,
            specialist, t, t + 1800, 0, 0, t, t + 1800, 1,
            CASE WHEN t < ? THEN 'cancelled' ELSE 'confirmed' END, 'EUR', ?, ?
          FROM (SELECT i, ? + (i / 3 - ? / 3 + 1400) * 3600 AS t, i % 3 AS k FROM n)
          JOIN place USING (k)
          """,
        arguments: [
          bookings, now.seconds, now.seconds, now.seconds, now.seconds / 3_600 * 3_600, bookings,
        ])
      try db.execute(sql: "UPDATE booking SET state = 'completed' WHERE state = 'cancelled'")
    }
  }
}

extension Transaction {
  /// Says that a size of a file lies in the media folder, for tests and benchmarks of pages.
  package func keepForMeasuring(
    _ file: ID<SessionFile>, _ role: FileSize.Role, digest: [UInt8], size: Int64, crc: UInt32,
    now: Instant
  ) throws {
    try run(
      "INSERT INTO media(digest, size, crc, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      [digest, size, Int64(crc), now.seconds])
    try run(
      "UPDATE fileSize SET state = 'kept', digest = ?, size = ? WHERE file = ? AND role = ?",
      [digest, size, file.raw, role.rawValue])
  }

  /// Hides a file, for the same.
  package func hideForMeasuring(_ file: ID<SessionFile>) throws {
    try run("UPDATE sessionFile SET isVisible = 0 WHERE id = ?", [file.raw])
  }
}
