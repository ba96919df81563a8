import Booking
import Chance
import Foundation
import Stage
import Store
import Testing

@testable import Conversation

/// The stored states of version 1 are a contract: a program that is newer than a chat goes on
/// where the chat stands.
@Suite struct ChatStateTests {
  /// In the order of the fixture's lines.
  static let states: [ChatState] =
    [
      .home, .confirming(hold: ID(42)), .askingPhone(hold: ID(42)), .askingPhone(hold: nil),
      .askingEmail(hold: ID(9_007_199_254_740_991)), .askingEmail(hold: nil), .askingName,
      .askingZone, .askingComment(visit: ID(43)), .writingToStaff(visit: ID(44)),
      .writingToClient(visit: ID(45)), .askingDeclineReason(visit: ID(46)), .editing(.newName),
      .editing(.newDuration(name: "Стрижка \"Jack & <Jill>\" \\ 💈/שלום")),
      .editing(.newPrice(name: "Cut — 😀", duration: 90)),
    ]
    + ([.name, .about, .duration, .price, .capacity, .address] as [ServiceField]).map {
      .editing(.field(service: ID(5), field: $0))
    }
    + [.working(.hours(calendar: ID(6), weekday: 7))]
    + ([.name, .zone, .currency, .address, .cancelHours, .maximumOpen]
    as [ChatState.BusinessField]).map { .settingBusiness(field: $0) }

  static func fixture() throws -> [[UInt8]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/chat-state-v1.json")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { [UInt8]($0) }
  }

  @Test func `every state of version 1 is read as it was written`() throws {
    let lines = try Self.fixture()
    #expect(lines.map { StoredState.decode($0) } == Self.states.map { $0 })
  }

  @Test func `every case has its line`() throws {
    let declared = try EnumCases.declared(in: "Turn/ChatState.swift")
    #expect(declared.count > 10)
    let examples = (Self.states + WorkExamples.questions).map(EnumCases.name(of:))
    #expect(declared == Set(examples))
  }

  @Test func `every question of the staff's work has an example`() throws {
    for (file, examples) in WorkExamples.questionsByFile {
      #expect(
        try EnumCases.declared(in: file, of: "Question")
          == Set(examples.map { EnumCases.name(of: EnumCases.payload(of: $0)) }), "\(file)")
    }
  }

  @Test func `what is written now can be read again`() throws {
    for state in Self.states + WorkExamples.questions {
      let bytes = try StoredState.encode(state)
      #expect((bytes == nil) == (state == .home))
      if let bytes { #expect(StoredState.decode(bytes) == state) }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `damaged bytes are no state and no crash`(
    _ seed: UInt64
  ) throws {
    let dice = Dice(seed: seed)
    let lines = try Self.fixture()
    for _ in 0..<300 {
      var bytes = dice.pick(lines)
      for _ in 0...Int(dice.next() % 4) {
        let place = Int(dice.next() % UInt64(bytes.count))
        switch dice.next() % 3 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 1: bytes.removeLast(bytes.count - place)
        default: bytes.insert(dice.pick(Array("{}[]\":,\\09-e".utf8)), at: place)
        }
        if bytes.isEmpty { break }
      }
      // Where it still reads, it is a state that can be written.
      if let state = StoredState.decode(bytes) { _ = try StoredState.encode(state) }
    }
    for bytes: [UInt8] in [[], Array("{".utf8), Array("null".utf8), [0xFF, 0xFE], [0]] {
      #expect(StoredState.decode(bytes) == nil)
    }
  }

  @Test(arguments: [
    #"{"version":3,"state":{"askingName":{}}}"#, #"{"version":1,"state":{"askingMood":{}}}"#,
    #"{"version":1,"state":{"confirming":{}}}"#, #"{"version":1}"#, "rubbish", "",
  ]) func `a state that can't be read leads home with an apology`(_ stored: String) throws {
    let play = try Play()
    try play.stage.say("Anna", "/start")
    try store(stored, in: play)
    let before = play.stage.delivered.count
    try play.stage.say("Anna", "45")
    let words = play.stage.delivered[before...].map(\.message.html)
    #expect(words.first?.hasPrefix("Sorry, I lost the thread") == true)
    #expect(words.last?.contains("What would you like to do?") == true)
    try play.stage.say("Anna", "45")
    #expect(play.shown("Anna")?.html.hasPrefix("I understand buttons best") == true)
    // A button needs no memory: it goes where it leads.
    try store(stored, in: play)
    try play.tap("Anna", "sv:0")
    #expect(play.shown("Anna")?.html == "What would you like to book?")
    #expect(play.stage.quarantined == 0)
  }

  private func store(_ state: String, in play: Play) throws {
    try play.stage.store.write { tx in
      guard var chat = try tx.chat(501), let anna = try tx.person(telegram: 501) else { return }
      chat.state = Array(state.utf8)
      try tx.save(chat, person: anna.id)
    }
  }
}
