import Booking
import GRDB
import Testing

@testable import Store

/// What is committed stays, and the schema checks what it can.
@Suite struct DurabilityTests {
  let folder: Folder
  let store: Store

  init() throws {
    folder = try Folder()
    store = try Store(path: folder.path("bot.sqlite"))
  }

  @Test func `the writer flushes every commit to the disk`() throws {
    #expect(try store.synchronousLevel() == 2)
    let journal = try store.read { try String.fetchOne($0.db, sql: "PRAGMA journal_mode") }
    #expect(journal == "wal")
  }

  @Test func `only an acknowledgement is not flushed, and only while it lasts`() throws {
    for _ in 0..<3 {
      let level = try store.writeRelaxed { try $0.count("PRAGMA synchronous") }
      #expect(level == 1)
      #expect(try store.synchronousLevel() == 2)
    }
    #expect(throws: (any Error).self) {
      try store.writeRelaxed { try $0.run("SELECT nonsense") }
    }
    #expect(try store.synchronousLevel() == 2)
    let level = try store.write { try $0.count("PRAGMA synchronous") }
    #expect(level == 2)
  }

  @Test func `rows point at rows that exist`() throws {
    #expect(try store.write { try $0.count("PRAGMA foreign_keys") } == 1)
    #expect(throws: (any Error).self) {
      try store.write {
        try $0.run("INSERT INTO calendar(specialist, name, zone) VALUES (9, '', '')")
      }
    }
    let shop = try Shop()
    // A calendar is its specialist's: the pair is one key.
    var entry = Entry(1, at: 0)
    entry.calendar = 0
    #expect(try shop.insert(entry))
    #expect(throws: (any Error).self) {
      try shop.store.write { [ben = shop.ben] in
        try $0.run("UPDATE booking SET specialist = ? WHERE id = 1", [ben.raw])
      }
    }
  }

  @Test func `every table is strict about its types`() throws {
    let loose = try store.read {
      try String.fetchAll(
        $0.db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'
          """)
    }
    #expect(loose == [])
    let tables = try store.read {
      try $0.count("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict")
    }
    #expect(tables > 10)
    #expect(try store.damage() == nil)
  }

  @Test func `a booking takes a day and half-day buffers at most, and all its figures agree`()
    throws
  {
    let shop = try Shop()
    let wrong: [(inout Entry) -> Void] = [
      { $0.minutes = 0 }, { $0.minutes = 1_441 }, { $0.before = 721 }, { $0.after = -1 },
      { $0.capacity = 0 }, { $0.seats = 2 }, { $0.seats = 0 },
    ]
    for (index, change) in wrong.enumerated() {
      let entry = Entry(Int64(index + 1), at: 0, change)
      #expect(throws: (any Error).self, "\(entry)") { try shop.insert(entry) }
    }
    #expect(try shop.insert(Entry(20, at: 0)))
    for assignment in [
      "busyFrom = busyFrom + 60", "busyTo = busyTo - 60", "state = 'held'", "state = 'dreamt'",
      "cancelledBy = 'nobody'", "starts = 'soon'", "moves = 99", "takesTime = 0",
    ] {
      #expect(throws: (any Error).self, "\(assignment)") {
        try shop.store.write { try $0.run("UPDATE booking SET \(assignment) WHERE id = 20") }
      }
    }
  }
}
