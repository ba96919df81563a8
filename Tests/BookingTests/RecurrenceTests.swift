import Chance
import Foundation
import Testing

@testable import Booking

/// Dates and times of visits that come back, against a calendar that is walked day by day.
@Suite struct RecurrenceTests {
  private static let zones = [
    "Europe/Paris", "America/New_York", "Asia/Kolkata", "Africa/Cairo", "Europe/Kyiv",
    "Australia/Lord_Howe", "America/Sao_Paulo", "UTC",
  ]

  /// The same by the slow way: every day is looked at, in Foundation's own calendar.
  private static func oracle(_ rhythm: Rhythm, _ index: Int, from first: LocalDate) -> LocalDate? {
    var date = first
    var found = 0
    let weekdayOfFirst = first.weekday
    let nth = (first.day - 1) / 7
    while found < index {
      date = date.adding(days: 1)
      if date.year > first.year + 5 { return nil }
      let isMeant =
        switch rhythm {
        case .weeks(let weeks):
          date.weekday == weekdayOfFirst && (date.dayNumber - first.dayNumber) / 7 % weeks == 0
        case .dayOfMonth: date.day == first.day
        case .weekdayOfMonth: date.weekday == weekdayOfFirst && (date.day - 1) / 7 == nth
        case .lastWeekdayOfMonth:
          date.weekday == weekdayOfFirst && date.adding(days: 7).month != date.month
        }
      if isMeant { found += 1 }
    }
    return date
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `dates are those of the calendar`(_ seed: UInt64) {
    let dice = Dice(seed: seed)
    for _ in 0..<60 {
      let first = LocalDate(dayNumber: 20_000 + Int(dice.next() % 4_000))
      for rhythm in Rhythm.fitting(first) {
        let index = Int(dice.next() % 26)
        #expect(
          rhythm.date(index, from: first) == Self.oracle(rhythm, index, from: first),
          "seed \(seed): \(rhythm) \(index) from \(first)")
      }
    }
  }

  @Test(arguments: zones)
  func `the wall time is the same on every date, unless clocks leave it out`(_ name: String) throws
  {
    let zone = try #require(Zone(name))
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: name))
    let seed: UInt64 = 11
    let dice = Dice(seed: seed)
    for _ in 0..<40 {
      let date = LocalDate(dayNumber: 20_400 + Int(dice.next() % 700))
      // Much at night, where the clocks change.
      let minute = Int(dice.next() % 3 == 0 ? dice.next() % 1_440 : dice.next() % 240)
      let first = zone.instant(date, minute: minute)
      let wall = zone.local(first)
      for rhythm in Rhythm.fitting(wall.date).filter({ [1, 2, 11, 12, 13].contains($0.code) }) {
        let recurrence = try #require(Recurrence(first: first, rhythm: rhythm, zone: zone))
        for index in 0..<26 {
          let occurrence = recurrence[index]
          let day = rhythm.date(index, from: wall.date)
          let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute],
            from: Date(timeIntervalSince1970: Double(occurrence.moment.seconds)))
          let isSame =
            parts.year == day.year && parts.month == day.month && parts.day == day.day
            && (parts.hour ?? 0) * 60 + (parts.minute ?? 0) == wall.minute
          let words = "seed \(seed): \(name) \(rhythm) \(index) from \(first)"
          switch occurrence {
          case .once, .twice: #expect(isSame, "\(words)")
          case .never: #expect(!isSame, "\(words)")
          }
          if case .twice(let moment) = occurrence {
            let again = (1...180).contains { minutes in
              zone.local(moment.adding(minutes: minutes)).minute == wall.minute
                && zone.local(moment.adding(minutes: minutes)).date == day
            }
            #expect(again, "\(words)")
          }
        }
      }
    }
  }

  @Test func `a gap and an overlap are told apart from other days`() throws {
    let paris = try #require(Zone("Europe/Paris"))
    // Sunday, 22 March 2026, 02:30; a week later clocks go from 02:00 to 03:00.
    let first = paris.instant(try #require(LocalDate("2026-03-22")), minute: 150)
    let weekly = try #require(Recurrence(first: first, rhythm: .weeks(1), zone: paris))
    #expect(weekly[0] == .once(first))
    #expect(weekly[1] == .never(try #require(Instant(iso: "2026-03-29T01:00:00Z"))))
    #expect(weekly[2] == .once(try #require(Instant(iso: "2026-04-05T00:30:00Z"))))
    // 25 October: 02:30 comes twice.
    #expect(weekly[31] == .twice(try #require(Instant(iso: "2026-10-25T00:30:00Z"))))
    let cairo = try #require(Zone("Africa/Cairo"))
    // The last Friday of April has no half past midnight there.
    let friday = cairo.instant(try #require(LocalDate("2026-03-27")), minute: 30)
    let last = try #require(
      Recurrence(first: friday, rhythm: .lastWeekdayOfMonth, zone: cairo))
    guard case .never = last[1] else {
      Issue.record("\(last[1])")
      return
    }
  }

  @Test func `no day is on offer that some months do not have`() throws {
    for day in 1...31 {
      let date = try #require(LocalDate(year: 2026, month: 1, day: day))
      let rhythms = Rhythm.fitting(date)
      #expect(rhythms.contains(.dayOfMonth) == (day <= 28))
      #expect(rhythms.contains(.weekdayOfMonth) == (day <= 28))
      #expect(rhythms.contains(.lastWeekdayOfMonth) == (day >= 25))
      #expect(Recurrence(first: Instant(0), rhythm: .weeks(9), zone: .utc) == nil)
    }
    let leap = try #require(LocalDate("2028-02-29"))
    #expect(Rhythm.fitting(leap).contains(.lastWeekdayOfMonth))
    #expect(Rhythm.lastWeekdayOfMonth.date(12, from: leap) == LocalDate("2029-02-27"))
    for code in -1...40 { #expect(Rhythm(code: code).map(\.code) ?? code == code) }
    #expect(Rhythm(code: 0) == nil && Rhythm(code: 9) == nil && Rhythm(code: 14) == nil)
  }
}
