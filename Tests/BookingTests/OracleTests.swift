import Booking
import Chance
import Foundation
import Testing

@Suite("Free times against a naive oracle")
struct OracleTests {
  @Test("Random calendars around changes of the clock offer what the oracle offers")
  func random() throws {
    let seed =
      ProcessInfo.processInfo.environment["BOOKING_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 1...UInt64.max)
    print("OracleTests: BOOKING_SEED=\(seed)")
    for round in 0..<300 {
      var dice = SplitMix(seed: seed &+ UInt64(round))
      let scene = try Scene(&dice)
      let availability = Availability(
        calendar: scene.calendar, service: scene.service, busy: scene.busy, now: scene.now)
      let slots = availability.slots(from: scene.from, to: scene.to)
      let expected = Oracle(scene).starts()
      try #require(
        slots.map(\.start) == expected,
        "BOOKING_SEED=\(seed &+ UInt64(round)), first round\n\(scene)")

      // A narrower span cuts and changes nothing; every single start is judged the same.
      let a = scene.from.adding(minutes: Int.random(in: 0...4_320, using: &dice))
      let b = a.adding(minutes: Int.random(in: 0...2_880, using: &dice))
      #expect(
        availability.slots(from: a, to: b) == slots.filter { $0.start >= a && $0.start < b }
          || b > scene.to, "seed \(seed) round \(round)\n\(scene)")
      let offered = Set(expected)
      let refused = availability.explain(from: scene.from, to: scene.to)
      #expect(offered.isDisjoint(with: refused.map(\.start)))
      for (start, because) in refused.prefix(40) {
        #expect(availability.isFree(at: start) == because)
      }
      for slot in slots.prefix(40) { #expect(availability.isFree(at: slot.start) == nil) }

      // What busySpan leaves out changes nothing, unless windows have no beginning.
      let span = scene.calendar.busySpan(for: scene.service, from: a, to: b)
      let near = scene.busy.filter {
        $0.clear.lowerBound < span.upperBound && $0.clear.upperBound > span.lowerBound
      }
      let narrow = Availability(
        calendar: scene.calendar, service: scene.service, busy: near, now: scene.now)
      if !scene.isOpenForEver {
        #expect(
          narrow.slots(from: a, to: b) == availability.slots(from: a, to: b),
          "seed \(seed) round \(round)\n\(scene)")
      }
    }
  }
}

extension Busy {
  /// The stretch kept clear, with the booking's own buffers.
  fileprivate var clear: Range<Instant> {
    switch self {
    case .booking(let start, let end, let before, let after, _, _):
      start.adding(minutes: -before)..<end.adding(minutes: after)
    case .external(let start, let end): start..<end
    }
  }
}

/// A random calendar, service and busy list; every time is a multiple of five minutes.
struct Scene: CustomStringConvertible {
  var calendar: CalendarRules
  var service: ServiceRules
  var busy: [Busy] = []
  var now: Instant
  var from: Instant
  var to: Instant
  var isOpenForEver = false

  /// Zones on dates when their clocks change.
  private static let places = [
    ("Europe/Kyiv", "2026-03-29"), ("Europe/Kyiv", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-10-04"), ("Australia/Lord_Howe", "2026-04-05"),
    ("America/Sao_Paulo", "2018-11-04"), ("America/Sao_Paulo", "2018-02-18"),
    ("Asia/Beirut", "2026-03-29"), ("Asia/Beirut", "2026-10-25"),
    ("Africa/Cairo", "2026-04-24"), ("Africa/Cairo", "2026-10-30"),
    ("Pacific/Apia", "2011-12-30"), ("America/Havana", "2026-11-01"),
    ("Atlantic/Azores", "2026-10-25"), ("America/St_Johns", "2026-03-08"),
    ("Antarctica/Troll", "2026-03-29"), ("Antarctica/Troll", "2026-10-25"),
    ("Asia/Kolkata", "2026-06-15"), ("UTC", "2026-06-15"),
  ]

  init(_ dice: inout SplitMix) throws {
    func pick<T>(_ list: [T]) throws -> T { try #require(list.randomElement(using: &dice)) }
    func coin(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &dice) < percent }
    func ticks(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) * 5 }

    let place = try pick(Self.places)
    let zone = try #require(Zone(place.0))
    let change = try #require(LocalDate(place.1))
    func window() -> TimeRange {
      let start = ticks(0...287)
      return TimeRange(start: start, end: start + ticks(1...(coin(20) ? 288 : 100)))
    }
    var weekly = WeeklyHours()
    let style = Int.random(in: 0..<10, using: &dice)
    if style == 0 {
      weekly = WeeklyHours(everyDay: [TimeRange(start: 0, end: 1_440)])
      isOpenForEver = true
    } else if style == 1 {
      let seam = ticks(1...287)
      weekly = WeeklyHours(everyDay: [TimeRange(start: seam, end: seam + 1_440)])
      isOpenForEver = true
    } else {
      for day in Weekday.allCases where coin(80) {
        weekly[day] = (0..<Int.random(in: 1...3, using: &dice)).map { _ in window() }
      }
      // A gap in every week.
      weekly[change.adding(days: 3).weekday] = []
    }
    var exceptions: [LocalDate: [TimeRange]] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &dice) where coin(60) {
      exceptions[change.adding(days: Int.random(in: -5...2, using: &dice))] =
        coin(40) ? [] : coin(30) ? [TimeRange(start: 0, end: 1_440)] : [window(), window()]
    }
    calendar = CalendarRules(
      zone: zone, weekly: weekly, exceptions: exceptions, bufferBefore: coin(40) ? ticks(0...6) : 0,
      bufferAfter: coin(40) ? ticks(0...6) : 0,
      maximumPerDay: coin(25) ? Int.random(in: 0...3, using: &dice) : nil,
      step: coin(70) ? ticks(1...30) : nil, grid: try pick(Grid.allCases))
    service = ServiceRules(
      duration: ticks(1...24), capacity: try pick([1, 1, 2, 3]),
      bufferBefore: coin(15) ? ticks(0...6) : nil)
    from = zone.dayRange(of: change).lowerBound.adding(minutes: -1_440)
    from = Instant(from.seconds / 300 * 300)
    to = from.adding(minutes: 3 * 1_440)
    now = coin(50) ? from.adding(minutes: ticks(-600...600)) : from.adding(minutes: -9 * 1_440)
    if coin(30) { calendar.minimumNotice = ticks(0...300) }
    if coin(20) { calendar.horizonDays = Int.random(in: 0...10, using: &dice) }
    for _ in 0..<Int.random(in: 0...14, using: &dice) {
      let start = from.adding(minutes: ticks(-300...900))
      let end = start.adding(minutes: coin(90) ? ticks(1...24) : 0)
      if coin(25) {
        busy.append(.external(start: start, end: end))
      } else {
        let copies = coin(30) ? 2 : 1
        let item = Busy.booking(
          start: start, end: end, bufferBefore: coin(40) ? ticks(0...4) : 0,
          bufferAfter: coin(40) ? ticks(0...4) : 0, sameService: coin(60),
          seats: Int.random(in: 1...2, using: &dice))
        for _ in 0..<copies { busy.append(item) }
      }
    }
  }

  var description: String {
    "\(calendar)\n\(service)\n\(busy)\nnow \(now) from \(from) to \(to)"
  }
}
