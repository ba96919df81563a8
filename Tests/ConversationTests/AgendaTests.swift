import Booking
import FrontDesk
import Stage
import Store
import Telegram
import Testing

@testable import Conversation

/// The staff's day where it gets rough: old buttons, two phones, foreign books, files, full books.
@Suite struct AgendaTests {
  private func tap(_ play: Play, _ name: String, _ tap: AgendaTap) throws -> Stage.Answer {
    try play.tap(name, Tap.agenda(tap).data)
  }

  @Test func `an old card is answered with how things stand, and changes nothing`() throws {
    let play = try Play()
    let visit = try play.book("Anna")
    _ = try tap(play, "Oliver", .booking(visit.id))
    try play.stage.advance(minutes: 120)
    #expect(try tap(play, "Oliver", .noShow(visit.id)).text == "Marked as a no-show.")
    for old: AgendaTap in [
      .noShow(visit.id), .arrived(visit.id, true), .arrived(visit.id, false),
      .cancelSilently(visit.id), .askCancel(visit.id),
    ] {
      let before = try play.visits()
      let answer = try tap(play, "Olga", old)
      #expect(answer.text == "This has changed meanwhile; here is how it stands.", "\(old)")
      #expect(try play.visits() == before)
      #expect(play.shown("Olga")?.html.contains("Status: missed") == true)
    }
    try play.stage.advance(minutes: 1_441)
    #expect(try tap(play, "Oliver", .reopen(visit.id)).text?.hasPrefix("This has changed") == true)
  }

  @Test func `a reason typed after the client cancelled is not lost on anybody`() throws {
    let play = try Play()
    let visit = try play.book("Anna")
    _ = try tap(play, "Oliver", .askCancel(visit.id))
    try play.tap("Anna", Tap.cancel(visit.id).data)
    let before = try play.visits()
    try play.stage.say("Oliver", "I am ill")
    #expect(try play.visits() == before)
    #expect(play.shown("Oliver")?.html.contains("Status: cancelled") == true)
  }

  @Test func `two phones close one visit once`() throws {
    let play = try Play()
    let visit = try play.book("Anna")
    for name in ["Oliver", "Olga"] { _ = try tap(play, name, .booking(visit.id)) }
    try play.stage.advance(minutes: 120)
    let updates = try ["Oliver", "Olga"].map {
      try play.stage.tapping(
        $0, data: Tap.agenda($0 == "Olga" ? .noShow(visit.id) : .complete(visit.id)).data,
        on: play.shown($0)?.id ?? 0)
    }
    try play.stage.take(batch: updates)
    // The second corrects the first, which a card allows for a day; nothing is in between.
    #expect(try play.visits().last?.state == .noShow)
    try play.stage.take(
      batch: ["Oliver", "Olga"].map {
        try play.stage.tapping(
          $0, data: Tap.agenda(.reopen(visit.id)).data, on: play.shown($0)?.id ?? 0)
      })
    #expect(try play.visits().last?.state == .confirmed)
    #expect(play.stage.quarantined == 0)
  }

