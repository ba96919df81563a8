import Booking
import CSQLite
import Foundation
import GRDB

extension DatabaseCopy {
  /// What a copy took the place of.
  package struct Restored: Sendable {
    /// When the copy was made; nil for a plain database file.
    package let made: Instant?
    /// Where the database is kept that stood there before.
    package let replaced: String?
    /// Whether the file brought its key along: without, links work only if the key file in place is
    /// the right one.
    package let hasKey: Bool
    /// How many people are erased in what it took the place of, and therefore in the copy too; nil
    /// where that can't be known: there was nothing, it can't be read, or it is another house's.
    package let erased: Int?
  }

  /// Puts a copy in the database's place, an older one brought up to date. It is settled when it is
  /// opened next (`FrontDesk.settleCopy`).
  ///
  /// Nothing is changed unless everything went well: refused while a process serves the database,
  /// for a damaged, foreign or newer file, and for a database in place unless `replacing`. What was
  /// there before is kept beside, with its key. `source` is only read.
  package func restore(
    from source: String, replacing: Bool, now: Instant
  ) throws(CopyFault) -> Restored {
    guard FileManager.default.fileExists(atPath: source) else { throw .missing(path: source) }
    if CopyFile.isFolder(source) { throw .folder(path: source) }
    if CopyFile.isFolder(path) { throw .folder(path: path) }
    if isSame(source) { throw .sameFile(path: source) }
    do {
      try FileManager.default.createDirectory(
        atPath: CopyFile.folder(of: path), withIntermediateDirectories: true)
    } catch { throw .unwritable(path: path, reason: "its folder can't be made") }
    let lock: FileLock
    do throws(StoreFault) {
      lock = try FileLock(path: path + ".lock")
    } catch { throw CopyFault(error, reading: path, writing: path) }
    defer { lock.release() }
    let isReplacing = (CopyFile.size(of: path) ?? 0) > 0
    if isReplacing, !replacing { throw .wouldReplace(path: path) }
    let file = CopyFile(target: path)
    try file.begin()
    do {
      try DatabaseCopy(of: source).read(into: file.passing, Stop(), checks: true)
      let erased = isReplacing ? erasedPeople() : nil
      let (mark, isSameHouse) = try prepare(file.passing, source: source, erased: erased ?? [])
      let kept = isReplacing ? try keepPresent(now) : nil
      // A log that is left would be taken for the new file's.
      for ending in ["-wal", "-shm", "-journal"] { unlink(path + ending) }
      try file.finish(replacing: true)
      return Restored(
        made: mark.made, replaced: kept, hasKey: mark.key != nil,
        erased: isSameHouse ? erased?.count : nil)
    } catch {
      file.discard()
      throw CopyFault(error, reading: source, writing: path)
    }
  }

  private func isSame(_ source: String) -> Bool {
    var (a, b) = (stat(), stat())
    return stat(source, &a) == 0 && stat(path, &b) == 0 && a.st_ino == b.st_ino
      && a.st_dev == b.st_dev
  }

  /// Who is erased in the database in place, with the guests that were found to be them; nil when it
  /// can't be read.
  private func erasedPeople() -> [Int64]? {
    guard let queue = try? Self.open(path, readonly: false) else { return nil }
    defer { try? queue.close() }
    return try? queue.read {
      try Int64.fetchAll(
        $0,
        sql: """
          SELECT id FROM person WHERE erased IS NOT NULL
            OR joined IN (SELECT id FROM person WHERE erased IS NOT NULL)
          ORDER BY id
          """)
    }
  }

  /// Brings the file up to date and marks it, so that it is settled whoever opens it. A plain
  /// database file brings the key that lies beside it. Whoever was erased in the database in place is
  /// noted for that, if it is the same house's: the numbers of people mean nothing elsewhere.
  private func prepare(
    _ file: String, source: String, erased: [Int64]
  ) throws -> (CopyMark, isSameHouse: Bool) {
    let queue = try Self.open(file, readonly: false)
    defer { try? queue.close() }
    var mark = try queue.read { try CopyMark.read($0) } ?? CopyMark(made: nil, key: nil)
    if mark.key == nil, let key = FileManager.default.contents(atPath: source + ".key") {
      mark.key = [UInt8](key)
    }
    let present = FileManager.default.contents(atPath: keyPath).map { [UInt8]($0) }
    let isSameHouse = mark.key != nil && mark.key == present
    if isSameHouse { mark.erased = Array(Set(mark.erased + erased)).sorted() }
    try Schema.bringUpToDate(queue, path: nil)
    try queue.write { [mark] in try mark.write(to: $0) }
    try queue.inDatabase { try Self.check($0, path: source) }
    return (mark, isSameHouse)
  }

  /// Gives the database in place a second name, under which it stays.
  private func keepPresent(_ now: Instant) throws -> String {
    // Folds the log into the file; one that is damaged keeps its log beside it.
    if let queue = try? Self.open(path, readonly: false) {
      _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
      try? queue.close()
    }
    var kept = path + ".before-restore-" + CopyFolder.stamp(now)
    var count = 1
    while access(kept, F_OK) == 0 {
      count += 1
      kept = path + ".before-restore-" + CopyFolder.stamp(now) + "-\(count)"
    }
    for ending in ["", "-wal", ".key"] where (CopyFile.size(of: path + ending) ?? 0) > 0 {
      if link(path + ending, kept + ending) == 0 { continue }
      do {
        try FileManager.default.copyItem(atPath: path + ending, toPath: kept + ending)
      } catch {
        throw CopyFault.unwritable(
          path: kept, reason: "the present database can't be kept beside: \(error)")
      }
    }
    return kept
  }
}
