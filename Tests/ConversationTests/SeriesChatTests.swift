import Booking
import FrontDesk
import Stage
import Store
import Testing

@testable import Conversation

/// A series in the chat: forged buttons, other people's fingers, two phones, and what screens cost.
@Suite struct SeriesChatTests {
  let play: Play

  init() throws {
    play = try Play()
    try play.stage.say("Oliver", "/start")
    try play.stage.say("Olga", "/start")
    try play.stage.say("Ben", "/start")
  }

  /// Anna's visits, a week from each other.
  private func booked(_ times: Int, service: Int = 1) throws -> [Visit] {
    _ = try play.hold("Anna", service: service)
    let hold = try #require(play.visits().last)
    try play.tap("Anna", SeriesTap.preview(form(hold.id, times)).data)
    try play.tap("Anna", play.button("Anna", "Ey"))
    let visits = try play.visits()
    try #require(visits.count { $0.series != nil } == times)
    return visits.filter { $0.series != nil }
  }

  private func form(_ id: ID<Visit>, _ times: Int) -> SeriesForm {
    SeriesForm(visit: id, rhythm: .weeks(1), times: times)
  }

  /// Every step with numbers that no screen has.
  private func forged(_ id: ID<Visit>) -> [SeriesTap] {
    let most = (1 << 53) - 1
    let numbers = [-most, -1, 0, 1, 27, most]
    let moments = [Instant(Int64(-most)), Instant(0), play.stage.now, Instant(Int64(most))]
    let far = LocalDate(dayNumber: 99_999)
    let making = numbers.flatMap { number -> [SeriesTap] in
      let strange = form(id, number)
      let usual = form(id, 4)
      return [
        .preview(strange), .dates(strange), .date(strange, place: 1), .leave(strange, place: 1),
        .restore(strange, place: 1), .change(strange, place: 1, play.stage.now),
        .book(strange, digest: 1), .date(usual, place: number), .leave(usual, place: number),
        .restore(usual, place: number), .book(usual, digest: number), .whole(id, page: number),
        .cancel(id, .all, digest: number), .day(id, .all, far, page: number),
        .day(id, .following, LocalDate(dayNumber: 20_533), page: number),
      ]
    }
    let moving = moments.flatMap { moment -> [SeriesTap] in
      let shift = ShiftForm(visit: id, scope: .all, starts: moment)
      return [.change(form(id, 4), place: 2, moment), .shift(shift)]
        + numbers.flatMap { number -> [SeriesTap] in
          [
            .shiftDate(shift, place: number), .shiftLeave(shift, place: number),
            .shiftRestore(shift, place: number), .shiftChange(shift, place: number, moment),
            .move(shift, digest: number),
          ]
        }
    }
    return making + moving + [
      .month(id, .all, far), .month(id, .all, LocalDate(dayNumber: -99_999)),
    ]
  }

  @Test func `forged numbers change nothing and get an answer`() throws {
    let visit = try play.book("Anna")
    let series = try booked(3, service: 2)
    let before = try play.visits()
    for id in [visit.id, series[0].id, ID(-7)] {
      for tap in forged(id) {
        try play.tap("Anna", tap.data)
        try play.tap("Oliver", StaffSeriesTap.step(tap).data)
      }
    }
    #expect(try play.visits() == before)
    #expect(play.stage.quarantined == 0)
  }

