import Booking
import Foundation
import Stage
import Store
import Testing

@testable import Conversation

/// The staff's screens about clients: their cost, and odd ways to use them.
@Suite struct ClientScreenTests {
  private let taps: [(String, ClientTap)] = [
    ("list", .list(page: 0)), ("last page", .list(page: 10_000)), ("names", .byName(page: 0)),
    ("last names", .byName(page: 10_000)), ("search", .search),
  ]

  /// A client's id among those in the books.
  private func someone(_ play: Play) throws -> ID<Person> {
    try #require(
      try play.stage.store.read {
        try $0.clients(in: .house, by: .latest, limit: 1, offset: 0).first?.id
      })
  }

  private func counts(bookings: Int, clients: Int) throws -> [String: Int] {
    let play = try Play()
    try play.stage.store.fillForBenchmark(bookings: bookings, around: play.stage.now)
    try play.stage.store.spreadOverClients(clients, now: play.stage.now)
    let id = try someone(play)
    var all = taps
    all += [
      ("card", .card(id)), ("visits", .visits(id, page: 0)), ("notes", .notes(id, page: 0)),
      ("tags", .tags(id)), ("block", .block(id)), ("unblock", .unblock(id)),
    ]
    var counts: [String: Int] = [:]
    for (name, tap) in all {
      try play.stage.say("Olga", "/clients")
      // Twice, so that the chat knows its screen's message by then.
      try play.tap("Olga", Tap.client(.search).data)
      counts[name] = try play.stage.store.countStatements {
        try play.tap("Olga", Tap.client(tap).data)
      }
    }
    for words in ["an", "john", "user", "+353", "zzz"] {
      counts["find " + words] = try play.stage.store.countStatements {
        try play.stage.say("Oliver", "/clients " + words)
      }
    }
    return counts
  }

  @Test func `every screen costs the same with few clients and with many`() throws {
    let few = try counts(bookings: 60, clients: 20)
    let many = try counts(bookings: 3_000, clients: 1_000)
    for (name, count) in few { #expect(count == many[name], "\(name)") }
    for (name, count) in many { #expect(count <= 45, "\(name): \(count)") }
  }

  @Test(arguments: [
    "", "   ", "😀", "<b>&amp;", "\u{202E}אבג", String(repeating: "я", count: 4_096), "'; --", "\"",
    "AND OR NOT", "%", "_", "/clients", "0", "+",
  ]) func `whatever is typed into the search is answered`(_ typed: String) throws {
    let play = try Play()
    _ = try play.book("Anna")
    try play.stage.say("Oliver", "/clients")
    let before = play.stage.delivered.count
    try play.stage.say("Oliver", typed)
    #expect(play.stage.delivered.count > before)
    #expect(play.stage.quarantined == 0)
  }

  @Test func `questions about a client take what they are asked for, and nothing is lost`() throws {
    let play = try Play()
    _ = try play.book("Anna")
    try play.stage.addGuest("Gus", contact: "+353861234567", ofSpecialistAt: 0, hours: [])
    let (anna, gus) = try play.stage.store.read { tx in
      (
        try tx.person(telegram: 501)?.id ?? ID(0),
        try tx.searchClients("gus", in: .house, limit: 1).first?.id ?? ID(0)
      )
    }
    let odd = [
      String(repeating: "x", count: 4_096), "😀\n<b>", "\u{202E}", "0", "+353", "@", "a@b",
    ]
    var questions: [ClientTap] = [.addNote(anna), .tags(anna), .write(anna), .search]
    questions += ClientQuestion.Detail.allCases.map { .edit(gus, $0) }
    for tap in questions {
      for words in odd {
        try play.stage.say("Oliver", "/clients")
        try play.tap("Oliver", Tap.client(tap).data)
        let before = play.stage.delivered.count
        try play.stage.say("Oliver", words)
        #expect(play.stage.delivered.count > before, "\(tap)")
        try play.stage.send("Oliver", ["photo": [photo], "caption": words])
        try play.stage.send("Oliver", ["location": ["latitude": 1.5, "longitude": 2.5]])
        #expect(play.shown("Oliver")?.keyboard.isEmpty == false)
      }
    }
    #expect(play.stage.quarantined == 0)
  }

  private let photo: [String: Any] = [
    "file_id": "f", "file_unique_id": "u", "width": 1, "height": 1,
  ]

  @Test func `a forged tap shows nobody's client to who is not of the staff`() throws {
    let play = try Play()
    _ = try play.book("Anna")
    let anna = try play.stage.store.read { try $0.person(telegram: 501)?.id ?? ID(0) }
    try play.stage.say("Ben", "/start")
    for tap in WorkExamples.client + [
      .card(anna), .block(anna), .notes(anna, page: 0), .write(anna),
    ] {
      try play.tap("Ben", Tap.client(tap).data)
      #expect(play.shown("Ben")?.html.contains("Anna") == false, "\(tap)")
    }
    #expect(try play.stage.store.read { try $0.person(anna)?.isBlocked } == false)
    #expect(play.stage.quarantined == 0)
  }
}
