import Booking
import CSQLite
import Foundation
import GRDB
import Synchronization

/// The one SQLite file: opened, locked against a second process, migrated, written by one
/// connection and read by several.
///
/// A committed `write` is durable: the writer runs with `synchronous=FULL`, which GRDB's pool
/// lowers to NORMAL while it opens, so it is set again afterwards.
package final class Store: Sendable {
  let database: any DatabaseWriter
  private let lock: FileLock?
  private let cached = Mutex<Catalogue?>(nil)
  private let shelf = StatementShelf()
  private let diary = Diary()
  package let path: String

  /// Opens or creates the database at `path`; an older one is migrated after a backup beside it.
  ///
  /// Throws `StoreFault`: locked by another process, newer than this program, damaged, read-only,
  /// or not a place where a file can be.
  package init(path: String) throws(StoreFault) {
    self.path = path
    let folder = (path as NSString).deletingLastPathComponent
    do {
      if !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw .unreachable(path: path, reason: "its folder can't be made")
    }
    csqlite_be_lean()
    lock = try FileLock(path: path + ".lock")
    try Store.look(at: path)
    Store.make(path)
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      // Sixteen megabytes of log: pages that change all the time are copied back less often. What is
      // deleted is overwritten where that costs no page of its own; Debian's library would write
      // every page that the outbox lets go.
      try db.execute(
        sql: """
          PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;
          PRAGMA secure_delete = FAST
          """)
    }
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 2
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      try Schema.bringUpToDate(pool, path: path)
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
      }
      database = pool
    } catch {
      throw StoreFault(opening: path, error)
    }
  }

  /// Makes a new file for its owner's eyes only, as copies are: SQLite gives its own what the umask
  /// allows, and those beside it the same. A file that is there stays as it is.
  private static func make(_ path: String) {
    if FileManager.default.fileExists(atPath: path) { return }
    // Where this fails, opening says why.
    _ = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
  }

  /// Refuses a file that is not ours to write, without changing a byte: the pool would switch its
  /// journal before it could be asked what it is.
  private static func look(at path: String) throws(StoreFault) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if attributes?[.type] as? FileAttributeType == .typeDirectory {
      throw .unreachable(path: path, reason: "it is a folder")
    }
    let size = attributes?[.size] as? NSNumber
    guard let size, size.int64Value > 0 else { return }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      _ = try queue.read { try Schema.check($0, path: path) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // A write-ahead log that can't be read without writing: the pool will tell.
    } catch {
      throw StoreFault(opening: path, error)
    }
  }

  /// Opens an existing database to read only, also while another process serves it.
  package init(reading path: String) throws(StoreFault) {
    self.path = path
    lock = nil
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .unreachable(path: path, reason: "there is no such file")
    }
    if isFolder.boolValue { throw .unreachable(path: path, reason: "it is a folder") }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      if try queue.read({ try Schema.check($0, path: path) }) < Schema.version {
        throw StoreFault.unreachable(
          path: path, reason: "it is empty or of an older bookingbot, until `serve` has run once")
      }
      database = queue
    } catch {
      throw StoreFault(opening: path, error)
    }
  }

  /// A damage report by SQLite itself; nil when every page is sound.
  package func damage() throws -> String? {
    try database.read { db in
      let said = try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
      return said == ["ok"] ? nil : said.joined(separator: "; ")
    }
  }

  /// A database in memory, for tests and previews.
  package init() throws {
    path = ":memory:"
    lock = nil
    let queue = try DatabaseQueue()
    try Schema.bringUpToDate(queue, path: nil)
    database = queue
  }

  /// Runs `work` in one write transaction and commits it durably; throwing rolls all of it back.
  ///
  /// Holds its thread until the disk has the changes: what writes much runs on a thread of its own.
  /// A cancelled task writes like any other.
  package func write<T: Sendable>(_ work: @Sendable (Transaction) throws -> T) throws -> T {
    try database.writeWithoutTransaction { db in try transact(work, db) }
  }

  /// Runs `work` in a transaction that survives a crash of the process, but is not flushed to the
  /// disk by itself: for acknowledgements of sent messages, and for what only has to outlast the
  /// process. It holds its thread as `write` does.
  package func writeRelaxed<T: Sendable>(
    _ work: @Sendable (Transaction) throws -> T
  ) throws -> T {
    try database.writeWithoutTransaction { db in
      try db.cachedStatement(sql: "PRAGMA synchronous = NORMAL").execute()
      defer { try? db.cachedStatement(sql: "PRAGMA synchronous = FULL").execute() }
      return try transact(work, db)
    }
  }

  private func transact<T>(_ work: (Transaction) throws -> T, _ db: Database) throws -> T {
    diary.follow(db)
    let transaction = Transaction(
      db: db, catalogue: cached.withLock { $0 }, shelf: shelf, diary: diary)
    do {
      var value: T?
      try db.inTransaction(.immediate) {
        value = try work(transaction)
        return .commit
      }
      cached.withLock { $0 = transaction.catalogueIfLoaded }
      guard let value else { throw StoreFault.missing("a value of the transaction") }
      return value
    } catch {
      // What was read in a transaction that failed may never have been.
      forgetCatalogue()
      diary.doubt()
      throw error
    }
  }

  /// Reads one consistent state of the data.
  package func read<T: Sendable>(_ work: @Sendable (Transaction) throws -> T) throws -> T {
    let look: (Database) throws -> T = { db in try work(Transaction(db: db)) }
    // In memory there is one connection, and nobody writes meanwhile. GRDB would guard it with a
    // pragma after which SQLite prepares every statement anew.
    if database.path == ":memory:" { return try database.unsafeRead(look) }
    return try database.read(look)
  }

  /// The writer's durability as SQLite tells it; 2 is FULL.
  package func synchronousLevel() throws -> Int {
    try database.writeWithoutTransaction { db in
      try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
    }
  }

  /// Folds the write-ahead log into the file and lets go of it; called when the process stops.
  package func close() throws {
    // The pool closes its writer before its readers, who then keep the log from being folded; a
    // reader at work is no reason to stay open.
    if lock != nil {
      _ = try? database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
    database.writeWithoutTransaction { _ in shelf.clear() }
    try database.close()
    lock?.release()
  }

  func forgetCatalogue() {
    cached.withLock { $0 = nil }
  }
}