  @Test func `nobody else's finger moves, ends or reads a series`() throws {
    let visits = try booked(4)
    let before = try play.visits()
    let id = visits[1].id
    let later = visits[1].starts.adding(minutes: 30)
    let taps: [SeriesTap] = [
      .begin(id), .toHold(id), .count(id, .weeks(1)), .preview(form(id, 3)), .whole(id, page: 0),
      .calendarFile(id), .askMove(id), .moveOne(id), .times(id, .all), .askCancel(id),
      .cancelOne(id), .cancelling(id, .all),
      .shift(ShiftForm(visit: id, scope: .all, starts: later)),
    ]
    for tap in taps {
      for data in [tap.data, StaffSeriesTap.step(tap).data] {
        let answer = try play.tap("Ben", data)
        let screen = play.shown("Ben")?.html ?? ""
        #expect(
          !screen.contains("Anna") && !screen.contains("<b>Haircut</b>"), "\(data): \(screen)")
        #expect(answer.text != nil || !screen.isEmpty, "\(data)")
      }
    }
    for tap in [StaffSeriesTap.approve(id), .decline(id), .declineSilently(id)] {
      try play.tap("Ben", tap.data)
      try play.tap("Anna", tap.data)
    }
    #expect(try play.visits() == before)
  }

  @Test func `two phones at once make one series`() throws {
    _ = try play.hold("Anna")
    let hold = try #require(play.visits().last)
    try play.tap("Anna", SeriesTap.preview(form(hold.id, 5)).data)
    let data = try play.button("Anna", "Ey")
    try play.tap("Anna", data)
    let once = try play.visits()
    let answer = try play.tap("Anna", data)
    #expect(answer.text == "This booking is already made.")
    #expect(play.shown("Anna")?.html.contains("A series of visits") == true)
    #expect(try play.visits() == once && once.count { $0.series != nil } == 5)
    #expect(
      play.stage.delivered.count {
        $0.to == "Oliver" && $0.message.html.contains("New series: 5 visits")
      } == 1)
  }

  @Test func `of two who look at the same times the second is shown what is left`() throws {
    _ = try play.hold("Anna")
    let annas = try #require(play.visits().last)
    try play.tap("Anna", SeriesTap.preview(form(annas.id, 4)).data)
    _ = try play.hold("Ben", at: 0)
    let bens = try #require(play.visits().last)
    try play.tap("Ben", SeriesTap.preview(form(bens.id, 4)).data)
    // Ben wants the second date at Anna's time.
    let wanted = annas.starts.adding(minutes: 7 * 1_440)
    try play.tap("Ben", SeriesTap.change(form(bens.id, 4), place: 1, wanted).data)
    let late = try play.button("Ben", "Ey")
    try play.tap("Anna", play.button("Anna", "Ey"))
    let before = try play.visits()
    let answer = try play.tap("Ben", late)
    #expect(answer.text == "Something has changed meanwhile.")
    #expect(try play.visits() == before, "nothing is done by halves")
    let screen = play.shown("Ben")?.html ?? ""
    #expect(screen.contains("nothing has been done yet") && screen.contains("not free"))
  }

  @Test func `screens of a series cost the same however many visits it has`() throws {
    func costs(_ times: Int) throws -> [Int] {
      let play = try Play()
      try play.stage.change { desk in
        for var calendar in try desk.tx.catalogue().calendars {
          calendar.rules.horizonDays = 400
          try desk.tx.save(calendar)
        }
      }
      _ = try play.hold("Anna")
      let hold = try #require(play.visits().last)
      let form = form(hold.id, times)
      let taps: [SeriesTap] = [
        .begin(hold.id), .count(hold.id, .weeks(1)), .preview(form), .dates(form),
        .date(form, place: 1), .preview(form),
      ]
      var costs: [Int] = []
      func cost(_ data: String) throws {
        costs.append(try play.stage.store.countStatements { try play.tap("Anna", data) })
      }
      for tap in taps { try cost(tap.data) }
      try play.tap("Anna", play.button("Anna", "Ey"))
      let shift = ShiftForm(visit: hold.id, scope: .all, starts: hold.starts.adding(minutes: 30))
      let after: [SeriesTap] = [
        .whole(hold.id, page: 0), .askMove(hold.id), .times(hold.id, .all), .shift(shift),
        .shiftDate(shift, place: 1), .cancelling(hold.id, .all),
      ]
      for tap in after { try cost(tap.data) }
      for tap in [Tap.home, .bookings, .booking(hold.id)] { try cost(tap.data) }
      return costs
    }
    // Not of two: that is what the question for the number begins with, and needs no note.
    let few = try costs(3)
    let many = try costs(26)
    #expect(many == few, "\(many), \(few)")
    #expect(few.allSatisfy { $0 <= 30 }, "\(few)")
  }
}
