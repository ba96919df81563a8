import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// The figures of a small book, worked out by hand.
///
/// Two weeks from Monday, 18 January 2027; it is the second Monday, eight in the morning. Ada and
/// Ben are open daily from nine to five, 8 hours, so 112 hours each in the fortnight.
@Suite struct StatisticsTests {
  private static let monday = LocalDate(dayNumber: Int(Salon.opening.seconds / 86_400))
  private static let edges = [-7, 0, 7].map { monday.adding(days: $0) }

  private static func moment(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
    Salon.opening.adding(minutes: day * 1_440 + (hour - 8) * 60 + minute)
  }

  private func salon() throws -> Salon {
    let salon = try Salon()
    let (adas, bens, cuts, dyes) = (salon.adas, salon.bens, salon.cut, salon.dye)
    let (classes, ann, bob) = (salon.course, salon.ann.id, salon.bob.id)
    try salon.store.write { tx in
      guard let ada = try tx.catalogue().calendar(adas),
        let ben = try tx.catalogue().calendar(bens)
      else { return }
      var cut = try #require(try tx.catalogue().service(cuts))
      cut.price = Money(minor: 2_550, currency: "EUR")
      try tx.save(cut)
      var dye = try #require(try tx.catalogue().service(dyes))
      dye.price = Money(minor: 90_000, currency: "UAH")
      try tx.save(dye)
      let course = try #require(try tx.catalogue().service(classes))
      var number = 0
      func add(
        _ service: Service, _ calendar: Calendar, _ starts: Instant, _ state: BookingState,
        by client: ID<Person>
      ) throws {
        number += 1
        let made = try tx.add(
          NewVisit(
            number: "N\(number)", client: client, service: service, calendar: calendar,
            starts: starts, state: .confirmed), now: Salon.opening)
        var visit = made
        visit.state = state
        try tx.save(visit, now: Salon.opening)
      }
      // The week that is over. Ada: 30 min (completed), 30 min (confirmed, so completed), 60 min
      // missed, one cancelled, and a cut at 16:45 that ran a quarter over the hours.
      try add(cut, ada, Self.moment(-7, 9), .completed, by: ann)
      try add(cut, ada, Self.moment(-7, 10), .confirmed, by: ann)
      try add(dye, ada, Self.moment(-6, 9), .noShow, by: bob)
      try add(cut, ada, Self.moment(-5, 9), .cancelled, by: bob)
      try add(cut, ada, Self.moment(-4, 16, 45), .completed, by: bob)
      // A class of two at one time, both completed: 60 min taken, once.
      try add(course, ada, Self.moment(-3, 12), .completed, by: ann)
      try add(course, ada, Self.moment(-3, 12), .completed, by: bob)
      // Ben: one dye would not be his; a cut completed.
      try add(cut, ben, Self.moment(-1, 9), .completed, by: ann)
      // This week: Ada has a dye to come and a request, Ben a cut; an expired request counts nowhere.
      try add(dye, ada, Self.moment(0, 9), .confirmed, by: ann)
      try add(dye, ada, Self.moment(1, 9), .requested, by: bob)
      try add(cut, ben, Self.moment(6, 9), .confirmed, by: bob)
      try add(cut, ben, Self.moment(6, 11), .expired, by: bob)
      // Outside of the fortnight, by a second.
      try add(cut, ben, Self.moment(7, 0), .confirmed, by: bob)
    }
    return salon
  }

  private func figures(
    _ salon: Salon, of specialist: ID<Specialist>?, for person: Person
  ) throws -> Statistics? {
    try salon.at { try $0.statistics(of: specialist, edges: Self.edges, for: person) }
  }

  private func books(_ salon: Salon) throws -> (ada: ID<Specialist>, ben: ID<Specialist>) {
    let catalogue = try salon.store.read { try $0.catalogue() }
    return (
      try #require(catalogue.calendar(salon.adas)).specialist,
      try #require(catalogue.calendar(salon.bens)).specialist
    )
  }

  @Test func `counts, rate, revenue and occupancy are those of the book`() throws {
    let salon = try salon()
    let figures = try #require(try figures(salon, of: nil, for: salon.owner))
    let total = figures.total
    #expect(total.all == 11)
    #expect(total.completed == 6)
    #expect(total.upcoming == 3)
    #expect(total.cancelled == 1)
    #expect(total.noShow == 1)
    #expect(total.noShowRate == 1.0 / 7)
    // Four cuts at 25.50; the dyes are missed or to come, the class costs nothing.
    #expect(total.revenue == ["EUR": 10_200])
    #expect(figures.parts.map(\.all) == [8, 3])
    #expect(figures.parts.map(\.completed) == [6, 0])
    #expect(figures.parts.map(\.upcoming) == [0, 3])
    #expect(figures.parts.map(\.noShowRate) == [1.0 / 7, nil])

    // Ada: 30 + 30 + 60 (missed) + 15 (of 30, the rest after five) + 60 (class) + 60 (to come);
    // what is only asked for does not count.
    let ada = try #require(figures.occupancy.first { $0.calendar == salon.adas })
    #expect(ada.booked == 255 * 60)
    #expect(ada.open == 112 * 3_600)
    let ben = try #require(figures.occupancy.first { $0.calendar == salon.bens })
    #expect(ben.booked == 60 * 60)
    #expect(ben.share == 1.0 / 112)
  }

  @Test func `a specialist sees the figures of their own book, and of no other`() throws {
    let salon = try salon()
    let (ada, ben) = try books(salon)
    let own = try #require(try figures(salon, of: ada, for: salon.ada))
    #expect(own.total.all == 9)
    #expect(own.occupancy.map(\.calendar) == [salon.adas])
    #expect(try figures(salon, of: ben, for: salon.ada) == nil)
    #expect(try figures(salon, of: nil, for: salon.ada) == nil)
    #expect(try figures(salon, of: ada, for: salon.ann) == nil)
    #expect(try figures(salon, of: nil, for: salon.ann) == nil)
    let all = try #require(try figures(salon, of: nil, for: salon.owner))
    let other = try #require(try figures(salon, of: ben, for: salon.owner))
    #expect(own.total.all + other.total.all == all.total.all)
  }

  @Test func `open time knows the nights when clocks change`() throws {
    let zone = try #require(Zone("Europe/Paris"))
    let rules = CalendarRules(
      zone: zone, weekly: WeeklyHours(everyDay: [TimeRange(start: 0, end: 1_440)]))
    // 28 March 2027 has 23 hours, 31 October 25.
    for (month, day, hours) in [(3, 28, 23), (10, 31, 25), (6, 1, 24)] {
      let date = try #require(LocalDate(year: 2_027, month: month, day: day))
      let span = zone.dayRange(of: date)
      let open = rules.openTime(from: span.lowerBound, to: span.upperBound)
      #expect(open.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } == Int64(hours * 3_600))
    }
  }
}
