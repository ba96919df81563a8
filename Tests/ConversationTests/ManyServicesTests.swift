import Booking
import Stage
import Store
import Testing

@testable import Conversation

/// A house with forty services and many calendars stays readable, and its screens stay cheap.
@Suite struct ManyServicesTests {
  private func play(services: Int) throws -> Play {
    let play = try Play()
    try play.stage.change { desk in
      for number in 7..<(services + 1) {
        var service = Service(
          name: number == 33 ? "Йога & <b>тиша</b>" : "Course No. \(number)", duration: 45,
          price: nil)
        service.isHidden = number % 10 == 0
        _ = try desk.tx.add(service, on: [ID(1)])
      }
    }
    return play
  }

  private func labels(_ play: Play, _ name: String = "Olga") -> [String] {
    (play.shown(name)?.keyboard ?? []).joined().map(\.text)
  }

  @Test func `forty services stand on five pages, all of them once`() throws {
    let play = try play(services: 40)
    try play.stage.say("Olga", "/services")
    #expect(play.shown("Olga")?.html.contains("40 services. Type part of a name") == true)
    var seen: [String] = []
    for page in 0..<5 {
      try play.tap("Olga", Tap.editing(.list(page: page)).data)
      let names = labels(play).filter { $0.contains(" · ") }
      #expect(names.count == 8 && labels(play).contains("\(page + 1) / 5"))
      seen += names
    }
    #expect(Set(seen).count == 40)
    #expect(seen.count { $0.hasPrefix("🙈 ") } == 4)
    // Beyond the last page is the last.
    try play.tap("Olga", Tap.editing(.list(page: 999)).data)
    #expect(labels(play).contains("5 / 5"))
  }

  @Test func `words on the list find a service, and back leads to its page`() throws {
    let play = try play(services: 40)
    try play.stage.say("Olga", "/services")
    try play.stage.say("Olga", "no. 1")
    #expect(play.shown("Olga")?.html.hasPrefix("“no. 1”: 12 services") == true)
    #expect(play.shown("Olga")?.html.contains("4 more are not shown") == true)
    try play.stage.say("Olga", "ЙОГА")
    #expect(play.shown("Olga")?.html.contains("Йога &amp; &lt;b&gt;тиша") == true)
    try play.tap("Olga", play.button("Olga", "Sl:"))
    #expect(labels(play).contains("5 / 5"))
    try play.stage.say("Olga", "<nothing>")
    #expect(play.shown("Olga")?.html.contains("“&lt;nothing&gt;”") == true)
    for text in Oddments.words where !text.hasPrefix("/") {
      try play.tap("Olga", Tap.editing(.list(page: 0)).data)
      try play.stage.say("Olga", text)
    }
    #expect(play.stage.quarantined == 0)
  }

  @Test func `every field refuses what it is not, and the question stays open`() throws {
    let play = try play(services: 6)
    let good: [ServiceField: String] = [
      .name: "Fine", .about: "Fine", .duration: "50", .price: "12,50", .capacity: "3",
      .before: "5", .after: "10", .address: "1 New Street", .link: "https://meet.example.com",
    ]
    for field in ServiceField.allCases {
      for content in Oddments.content(sender: 602) {
        try play.tap("Olga", Tap.editing(.ask(ID(1), field)).data)
        try play.stage.send("Olga", content)
      }
      for text in Oddments.words {
        try play.tap("Olga", Tap.editing(.ask(ID(1), field)).data)
        try play.stage.say("Olga", text)
      }
      guard let answer = good[field] else { continue }
      try play.tap("Olga", Tap.editing(.ask(ID(1), field)).data)
      for bad in ["\u{1}", "\u{200B}", String(repeating: "&", count: 4_096)] {
        try play.stage.say("Olga", bad)
        #expect(play.shown("Olga")?.html.contains("Saved") == false, "\(field) \(bad)")
      }
      try play.stage.say("Olga", answer)
      #expect(play.shown("Olga")?.html.contains("Saved") == true, "\(field)")
    }
    let service = try #require(try play.stage.store.read { try $0.catalogue().service(ID(1)) })
    #expect(service.name == "Fine" && service.about == "Fine" && service.duration == 50)
    #expect(service.price == Money(minor: 1_250, currency: "EUR") && service.capacity == 3)
    #expect(service.bufferBefore == 5 && service.bufferAfter == 10)
    #expect(service.place.address == "1 New Street")
    #expect(service.place.onlineLink == "https://meet.example.com")
    #expect(play.stage.quarantined == 0)
  }

  @Test func `every field of a calendar refuses what it is not`() throws {
    let play = try play(services: 6)
    for field in CalendarField.allCases {
      for text in Oddments.words {
        try play.tap("Oliver", Tap.working(.ask(ID(1), field)).data)
        try play.stage.say("Oliver", text)
      }
      for content in Oddments.content(sender: 601) {
        try play.tap("Oliver", Tap.working(.ask(ID(1), field)).data)
        try play.stage.send("Oliver", content)
      }
    }
    for text in Oddments.words {
      try play.tap("Oliver", Tap.working(.weekday(ID(1), .monday)).data)
      try play.stage.say("Oliver", text)
    }
    #expect(play.stage.quarantined == 0)
    let rules = try #require(
      try play.stage.store.read { try $0.catalogue().calendar(ID(1))?.rules })
    let unsound = rules.weekly[.monday].filter { !$0.isSound }
    #expect(unsound.isEmpty)
  }

  @Test func `a screen costs the same with 12 services and 3 calendars as with 60 and 43`() throws {
    let taps: [Tap] = [
      .editing(.list(page: 0)), .editing(.service(ID(1))), .editing(.offers(ID(1), page: 0)),
      .editing(.place(ID(1))), .editing(.ask(ID(1), .price)), .working(.list),
      .working(.calendar(ID(1))), .working(.week(ID(1))), .working(.weekday(ID(1), .monday)),
      .working(.services(ID(1), page: 0)), .working(.rules(ID(1))), .working(.create(page: 0)),
      .working(.hours(ID(1), .monday, [TimeRange(start: 600, end: 900)])),
      .editing(.hidden(ID(2), true)), .editing(.shift(ID(3), earlier: true)),
    ]
    func costs(_ play: Play) throws -> [Int] {
      try play.tap("Olga", Tap.home.data)
      return try taps.map { tap in
        try play.stage.store.countStatements { try play.tap("Olga", tap.data) }
      }
    }
    let few = try play(services: 12)
    try few.stage.say("Olga", "/start")
    let many = try play(services: 60)
    try many.stage.change { desk in
      for number in 0..<20 {
        let specialist = try desk.tx.addSpecialist(name: "Specialist \(number)")
        for name in ["One", "Two"] {
          _ = try desk.tx.addCalendar(
            of: specialist, name: name, rules: CalendarRules(zone: .utc))
        }
      }
    }
    try many.stage.store.fillForBenchmark(bookings: 5_000, around: many.stage.now)
    try many.stage.say("Olga", "/start")
    let (cheap, dear) = (try costs(few), try costs(many))
    #expect(cheap == dear)
    let most = dear.max() ?? 0
    #expect(most <= 36, "\(dear)")
  }
}
