/// The free times of one service on one calendar, from its rules and what is taken.
package struct Availability: Sendable {
  package init(calendar: CalendarRules, service: ServiceRules, busy: [Busy], now: Instant) {}
  package func slots(from: Instant, to: Instant) -> [Slot] { [] }
  package func isFree(at start: Instant) -> Refusal? { nil }
}
