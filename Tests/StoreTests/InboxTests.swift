import Booking
import GRDB
import Testing

@testable import Store

/// Every update is taken once, and one that can't be taken is kept with the reason.
@Suite struct InboxTests {
  let store: Store
  let now = Shop.opening

  init() throws { store = try Store() }

  private func isNew(_ update: Int64, at moment: Instant? = nil) throws -> Bool {
    let moment = moment ?? now
    return try store.write { try $0.firstSight(of: update, now: moment) }
  }

  @Test func `an update that was seen is not seen anew`() throws {
    #expect(try isNew(1_000))
    #expect(try !isNew(1_000))
    #expect(try isNew(1_001))
    #expect(try !isNew(1_000, at: now.adding(seconds: 172_800)))
  }

  @Test func `ids may start anew at a lower number`() throws {
    #expect(try isNew(900_000_000))
    #expect(try isNew(17))
    #expect(try isNew(4_503_599_627_370_495), "52 bits")
    #expect(try !isNew(17))
  }

  @Test func `an id is remembered for two days`() throws {
    #expect(try isNew(1))
    let store = store
    func tidy(_ moment: Instant) throws {
      try store.write { try $0.forgetSeenUpdates(now: moment) }
    }
    try tidy(now.adding(seconds: 172_800))
    #expect(try !isNew(1))
    try tidy(now.adding(seconds: 172_801))
    #expect(try isNew(1))
  }

  @Test func `what throws undoes its own part and no more`() throws {
    struct Oops: Error {}
    let now = now
    try store.write { tx in
      for update in 1...3 {
        do {
          try tx.savepoint {
            _ = try tx.firstSight(of: Int64(update), now: now)
            try tx.post(
              Posting(
                channel: .telegram, chat: 5, priority: .reply, method: "m\(update)", body: [1]),
              now: now)
            if update == 2 { throw Oops() }
          }
        } catch is Oops {
          _ = try tx.firstSight(of: 2, now: now)
          try tx.quarantine(update: 2, error: "Oops", body: [7], now: now)
        }
      }
      #expect(tx.posted.map(\.method) == ["m1", "m3"])
    }
    let kept = try store.read { try $0.quarantined(limit: 10) }
    #expect(kept.map(\.update) == [2] && kept.first?.error == "Oops")
    let waiting = try store.read { try $0.waitingRows(after: 0, limit: 10).map(\.method) }
    #expect(waiting == ["m1", "m3"])
    for update in 1...3 { #expect(try !isNew(Int64(update))) }
  }

  @Test func `a part that throws takes back what it changed of the business`() throws {
    struct Oops: Error {}
    let shop = try Shop(store)
    let names = try store.write { tx in
      try? tx.savepoint {
        var service = try tx.catalogue().services[0]
        service.name = "Renamed"
        try tx.save(service)
        throw Oops()
      }
      return try tx.catalogue().services.map(\.name)
    }
    #expect(names == ["Haircut", "Class"])
    #expect(throws: Oops.self) {
      try shop.store.write { tx in
        _ = try tx.addSpecialist(name: "Ghost")
        _ = try tx.catalogue()
        throw Oops()
      }
    }
    #expect(try store.write { try $0.catalogue().specialists.map(\.name) } == ["Ada", "Ben"])
  }

  @Test func `a full disk rolls everything back and is nobody's fault`() throws {
    let now = now
    let pages = try store.read { try $0.count("PRAGMA page_count") }
    _ = try store.write { try $0.count("PRAGMA max_page_count = \(pages + 1)") }
    var caught: (any Error)?
    do {
      try store.write { tx in
        _ = try tx.firstSight(of: 1, now: now)
        for update in 2...500 {
          // As the intake does: only what is the update's own fault is put aside.
          do {
            try tx.savepoint {
              _ = try tx.firstSight(of: Int64(update), now: now)
              try tx.quarantine(
                update: 0, error: "", body: Array(repeating: 1, count: 900), now: now)
            }
          } catch  where !StatementFault(error).isMachine {
            Issue.record("\(error)")
          }
        }
      }
    } catch { caught = error }
    #expect(caught.map { StatementFault($0).isMachine } == true, "\(String(describing: caught))")
    _ = try store.write { try $0.count("PRAGMA max_page_count = 100000") }
    #expect(try isNew(1))
    #expect(try store.read { try $0.quarantined(limit: 1).count } == 0)
  }

  @Test func `faults of the machine are told from refusals`() throws {
    let machine: [ResultCode] = [
      .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_IOERR_FSYNC, .SQLITE_CORRUPT, .SQLITE_INTERRUPT,
      .SQLITE_BUSY, .SQLITE_NOMEM, .SQLITE_CANTOPEN, .SQLITE_READONLY,
    ]
    for code in machine {
      #expect(StatementFault(DatabaseError(resultCode: code)).isMachine, "\(code)")
    }
    #expect(StatementFault(CancellationError()).isMachine)
    for code in [ResultCode.SQLITE_CONSTRAINT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_TOOBIG] {
      #expect(!StatementFault(DatabaseError(resultCode: code)).isMachine, "\(code)")
    }
    let overlap = DatabaseError(resultCode: .SQLITE_CONSTRAINT_TRIGGER, message: "overlap")
    guard case .overlap = StatementFault(overlap) else {
      Issue.record("\(StatementFault(overlap))")
      return
    }
  }

  @Test func `attempts are counted across runs until one succeeds`() throws {
    for times in 1...3 {
      #expect(try store.write { try $0.noteAttempt(of: 44) } == times)
    }
    #expect(try store.write { try $0.noteAttempt(of: 45) } == 1)
    try store.write { try $0.forgetAttempts() }
    #expect(try store.write { try $0.noteAttempt(of: 44) } == 1)
  }

  @Test func `a run that did not end is known to the next`() throws {
    let folder = try Folder()
    let path = folder.path("bot.sqlite")
    func run(ends: Bool) throws -> Bool {
      let store = try Store(path: path)
      let crashed = try store.write { try $0.beginRun(now: Shop.opening) }
      if ends { try store.write { try $0.endRun() } }
      try store.close()
      return crashed
    }
    #expect(try !run(ends: true))
    #expect(try !run(ends: false))
    #expect(try run(ends: false))
    #expect(try run(ends: true))
    #expect(try !run(ends: true))
  }
}
