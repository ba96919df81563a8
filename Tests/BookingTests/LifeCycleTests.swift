import Booking
import Testing

@Suite("The life of a booking")
struct LifeCycleTests {
  /// One column an event, one row a state; `·` refuses.
  static let table = """
                confirm   request   approve   decline  cancel    lapse   complete  markNoShow reopen
    held        confirmed requested ·         ·        cancelled expired ·         ·          ·
    requested   ·         ·         confirmed declined cancelled expired ·         ·          ·
    confirmed   ·         ·         ·         ·        cancelled ·       completed no_show    ·
    completed   ·         ·         ·         ·        ·         ·       ·         no_show    confirmed
    no_show     ·         ·         ·         ·        ·         ·       completed ·          confirmed
    cancelled   ·         ·         ·         ·        ·         ·       ·         ·          ·
    declined    ·         ·         ·         ·        ·         ·       ·         ·          ·
    expired     ·         ·         ·         ·        ·         ·       ·         ·          ·
    """

  @Test("Every state answers every event as the table says, whoever cancels")
  func exhaustive() throws {
    let rows = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let columns: [[BookingEvent]] = [
      [.confirm], [.request], [.approve], [.decline],
      BookingEvent.Party.allCases.map { .cancel(by: $0) }, [.lapse], [.complete], [.markNoShow],
      [.reopen],
    ]
    #expect(rows.dropFirst().map { $0[0] } == BookingState.allCases.map(\.rawValue))
    for row in rows.dropFirst() {
      let state = try #require(BookingState(rawValue: row[0]))
      for (cell, events) in zip(row.dropFirst(), columns) {
        for event in events {
          #expect(state.next(event)?.rawValue ?? "·" == cell, "\(state) \(event)")
        }
      }
    }
  }

  @Test("Only what is still to come blocks time; the final states have no way on")
  func kinds() {
    #expect(BookingState.allCases.filter(\.isActive) == [.held, .requested, .confirmed])
    #expect(BookingState.allCases.filter(\.isFinal) == [.cancelled, .declined, .expired])
  }

  @Test(
    "A client cancels alone until the hours given, then asks",
    arguments: [
      (24, 24 * 3_600, CancellationRule.Verdict.free), (24, 24 * 3_600 - 1, .asksSpecialist),
      (24, 1, .asksSpecialist), (24, 0, .past), (0, 1, .free), (0, 0, .past), (0, -5, .past),
    ] as [(Int, Int, CancellationRule.Verdict)])
  func cancellation(hours: Int, secondsLeft: Int, verdict: CancellationRule.Verdict) {
    let start = Instant(1_780_000_000)
    let rule = CancellationRule(freeUntilHours: hours)
    #expect(rule.verdict(start: start, now: start.adding(seconds: -secondsLeft)) == verdict)
  }
}
