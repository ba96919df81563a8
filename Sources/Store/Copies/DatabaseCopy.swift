import Booking
import CSQLite
import Foundation
import GRDB
import Synchronization

/// Copies of the database in one file each, made while it is being served.
///
/// ```swift
/// let copy = DatabaseCopy(of: "bookingbot.sqlite")
/// let bytes = try copy.make(at: "monday.sqlite", now: now)
/// ```
package struct DatabaseCopy: Sendable {
  package let path: String
  var keyPath: String { path + ".key" }

  package init(of path: String) { self.path = path }

  /// Ends a copy that is being made, from another thread.
  package final class Stop: Sendable {
    private struct State {
      var isAsked = false
      var queue: DatabaseQueue?
    }
    private let state = Mutex(State())

    package init() {}

    package func ask() {
      state.withLock { state in
        state.isAsked = true
        state.queue?.interrupt()
      }
    }

    fileprivate func watch(_ queue: DatabaseQueue?) throws(CopyFault) {
      state.withLock { $0.queue = queue }
      try check()
    }

    fileprivate func check() throws(CopyFault) {
      if state.withLock({ $0.isAsked }) { throw .interrupted }
    }
  }

  /// Makes a copy of one moment of the database, checks it, and only then gives it its name. Returns
  /// its size in bytes.
  ///
  /// Reads beside whoever serves the database and keeps nobody waiting; a second copy at the same
  /// time is refused. Whatever goes wrong, nothing is left under `target`.
  package func make(
    at target: String, now: Instant, stop: Stop = Stop()
  ) throws(CopyFault) -> Int64 {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    if CopyFile.isFolder(path) { throw .folder(path: path) }
    if CopyFile.isFolder(target) { throw .folder(path: target) }
    if access(target, F_OK) == 0 { throw .exists(path: target) }
    let lock = try CopyLock(key: keyPath)
    let file = CopyFile(target: target)
    try file.begin()
    do {
      try read(into: file.passing, stop)
      let key = FileManager.default.contents(atPath: keyPath)
      try Self.finish(file.passing, CopyMark(made: now, key: key.map { [UInt8]($0) }), stop)
      try file.finish(replacing: false)
    } catch {
      file.discard()
      throw CopyFault(error, reading: path, writing: target)
    }
    _ = lock
    return CopyFile.size(of: target) ?? 0
  }

  /// Copies what a reader sees now into an empty file.
  func read(into target: String, _ stop: Stop, checks: Bool = false) throws {
    csqlite_be_lean()
    let queue = try Self.open(path, readonly: true)
    defer { try? queue.close() }
    try stop.watch(queue)
    defer { try? stop.watch(nil) }
    try queue.inDatabase { db in
      guard try Schema.check(db, path: path) > 0 else { throw CopyFault.empty(path: path) }
      if checks { try Self.check(db, path: path) }
      try Self.copyPages(of: db, to: target, stop)
    }
  }

  /// Copies page by page what the connection sees at one moment, into one file without a log. Others
  /// write on meanwhile: an open transaction to read keeps the moment.
  static func copyPages(of db: Database, to target: String, _ stop: Stop = Stop()) throws {
    let queue = try open(target, readonly: false)
    defer { try? queue.close() }
    try db.inTransaction(.deferred) {
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
      try queue.inDatabase { copy in
        try db.backup(to: copy, pagesPerStep: 500) { _ in try stop.check() }
      }
      return .commit
    }
    try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
  }

  /// Marks the file as a copy and looks at every page and every reference of it.
  private static func finish(_ path: String, _ mark: CopyMark, _ stop: Stop) throws {
    let queue = try open(path, readonly: false)
    defer { try? queue.close() }
    try stop.watch(queue)
    defer { try? stop.watch(nil) }
    try queue.write { try mark.write(to: $0) }
    try queue.inDatabase { try check($0, path: path) }
  }

  /// Throws `damaged` unless SQLite finds every page and every reference sound.
  static func check(_ db: Database, path: String) throws {
    let said = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
    guard said == ["ok"] else {
      throw CopyFault.damaged(path: path, reason: said.joined(separator: "; "))
    }
    if let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
      let table: String = row[0] ?? "?"
      throw CopyFault.damaged(path: path, reason: "a row of \(table) refers to nothing")
    }
  }

  static func open(_ path: String, readonly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -2000")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }
}
