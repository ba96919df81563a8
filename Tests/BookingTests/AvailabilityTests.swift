import Booking
import Testing

@Suite("Free times")
struct AvailabilityTests {
  private let day = LocalDate(dayNumber: 20_619)  // Monday, 15 June 2026
  private let now = Instant(20_600 * 86_400)

  private func at(_ hour: Int, _ minute: Int = 0) -> Instant {
    Instant(Int64(day.dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60))
  }

  private func booking(
    _ start: Instant, minutes: Int = 60, same: Bool = false, seats: Int = 1
  ) -> Busy {
    .booking(
      start: start, end: start.adding(minutes: minutes), bufferBefore: 0, bufferAfter: 0,
      sameService: same, seats: seats)
  }

  private func calendar(_ change: (inout CalendarRules) -> Void = { _ in }) -> CalendarRules {
    var calendar = CalendarRules(
      zone: .utc, exceptions: [day: [TimeRange(start: 540, end: 720)]], step: 30)
    change(&calendar)
    return calendar
  }

  @Test("Every refused start says why")
  func reasons() {
    let busy: [Busy] = [
      booking(at(9, 30), minutes: 30, same: true, seats: 2),
      .external(start: at(10, 30), end: at(11)), booking(at(14), same: true),
    ]
    let availability = Availability(
      calendar: calendar(), service: ServiceRules(duration: 30, capacity: 2), busy: busy, now: now)
    let refused = availability.explain(from: at(0), to: at(24))
    #expect(refused.map(\.start) == [at(9, 30), at(10, 30), at(14)])
    // A group visit beyond the hours can't be joined.
    #expect(refused.map(\.because) == [.full, .external, .outsideHours])
    #expect(availability.isFree(at: at(9)) == nil)
    #expect(availability.isFree(at: at(9, 10)) == .busy)
    #expect(availability.isFree(at: at(10, 5)) == .external)
    #expect(availability.isFree(at: at(11, 10)) == .offGrid)
    #expect(availability.isFree(at: at(11, 45)) == .outsideHours)
  }

  @Test("Past, notice, horizon and a full day are told apart")
  func filters() {
    func refusal(_ start: Instant, _ change: (inout CalendarRules) -> Void) -> Refusal? {
      Availability(
        calendar: calendar(change), service: ServiceRules(duration: 30),
        busy: [booking(at(9))], now: at(8)
      ).isFree(at: start)
    }
    #expect(refusal(at(7)) { _ in } == .past)
    #expect(refusal(at(10)) { $0.minimumNotice = 121 } == .notice)
    #expect(refusal(at(10)) { $0.minimumNotice = 120 } == nil)
    #expect(refusal(at(24 + 10)) { $0.horizonDays = 0 } == .horizon)
    #expect(refusal(at(10)) { $0.horizonDays = 0 } == nil)
    #expect(refusal(at(10)) { $0.maximumPerDay = 1 } == .dayFull)
    #expect(refusal(at(10)) { $0.maximumPerDay = 2 } == nil)
    #expect(refusal(at(9)) { $0.maximumPerDay = 2 } == .busy)
    #expect(refusal(at(10)) { $0.maximumPerDay = 0 } == .dayFull)
  }

  @Test("Seats of a group visit add up over its bookings")
  func seats() {
    let group = [booking(at(9, 10), same: true), booking(at(9, 10), same: true, seats: 2)]
    func slots(capacity: Int, _ extra: [Busy] = []) -> [Slot] {
      Availability(
        calendar: calendar(), service: ServiceRules(duration: 60, capacity: capacity),
        busy: group + extra, now: now
      ).slots(on: day)
    }
    let open = slots(capacity: 5)
    #expect(open.map(\.start) == [at(9, 10), at(10, 30), at(11)])
    #expect(open.map(\.seatsLeft) == [2, 5, 5])
    #expect(open.map(\.joinsGroup) == [true, false, false])
    #expect(slots(capacity: 3).map(\.start) == [at(10, 30), at(11)])
    // Something else in the way of the group closes it.
    #expect(
      slots(capacity: 5, [.external(start: at(10), end: at(10, 5))]).map(\.start)
        == [at(10, 30), at(11)])
  }

  @Test("Buffers add up between bookings; against external time only one's own counts")
  func buffers() {
    let rules = calendar {
      $0.bufferBefore = 10
      $0.bufferAfter = 20
      $0.step = 5
    }
    func first(_ busy: Busy, override: Int? = nil) -> Instant? {
      Availability(
        calendar: rules, service: ServiceRules(duration: 30, bufferBefore: override),
        busy: [busy], now: now
      ).slots(on: day).first?.start
    }
    let own = Busy.booking(
      start: at(9), end: at(10), bufferBefore: 0, bufferAfter: 15, sameService: false, seats: 1)
    #expect(first(own) == at(10, 25))
    #expect(first(own, override: 0) == at(10, 15))
    #expect(first(.external(start: at(9), end: at(10))) == at(10, 10))
  }

  @Test("Days with room are counted by the calendar's own dates")
  func days() {
    let rules = CalendarRules(
      zone: .utc,
      exceptions: [
        day: [TimeRange(start: 1_380, end: 1_500)],
        day.adding(days: 3): [TimeRange(start: 0, end: 60)],
        day.adding(days: 40): [TimeRange(start: 0, end: 60)],
      ], step: 30)
    let availability = Availability(
      calendar: rules, service: ServiceRules(duration: 30), busy: [], now: now)
    #expect(
      availability.daysWithRoom(month: day)
        == [day: 2, day.adding(days: 1): 2, day.adding(days: 3): 2])
    #expect(availability.daysWithRoom(from: day, through: day) == [day: 2])
  }

  @Test("Rules without sense offer nothing and do not trap")
  func nonsense() {
    var rules = calendar {
      $0.step = -3
      $0.bufferBefore = .max
      $0.minimumNotice = .min
      $0.horizonDays = .max
    }
    rules.weekly[.monday] = [TimeRange(start: -10, end: 99_999), TimeRange(start: 60, end: 60)]
    for duration in [0, -1, Int.max] {
      let availability = Availability(
        calendar: rules, service: ServiceRules(duration: duration, capacity: -1),
        busy: [.external(start: at(10), end: at(9))], now: now)
      #expect(availability.slots(from: at(0), to: at(48)).isEmpty)
      #expect(availability.explain(from: at(0), to: at(48)).allSatisfy { $0.because != .past })
    }
    #expect(
      Availability(
        calendar: calendar(), service: ServiceRules(duration: 30), busy: [], now: now
      ).slots(from: at(12), to: at(9)).isEmpty)
  }

  @Test("A window reaches back to its gap, however far, and the span asked for changes nothing")
  func farGap() {
    var rules = CalendarRules(
      zone: .utc, weekly: WeeklyHours(everyDay: [TimeRange(start: 0, end: 1_440)]), step: 50)
    rules.exceptions[day.adding(days: -900)] = []
    rules.exceptions[day.adding(days: -400)] = [TimeRange(start: 0, end: 1_440)]
    let availability = Availability(
      calendar: rules, service: ServiceRules(duration: 50), busy: [], now: now)
    let open = at(0).adding(minutes: -899 * 1_440)
    for slot in availability.slots(on: day) { #expect((slot.start - open) % 3_000 == 0) }
  }
}
