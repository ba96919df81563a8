import Booking
import Stage
import Telegram
import Testing

@testable import Conversation
@testable import Store

/// A batch of updates in which one goes wrong: the others are none the worse for it.
@Suite struct IntakeTests {
  let play: Play

  init() throws { play = try Play() }

  /// The database refuses a statement from now on, as a fault in the program would.
  private func poison(_ trigger: String) throws {
    try play.stage.store.write { tx in
      try tx.run("CREATE TRIGGER poison \(trigger) BEGIN SELECT RAISE(ABORT, 'poison'); END")
    }
  }

  private func words(_ name: String, id: Int64, _ text: String) throws -> Update {
    try play.stage.update([
      "message": [
        "message_id": 1, "date": 1, "chat": ["id": id, "type": "private"],
        "from": ["id": id, "is_bot": false, "first_name": name, "language_code": "en"],
        "text": text,
      ] as [String: Any]
    ])
  }

  private func html(to name: String, after count: Int) -> [String] {
    play.stage.delivered[count...].filter { $0.to == name }.map(\.message.html)
  }

  @Test func `one update that fails is put aside with an apology`() throws {
    _ = try play.hold("Anna")
    try poison("BEFORE UPDATE ON booking WHEN NEW.note = 'poison'")
    let before = play.stage.delivered.count
    try play.stage.take(batch: [
      words("Ben", id: 502, "/book"), words("Anna", id: 501, "poison"),
      words("Ben", id: 502, "/help"), words("Anna", id: 501, "no poison"),
    ])
    #expect(play.stage.quarantined == 1)
    #expect(html(to: "Ben", after: before).count == 2)
    let anna = html(to: "Anna", after: before)
    #expect(anna.count == 2)
    #expect(anna.first?.hasPrefix("Sorry, something went wrong on my side") == true)
    // The question still stood: the next words are its answer.
    #expect(anna.last?.contains("💬 no poison") == true)
    let kept = try play.stage.store.read { try $0.quarantined(limit: 5) }
    #expect(kept.count == 1 && kept.first?.error.contains("poison") == true)
  }

  @Test func `a tap that fails is answered once`() throws {
    let confirm = try play.hold("Anna")
    try poison("BEFORE INSERT ON audit WHEN NEW.action = 'book'")
    let answer = try play.tap("Anna", confirm)
    #expect(answer.alert && answer.text?.hasPrefix("Sorry, something went wrong") == true)
    #expect(try play.visits().map(\.state) == [.held])
    #expect(!play.stage.delivered.contains { $0.to == "Oliver" })
  }

  @Test func `an update whose apology fails too holds nobody up`() throws {
    try poison("BEFORE INSERT ON person WHEN NEW.telegram = 777")
    let before = play.stage.delivered.count
    let calls = play.stage.calls.count
    try play.stage.take(batch: [
      words("Mallory", id: 777, "/start"), words("Ben", id: 502, "/book"),
      words("Mallory", id: 777, "/start"),
    ])
    #expect(play.stage.quarantined == 2)
    #expect(html(to: "Ben", after: before) == ["What would you like to book?"])
    #expect(play.stage.calls.count == calls + 1)
  }

  @Test func `an update twice in a batch is taken once`() throws {
    let update = try words("Ben", id: 502, "/book")
    let before = play.stage.delivered.count
    try play.stage.take(batch: [update, update])
    try play.stage.take(batch: [update])
    #expect(html(to: "Ben", after: before).count == 1)
  }

  @Test func `a full disk takes nothing, and all of it later`() throws {
    let batch =
      try [words("Ben", id: 502, "/book")]
      + (0..<150).map { try words("New \($0)", id: 9_000 + Int64($0), "/start") }
    let pages = try play.stage.store.read { try $0.count("PRAGMA page_count") }
    _ = try play.stage.store.write { try $0.count("PRAGMA max_page_count = \(pages + 2)") }
    let calls = play.stage.calls.count
    #expect(throws: (any Error).self) { try play.stage.take(batch: batch) }
    let stranger = try play.stage.store.read { try $0.person(telegram: 9_000) }
    #expect(stranger == nil && play.stage.calls.count == calls && play.stage.quarantined == 0)
    _ = try play.stage.store.write { try $0.count("PRAGMA max_page_count = 100000") }
    try play.stage.take(batch: batch)
    #expect(play.stage.calls.count == calls + batch.count && play.stage.quarantined == 0)
  }

