import Foundation
import GRDB
import GRDBSQLite

/// A statement of SQLite, prepared once per connection by GRDB and stepped here without a copy of
/// each row: every message costs some thirty of them.
struct PreparedStatement {
  /// Keeps the handle alive.
  private let statement: Statement
  private let db: Database
  private var handle: OpaquePointer { statement.sqliteStatement }

  init(_ sql: String, _ values: [(any ColumnValue)?], in tx: Transaction) throws {
    db = tx.db
    statement = try tx.shelf?.statement(sql, in: db) ?? db.cachedStatement(sql: sql)
    let handle = statement.sqliteStatement
    for index in values.indices {
      let place = Int32(index + 1)
      let code = values[index]?.bind(to: handle, at: place) ?? sqlite3_bind_null(handle, place)
      guard code == SQLITE_OK else { throw fault(code) }
    }
  }

  /// Goes to the next row; false after the last.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw fault(code)
    }
  }

  /// The row that was reached, valid until the next step.
  var columns: Columns { Columns(handle: handle) }

  /// To be called after the last step, whatever it brought: lets go of the row's locks and of the
  /// values.
  func finish() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private func fault(_ code: Int32) -> DatabaseError {
    let extended = sqlite3_extended_errcode(db.sqliteConnection)
    return DatabaseError(
      resultCode: ResultCode(rawValue: extended == SQLITE_OK ? code : extended),
      message: db.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) },
      sql: statement.sql)
  }
}

/// One row of a result, read column by column.
struct Columns {
  fileprivate let handle: OpaquePointer

  subscript<T: ColumnValue>(index: Int32) -> T { T(column: index, of: handle) }

  subscript<T: ColumnValue>(index: Int32) -> T? {
    sqlite3_column_type(handle, index) == SQLITE_NULL ? nil : T(column: index, of: handle)
  }
}

/// What SQLite stores. A null read as a value is its zero, as SQLite itself has it.
protocol ColumnValue {
  init(column: Int32, of statement: OpaquePointer)
  func bind(to statement: OpaquePointer, at place: Int32) -> Int32
}

extension Int64: ColumnValue {
  init(column: Int32, of statement: OpaquePointer) {
    self = sqlite3_column_int64(statement, column)
  }

  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    sqlite3_bind_int64(statement, place, self)
  }
}

extension Int: ColumnValue {
  init(column: Int32, of statement: OpaquePointer) {
    self = Int(sqlite3_column_int64(statement, column))
  }

  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    sqlite3_bind_int64(statement, place, Int64(self))
  }
}

extension Bool: ColumnValue {
  init(column: Int32, of statement: OpaquePointer) {
    self = sqlite3_column_int64(statement, column) != 0
  }

  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    sqlite3_bind_int64(statement, place, self ? 1 : 0)
  }
}

extension Double: ColumnValue {
  init(column: Int32, of statement: OpaquePointer) {
    self = sqlite3_column_double(statement, column)
  }

  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    sqlite3_bind_double(statement, place, self)
  }
}

extension String: ColumnValue {
  init(column: Int32, of statement: OpaquePointer) {
    guard let text = sqlite3_column_text(statement, column) else {
      self = ""
      return
    }
    let count = Int(sqlite3_column_bytes(statement, column))
    self = String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    var copy = self
    return copy.withUTF8 { bytes in
      // An empty buffer may have no address, which SQLite would take for NULL.
      let start = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)
      return start?.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(statement, place, $0, Int32(bytes.count), copied)
      } ?? SQLITE_NOMEM
    }
  }
}

extension [UInt8]: ColumnValue {
  init(column: Int32, of statement: OpaquePointer) {
    guard let bytes = sqlite3_column_blob(statement, column) else {
      self = []
      return
    }
    let count = Int(sqlite3_column_bytes(statement, column))
    self = [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }

  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    if isEmpty { return sqlite3_bind_zeroblob(statement, place, 0) }
    return withUnsafeBytes {
      sqlite3_bind_blob(statement, place, $0.baseAddress, Int32($0.count), copied)
    }
  }
}

/// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite keeps a copy of its own.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
