/// The free times of one service on one calendar, from its rules and what is taken.
///
/// Answers never depend on the span asked for, as long as `busy` holds all that
/// `CalendarRules.busySpan` names. The rules:
///
/// 1. Windows: each date's exception or weekly hours; those that overlap or touch are one.
/// 2. A start is feasible when the visit lies in one window and, widened by its buffers, overlaps
///    no booking widened by its own and no external time. A visit of the same service that
///    starts just then is no obstacle while it has seats.
/// 3. The grid picks among feasible starts; a group visit keeps its own start on offer.
/// 4. Filters, which move no grid: notice, horizon, visits a day, the span asked for.
package struct Availability: Sendable {
  private let zone: Zone
  private let hours: OpenHours
  private let obstacles: Obstacles
  private let grid: GridStarts
  private let duration: Int64
  private let capacity: Int
  private let now: Int64
  private let earliest: Int64
  /// The first moment beyond the horizon.
  private let horizon: Int64
  private let maximumPerDay: Int?
  /// The day numbers that have their maximum of visits.
  private let fullDays: Set<Int>

  /// Takes `busy` in any order. Rules that make no sense (a duration of 0) offer nothing.
  package init(calendar: CalendarRules, service: ServiceRules, busy: [Busy], now: Instant) {
    zone = calendar.zone
    hours = OpenHours(calendar)
    let minutes = Self.sound(service.duration)
    duration = Int64(minutes) * 60
    capacity = max(1, service.capacity)
    obstacles = Obstacles(
      busy, duration: duration,
      before: Int64(Self.sound(service.bufferBefore ?? calendar.bufferBefore)) * 60,
      after: Int64(Self.sound(service.bufferAfter ?? calendar.bufferAfter)) * 60,
      capacity: capacity)
    grid = GridStarts(
      grid: calendar.grid, step: Int64(max(1, Self.sound(calendar.step ?? minutes))) * 60,
      zone: zone)
    self.now = now.seconds
    earliest = now.seconds + Int64(Self.sound(calendar.minimumNotice)) * 60
    horizon =
      zone.dayRange(
        dayNumber: zone.dayNumber(at: now) + min(max(calendar.horizonDays, 0), 36_600)
      ).upperBound.seconds
    maximumPerDay = calendar.maximumPerDay
    fullDays = Self.fullDays(busy, calendar.maximumPerDay, calendar.zone)
  }

  /// The starts on offer with from ≤ start < to, in order.
  package func slots(from: Instant, to: Instant) -> [Slot] {
    let first = max(from.seconds, earliest)
    let last = min(to.seconds, horizon) - 1
    guard duration > 0, first <= last else { return [] }
    let windows = hours.windows(from: first, to: last + duration)
    if windows.isEmpty { return [] }
    var groups = obstacles.groups[...]
    if !groups.isEmpty {
      groups =
        groups.filter { group in
          (first...last).contains(group.start) && windows.contains { fits(group.start, $0) }
        }[...]
    }
    var slots: [Slot] = []
    if first < last { slots.reserveCapacity(16) }
    for window in windows {
      forEachFeasible(in: window, first...last) { range, stretch in
        grid.forEach(in: range, window: window.start, stretch: stretch) { start in
          while let group = groups.first, group.start <= start {
            append(group, to: &slots)
            groups.removeFirst()
          }
          if slots.last?.start.seconds != start, !isFull(dayOf: start) {
            slots.append(slot(start, seatsLeft: capacity, joinsGroup: false))
          }
        }
      }
    }
    for group in groups { append(group, to: &slots) }
    return slots
  }

  /// The starts on offer on a date of the calendar's zone.
  package func slots(on date: LocalDate) -> [Slot] {
    let day = zone.dayRange(of: date)
    return slots(from: day.lowerBound, to: day.upperBound)
  }

  /// How many starts each date has on offer, from the first to the last date; dates without any
  /// are left out.
  package func daysWithRoom(from first: LocalDate, through last: LocalDate) -> [LocalDate: Int] {
    var counts: [LocalDate: Int] = [:]
    let from = zone.dayRange(of: first).lowerBound
    let to = zone.dayRange(of: last).upperBound
    var day = Int.min
    var count = 0
    for slot in slots(from: from, to: to) {
      let next = zone.dayNumber(at: slot.start)
      if next != day, count > 0 {
        counts[LocalDate(dayNumber: day), default: 0] += count
        count = 0
      }
      day = next
      count += 1
    }
    if count > 0 { counts[LocalDate(dayNumber: day), default: 0] += count }
    return counts
  }

  package func daysWithRoom(month: LocalDate) -> [LocalDate: Int] {
    let first = month.firstOfMonth
    return daysWithRoom(from: first, through: first.adding(days: first.daysInMonth - 1))
  }

  /// Whether `slots` offers this start.
  package func offers(_ start: Instant) -> Bool {
    !slots(from: start, to: start.adding(seconds: 1)).isEmpty
  }

  /// Nil exactly when `slots` offers this start; else why not.
  package func isFree(at start: Instant) -> Refusal? {
    offers(start) ? nil : reason(against: start.seconds)
  }

  /// The starts with from ≤ start < to that the grid has but `slots` does not offer, and why, in
  /// order. Closed hours have no grid; a visit that would run beyond its window has.
  package func explain(from: Instant, to: Instant) -> [(start: Instant, because: Refusal)] {
    guard duration > 0, from < to else { return [] }
    let span = from.seconds...(to.seconds - 1)
    let offered = Set(slots(from: from, to: to).map(\.start.seconds))
    var refused = Set(obstacles.visits(in: span))
    for window in hours.windows(from: span.lowerBound, to: span.upperBound) {
      let lower = max(window.start ?? span.lowerBound, span.lowerBound)
      let upper = min(window.end - 1, span.upperBound)
      guard lower <= upper else { continue }
      grid.forEach(in: lower...upper, window: window.start, stretch: window.start) {
        refused.insert($0)
      }
      guard grid.grid == .packed else { continue }
      forEachFeasible(in: window, span) { range, stretch in
        grid.forEach(in: range, window: window.start, stretch: stretch) { refused.insert($0) }
      }
    }
    return refused.subtracting(offered).sorted().map { (Instant($0), reason(against: $0)) }
  }

  private func reason(against start: Int64) -> Refusal {
    if start < now { return .past }
    if start < earliest { return .notice }
    if start >= horizon { return .horizon }
    guard fitsHours(start) else { return .outsideHours }
    if let refusal = obstacles.refusal(at: start) { return refusal }
    return isFull(dayOf: start) ? .dayFull : .offGrid
  }

  private func slot(_ start: Int64, seatsLeft: Int, joinsGroup: Bool) -> Slot {
    Slot(
      start: Instant(start), end: Instant(start + duration), seatsLeft: seatsLeft,
      joinsGroup: joinsGroup)
  }

  private func append(_ group: (start: Int64, seatsLeft: Int), to slots: inout [Slot]) {
    slots.append(slot(group.start, seatsLeft: group.seatsLeft, joinsGroup: true))
  }

  private func fitsHours(_ start: Int64) -> Bool {
    hours.windows(from: start, to: start + duration).contains { fits(start, $0) }
  }

  private func fits(_ start: Int64, _ window: OpenHours.Window) -> Bool {
    (window.start ?? start) <= start && start + duration <= window.end
  }

  /// The free stretches of a window that have a start in `span`: what of them lies in it, and
  /// where the whole stretch begins (nil when it has no beginning).
  private func forEachFeasible(
    in window: OpenHours.Window, _ span: ClosedRange<Int64>,
    _ body: (_ range: ClosedRange<Int64>, _ stretch: Int64?) -> Void
  ) {
    let last = window.end - duration
    let forbidden = obstacles.forbidden
    var low = 0
    var high = forbidden.count
    let first = max(window.start ?? span.lowerBound, span.lowerBound)
    while low < high {
      let middle = (low + high) / 2
      if forbidden[middle].upper <= first { low = middle + 1 } else { high = middle }
    }
    // The forbidden interval before the span is where its first stretch begins.
    var stretch = window.start
    if low > 0 { stretch = max(stretch ?? .min, forbidden[low - 1].upper) }
    while true {
      let end = min(low < forbidden.count ? forbidden[low].lower : .max, last)
      let lower = max(stretch ?? span.lowerBound, span.lowerBound)
      let upper = min(end, span.upperBound)
      if lower <= upper { body(lower...upper, stretch) }
      guard low < forbidden.count, forbidden[low].upper <= min(last, span.upperBound) else {
        return
      }
      stretch = max(stretch ?? .min, forbidden[low].upper)
      low += 1
    }
  }

  private func isFull(dayOf start: Int64) -> Bool {
    if let maximumPerDay, maximumPerDay <= 0 { return true }
    return !fullDays.isEmpty && fullDays.contains(zone.dayNumber(at: Instant(start)))
  }

  private static func fullDays(_ busy: [Busy], _ maximum: Int?, _ zone: Zone) -> Set<Int> {
    guard let maximum else { return [] }
    var visits: [Int: Set<Int64>] = [:]
    for case .booking(let start, _, _, _, _, _) in busy {
      visits[zone.dayNumber(at: start), default: []].insert(start.seconds)
    }
    return Set(visits.filter { $0.value.count >= maximum }.keys)
  }

  /// Minutes kept within a hundred years, so that no sum overflows.
  private static func sound(_ minutes: Int) -> Int { min(max(minutes, 0), 52_560_000) }
}
