import Booking
import FrontDesk
import Stage
import Store
import Testing

@testable import Conversation

/// Days off in the chat: forged and old taps, several calendars, strange input, many bookings.
@Suite struct ExceptionChatTests {
  let play: Play

  init() throws { play = try Play() }

  private func exceptions(_ id: Int64 = 1) throws -> Int {
    try play.stage.store.read { try $0.catalogue().calendar(ID(id))?.rules.exceptions.count ?? 0 }
  }

  @Test func `clients and colleagues reach nothing`() throws {
    try play.stage.say("Anna", "/start")
    let day = LocalDate(dayNumber: 20_536)
    let taps: [ExceptionTap] = [
      .calendars, .list(ID(1)), .page(ID(1), 0), .entry(ID(1), day), .clear(ID(1), day, day),
      .pick(ID(1), .off), .month(ID(1), .off, day), .day(ID(1), .off, day),
      .lastDays(ID(1), day, month: day), .until(ID(1), day, day),
      .window(ID(1), .hours, day, TimeRange(start: 0, end: 60)), .on(0, ID(1)), .onMine(0),
      .onAll(0), .save(0), .saveOffering(0), .drop, .waiting(ID(1), 0),
    ]
    for tap in taps {
      let answer = try play.tap("Anna", Tap.exception(tap).data)
      #expect(answer.text == "This is not yours to change.", "\(tap)")
    }
    for words in ["/off tomorrow", "off tomorrow", "/open sat 10-14"] {
      try play.stage.say("Anna", words)
      #expect(play.shown("Anna")?.html.contains("What would you like to do?") == true)
    }
    // Oliver keeps the first calendar, not the second.
    try play.stage.say("Oliver", "/start")
    for tap in [ExceptionTap.list(ID(2)), .day(ID(2), .off, day), .waiting(ID(2), 0)] {
      let answer = try play.tap("Oliver", Tap.exception(tap).data)
      #expect(answer.text == "This is not yours to change.", "\(tap)")
    }
    #expect(try exceptions() == 0 && exceptions(2) == 0)
  }

  @Test func `an old preview saves nothing of a newer one`() throws {
    try play.stage.say("Oliver", "off tomorrow")
    let old = try play.button("Oliver", "Xs:")
    try play.stage.say("Oliver", "off 24.12-02.01")
    try play.tap("Oliver", old)
    #expect(play.shown("Oliver")?.html.hasPrefix("That preview is no longer open") == true)
    #expect(try exceptions() == 0)
    try play.tap("Oliver", play.button("Oliver", "Xs:"))
    #expect(try exceptions() == 10)
  }

  @Test func `a booking made meanwhile brings the preview again`() throws {
    try play.stage.say("Oliver", "off tomorrow")
    let save = try play.button("Oliver", "Xs:")
    let message = try #require(play.shown("Oliver")).id
    try play.stage.say("Anna", "/start s1")
    let tomorrow = Tap.slot(
      Wish(service: ID(1)), ID(1), play.stage.now.adding(minutes: 1_440 + 60))
    try play.tap("Anna", tomorrow.data)
    try play.tap("Anna", play.button("Anna", "ok:"))
    try play.stage.tap("Oliver", data: save, on: message)
    let shown = try #require(play.shown("Oliver"))
    #expect(shown.html.hasPrefix("The bookings have changed meanwhile"))
    #expect(shown.html.contains("Haircut · Anna"))
    #expect(try exceptions() == 0)
  }

  @Test func `the owner says for whose calendar`() throws {
    try play.stage.say("Olga", "off tomorrow")
    let shown = try #require(play.shown("Olga"))
    #expect(shown.keyboard.count == 5)
    let whole = try play.button("Olga", "Xoa:")
    try play.stage.say("Olga", "whatever")
    #expect(play.shown("Olga")?.html.hasPrefix("Please choose one of the buttons") == true)
    try play.tap("Olga", whole)
    try play.tap("Olga", play.button("Olga", "Xs:"))
    for id in 1...3 as ClosedRange<Int64> { #expect(try exceptions(id) == 1) }
    // The choice was for that edit alone.
    #expect(
      try play.tap("Olga", whole).text?.hasPrefix("That preview is no longer open") == true)
  }

