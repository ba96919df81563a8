import Booking
import Testing

@Suite("The life of a booking")
struct LifeCycleTests {
  /// One row an event, one column a state; `·` refuses.
  static let table = """
                held      requested confirmed completed no_show   cancelled declined expired
    confirm     confirmed ·         ·         ·         ·         ·         ·        ·
    request     requested ·         ·         ·         ·         ·         ·        ·
    approve     ·         confirmed ·         ·         ·         ·         ·        ·
    decline     ·         declined  ·         ·         ·         ·         ·        ·
    move        ·         requested confirmed ·         ·         ·         ·        ·
    moveAsking  ·         requested requested ·         ·         ·         ·        ·
    cancel      cancelled cancelled cancelled ·         ·         ·         ·        ·
    lapse       expired   expired   ·         ·         ·         ·         ·        ·
    complete    ·         ·         completed ·         completed ·         ·        ·
    markNoShow  ·         ·         no_show   no_show   ·         ·         ·        ·
    reopen      ·         ·         ·         confirmed confirmed ·         ·        ·
    """

  @Test("Every state answers every event as the table says, whoever cancels")
  func exhaustive() throws {
    let rows = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let events: [[BookingEvent]] = [
      [.confirm], [.request], [.approve], [.decline], [.move], [.moveAsking],
      BookingEvent.Party.allCases.map { .cancel(by: $0) }, [.lapse], [.complete], [.markNoShow],
      [.reopen],
    ]
    #expect(rows[0] == BookingState.allCases.map(\.rawValue))
    #expect(rows.count == events.count + 1)
    for (row, events) in zip(rows.dropFirst(), events) {
      for (state, cell) in zip(BookingState.allCases, row.dropFirst()) {
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
