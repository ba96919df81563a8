import Booking
import FrontDesk
import Stage
import Testing

@testable import Conversation
@testable import Store

/// Buttons whose subject has gone say so, and change nothing.
@Suite struct OldKeyboardTests {
  let play: Play

  init() throws { play = try Play() }

  private func unchanged(_ act: () throws -> Void) throws {
    let before = try play.visits()
    try act()
    #expect(try play.visits() == before)
  }

  /// The tap is answered with the word, and changes no booking.
  private func expect(_ word: String, alert: Bool = false, of name: String, _ data: String) throws {
    let before = try play.visits()
    let answer = try play.tap(name, data)
    #expect(answer.text == word && answer.alert == alert, "\(data)")
    #expect(try play.visits() == before, "\(data)")
  }

  @Test func `a time that somebody took is answered with others`() throws {
    try play.stage.say("Anna", "/start s1")
    let wanted = try play.button("Anna", "t:", at: 2)
    _ = try play.book("Ben")
    try expect("Sorry, that time has just been taken.", of: "Anna", wanted)
    let screen = try #require(play.shown("Anna"))
    #expect(screen.html.contains("These are the nearest free ones"))
    #expect(screen.keyboard.joined().contains { $0.data?.hasPrefix("t:") == true })
    #expect(!screen.keyboard.joined().contains { $0.data == wanted })
  }

  @Test func `a hold that lapsed is booked all the same while the time is free`() throws {
    let confirm = try play.hold("Anna")
    try play.stage.advance(minutes: 30)
    try play.tap("Anna", confirm)
    #expect(play.stage.delivered.suffix(3).contains { $0.message.html.contains("is confirmed") })
    #expect(try play.visits().last?.state == .confirmed)
    try expect("This booking is already made.", of: "Anna", confirm)
  }

  @Test func `a hold that was let go says so, and shows what can be booked`() throws {
    let confirm = try play.hold("Anna")
    try play.stage.say("Anna", "/cancel")
    try expect(
      "That time is no longer kept for you, and nothing has been booked. Please choose again.",
      alert: true, of: "Anna", confirm)
    #expect(play.shown("Anna")?.html == "What would you like to book?")
  }

  @Test func `a hold that lapsed and was taken is answered with others`() throws {
    let confirm = try play.hold("Anna")
    try play.stage.advance(minutes: 6)
    let taken = try play.book("Ben", at: 1)
    #expect(try play.tap("Anna", confirm).text == "Sorry, that time has just been taken.")
    #expect(try play.visits().filter(\.isOpen) == [taken])
  }

  @Test func `a comment on a hold that lapsed keeps the time anew`() throws {
    for rings in [true, false] {
      let play = try Play()
      _ = try play.hold("Anna")
      if rings { try play.stage.advance(minutes: 6) } else { play.stage.jump(minutes: 6) }
      try play.stage.say("Anna", "Short, please")
      let screen = try #require(play.shown("Anna"))
      #expect(screen.html.contains("Please check your booking"))
      #expect(screen.html.contains("Short, please") && screen.html.contains("until 09:11"))
      try play.tap("Anna", play.button("Anna", "ok:"))
      #expect(try play.visits().last?.note == "Short, please")
    }
  }

  @Test func `a comment on a hold that lapsed and was taken is answered with others`() throws {
    _ = try play.hold("Anna")
    try play.stage.advance(minutes: 6)
    _ = try play.book("Ben", at: 1)
    try play.stage.say("Anna", "Short, please")
    let screen = try #require(play.shown("Anna"))
    #expect(screen.html.contains("that time has just been taken"))
    #expect(screen.keyboard.joined().contains { $0.data?.hasPrefix("t:") == true })
  }

  @Test func `a cancelled booking shows how it stands`() throws {
    let visit = try play.book("Anna")
    try play.tap("Anna", Tap.cancel(visit.id).data)
    for tap: Tap in [.move(visit.id), .askCancel(visit.id), .cancel(visit.id), .confirm(visit.id)] {
      try expect("This booking has changed; here is how it stands.", of: "Anna", tap.data)
      #expect(play.shown("Anna")?.html.contains("Status: cancelled") == true)
    }
    try unchanged { try play.tap("Anna", Tap.comment(visit.id).data) }
    try unchanged { try play.stage.say("Anna", "too late") }
    #expect(play.shown("Anna")?.html.contains("can’t be changed any more") == true)
  }

  @Test func `a visit that began can be neither moved nor cancelled`() throws {
    let visit = try play.book("Anna")
    try play.stage.advance(minutes: 1_440)
    for tap: Tap in [.move(visit.id), .askCancel(visit.id), .cancel(visit.id)] {
      try expect("This booking has changed; here is how it stands.", of: "Anna", tap.data)
      #expect(play.shown("Anna")?.html.contains("Status: completed") == true)
    }
  }