  @Test func `strange input is answered, and the question stays open`() throws {
    let start = Tap.exception(.list(ID(1))).data
    try play.stage.say("Oliver", "/start")
    try play.tap("Oliver", start)
    let strange = [
      "🌴", "<b>off</b> <i>", "שלום off", String(repeating: "off ", count: 1_024), "off", "+",
      "off 31.02", "off 99.99.9999", "off 0.0", "open sat", "open sat 9-9", "\n\n", "²³", "-", "/",
    ]
    for text in strange {
      try play.stage.say("Oliver", text)
      let shown = try #require(play.shown("Oliver"))
      #expect(!shown.html.isEmpty && !shown.keyboard.isEmpty, "\(text.prefix(20))")
      if text == "/" || text == "open sat" { try play.tap("Oliver", start) }
    }
    try play.stage.send(
      "Oliver", ["photo": [["file_id": "x", "file_unique_id": "x", "width": 1, "height": 1]]])
    #expect(play.shown("Oliver")?.html.contains("in words") == true)
    try play.stage.say("Oliver", "off tomorrow")
    #expect(play.shown("Oliver")?.html.contains("Saturday, 21 March") == true)
    #expect(play.stage.quarantined == 0)
  }

  @Test func `ordinary words are no edit`() throws {
    for text in ["hello", "see you tomorrow", "are you open?", "open the door please, thank you"] {
      try play.stage.say("Oliver", text)
      #expect(play.shown("Oliver")?.html.hasPrefix("I understand buttons best") == true, "\(text)")
    }
    try play.stage.say("Oliver", "off tomorow")
    #expect(play.shown("Oliver")?.html.hasPrefix("I don’t understand “tomorow” here") == true)
  }

  @Test func `no screen costs more with many bookings, and all of it fits`() throws {
    func costs(_ bookings: Int) throws -> [Int] {
      let play = try Play()
      try play.stage.say("Anna", "/start")
      try play.stage.say("Oliver", "/start")
      if bookings > 0 {
        try play.stage.store.fillForBenchmark(bookings: bookings, around: play.stage.now)
      }
      let day = LocalDate(dayNumber: 20_534)
      let taps: [ExceptionTap] = [
        .list(ID(1)), .pick(ID(1), .hours), .month(ID(1), .hours, day), .waiting(ID(1), 0),
        .until(ID(1), day, day.adding(days: 60)),
      ]
      var costs: [Int] = []
      for tap in taps {
        try play.tap("Oliver", Tap.exception(tap).data)
        costs.append(
          try play.stage.store.countStatements {
            try play.tap("Oliver", Tap.exception(tap).data)
          })
      }
      if bookings > 0 {
        #expect(play.shown("Oliver")?.html.contains("more") == true)
        try play.tap("Oliver", play.button("Oliver", "Xso:"))
        #expect(play.stage.delivered.count { $0.to == "Oliver" } > 200)
        try play.tap("Oliver", Tap.exception(.list(ID(1))).data)
        costs.append(
          try play.stage.store.countStatements {
            try play.tap("Oliver", Tap.exception(.list(ID(1))).data)
          })
        #expect(play.shown("Oliver")?.keyboard.joined().contains { $0.text.contains("99") } == true)
      } else {
        costs.append(costs[0])
      }
      #expect(play.stage.quarantined == 0)
      return costs
    }
    let (empty, full) = (try costs(0), try costs(2_000))
    // The names of the first ten that are hit are the one statement more.
    #expect(full[0..<4] == empty[0..<4] && full[5] == empty[5], "\(empty) \(full)")
    #expect(full[4] <= empty[4] + 1)
    #expect(full.allSatisfy { $0 <= 25 }, "\(full)")
  }
}
