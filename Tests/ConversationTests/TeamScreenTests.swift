import Booking
import FrontDesk
import Stage
import Store
import Testing

@testable import Conversation

/// The screens of the team and of the log: what they cost, and what they make of bad answers.
@Suite struct TeamScreenTests {
  private static let taps: [TeamTap] = [
    .list, .card(ID(1)), .access(ID(1)), .askDeactivate(ID(1)), .askDetach(ID(1)), .owner(ID(2)),
    .invite, .log(), .log(LogFilter(topic: .booking)), .log(LogFilter(topic: .team)),
    .log(LogFilter(from: LocalDate(dayNumber: 20_532))), .logWho(LogFilter()),
    .logWhat(LogFilter()), .logWhen(LogFilter()),
  ]

  private func counts(full: Bool) throws -> [Int] {
    let play = try Play()
    if full {
      try play.stage.say("Anna", "/start")
      try play.stage.store.fillForBenchmark(bookings: 5_000, around: play.stage.now)
    }
    try play.stage.change { desk in
      for number in 0..<(full ? 3_000 : 15) {
        try desk.tx.note(
          "book", by: ID(1), from: "chat", subject: Int64(number),
          now: desk.now.adding(minutes: number))
      }
    }
    try play.stage.say("Olga", "/team")
    for tap in Self.taps { try play.tap("Olga", Tap.team(tap).data) }
    return try Self.taps.map { tap in
      try play.stage.store.countStatements { try play.tap("Olga", Tap.team(tap).data) }
    }
  }

  @Test func `each screen costs the same in a small book and in a full one`() throws {
    let (small, full) = (try counts(full: false), try counts(full: true))
    #expect(small == full)
    for (tap, count) in zip(Self.taps, full) { #expect(count <= 20, "\(tap): \(count)") }
  }

  @Test func `a bad answer keeps the question open, a good one ends it`() throws {
    let play = try Play()
    let questions: [(TeamTap, bad: [String], good: String, done: String)] = [
      (
        .inviteNew(takesBookings: true),
        ["", "\n", "two\nlines", "\u{202E}", String(repeating: "ж", count: 4_096)],
        "Зоя <3 👩‍🎨", "Invitation for Зоя &lt;3 👩‍🎨"
      ),
      (
        .rename(ID(1)), ["\u{200B}", String(repeating: "👨‍👩‍👧‍👦", count: 30), "a\u{7}"], "עברית",
        "<b>עברית</b>"
      ),
      (.describe(ID(1)), [String(repeating: "x", count: 501)], "Best & only", "Best &amp; only"),
      (
        .logDay(LogFilter()), ["31.2", "🙂", "24.13", String(repeating: "9", count: 4_096)],
        "yesterday", "<b>Audit log</b>"
      ),
    ]
    for (tap, bad, good, done) in questions {
      try play.stage.say("Olga", "/team")
      try play.tap("Olga", Tap.team(tap).data)
      for text in bad where !text.isEmpty {
        try play.stage.say("Olga", text)
        let screen = try #require(play.shown("Olga"))
        #expect(!screen.html.contains("I understand buttons best"), "\(tap) lost by \(text)")
        #expect(screen.keyboard.joined().contains { $0.text == "‹ Back" }, "\(tap): \(text)")
      }
      try play.stage.send(
        "Olga", ["photo": [["file_id": "P", "file_unique_id": "p", "width": 9, "height": 9]]])
      #expect(play.shown("Olga")?.html.contains("in words") == true)
      try play.stage.say("Olga", good)
      #expect(play.shown("Olga")?.html.contains(done) == true, "\(tap)")
      try play.stage.say("Olga", good)
      #expect(play.shown("Olga")?.html.contains("I understand buttons best") == true, "\(tap)")
    }
    #expect(play.stage.quarantined == 0)
  }

  @Test func `buttons of members, owners and invitations that are gone lead back to the list`()
    throws
  {
    let play = try Play()
    try play.stage.say("Olga", "/team")
    let gone: [TeamTap] = [
      .card(ID(99)), .rename(ID(99)), .access(ID(99)), .askDeactivate(ID(99)), .askDetach(ID(99)),
      .owner(ID(99)), .invitation(ID(99)), .revoke(ID(99)), .invitationPicture(ID(99)), .page(99),
    ]
    for tap in gone {
      try play.tap("Olga", Tap.team(tap).data)
      #expect(play.shown("Olga")?.html.hasPrefix("<b>The team</b>") == true, "\(tap)")
    }
  }

  @Test func `a log of many pages is read forth and back`() throws {
    let play = try Play()
    try play.stage.change { desk in
      for number in 1...35 {
        try desk.tx.note(
          "exportLog", on: .team, by: nil, from: "chat", subject: nil,
          now: desk.now.adding(minutes: number))
      }
    }
    try play.stage.say("Olga", "/audit")
    let newest = play.shown("Olga")?.html
    var pages = [newest]
    while let data = play.shown("Olga")?.keyboard.joined().first(where: { $0.text == "Older ›" })?
      .data
    {
      try play.tap("Olga", data)
      pages.append(play.shown("Olga")?.html)
    }
    #expect(pages.count == 4)
    for page in pages.dropLast().reversed() {
      let data = play.shown("Olga")?.keyboard.joined().first { $0.text == "‹ Newer" }?.data
      try play.tap("Olga", try #require(data))
      #expect(play.shown("Olga")?.html == page)
    }
  }
}