  @Test(arguments: ["<b>&\"' שלום 👩🏽‍🎨", String(repeating: "я", count: 4_096), "/agenda", "-"])
  func `any words are a reason, a question or too long`(_ words: String) throws {
    let play = try Play()
    let visit = try play.book("Anna")
    _ = try tap(play, "Oliver", .askCancel(visit.id))
    try play.stage.say("Oliver", words)
    let isReason = words.count <= 500 && words != "/agenda"
    #expect(try play.visits().last?.state == (isReason ? .cancelled : .confirmed))
    #expect(try play.visits().last?.reason == (isReason ? words : nil))
    try play.stage.say("Oliver", "/find")
    try play.stage.say("Oliver", words)
    try play.stage.say("Oliver", "/find " + words)
    try play.stage.say("Oliver", "/agenda " + words)
    #expect(play.stage.quarantined == 0)
    let inspection = try Inspection()
    for call in play.stage.calls { #expect(inspection.problems(of: call).isEmpty) }
  }

  @Test func `a forged tap opens no foreign book, and a client none at all`() throws {
    let play = try Play()
    let visit = try play.book("Anna", service: 3)
    try play.stage.say("Oliver", "/start")
    let day = LocalDate(dayNumber: 20_532)
    for name in ["Oliver", "Anna"] {
      for forged: AgendaTap in [
        .booking(visit.id), .complete(visit.id), .noShow(visit.id), .askCancel(visit.id),
        .cancelSilently(visit.id), .arrived(visit.id, true), .reopen(visit.id),
        .dayOf(day, .everyone, cancelled: false, page: 0), .weekOf(day, .of(visit.specialist)),
        .month(day, .everyone), .books(day, page: 0), .completePast(day, .everyone),
        .found(BookingFilter(book: .everyone), page: 0),
        .choose(.book, BookingFilter(), page: 0),
        .exporting(BookingFilter(book: .of(visit.specialist))),
        .file(.table, BookingFilter(book: .of(visit.specialist))),
      ] {
        let before = try play.visits()
        #expect(try tap(play, name, forged).text == "This is not yours to change.", "\(forged)")
        #expect(try play.visits() == before)
      }
    }
    for usual: AgendaTap in [.day(day), .week(day), .find(page: 0), .export] {
      #expect(try tap(play, "Anna", usual).text == "This is not yours to change.")
    }
    // A number that is not in one's book finds nothing.
    try play.stage.say("Oliver", "/find #\(visit.number)")
    #expect(play.shown("Oliver")?.html.contains("Nothing found") == true)
    try play.stage.say("Olga", "/find #\(visit.number.lowercased())")
    #expect(play.shown("Olga")?.html.contains(visit.number) == true)
  }

  @Test func `the table has every booking of the filter, safe to open`() throws {
    let play = try Play()
    let visit = try play.book("Anna")
    try play.stage.change { desk in
      guard var person = try desk.tx.person(visit.client), var visit = try desk.tx.visit(visit.id)
      else { return }
      person.name = "=HYPERLINK(\"http://x\")"
      person.phone = "+353861234567"
      try desk.tx.save(person)
      visit.note = "one, \"two\"\nthree 🐕"
      try desk.tx.save(visit, now: desk.now)
    }
    _ = try play.book("Ben", service: 3)
    try play.stage.say("Oliver", "/export")
    _ = try tap(play, "Oliver", .file(.table, BookingFilter(period: .month)))
    let file = try #require(play.stage.delivered.last { !$0.files.isEmpty }?.files.first)
    guard case .bytes(let bytes) = file.source else { return }
    let rows = try #require(CSVTests.read(bytes))
    #expect(rows.count == 2, "Ben's is with somebody else")
    #expect(rows.allSatisfy { $0.count == 15 })
    #expect(
      rows[1] == [
        visit.number, "2026-03-20", "10:00", "10:30", "Europe/Dublin",
        "'=HYPERLINK(\"http://x\")", "'+353861234567", "", "Haircut", "Oliver Bennett",
        "confirmed", "28.00", "EUR", "one, \"two\"\nthree 🐕", "2026-03-20 09:00",
      ])
    _ = try tap(play, "Olga", .file(.calendar, BookingFilter(period: .all)))
    let calendar = try #require(play.stage.delivered.last { !$0.files.isEmpty }?.files.first)
    guard case .bytes(let entries) = calendar.source else { return }
    let text = String(decoding: entries, as: UTF8.self)
    #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 3)
    #expect(calendar.filename == "bookings-2026-03-20.ics")
    let audit = try play.stage.store.read { tx in
      try tx.history(of: ID(0), actions: ["exportBookings"], limit: 9).count
        + tx.history(of: ID(1), actions: ["exportBookings"], limit: 9).count
    }
    #expect(audit == 1, "what left one's own book is noted under the book")
  }

  // MARK: Full books

  private func screens(_ visit: Visit) -> [AgendaTap] {
    let day = LocalDate(dayNumber: 20_532)
    let all = BookingFilter(period: .all, book: .everyone)
    return [
      .day(day), .week(day), .dayOf(day, .everyone, cancelled: true, page: 1),
      .weekOf(day, .everyone), .month(day, .everyone), .booking(visit.id),
      .askCancel(visit.id), .find(page: 0), .found(all, page: 0), .found(all, page: 100),
      .found(all.with(words: "ann"), page: 0), .found(all.with { $0.service = ID(1) }, page: 3),
      .found(all.with(status: .noShow), page: 0), .choose(.service, all, page: 0), .export,
      .exporting(all.with { $0.period = .month }),
    ]
  }

  private func full(_ bookings: Int) throws -> (play: Play, visit: Visit) {
    let play = try Play()
    let visit = try play.book("Anna", at: 1)
    // From half past on, so that nothing overlaps.
    try play.stage.store.fillForBenchmark(
      bookings: bookings, around: play.stage.now.adding(minutes: -5 * 60))
    try play.stage.say("Olga", "/agenda")
    return (play, visit)
  }

  @Test func `every screen costs as many statements in a book of years as in one of weeks`() throws
  {
    func counts(_ bookings: Int) throws -> [Int] {
      let (play, visit) = try full(bookings)
      return try screens(visit).map { screen in
        try play.stage.store.countStatements { _ = try tap(play, "Olga", screen) }
      }
    }
    let few = try counts(2_000)
    let many = try counts(8_000)
    #expect(few == many)
    #expect(many.allSatisfy { $0 <= 30 }, "\(many)")
  }
}
