import Booking
import Foundation
import GRDB
import Testing

@testable import Store

/// A copy is whole, checked and new, or it is not there; what it replaces is kept.
@Suite struct CopyTests {
  let folder: Folder
  let path: String
  let now = Instant(1_800_000_000)

  init() throws {
    folder = try Folder()
    path = folder.path("bot.sqlite")
    try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: path + ".key"))
  }

  private var copy: DatabaseCopy { DatabaseCopy(of: path) }

  private func fault(_ work: () throws -> Void) -> CopyFault? {
    do { try work() } catch { return error as? CopyFault }
    return nil
  }

  /// A file as another program, or time, would leave it.
  private func change(_ file: String, _ change: (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: file)
    try queue.writeWithoutTransaction(change)
    try queue.close()
  }

  @Test func `a copy of a served database is one file with its key, for its owner's eyes only`()
    throws
  {
    let shop = try Shop(Store(path: path))
    #expect(try shop.insert(Entry(1, at: 0)))
    let target = folder.path("copy.sqlite")
    let bytes = try copy.make(at: target, now: now)
    // What comes after is not in it.
    #expect(try shop.insert(Entry(2, at: 90)))
    #expect(CopyFile.size(of: target) == bytes)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
    #expect(!names.contains { $0.contains(CopyFile.ending) })
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let queue = try DatabaseQueue(path: target)
    let mark = try queue.read { try CopyMark.read($0) }
    #expect(mark == CopyMark(made: now, key: Array(repeating: 7, count: 32)))
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM booking") } == 1)
  }

  @Test func `no file is overwritten, and without a database there is nothing to copy`() throws {
    guard case .missing = fault({ _ = try copy.make(at: folder.path("a"), now: now) }) else {
      Issue.record("a copy of nothing")
      return
    }
    try Store(path: path).close()
    let target = folder.path("taken")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: target))
    guard case .exists = fault({ _ = try copy.make(at: target, now: now) }) else {
      Issue.record("overwritten")
      return
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("mine".utf8))
    guard case .unwritable = fault({ _ = try copy.make(at: folder.path("no/a"), now: now) })
    else {
      Issue.record("written where no folder is")
      return
    }
    guard case .folder = fault({ _ = try copy.make(at: folder.path(""), now: now) }) else {
      Issue.record("a folder is no file")
      return
    }
  }

  @Test func `one copy at a time`() throws {
    try Store(path: path).close()
    let lock = try CopyLock(key: path + ".key")
    guard case .busy = fault({ _ = try copy.make(at: folder.path("a"), now: now) }) else {
      Issue.record("two copies at once")
      return
    }
    _ = lock
    #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
  }

  @Test func `a copy that is told to stop leaves nothing`() throws {
    try Store(path: path).close()
    let stop = DatabaseCopy.Stop()
    stop.ask()
    guard
      case .interrupted = fault({
        _ = try copy.make(at: folder.path("a"), now: now, stop: stop)
      })
    else {
      Issue.record("not interrupted")
      return
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("")).allSatisfy {
        !$0.hasPrefix("a")
      })
  }

  @Test func `a restored copy is what was there, and what it replaced is kept with its key`()
    throws
  {
    let shop = try Shop(Store(path: path))
    #expect(try shop.insert(Entry(1, at: 0)))
    let target = folder.path("copy.sqlite")
    _ = try copy.make(at: target, now: now)
    #expect(try shop.insert(Entry(2, at: 90)))
    guard
      case .held = fault({ _ = try copy.restore(from: target, replacing: true, now: now) })
    else {
      Issue.record("replaced under a server")
      return
    }
    try shop.store.close()
    guard
      case .wouldReplace = fault({
        _ = try copy.restore(from: target, replacing: false, now: now)
      })
    else {
      Issue.record("replaced without a word")
      return
    }
    let restored = try copy.restore(from: target, replacing: true, now: now)
    #expect(restored.made == now)
    #expect(restored.hasKey)
    let store = try Store(path: path)
    #expect(try store.read { try $0.allVisits().map(\.number) } == ["N1"])
    #expect(try store.read { try $0.copyMark() }?.key?.count == 32)
    try store.close()
    let kept = try #require(restored.replaced)
    let old = try Store(path: kept)
    #expect(try old.read { try $0.allVisits().map(\.number) } == ["N1", "N2"])
    #expect(FileManager.default.contents(atPath: kept + ".key")?.count == 32)
    // The copy itself can be used again, and a second restoration finds a name of its own.
    let again = try copy.restore(from: target, replacing: true, now: now)
    #expect(again.replaced != kept)
  }

  @Test func `a damaged, newer, foreign or empty file changes nothing`() throws {
    let shop = try Shop(Store(path: path))
    for number in Int64(1)...200 { _ = try shop.insert(Entry(number, at: number * 60)) }
    let good = folder.path("good.sqlite")
    _ = try copy.make(at: good, now: now)
    try shop.store.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    func tries(_ name: String, _ spoil: (String) throws -> Void) throws -> CopyFault? {
      let file = folder.path(name)
      try FileManager.default.copyItem(atPath: good, toPath: file)
      try spoil(file)
      return fault { _ = try copy.restore(from: file, replacing: true, now: now) }
    }
    let torn = try tries("torn") { file in
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
      let size = try handle.seekToEnd()
      for page in stride(from: UInt64(4_096 * 8), to: size, by: 4_096 * 3) {
        try handle.seek(toOffset: page)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: 600))
      }
      try handle.close()
    }
    guard case .damaged = torn else {
      Issue.record("\(String(describing: torn))")
      return
    }
    let cut = try tries("cut") { file in
      let half = try Data(contentsOf: URL(fileURLWithPath: file)).prefix(30_000)
      try half.write(to: URL(fileURLWithPath: file))
    }
    guard case .damaged = cut else {
      Issue.record("\(String(describing: cut))")
      return
    }
    let newer = try tries("newer") { file in
      try change(file) { try $0.execute(sql: "PRAGMA user_version = 99") }
    }
    guard case .newer(_, 99, Schema.version) = newer else {
      Issue.record("\(String(describing: newer))")
      return
    }
    let dangling = try tries("dangling") { file in
      try change(file) {
        try $0.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM person")
      }
    }
    guard case .damaged = dangling else {
      Issue.record("\(String(describing: dangling))")
      return
    }
    let foreign = try tries("foreign") { file in
      try FileManager.default.removeItem(atPath: file)
      try change(file) { try $0.execute(sql: "CREATE TABLE song(title TEXT)") }
    }
    guard case .foreign = foreign else {
      Issue.record("\(String(describing: foreign))")
      return
    }
    let text = try tries("text") {
      try Data("Anna, 10:00".utf8).write(to: URL(fileURLWithPath: $0))
    }
    guard case .damaged = text else {
      Issue.record("\(String(describing: text))")
      return
    }
    let empty = try tries("empty") { try Data().write(to: URL(fileURLWithPath: $0)) }
    guard case .empty = empty else {
      Issue.record("\(String(describing: empty))")
      return
    }
    guard case .sameFile = fault({ _ = try copy.restore(from: path, replacing: true, now: now) })
    else {
      Issue.record("restored from itself")
      return
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(!FileManager.default.fileExists(atPath: path + CopyFile.ending))
  }

  @Test func `a copy of an older program is brought up to date`() throws {
    let old = folder.path("old.sqlite")
    let queue = try DatabaseQueue(path: old)
    try Schema.bringUpToDate(queue, path: nil, migrations: Array(Schema.migrations.prefix(2)))
    try queue.close()
    let restored = try copy.restore(from: old, replacing: false, now: now)
    #expect(restored.made == nil)
    #expect(!restored.hasKey)
    #expect(restored.replaced == nil)
    #expect(try Store(path: path).read { try $0.copyMark() } == CopyMark(made: nil, key: nil))
  }

  @Test func `ids that were given out after the copy are never given out again`() throws {
    let shop = try Shop(Store(path: path))
    #expect(try shop.insert(Entry(1, at: 0)))
    let target = folder.path("copy.sqlite")
    _ = try copy.make(at: target, now: now)
    var last: Int64 = 0
    for number in Int64(2)...50 {
      #expect(try shop.insert(Entry(number, at: number * 60)))
      last = try #require(try shop.store.read { try $0.allVisits().map(\.id.raw).max() })
    }
    let people = try shop.store.write { tx in
      try (Int64(100)...140).map { id in
        try tx.meet(
          TelegramIdentity(id: id, name: "P", username: nil, languageCode: nil), now: now
        ).id.raw
      }
    }
    try shop.store.close()
    _ = try copy.restore(from: target, replacing: true, now: now)
    let again = try Store(path: path)
    let (visit, person) = try again.write { [now, client = shop.client] tx in
      let mark = try #require(try tx.copyMark())
      _ = try tx.settleCopy(mark, messages: [], now: now)
      let catalogue = try tx.catalogue()
      let visit = try tx.add(
        NewVisit(
          number: "N", client: client, service: try #require(catalogue.services.first),
          calendar: try #require(catalogue.calendars.first),
          starts: Shop.opening.adding(minutes: 120), state: .confirmed, heldUntil: nil),
        now: now)
      let person = try tx.meet(
        TelegramIdentity(id: 999, name: "Q", username: nil, languageCode: nil), now: now)
      return (visit.id, person.id)
    }
    #expect(visit.raw > last)
    #expect(person.raw > people.max() ?? 0)
    #expect(try again.read { try $0.copyMark() } == nil)
  }

  @Test func `only copies of this database are listed, pruned and cleaned up`() throws {
    let kept = CopyFolder(path: folder.path("copies"), database: path)
    try kept.prepare()
    try kept.prepare()
    let others = [
      "bot.sqlite", "other-20260101T000000Z.sqlite", "bot-20260101T000000Z.sqlite.gz",
      "bot-2026010100000Z.sqlite", "notes.txt", "bot-monday.sqlite.part",
    ]
    for name in others { try Data("x".utf8).write(to: URL(fileURLWithPath: kept.file(name))) }
    for day in 0..<10 {
      let name = kept.name(at: now.adding(minutes: day * 1_440))
      try Data("copy".utf8).write(to: URL(fileURLWithPath: kept.file(name)))
    }
    let stale = kept.file(kept.name(at: now) + CopyFile.ending)
    for ending in ["", "-journal"] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: stale + ending))
    }
    #expect(kept.copies().count == 10)
    kept.cleanUp()
    #expect(
      kept.prune(keeping: 3).map(\.made)
        == (7...9).reversed().map { now.adding(minutes: $0 * 1_440) })
    let left = try FileManager.default.contentsOfDirectory(atPath: kept.path)
    #expect(Set(left).isSuperset(of: others))
    #expect(left.count == others.count + 3)
    #expect(kept.prune(keeping: 0).count == 1)
  }
}
