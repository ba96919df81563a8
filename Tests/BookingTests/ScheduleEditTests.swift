import Chance
import Testing

@testable import Booking

/// What an edit of single days makes of the hours, and which visits it hits.
@Suite struct ScheduleEditTests {
  private func day(_ iso: String) throws -> LocalDate { try #require(LocalDate(iso: iso)) }

  private func range(_ text: String) throws -> TimeRange { try #require(TimeRange(text)) }

  private func edit(
    _ date: String, _ change: ScheduleEdit.Change
  ) throws -> ScheduleEdit {
    try #require(ScheduleEdit(first: day(date), last: day(date), change: change))
  }

  @Test func `dates out of order, more than a year and windows that overlap are no edit`() throws {
    let (a, b) = (try day("2026-12-24"), try day("2027-01-02"))
    #expect(ScheduleEdit(first: b, last: a, change: .off) == nil)
    #expect(ScheduleEdit(first: a, last: a.adding(days: 366), change: .off) == nil)
    #expect(ScheduleEdit(first: a, last: a.adding(days: 365), change: .off)?.days == 366)
    #expect(ScheduleEdit(first: a, last: a, change: .hours([])) == nil)
    let overlapping = [try range("09:00-13:00"), try range("12:00-15:00")]
    #expect(ScheduleEdit(first: a, last: a, change: .hours(overlapping)) == nil)
    let backwards = [TimeRange(start: 600, end: 600)]
    #expect(ScheduleEdit(first: a, last: a, change: .extra(backwards)) == nil)
  }

  @Test(arguments: [
    ("extra", "18:00-20:00", "09:00-13:00,14:00-20:00"),
    ("extra", "20:00-22:00", "09:00-13:00,14:00-18:00,20:00-22:00"),
    ("extra", "22:00-02:00", "09:00-13:00,14:00-18:00,22:00-02:00"),
    ("extra", "12:00-15:00", "09:00-18:00"),
    ("without", "12:00-15:00", "09:00-12:00,15:00-18:00"),
    ("without", "00:00-24:00", ""),
    ("without", "10:00-11:00", "09:00-10:00,11:00-13:00,14:00-18:00"),
    ("without", "19:00-20:00", "09:00-13:00,14:00-18:00"),
  ]) func `a date's windows with some more, or without some`(
    _ change: String, _ window: String, _ expected: String
  ) throws {
    let rules = CalendarRules(
      zone: .utc,
      weekly: WeeklyHours(everyDay: [try range("09:00-13:00"), try range("14:00-18:00")]))
    let windows = [try range(window)]
    let edit = try edit("2026-12-24", change == "extra" ? .extra(windows) : .without(windows))
    let result = edit.windows(on: edit.first, rules) ?? []
    #expect(result.map(\.description).joined(separator: ",") == expected)
  }

  @Test func `weekly hours come back`() throws {
    let date = try day("2026-12-24")
    let rules = CalendarRules(zone: .utc, exceptions: [date: []])
    #expect(try edit("2026-12-24", .usual).applied(to: rules).exceptions.isEmpty)
  }

  @Test func `a night that began the day before is not that day's`() throws {
    let rules = CalendarRules(
      zone: .utc, weekly: WeeklyHours(everyDay: [try range("22:00-02:00")]))
    let reach = EditReach(try edit("2026-12-24", .off), rules)
    func hits(_ iso: String) throws -> Bool {
      let start = try #require(Instant(iso: iso))
      return reach.hits(from: start, to: start.adding(minutes: 60))
    }
    #expect(try !hits("2026-12-24T00:30:00Z"), "the night of the 23rd")
    #expect(try hits("2026-12-24T22:00:00Z"))
    #expect(try hits("2026-12-25T00:30:00Z"), "the night of the 24th")
    #expect(try !hits("2026-12-25T22:00:00Z"))
    #expect(try hits("2026-12-24T12:00:00Z"), "outside before, and named by the edit")
  }

  /// Against the minutes of the days, one by one.
  @Test(arguments: [1, 2, 3] as [UInt64]) func `hits are what the hours no longer hold`(
    _ seed: UInt64
  ) throws {
    let dice = Dice(seed: seed)
    let base = try day("2026-06-01")
    func windows() -> [TimeRange] {
      let start = Int(dice.next() % 1_380)
      let first = TimeRange(start: start, end: start + 30 + Int(dice.next() % 600))
      guard first.end < 1_300, dice.next() % 2 == 0 else { return [first] }
      return [first, TimeRange(start: first.end + 20, end: first.end + 120)]
    }
    for _ in 0..<60 {
      var rules = CalendarRules(zone: .utc)
      for weekday in Weekday.allCases where dice.next() % 5 > 0 {
        rules.weekly[weekday] = windows()
      }
      for offset in 0..<6 where dice.next() % 4 == 0 {
        rules.exceptions[base.adding(days: offset)] = dice.next() % 2 == 0 ? [] : windows()
      }
      let first = base.adding(days: Int(dice.next() % 3))
      let change: ScheduleEdit.Change =
        switch dice.next() % 5 {
        case 0: .off
        case 1: .hours(windows())
        case 2: .extra(windows())
        case 3: .without(windows())
        default: .usual
        }
      let last = first.adding(days: Int(dice.next() % 3))
      let edit = try #require(ScheduleEdit(first: first, last: last, change: change))
      let (before, after) = (minutes(rules, base), minutes(edit.applied(to: rules), base))
      let reach = EditReach(edit, rules)
      for _ in 0..<40 {
        let start = 1_440 + Int(dice.next() % 8_000)
        let visit = start..<start + 15 + Int(dice.next() % 120)
        let day = base.adding(days: start / 1_440)
        let isNamed = first <= day && day <= last
        let isExtra = if case .extra = change { true } else { false }
        let expected =
          !visit.allSatisfy(after.contains)
          && (visit.allSatisfy(before.contains) || (isNamed && !isExtra))
        let midnight = Instant(Int64(base.dayNumber) * 86_400)
        #expect(
          reach.hits(
            from: midnight.adding(minutes: visit.lowerBound),
            to: midnight.adding(minutes: visit.upperBound)) == expected,
          "seed \(seed): \(edit), minutes \(visit)")
      }
    }
  }

  /// The open minutes of ten days from the day before `base` on, counted from `base`.
  private func minutes(_ rules: CalendarRules, _ base: LocalDate) -> Set<Int> {
    var open: Set<Int> = []
    for offset in -1..<9 {
      for window in rules.windows(on: base.adding(days: offset)) {
        open.formUnion((offset * 1_440 + window.start)..<(offset * 1_440 + window.end))
      }
    }
    return open
  }
}
