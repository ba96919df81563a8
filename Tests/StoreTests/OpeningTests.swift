import Booking
import Foundation
import GRDB
import Testing

@testable import Store

/// A file is opened by one, if it is ours and sound; otherwise not a byte of it changes.
@Suite struct OpeningTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.path("deep/er/bot.sqlite")
  }

  private func fault(_ name: String = #function) throws -> StoreFault {
    do {
      _ = try Store(path: path)
    } catch { return error }
    throw Missing(what: name)
  }

  private struct Missing: Error { let what: String }

  private func made(_ change: (Database) throws -> Void = { _ in }) throws {
    try Store(path: path).close()
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      try change(db)
    }
    try queue.close()
  }

  @Test func `a second store on the file is refused until the first is closed`() throws {
    let first = try Store(path: path)
    guard case .locked(path) = try fault() else {
      Issue.record("\(try fault())")
      return
    }
    #expect("\(try fault())".contains("in use by another bookingbot"))
    try first.write { try $0.run("DELETE FROM timer") }
    try first.close()
    let second = try Store(path: path)
    #expect(try second.synchronousLevel() == 2)
    withExtendedLifetime(first) {}
  }

  @Test func `a new file is for its owner's eyes only, one that is there stays as it is`() throws {
    func mode(_ ending: String = "") throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + ending)
      return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
    var store = try Store(path: path)
    try store.write { try $0.run("UPDATE person SET name = name") }
    for ending in ["", "-wal", "-shm"] { #expect(try mode(ending) == 0o600, "\(ending)") }
    try store.close()
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    store = try Store(path: path)
    #expect(try mode() == 0o640)
    try store.close()
  }

  @Test func `a closed store is one file that holds everything`() throws {
    let shop = try Shop(Store(path: path))
    #expect(try shop.insert(Entry(1, at: 0)))
    _ = try shop.store.read { try $0.allVisits() }
    try shop.store.close()
    #expect((try? Data(contentsOf: URL(fileURLWithPath: path + "-wal")))?.isEmpty ?? true)
    let copy = folder.path("copy.sqlite")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    #expect(try Store(path: copy).read { try $0.allVisits().map(\.number) } == ["N1"])
  }

  @Test func `another process's lock counts, and ends with it`() throws {
    try Store(path: path).close()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    process.arguments = ["-x", path + ".lock", "sh", "-c", "echo locked; read line"]
    let (told, words) = (Pipe(), Pipe())
    process.standardInput = words
    process.standardOutput = told
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/flock") else { return }
    try process.run()
    _ = try told.fileHandleForReading.read(upToCount: 1)
    guard case .locked = try fault() else {
      Issue.record("\(try fault())")
      return
    }
    try words.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    process.waitUntilExit()
    try Store(path: path).close()
  }

  @Test func `a store to read only stands beside the one that serves`() throws {
    let serving = try Shop(Store(path: path))
    let reading = try Store(reading: path)
    #expect(try reading.read { try $0.catalogue().specialists.map(\.name) } == ["Ada", "Ben"])
    #expect(throws: (any Error).self) {
      try reading.write { try $0.run("DELETE FROM offering") }
    }
    withExtendedLifetime(serving) {}
    #expect(throws: StoreFault.self) { try Store(reading: folder.path("none.sqlite")) }
    #expect(throws: StoreFault.self) { try Store(reading: folder.path("")) }
  }

  @Test func `a newer file is refused, and not a byte of it changes`() throws {
    try made { try $0.execute(sql: "PRAGMA user_version = 12") }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    guard case .newer(path, 12, Schema.version) = try fault() else {
      Issue.record("\(try fault())")
      return
    }
    #expect("\(try fault())".contains("run the newer program"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(throws: StoreFault.self) { try Store(reading: path) }
  }

  @Test func `a file that is none of ours, or no longer sound, is named as such`() throws {
    try made()
    let url = URL(fileURLWithPath: path)
    var torn = try Data(contentsOf: url)
    torn.replaceSubrange(100..<4_096, with: repeatElement(0xA5, count: 3_996))
    let cases = [torn, Data(String(repeating: "Anna, 10:00\n", count: 99).utf8), Data([0, 1])]
    for bytes in cases {
      try bytes.write(to: url)
      guard case .damaged = try fault() else {
        Issue.record("\(try fault())")
        continue
      }
      #expect(try Data(contentsOf: url) == bytes)
    }
    try FileManager.default.removeItem(at: url)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "CREATE TABLE song(title TEXT)") }
    try queue.close()
    let songs = try Data(contentsOf: url)
    guard case .foreign = try fault() else {
      Issue.record("\(try fault())")
      return
    }
    #expect(try Data(contentsOf: url) == songs)
  }

  @Test func `an empty file becomes a database`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("deep/er"), withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: path))
    let store = try Store(path: path)
    #expect(try store.read { try $0.catalogue().business } == nil)
  }

  @Test func `a folder in its place and a file in its folder's place are named`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard case .unreachable(path, let reason) = try fault() else {
      Issue.record("\(try fault())")
      return
    }
    #expect(reason == "it is a folder")
    try Data().write(to: URL(fileURLWithPath: folder.path("file")))
    #expect(throws: StoreFault.self) { try Store(path: folder.path("file/bot.sqlite")) }
  }

  @Test func `what SQLite says at opening becomes words for people`() {
    let words: [(ResultCode, String)] = [
      (.SQLITE_READONLY, "can't be written"), (.SQLITE_PERM, "permissions"),
      (.SQLITE_FULL, "free some space"), (.SQLITE_NOTADB, "not a database"),
      (.SQLITE_CORRUPT, "damaged"), (.SQLITE_CANTOPEN, "can't be opened"),
    ]
    for (code, word) in words {
      let fault = StoreFault(opening: "/x/bot.sqlite", DatabaseError(resultCode: code))
      #expect("\(fault)".contains(word) && "\(fault)".contains("/x/bot.sqlite"))
    }
  }

  private static let next = Schema.migrations + ["ALTER TABLE business ADD COLUMN motto TEXT"]

  @Test func `an older file is copied beside itself before it changes`() throws {
    let shop = try Shop(Store(path: path))
    #expect(try shop.insert(Entry(1, at: 0)))
    try Data("an older copy".utf8).write(
      to: URL(fileURLWithPath: path + ".before-\(Self.next.count)"))
    try Schema.bringUpToDate(shop.store.database, path: path, migrations: Self.next)
    let version = try shop.store.read { try $0.count("PRAGMA user_version") }
    #expect(version == Self.next.count)
    let mottos = try shop.store.read {
      try $0.count("SELECT count(*) FROM business WHERE motto IS NULL")
    }
    #expect(mottos == 1)
    try shop.store.close()
    let copy = try Store(path: path + ".before-\(Self.next.count)")
    #expect(try copy.read { try $0.allVisits().map(\.number) } == ["N1"])
    #expect(try copy.damage() == nil)
    guard case .newer = try fault() else {
      Issue.record("\(try fault())")
      return
    }
  }

  @Test func `a migration that fails leaves the file as it was`() throws {
    let store = try Store(path: path)
    #expect(throws: (any Error).self) {
      try Schema.bringUpToDate(
        store.database, path: path, migrations: Self.next + ["ALTER TABLE nothing ADD x"])
    }
    try store.close()
    let again = try Store(path: path)
    #expect(try again.read { try $0.count("PRAGMA user_version") } == Schema.version)
  }

  @Test func `the outbox keeps its rows and never uses an id again when it is made anew`() throws {
    let queue = try DatabaseQueue()
    try Schema.bringUpToDate(queue, path: nil, migrations: Array(Schema.migrations.prefix(2)))
    try queue.write { db in
      for id in 1...3 {
        try db.execute(
          sql: """
            INSERT INTO outbox(id, channel, priority, method, body, created)
            VALUES (?, 'letter', 4, 'm', x'01', 1)
            """, arguments: [id])
      }
      try db.execute(sql: "DELETE FROM outbox WHERE id > 1")
    }
    try Schema.bringUpToDate(queue, path: nil, migrations: Array(Schema.migrations.prefix(3)))
    let ids = try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO outbox(channel, priority, method, body, created)
          VALUES ('sms', 4, 'm', x'01', 1)
          """)
      return try Int.fetchAll(db, sql: "SELECT id FROM outbox ORDER BY id")
    }
    #expect(ids == [1, 4])
  }
}