  @Test func `a move that was made answers its button again`() throws {
    let visit = try play.book("Anna")
    try play.tap("Anna", Tap.move(visit.id).data)
    try play.tap("Anna", play.button("Anna", "t:"))
    let confirm = try play.button("Anna", "ok:")
    try play.tap("Anna", confirm)
    #expect(try play.visits().first?.starts != visit.starts)
    try expect("This booking is already made.", of: "Anna", confirm)
  }

  @Test func `a move of a booking that was cancelled meanwhile goes nowhere`() throws {
    let visit = try play.book("Anna")
    try play.tap("Anna", Tap.move(visit.id).data)
    try play.tap("Anna", play.button("Anna", "t:"))
    let confirm = try play.button("Anna", "ok:")
    try play.tap("Anna", Tap.cancel(visit.id).data)
    #expect(try play.tap("Anna", confirm).text == "I can’t find that booking among yours.")
    #expect(try play.visits().filter(\.isOpen).isEmpty)
  }

  enum Farewell: CaseIterable { case hidden, deleted, calendarClosed, specialistGone }

  @Test(arguments: Farewell.allCases)
  func `what is no longer on offer can't be booked`(_ farewell: Farewell) throws {
    try play.stage.say("Ben", "/start s1")
    let slot = try play.button("Ben", "t:", at: 2)
    let confirm = try play.hold("Anna")
    try play.stage.change { desk in
      var service = try #require(desk.catalogue().service(ID(1)))
      switch farewell {
      case .hidden: service.isHidden = true
      case .deleted: service.isDeleted = true
      case .calendarClosed: try desk.tx.run("UPDATE calendar SET isActive = 0 WHERE id = 1")
      case .specialistGone: try desk.tx.run("UPDATE specialist SET isActive = 0 WHERE id = 1")
      }
      try desk.tx.save(service)
    }
    let gone = "This service can’t be booked any more."
    for tap: Tap in [.service(ID(1)), .specialists(ID(1)), .share(ID(1))] {
      try expect(gone, of: "Ben", tap.data)
      #expect(play.shown("Ben")?.html == "What would you like to book?")
    }
    try expect(gone, of: "Ben", slot)
    try expect(gone, of: "Anna", confirm)
    // A link has no button to answer over: the word comes as a message.
    try play.stage.say("Ben", "/start s1")
    #expect(play.stage.delivered.suffix(2).first?.message.html == gone)
    #expect(play.shown("Ben")?.html == "What would you like to book?")
  }

  @Test func `somebody else's booking is nobody's business`() throws {
    let visit = try play.book("Anna")
    let theirs: [Tap] = [
      .confirm(visit.id), .comment(visit.id), .booking(visit.id), .move(visit.id),
      .askCancel(visit.id), .cancel(visit.id), .calendarFile(visit.id), .directions(visit.id),
      .write(visit.id), .again(visit.id), .inviteFriend(visit.id), .photo(visit.id),
      .otherTime(visit.id),
    ]
    for tap in theirs {
      try expect("I can’t find that booking among yours.", of: "Ben", tap.data)
    }
    try unchanged { try play.tap("Ben", Tap.letGo(visit.id).data) }
    let staff: [Tap] = [
      .approve(visit.id), .decline(visit.id), .declineSilently(visit.id), .agreeCancel(visit.id),
      .refuseCancel(visit.id), .clientCard(visit.id), .block(visit.id), .unblock(visit.id),
      .writeClient(visit.id),
    ]
    for tap in staff {
      try expect("This is not yours to change.", alert: true, of: "Ben", tap.data)
    }
    let anna = try play.stage.store.read { try $0.person(telegram: 501) }
    #expect(anna?.isBlocked == false)
  }

  /// Every button about one service of the staff's.
  static func services(_ id: ID<Service>) -> [Tap] {
    let fields = ServiceField.allCases
    let taps: [ServiceTap] =
      [
        .list(page: 0), .service(id), .create, .place(id), .breaks(id), .approval(id, true),
        .hidden(id, true), .shift(id, earlier: false), .offers(id, page: 0),
        .offer(id, ID(2), true), .askDelete(id), .delete(id), .length(30), .noPrice,
        .set(id, .duration, 60),
      ] + fields.map { .ask(id, $0) } + [.clear(id, .price), .clear(id, .photo)]
    return taps.map { .editing($0) }
  }

