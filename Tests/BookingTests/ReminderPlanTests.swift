import Testing

@testable import Booking

/// Quiet hours and the moments of reminders, also on the days when clocks change.
@Suite struct ReminderPlanTests {
  private static func zone(_ name: String) -> Zone { Zone(name) ?? .utc }
  private let kyiv = zone("Europe/Kyiv")

  private func moment(_ iso: String, _ minute: Int, _ zone: Zone, edge: Zone.Edge = .start)
    -> Instant
  {
    zone.instant(LocalDate(iso: iso) ?? LocalDate(dayNumber: 0), minute: minute, edge: edge)
  }

  private func quiet(_ text: String) -> QuietHours? { QuietHours(text) }

  private func plan(
    _ starts: Instant, _ offsets: [Int] = [1_440, 120], after last: Int? = nil,
    quiet hours: String? = "22:00-08:00"
  ) -> ReminderPlan {
    ReminderPlan(
      starts: starts, offsets: offsets, after: last, quiet: hours.flatMap(quiet), zone: kyiv)
  }

  @Test func `quiet hours leave a good part of the day, and are read as they are written`() {
    #expect(quiet("22:00-08:00") == .usual)
    #expect(QuietHours.usual.description == "22:00-08:00")
    #expect(quiet("00:00-16:00") != nil && quiet("00:00-16:01") == nil)
    #expect(quiet("09:00-08:00") == nil && quiet("off") == nil && quiet("25:00-26:00") == nil)
  }

  @Test func `the night is one stretch from evening to morning`() throws {
    let begins = moment("2026-03-23", 1_320, kyiv)
    let ends = moment("2026-03-24", 480, kyiv)
    let night = QuietHours.usual.stretch(at: begins, in: kyiv)
    #expect(night == begins..<ends)
    #expect(QuietHours.usual.stretch(at: ends.adding(seconds: -1), in: kyiv) == night)
    #expect(QuietHours.usual.stretch(at: ends, in: kyiv) == nil)
    #expect(QuietHours.usual.stretch(at: begins.adding(seconds: -1), in: kyiv) == nil)
  }

  @Test func `a night in which the clocks change is an hour shorter, or longer`() {
    // Forward on 29 March 2026, back on 25 October.
    for (evening, morning, hours) in [
      ("2026-03-28", "2026-03-29", 9), ("2026-10-24", "2026-10-25", 11),
    ] {
      let begins = moment(evening, 1_320, kyiv)
      let ends = moment(morning, 480, kyiv)
      #expect(ends - begins == Int64(hours) * 3_600)
      #expect(QuietHours.usual.stretch(at: ends.adding(minutes: -1), in: kyiv) == begins..<ends)
    }
  }

  @Test func `hours that a change skips or shows twice are quiet once, from end to end`() {
    // 03:00 to 04:00 is skipped: nothing is left of it.
    let spring = moment("2026-03-29", 240, kyiv)
    #expect(quiet("03:00-04:00")?.stretch(at: spring, in: kyiv) == nil)
    #expect(quiet("03:00-04:00")?.stretch(at: spring.adding(seconds: -1), in: kyiv) == nil)
    // 03:00 to 04:00 comes twice.
    let first = moment("2026-10-25", 180, kyiv)
    let second = moment("2026-10-25", 180, kyiv, edge: .end)
    #expect(second - first == 3_600)
    let twice = quiet("03:15-03:45")?.stretch(at: first.adding(minutes: 50), in: kyiv)
    #expect(twice == first.adding(minutes: 15)..<second.adding(minutes: 45))
  }

  @Test func `what would fall in quiet hours goes before they begin`() {
    let starts = moment("2026-03-24", 540, kyiv)
    let early = moment("2026-03-23", 1_315, kyiv)
    #expect(plan(starts).next(after: moment("2026-03-23", 600, kyiv)) == early)
    #expect(plan(starts).ring(at: early) == .send(120))
    #expect(plan(starts, after: 120).next(after: early) == nil)
    // Both at once: the later one is enough.
    #expect(plan(starts, [180, 120]).ring(at: early) == .send(120))
    #expect(plan(starts, quiet: nil).next(after: early) == starts.adding(minutes: -120))
  }

  @Test func `the only one left goes when quiet hours are over, before the start`() {
    let late = moment("2026-03-23", 1_380, kyiv)
    let morning = moment("2026-03-24", 480, kyiv)
    #expect(plan(moment("2026-03-24", 540, kyiv)).next(after: late) == morning)
    #expect(plan(moment("2026-03-24", 540, kyiv)).ring(at: morning) == .send(120))
    #expect(plan(moment("2026-03-24", 480, kyiv)).next(after: late) == nil)
    // There is another: the one in the night is dropped.
    let noon = moment("2026-03-24", 570, kyiv)
    #expect(plan(noon, [120, 60]).next(after: late) == noon.adding(minutes: -60))
  }

  @Test func `a visit that begins in quiet hours is reminded of in them, but not the night before`()
  {
    let starts = moment("2026-03-24", 1_430, kyiv)
    #expect(
      plan(starts, [60]).next(after: starts.adding(minutes: -600))
        == starts.adding(minutes: -60))
    #expect(plan(starts, [60]).ring(at: starts.adding(minutes: -60)) == .send(60))
    #expect(
      plan(starts, [1_440]).next(after: starts.adding(minutes: -3_000))
        == moment("2026-03-23", 1_315, kyiv))
  }

  @Test func `late is better than never, but not in the night and not after the start`() {
    let starts = moment("2026-03-24", 840, kyiv)
    let plan = plan(starts)
    #expect(plan.ring(at: starts.adding(minutes: -1_441)) == .nothing)
    #expect(plan.ring(at: starts.adding(minutes: -1_000)) == .send(1_440))
    #expect(
      plan.ring(at: moment("2026-03-23", 1_400, kyiv))
        == .wait(until: moment("2026-03-24", 480, kyiv)))
    #expect(plan.ring(at: starts.adding(minutes: -30)) == .send(120))
    #expect(plan.ring(at: starts) == .nothing)
    #expect(plan.ring(at: starts.adding(minutes: 1)) == .nothing)
  }

  @Test func `what went does not go again, whatever the clock says`() {
    let starts = moment("2026-03-24", 840, kyiv)
    let rest = plan(starts, after: 1_440)
    #expect(rest.ring(at: starts.adding(minutes: -2_000)) == .nothing)
    #expect(rest.ring(at: starts.adding(minutes: -1_300)) == .nothing)
    #expect(rest.next(after: starts.adding(minutes: -2_000)) == starts.adding(minutes: -120))
    #expect(plan(starts, []).next(after: starts.adding(minutes: -2_000)) == nil)
  }
}
