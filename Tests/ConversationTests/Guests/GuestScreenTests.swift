import Booking
import FrontDesk
import Stage
import Store
import Testing

@testable import Conversation

/// Booking for somebody, where people do what they like.
@Suite struct GuestScreenTests {
  private let play: Play

  init() throws { play = try Play() }

  private func say(_ text: String) throws { try play.stage.say("Oliver", text) }
  private var shown: String { play.shown("Oliver")?.html ?? "" }

  private func tap(_ verb: String, at index: Int = 0) throws {
    try play.tap("Oliver", play.button("Oliver", verb, at: index))
  }

  private func people() throws -> [Person] {
    try play.stage.store.read { tx in try (1...60).compactMap { try tx.person(ID($0)) } }
  }

  @Test func `clients don't know the command, and forged taps are refused`() throws {
    try play.stage.say("Anna", "/guest Boris")
    #expect(play.shown("Anna")?.html.contains("I don’t know that command") == true)
    let visit = try play.book("Anna")
    let errand = Errand.booking(visit.client, visit.service)
    let before = try play.visits()
    for tap in WorkExamples.guest + [
      .times(errand), .slot(errand, visit.calendar, visit.starts.adding(minutes: 60)),
      .place(errand, visit.calendar, visit.starts.adding(minutes: 60), revision: 0, agreed: true),
      .moveBooking(visit.id),
      .place(
        Errand(matter: .move(visit.id), specialist: nil), visit.calendar,
        visit.starts.adding(minutes: 60), revision: visit.revision, agreed: true),
    ] {
      try play.tap("Ben", Tap.guest(tap).data)
      #expect(play.shown("Ben") != nil)
    }
    #expect(try play.visits() == before)
    #expect(play.stage.quarantined == 0)
  }

  @Test func `every tap of every step, in any order and on old keyboards, has an answer`() throws {
    _ = try play.book("Anna")
    for old in [false, true] {
      for tap in WorkExamples.guest + WorkExamples.guest.reversed() {
        try play.tap("Oliver", Tap.guest(tap).data, tooOld: old)
        try play.tap("Olga", Tap.guest(tap).data, tooOld: old)
      }
    }
    #expect(play.stage.quarantined == 0)
    #expect(try play.visits().count == 1)
  }

  @Test func `odd words at every step are answered, and what was said is kept`() throws {
    let odd = [
      String(repeating: "я", count: 4_096), "<b>&", "\u{202E}אבג", "😀", "0", "-", "@a b",
      "a@b", "067-ABC", "\u{200B}", "1\n2\n3",
    ]
    for words in odd {
      try say("/guest")
      try say(words)
      try say("/guest Boris")
      try say(words)
      try say("/guest Boris +38067abc")
      #expect(shown.contains("Boris"))
      try say(words)
    }
    for content in [
      ["photo": [["file_id": "p", "file_unique_id": "p", "width": 1, "height": 1]]],
      ["location": ["latitude": 1.0, "longitude": 2.0]],
      ["contact": ["phone_number": "12", "first_name": ""]],
      ["sticker": ["file_id": "s", "file_unique_id": "s", "width": 1, "height": 1]],
    ] as [[String: Any]] {
      try say("/guest Boris")
      try play.stage.send("Oliver", content)
      try say("0671")
      #expect(shown.contains("Boris"))
    }
    #expect(play.stage.quarantined == 0)
    #expect(try play.visits().isEmpty)
  }

  @Test func `the steps lead to a guest who can be found again`() throws {
    try say("/guest")
    try tap("Gg")
    try say("Зоя Коваль")
    try tap("Gs")
    try say("zoya@")
    #expect(shown.contains("e-mail"))
    try say("zoya@example.com")
    try say("https://t.me/zoya_k")
    let zoya = try #require(try people().last)
    #expect(zoya.name == "Зоя Коваль" && zoya.email == "zoya@example.com")
    #expect(zoya.username == "zoya_k" && zoya.phone == nil && zoya.telegram == nil)
    try say("/guest ЗОЯ")
    try tap("Gb")
    #expect(shown.contains("Зоя Коваль"))
    // Leaving now loses no guest, and a draft says that it goes.
    try say("/guest Nobody Known")
    try say("/cancel")
    #expect(shown.contains("was not kept"))
    #expect(try people().last?.id == zoya.id)
  }

  @Test func `a comment and a price outlive the search for another time`() throws {
    try say("/guest Boris +353 1 555 0188")
    try tap("Gt")
    try tap("Gx", at: 4)
    try say("with the dog")
    try tap("Gr")
    try say("12,50")
    try tap("Gt")
    try tap("Gc")
    try tap("Gd", at: 3)
    try tap("Gx", at: 5)
    #expect(shown.contains("with the dog") && shown.contains("12.50"))
    try tap("Gk")
    let visit = try #require(try play.visits().last)
    #expect(visit.note == "with the dog" && visit.price?.minor == 1_250)
    #expect(visit.state == .confirmed)
  }

  @Test func `the owner chooses among the specialists`() throws {
    try play.stage.say("Olga", "/guest Boris +353 1 555 0188")
    try play.tap("Olga", play.button("Olga", "Gt"))
    try play.tap("Olga", play.button("Olga", "Gx"))
    try play.tap("Olga", play.button("Olga", "Gk"))
    #expect(try play.visits().last?.state == .confirmed)
    #expect(play.stage.delivered.contains { $0.to == "Oliver" })
  }

  @Test func `a screen costs the same in an empty book and in a full one`() throws {
    func costs(full: Bool) throws -> [Int] {
      let play = try Play()
      if full { try play.stage.store.fillForBenchmark(bookings: 5_000, around: play.stage.now) }
      try play.stage.say("Anna", "/start")
      try play.stage.say("Olga", "/start")
      let start = play.stage.now.adding(minutes: 1_440 + 30)
      try play.tap("Anna", Tap.slot(Wish(service: ID(1)), ID(1), start).data)
      try play.tap("Anna", play.button("Anna", "ok:"))
      let visit = try #require(
        try play.stage.store.read { tx in
          try tx.person(telegram: 501).flatMap {
            try tx.upcoming(of: $0.id, now: Instant(0), limit: 1).first
          }
        })
      let errand = Errand.booking(visit.client, ID(1))
      let move = Errand(matter: .move(visit.id), specialist: nil)
      let day = LocalDate(dayNumber: Int(start.seconds / 86_400))
      let next = start.adding(minutes: 1_440)
      let taps: [GuestTap] = [
        .new, .book(visit.client), .times(errand), .times(move), .specialists(errand),
        .month(errand, day), .day(errand, day, page: 0), .slot(errand, ID(1), next),
        .slot(errand, ID(1), start), .moveBooking(visit.id), .slot(move, ID(1), next),
        .place(errand, ID(1), next, revision: 0, agreed: true),
        .place(
          move, ID(1), next.adding(minutes: 1_440), revision: visit.revision, agreed: true),
      ]
      return try taps.map { tap in
        try play.stage.store.countStatements { try play.tap("Olga", Tap.guest(tap).data) }
      }
    }
    let empty = try costs(full: false)
    let full = try costs(full: true)
    #expect(empty == full)
    // The last two make a booking and move one, with the notices that go out.
    for count in full.dropLast(2) { #expect(count <= 30, "\(full)") }
    for count in full.suffix(2) { #expect(count <= 100, "\(full)") }
  }
}
