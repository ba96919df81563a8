import Booking
import GRDB

/// One transaction on the store: every query of the house is a method of it, so that queries
/// compose and nothing is read outside the decision it is for.
///
/// Lives only inside the closure it was handed to.
package final class Transaction {
  let db: Database
  /// The writer's; a reader has none.
  let shelf: StatementShelf?
  let diary: Diary?
  private var loaded: Catalogue?
  /// Rows put into the outbox by this transaction, in order, for the Courier once it commits.
  package private(set) var posted: [OutboxRow] = []
  /// Whether a timer was set that may be due before those known so far.
  package var setTimers = false
  /// Whether there is something new to fetch for the media folder.
  package var addedFiles = false

  init(
    db: Database, catalogue: Catalogue? = nil, shelf: StatementShelf? = nil, diary: Diary? = nil
  ) {
    self.db = db
    self.shelf = shelf
    self.diary = diary
    loaded = catalogue
  }

  /// Business, specialists, services and calendars as this transaction sees them.
  package func catalogue() throws -> Catalogue {
    if let loaded { return loaded }
    let fresh = try loadCatalogue()
    loaded = fresh
    return fresh
  }

  var catalogueIfLoaded: Catalogue? { loaded }

  func catalogueChanged() { loaded = nil }

  func post(_ row: OutboxRow) { posted.append(row) }

  /// Runs `work` so that a throw undoes only what it did: one savepoint, the rows it posted and
  /// what it changed of the catalogue.
  package func savepoint<T>(_ work: () throws -> T) throws -> T {
    let before = posted.count
    try run("SAVEPOINT part")
    do {
      let value = try work()
      try run("RELEASE part")
      return value
    } catch {
      posted.removeSubrange(before...)
      loaded = nil
      diary?.doubt()
      if !db.isInsideTransaction { throw error }
      try run("ROLLBACK TO part")
      try run("RELEASE part")
      throw error
    }
  }
}

extension Transaction {
  typealias Values = [(any ColumnValue)?]

  /// Executes a statement that is prepared once per connection.
  func run(_ sql: String, _ values: Values = []) throws {
    let statement = try PreparedStatement(sql, values, in: self)
    defer { statement.finish() }
    while try statement.step() {}
  }

  /// Executes an INSERT and returns the new row's id.
  func insert(_ sql: String, _ values: Values) throws -> Int64 {
    try run(sql, values)
    return db.lastInsertedRowID
  }

  func rows<T>(
    _ sql: String, _ values: Values = [], _ make: (Columns) throws -> T
  ) throws -> [T] {
    let statement = try PreparedStatement(sql, values, in: self)
    defer { statement.finish() }
    var found: [T] = []
    while try statement.step() { found.append(try make(statement.columns)) }
    return found
  }

  func row<T>(
    _ sql: String, _ values: Values = [], _ make: (Columns) throws -> T
  ) throws -> T? {
    let statement = try PreparedStatement(sql, values, in: self)
    defer { statement.finish() }
    return try statement.step() ? try make(statement.columns) : nil
  }

  func count(_ sql: String, _ values: Values = []) throws -> Int {
    try row(sql, values) { $0[0] as Int } ?? 0
  }

  /// Rows that the last statement changed.
  var changed: Int { db.changesCount }
}