  private var wary: Intake {
    let now = play.stage.now
    return Intake(
      store: play.stage.store, conversation: Conversation(phrasebook: play.stage.phrasebook),
      means: play.stage.means, clock: { now })
  }

  @Test func `what rides along is written with the batch, or not at all if either is in trouble`()
    throws
  {
    let intake = wary
    let note: @Sendable (Transaction) throws -> Void = {
      try $0.run("INSERT INTO attempt(updateID, times) VALUES (1, 1)")
    }
    func notes() throws -> Int {
      try play.stage.store.read { try $0.count("SELECT count(*) FROM attempt") }
    }
    #expect(try intake.take([words("Ben", id: 502, "/book")], carrying: note).hasCarried)
    #expect(try notes() == 1)
    let broken = try intake.take([words("Ben", id: 502, "/book")]) { tx in
      try tx.run("DELETE FROM attempt")
      try tx.run("INSERT INTO nowhere VALUES (1)")
    }
    #expect(!broken.hasCarried && broken.posted.count == 1 && broken.quarantined == 0)
    #expect(try notes() == 1)
    try poison("BEFORE INSERT ON person WHEN NEW.telegram = 777")
    let apart = try intake.take([words("Mallory", id: 777, "/start")]) { tx in
      try tx.run("DELETE FROM attempt")
    }
    #expect(!apart.hasCarried && apart.quarantined == 1)
    #expect(try notes() == 1)
  }

  @Test func `what killed the process twice is put aside, the others are taken`() throws {
    let batch = try [words("Ben", id: 502, "/book"), words("Anna", id: 501, "/book")]
    // Two runs ended in the middle of Ben's update.
    for times in 1...2 {
      let noted = try play.stage.store.write { try $0.noteAttempt(of: batch[0].id) }
      #expect(noted == times)
    }
    let taken = try wary.takeWarily(batch)
    // Perhaps Ben's update was not to blame; he is told all the same.
    #expect(taken.quarantined == 1 && taken.posted.map(\.chat) == [502, 501])
    let apology = String(decoding: taken.posted.first?.body ?? [], as: UTF8.self)
    #expect(apology.contains("Sorry, something went wrong on my side"))
    let kept = try play.stage.store.read { try $0.quarantined(limit: 5) }
    #expect(kept.map(\.update) == [batch[0].id])
    let again = try wary.takeWarily(batch)
    #expect(again.quarantined == 0 && again.repeated == 2 && again.posted.isEmpty)
  }

  @Test func `an apology that kills the process too is not tried again`() throws {
    let batch = try [words("Ben", id: 502, "/book")]
    for _ in 1...3 {
      _ = try play.stage.store.write { try $0.noteAttempt(of: batch[0].id) }
    }
    let taken = try wary.takeWarily(batch)
    #expect(taken.quarantined == 1 && taken.posted.isEmpty)
  }

  @Test func `a full disk counts against no update`() throws {
    let batch = try (0..<150).map { try words("New \($0)", id: 9_000 + Int64($0), "/start") }
    let pages = try play.stage.store.read { try $0.count("PRAGMA page_count") }
    _ = try play.stage.store.write { try $0.count("PRAGMA max_page_count = \(pages + 2)") }
    for _ in 0..<4 {
      #expect(throws: (any Error).self) { try wary.takeWarily(batch) }
    }
    _ = try play.stage.store.write { try $0.count("PRAGMA max_page_count = 100000") }
    let taken = try wary.takeWarily(batch)
    #expect(taken.quarantined == 0 && taken.posted.last?.chat == 9_149)
  }
}