  /// Every button about one calendar of the staff's.
  static func calendars(_ id: CalendarID) -> [Tap] {
    let fields = CalendarField.allCases
    let taps: [CalendarTap] =
      [
        .list, .page(0), .calendar(id), .week(id), .weekday(id, .monday), .hours(id, .monday, []),
        .copy(id, .monday, to: 2), .copyNow(id, .monday, to: 2), .rules(id), .set(id, .step, 20),
        .clear(id, .perDay), .zone(id, "UTC"), .grids(id), .grid(id, .clock),
        .services(id, page: 0), .offer(id, ID(3), true), .active(id, false), .askDelete(id),
        .delete(id), .create(page: 0), .createFor(ID(1)),
      ] + fields.map { .ask(id, $0) }
    return taps.map { .working($0) }
  }

  @Test func `the owner's buttons are nothing to a client`() throws {
    let before = try play.stage.store.read { try $0.catalogue() }
    let taps: [Tap] =
      [
        .business,
        .editBusiness(.name), .businessZone("UTC"), .toggleAsksPhone, .toggleAsksEmail,
      ] + Self.services(ID(1)) + Self.calendars(ID(1))
    for tap in taps {
      #expect(try play.tap("Ben", tap.data).text == "This is not yours to change.", "\(tap)")
      try play.stage.say("Ben", "1")
    }
    let after = try play.stage.store.read { try $0.catalogue() }
    #expect(after.services == before.services && after.calendars == before.calendars)
    #expect(after.business == before.business)
  }

  @Test func `a tap on a message too old to edit gets a new one`() throws {
    _ = try play.book("Anna")
    for tap: Tap in [.home, .bookings, .services(page: 0), .service(ID(1)), .settings] {
      let before = play.stage.delivered.count
      try play.tap("Anna", tap.data, tooOld: true)
      let new = play.stage.delivered[before...]
      #expect(new.count == 1 && new.last?.isEdit == false, "\(tap)")
    }
  }

  @Test func `a request that was answered says so`() throws {
    let visit = try play.book("Anna", service: 4)
    #expect(visit.state == .requested)
    try play.tap("Olga", Tap.approve(visit.id).data)
    for tap: Tap in [
      .approve(visit.id), .decline(visit.id), .declineSilently(visit.id), .agreeCancel(visit.id),
    ] {
      try expect("This has changed meanwhile; here is how it stands.", of: "Olga", tap.data)
      #expect(play.shown("Olga")?.html.contains("Status: confirmed") == true)
    }
  }

  @Test func `an answer to a question whose subject has gone is told so, once`() throws {
    try play.tap("Olga", Tap.editing(.ask(ID(1), .price)).data)
    try play.stage.change { desk in
      var service = try #require(desk.catalogue().service(ID(1)))
      service.isDeleted = true
      try desk.tx.save(service)
    }
    try play.stage.say("Olga", "35")
    let words = play.stage.delivered.suffix(2).map(\.message.html)
    #expect(words.first == "This service has been deleted.")
    #expect(words.last?.contains("Your services") == true)
    try play.stage.say("Olga", "35")
    #expect(play.shown("Olga")?.html.contains("I understand buttons best") == true)
  }

  @Test func `a button that leads away leaves the question`() throws {
    let visit = try play.book("Anna", service: 4)
    let name = "Sir Wrong"
    let ways: [(String, question: Tap, away: Tap)] = [
      ("Anna", .editName, .languages), ("Anna", .editName, .pastBookings(page: 0)),
      ("Anna", .editName, .askErase), ("Anna", .editName, .specialists(ID(1))),
      ("Olga", .writeClient(visit.id), .client(.visits(visit.client, page: 0))),
      ("Olga", .decline(visit.id), .approve(visit.id)),
      ("Olga", .editing(.ask(ID(2), .name)), .editing(.askDelete(ID(2)))),
    ]
    for (who, question, away) in ways {
      try play.tap(who, question.data)
      try play.tap(who, away.data)
      try play.stage.say(who, name)
      #expect(
        play.shown(who)?.html.contains("I understand buttons best") == true, "\(away)")
    }
    let anna = try play.stage.store.read { try $0.person(telegram: 501) }
    #expect(anna?.name == "Anna")
  }

  @Test func `more seats on a service reach the visits that are booked`() throws {
    let visit = try play.book("Anna", service: 1)
    try play.tap("Olga", Tap.editing(.ask(ID(1), .capacity)).data)
    try play.stage.say("Olga", "2")
    let joined = try play.book("Ben", service: 1)
    #expect(joined.starts == visit.starts)
    // What is written down of a visit that was booked alone still can be changed.
    try play.tap("Anna", Tap.comment(visit.id).data)
    try play.stage.say("Anna", "With a friend")
    #expect(play.shown("Anna")?.html.contains("Added to your booking") == true)
    #expect(play.stage.quarantined == 0)
  }
}
