import GRDB
import Sandbox
import Testing

/// The database of a bot that has stopped, read without any of the bot's own code.
struct Ledger {
  private let queue: DatabaseQueue

  init(_ bot: Bot) throws {
    var configuration = Configuration()
    configuration.readonly = true
    queue = try DatabaseQueue(path: bot.folder.path("bot.sqlite"), configuration: configuration)
  }

  func count(_ sql: String) throws -> Int {
    try queue.read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  /// Bookings by the client's Telegram id and their number; what was only held aside.
  func visits() throws -> [PersonID: [String: Walker.Visit]] {
    let rows = try queue.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT person.telegram, number, state, starts, note
          FROM booking JOIN person ON person.id = booking.client
          WHERE state NOT IN ('held', 'expired')
          """)
    }
    var visits: [PersonID: [String: Walker.Visit]] = [:]
    for row in rows {
      visits[row[0], default: [:]][row[1]] = Walker.Visit(
        state: row[2], starts: row[3], note: row[4])
    }
    return visits
  }

  /// The file is whole, nothing overlaps, nothing is left to send, and nothing was given up.
  func expectSound(_ comment: Comment? = nil, location: SourceLocation = #_sourceLocation) throws {
    let faults = try queue.read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check")
        + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map(\.description)
    }
    #expect(faults == ["ok"], comment, sourceLocation: location)
    #expect(try count(Self.overlaps) == 0, comment, sourceLocation: location)
    for table in ["outbox", "quarantine", "attempt", "run"] {
      let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM \(table)") }
      #expect(rows.isEmpty, comment, sourceLocation: location)
    }
  }

  /// The database knows what the clients believe, and has done what they did: no more, no less.
  func expectAgreement(
    with walkers: [Walker], _ comment: Comment? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let visits = try visits()
    for walker in walkers {
      #expect(
        visits[walker.id] ?? [:] == walker.visits,
        "\(comment?.rawValue ?? "") \(walker.sandbox.transcript(of: walker.id))",
        sourceLocation: location)
    }
    #expect(
      Set(visits.keys).isSubset(of: walkers.map(\.id)), comment, sourceLocation: location)
    for deed in ["book", "request", "move", "cancel"] {
      let done = walkers.reduce(0) { $0 + ($1.deeds[deed] ?? 0) }
      let audited = try count("SELECT count(*) FROM audit WHERE action = '\(deed)'")
      #expect(audited == done, "\(deed) \(comment?.rawValue ?? "")", sourceLocation: location)
    }
    let updates = walkers.reduce(0) { $0 + $1.acts }
    #expect(
      try count("SELECT count(*) FROM seenUpdate") == updates, comment, sourceLocation: location)
  }

  /// Two stays of one specialist that share time, unless they are seats of one group visit.
  private static let overlaps = """
    SELECT count(*) FROM booking AS a JOIN booking AS b
      ON a.id < b.id AND a.specialist = b.specialist
      AND a.busyFrom < b.busyTo AND b.busyFrom < a.busyTo
    WHERE a.state IN ('held', 'requested', 'confirmed', 'completed')
      AND b.state IN ('held', 'requested', 'confirmed', 'completed')
      AND a.moves IS NOT b.id AND b.moves IS NOT a.id
      AND NOT (a.capacity > 1 AND a.service = b.service AND a.starts = b.starts)
    """
}
