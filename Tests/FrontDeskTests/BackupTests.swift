import Booking
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// When copies are due, and what a restored house does and does not do.
@Suite struct BackupTests {
  private func due(in salon: Salon) throws -> [Instant] {
    try salon.store.read { tx in
      try tx.dueTimers(now: Instant(.max / 2), limit: 100).filter {
        $0.kind == Bell.backup.rawValue
      }
      .map(\.due)
    }
  }

  private func ring(_ salon: Salon) throws {
    try salon.store.write { [means = salon.means, now = salon.now] tx in
      let desk = FrontDesk(tx, now: now, means: means, origin: "timer")
      for alarm in try tx.dueTimers(now: now, limit: 100) { try desk.ring(alarm) }
    }
  }

  @Test(arguments: ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "UTC"])
  func `a copy is due once on each date, also when clocks change`(name: String) throws {
    let zone = try #require(Zone(name))
    for minute in [0, 90, 150, 210, 1_439] {
      let salon = try Salon(business: { $0.zone = zone })
      try salon.store.write { [means = salon.means, now = salon.now] tx in
        var plan = try tx.backupPlan()
        plan.minute = minute
        try tx.save(plan)
        let desk = FrontDesk(tx, now: now, means: means, origin: "test")
        try desk.planBackups(folder: "/copies", copies: [])
        try desk.planBackups(folder: "/copies", copies: [])
      }
      var dates: [LocalDate] = []
      for _ in 0..<400 {
        let next = try due(in: salon)
        #expect(next.count == 1)
        let moment = try #require(next.first)
        #expect(moment > salon.now)
        salon.now = moment
        dates.append(zone.local(moment).date)
        let shown = zone.local(moment).minute
        // In a gap it is the moment after it.
        #expect(shown == minute || shown == 120 || shown == 180 || shown == 240, "\(moment)")
        try ring(salon)
      }
      #expect(zip(dates, dates.dropFirst()).allSatisfy { $0.adding(days: 1) == $1 })
    }
  }

  @Test func `a copy that was due while the house was down is made late, and once`() throws {
    let salon = try Salon()
    try salon.store.write { [means = salon.means, now = salon.now] tx in
      try FrontDesk(tx, now: now, means: means, origin: "test")
        .planBackups(folder: "/copies", copies: [])
    }
    salon.now = salon.now.adding(minutes: 10 * 1_440)
    try ring(salon)
    #expect(try salon.store.read { try $0.backupPlan().asked } == salon.now)
    #expect(try due(in: salon).count == 1)
    #expect(try due(in: salon).allSatisfy { $0 > salon.now })
  }

  @Test func `only the owner has to do with copies`() throws {
    let salon = try Salon()
    try salon.store.write {
      [means = salon.means, now = salon.now, salon = (salon.ada, salon.owner)] tx in
      let desk = FrontDesk(tx, now: now, means: means, origin: "test")
      #expect(try desk.backups(for: salon.0) == nil)
      #expect(try !desk.editBackups(by: salon.0) { $0.isOn = false })
      #expect(try desk.askForCopy(by: salon.0) == .notAllowed)
      #expect(try desk.sendCopy(to: salon.0) == .notAllowed)
      #expect(try desk.forgetSuspended(by: salon.0) == nil)
      #expect(try desk.askForCopy(by: salon.1) == .begun)
      #expect(try desk.askForCopy(by: salon.1) == .alreadyBegun)
      #expect(try desk.sendCopy(to: salon.1) == .none)
      try tx.note([KeptCopy(name: "a", made: now, bytes: 50_000_001)])
      #expect(
        try desk.sendCopy(to: salon.1)
          == .tooBig(KeptCopy(name: "a", made: now, bytes: 50_000_001)))
      try tx.note([KeptCopy(name: "a", made: now, bytes: 50_000_000)])
      #expect(try desk.sendCopy(to: salon.1) == .onItsWay)
      #expect(try desk.editBackups(by: salon.1) { $0.isOn = false })
      #expect(try desk.backups(for: salon.1)?.next == nil)
    }
  }

  @Test func `an old copy brings back nobody who was erased since`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("bot.sqlite").path
    func key(_ byte: UInt8) throws {
      try Data(repeating: byte, count: 32).write(to: URL(fileURLWithPath: path + ".key"))
    }
    try key(7)
    let salon = try Salon(store: Store(path: path))
    let (ann, bob) = (salon.ann, salon.bob)
    let anns = try salon.booked(ann)
    let bobs = try salon.booked(bob, at: Salon.ten.adding(minutes: 60))
    let guest = try salon.at { [owner = salon.owner] desk in
      try #require(
        try desk.tx.add(
          GuestDetails(name: "Annie Hall", phone: "+353851234567"), by: owner.id, now: desk.now)
      ).id
    }
    let copy = folder.appendingPathComponent("copy.sqlite").path
    _ = try DatabaseCopy(of: path).make(at: copy, now: salon.now)
    // Ann turns out to be the guest, and has herself erased.
    try salon.store.write { [now = salon.now, means = salon.means] tx in
      try tx.run("UPDATE person SET joined = ? WHERE id = ?", [ann.id.raw, guest.raw])
      #expect(try FrontDesk(tx, now: now, means: means, origin: "test").erase(ann))
    }
    try salon.store.close()
    let restored = try DatabaseCopy(of: path).restore(from: copy, replacing: true, now: salon.now)
    #expect(restored.erased == 2)
    let later = salon.now.adding(minutes: 30)
    var store = try Store(path: path)
    #expect(try FrontDesk.settleCopy(in: store, now: later)?.erased == 2)
    try store.read { tx throws in
      for person in [ann.id, guest] {
        #expect(try tx.person(person)?.name == "")
        #expect(try !tx.isInTheBooks(person))
      }
      #expect(try tx.person(telegram: 4) == nil)
      #expect(try tx.visit(anns.id)?.state == .cancelled)
      #expect(try tx.visit(bobs.id)?.state == .confirmed)
      #expect(try tx.person(bob.id)?.name == "Bob")
      // The staff has heard of it when it happened.
      #expect(try tx.waitingRows(after: 0, limit: 99).allSatisfy { $0.method != "clientErased" })
    }
    #expect(try FrontDesk.settleCopy(in: store, now: later) == nil)
    try store.close()
    // Another house's people have other numbers: nobody of this one's copy is erased for them.
    try key(9)
    let other = try DatabaseCopy(of: path).restore(from: copy, replacing: true, now: later)
    #expect(other.erased == nil)
    store = try Store(path: path)
    #expect(try FrontDesk.settleCopy(in: store, now: later)?.erased == 0)
    #expect(try store.read { try $0.person(ann.id)?.name } == "Ann")
    try store.close()
  }

  @Test func `what waited in a copy is never sent, and everything else goes on`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("bot.sqlite").path
    try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: path + ".key"))
    let salon = try Salon(store: Store(path: path))
    let now = salon.now
    try salon.store.write { [ann = salon.ann, cut = salon.cut, adas = salon.adas] tx in
      for (channel, edits) in [
        (OutboxRow.Channel.telegram, false), (.telegram, true), (.answer, false), (.notice, false),
        (.letter, false),
      ] {
        try tx.post(
          Posting(
            channel: channel, chat: 4, person: ann.id, priority: .reply, method: "sendMessage",
            body: [], message: edits ? 9 : nil, edits: edits), now: now)
      }
      let rows = try tx.waitingRows(after: 0, limit: 9)
      try tx.markSending(rows[0].id)
      try tx.bury(rows[4].id, error: "dead")
      let catalogue = try tx.catalogue()
      _ = (cut, adas)
      let visit = try tx.add(
        NewVisit(
          number: "H", client: ann.id, service: try #require(catalogue.services.first),
          calendar: try #require(catalogue.calendars.first), starts: now.adding(minutes: 120),
          state: .held, heldUntil: now.adding(minutes: 5)), now: now)
      try tx.setTimer(Bell.hold.rawValue, subject: visit.id.raw, due: now.adding(minutes: 5))
      var chat = ChatMemory(id: 4)
      chat.state = [1, 2, 3]
      chat.message = 77
      try tx.save(chat, person: ann.id)
    }
    let copy = folder.appendingPathComponent("copy.sqlite").path
    _ = try DatabaseCopy(of: path).make(at: copy, now: now)
    try salon.store.close()
    try Data(repeating: 9, count: 32).write(to: URL(fileURLWithPath: path + ".key"))
    _ = try DatabaseCopy(of: path).restore(from: copy, replacing: true, now: now)
    let store = try Store(path: path)
    let later = now.adding(minutes: 1_440)
    let settlement = try #require(try FrontDesk.settleCopy(in: store, now: later))
    #expect(settlement.suspended == 2)
    #expect(settlement.made == now)
    #expect(try FrontDesk.settleCopy(in: store, now: later) == nil)
    // The key came along, and the one that lay there is kept.
    #expect(FileManager.default.contents(atPath: path + ".key") == Data(repeating: 7, count: 32))
    #expect(
      FileManager.default.contents(atPath: path + ".key.before-1")
        == Data(repeating: 9, count: 32))
    try store.write { [means = salon.means] tx in
      #expect(try tx.waitingRows(after: 0, limit: 99).isEmpty)
      #expect(try tx.countSuspended() == 2)
      #expect(try tx.countOutbox().dead == 1)
      #expect(try tx.chat(4)?.state == nil)
      #expect(try tx.chat(4)?.message == nil)
      let desk = FrontDesk(tx, now: later, means: means, origin: "timer")
      for alarm in try tx.dueTimers(now: later, limit: 100) { try desk.ring(alarm) }
      // The hold lapsed, and the owner is told.
      #expect(try tx.allVisits().map(\.state) == [.expired])
      #expect(try tx.waitingRows(after: 0, limit: 99).map(\.method) == ["restored"])
    }
    try store.close()
  }
}
