import Booking
import FrontDesk
import Stage
import Store
import Telegram
import Testing

@testable import Conversation

/// Many people at one moment, and one person with two phones.
@Suite struct RushTests {
  /// Lets a crowd open a service; returns the names and the time they all want.
  private func crowd(_ count: Int, service: Int, in play: Play) throws -> ([String], String) {
    let names = (1...count).map { "Client\($0)" }
    for (index, name) in names.enumerated() {
      play.stage.enter(name, id: 10_000 + Int64(index))
      try play.stage.say(name, "/start s\(service)")
    }
    return (names, try play.button(names[0], "t:", at: 2))
  }

  /// All tap at once: one batch. Returns the answers, by name.
  private func tapTogether(
    _ taps: [(name: String, data: String)], in play: Play
  ) throws -> [Stage.Answer] {
    let updates = try taps.map {
      try play.stage.tapping($0.name, data: $0.data, on: play.shown($0.name)?.id ?? 0)
    }
    try play.stage.take(batch: updates)
    return try updates.map { update in
      #expect(play.stage.answerCounts[String(update.id)] == 1)
      return try #require(play.stage.answers[String(update.id)])
    }
  }

  @Test(arguments: [(service: 1, seats: 1), (service: 6, seats: 6)])
  func `a hundred clients want one time`(_ service: Int, _ seats: Int) throws {
    let play = try Play()
    let (names, wanted) = try crowd(100, service: service, in: play)
    let answers = try tapTogether(names.map { ($0, wanted) }, in: play)
    let winners = zip(names, answers).filter { $0.1.text == nil }.map(\.0)
    #expect(winners.count == seats)
    for (name, answer) in zip(names, answers) where !winners.contains(name) {
      #expect(answer.text == "Sorry, that time has just been taken.")
      let offered = play.shown(name)?.keyboard.joined().compactMap(\.data) ?? []
      #expect(offered.contains { $0.hasPrefix("t:") } && !offered.contains(wanted), "\(name)")
    }
    _ = try tapTogether(winners.map { ($0, try play.button($0, "ok:")) }, in: play)
    // Whoever did not get it may try again and again.
    let late = try tapTogether(names.suffix(20).map { ($0, wanted) }, in: play)
    #expect(late.allSatisfy { $0.text == "Sorry, that time has just been taken." })
    let visits = try play.visits()
    #expect(visits.count == seats && visits.allSatisfy { $0.state == .confirmed })
    #expect(Set(visits.map(\.client)).count == seats)
    #expect(Set(visits.map(\.starts)).count == 1)
    #expect(play.stage.quarantined == 0)
  }

  @Test func `many whose hold lapsed confirm at once, and one has the time`() throws {
    let play = try Play()
    let (names, _) = try crowd(12, service: 1, in: play)
    let tomorrow = play.stage.now.adding(minutes: 1_440)
    let wanted = Tap.slot(Wish(service: ID(1)), ID(1), tomorrow).data
    var confirms: [(name: String, data: String)] = []
    for name in names {
      try play.tap(name, wanted)
      confirms.append((name, try play.button(name, "ok:")))
      try play.stage.advance(minutes: 6)
    }
    let answers = try tapTogether(confirms, in: play)
    #expect(answers.count { $0.text == nil } == 1)
    #expect(answers.count { $0.text == "Sorry, that time has just been taken." } == 11)
    #expect(try play.visits().filter(\.isOpen).map(\.starts) == [tomorrow])
  }

  // MARK: Two phones

  @Test func `Confirm on two phones makes one booking`() throws {
    let play = try Play()
    let confirm = try play.hold("Anna")
    let answers = try tapTogether([("Anna", confirm), ("Anna", confirm)], in: play)
    #expect(answers.map(\.text) == [nil, "This booking is already made."])
    #expect(try play.visits().map(\.state) == [.confirmed])
    #expect(play.stage.delivered.count { $0.to == "Oliver" } == 1)
    #expect(play.stage.delivered.count { $0.to == "Anna" && !$0.files.isEmpty } == 1)
  }

  @Test func `two times on two phones keep the later one only`() throws {
    let play = try Play()
    try play.stage.say("Anna", "/start s1")
    let first = try play.button("Anna", "t:", at: 1)
    let second = try play.button("Anna", "t:", at: 2)
    _ = try tapTogether([("Anna", first), ("Anna", second)], in: play)
    let visits = try play.visits()
    #expect(visits.map(\.state) == [.expired, .held])
    #expect(play.shown("Anna")?.html.contains("10:00–10:30") == true)
    let later = try play.button("Anna", "ok:")
    // The earlier one, confirmed all the same, was let go: it is offered, not booked.
    if let earlier = visits.first { try play.tap("Anna", Tap.confirm(earlier.id).data) }
    #expect(play.shown("Anna")?.html.contains("was let go when you chose another") == true)
    #expect(play.shown("Anna")?.keyboard.joined().contains { $0.text == "Today 09:30" } == true)
    try play.tap("Anna", later)
    #expect(try play.visits().map(\.state) == [.expired, .confirmed])
  }

  @Test(arguments: [true, false]) func `a move and a cancellation at once end in one booking`(
    _ movesFirst: Bool
  ) throws {
    let play = try Play()
    let visit = try play.book("Anna")
    try play.tap("Anna", Tap.move(visit.id).data)
    try play.tap("Anna", play.button("Anna", "t:", at: 1))
    let move = (name: "Anna", data: try play.button("Anna", "ok:"))
    let cancel = (name: "Anna", data: Tap.cancel(visit.id).data)
    let answers = try tapTogether(movesFirst ? [move, cancel] : [cancel, move], in: play)
    if !movesFirst { #expect(answers.last?.text == "I can’t find that booking among yours.") }
    let after = try play.visits()
    #expect(after.first { $0.id == visit.id }?.state == .cancelled)
    #expect((after.first?.starts != visit.starts) == movesFirst)
    #expect(after.allSatisfy { !$0.isOpen })
    #expect(play.stage.quarantined == 0)
  }

  @Test func `a move that is confirmed on two phones is made once`() throws {
    let play = try Play()
    let visit = try play.book("Anna")
    try play.tap("Anna", Tap.move(visit.id).data)
    try play.tap("Anna", play.button("Anna", "t:"))
    let confirm = try play.button("Anna", "ok:")
    let answers = try tapTogether([("Anna", confirm), ("Anna", confirm)], in: play)
    #expect(answers.map(\.text) == [nil, "This booking is already made."])
    let open = try play.visits().filter(\.isOpen)
    #expect(open.map(\.id) == [visit.id] && open.first?.revision == visit.revision + 1)
    #expect(
      play.stage.delivered.count { $0.to == "Oliver" && $0.message.html.contains("moved") } == 1)
  }

  @Test func `two of the staff answer a request at once, and the first word counts`() throws {
    let play = try Play()
    let visit = try play.book("Anna", service: 4)
    try play.stage.appoint("Oliver", ownerOrSpecialist: nil)
    let before = play.stage.delivered.count { $0.to == "Anna" && !$0.isEdit }
    let answers = try tapTogether(
      [("Olga", Tap.approve(visit.id).data), ("Oliver", Tap.declineSilently(visit.id).data)],
      in: play)
    #expect(answers.map(\.text) == [nil, "This has changed meanwhile; here is how it stands."])
    #expect(try play.visits().last?.state == .confirmed)
    #expect(play.stage.delivered.count { $0.to == "Anna" && !$0.isEdit } == before + 1)
  }
}
