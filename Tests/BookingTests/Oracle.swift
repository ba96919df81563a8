import Booking
import Foundation

/// Free times found the slow way: a tape of five-minute ticks, each marked as open or not, and
/// every tick asked in turn. It shares no code with `Availability`, not even the zone's table.
struct Oracle {
  private let scene: Scene
  private let zone: TimeZone
  private let origin: Int64
  /// Seconds since 1970-01-01T00:00 on the wall, for each tick.
  private let wall: [Int64]
  private var isOpen: [Bool]
  /// Which busy items keep a tick clear.
  private var taken: [[Int]]

  init(_ scene: Scene) {
    self.scene = scene
    zone = TimeZone(identifier: scene.calendar.zone.identifier) ?? .gmt
    let firstTick = scene.from.adding(minutes: -11 * 1_440).seconds
    origin = firstTick
    let count = 17 * 288
    let zone = zone
    wall = (0..<count).map { index in
      let second = firstTick + Int64(index) * 300
      return second + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
    isOpen = Array(repeating: false, count: count)
    taken = Array(repeating: [], count: count)
    markOpen()
    markTaken()
  }

  private mutating func markOpen() {
    guard let low = wall.first, let high = wall.last else { return }
    for day in Int(low / 86_400 - 1)...Int(high / 86_400 + 1) {
      let date = LocalDate(dayNumber: day)
      for window in scene.calendar.exceptions[date] ?? scene.calendar.weekly[date.weekday] {
        let startsAt = Int64(day) * 86_400 + Int64(window.start) * 60
        let endsAt = Int64(day) * 86_400 + Int64(window.end) * 60
        // The first tick not before the start: in a gap that is the change, in an overlap the
        // first occurrence.
        let start = wall.firstIndex { $0 >= startsAt } ?? wall.count
        let end: Int
        if window.end == 1_440 {
          end = wall.firstIndex { $0 >= endsAt } ?? wall.count
        } else {
          // The last occurrence, or the tick after all earlier ones.
          end = wall.lastIndex { $0 == endsAt } ?? (wall.lastIndex { $0 < endsAt } ?? -1) + 1
        }
        if start < end { for tick in start..<end { isOpen[tick] = true } }
      }
    }
  }

  private mutating func markTaken() {
    for (item, busy) in scene.busy.enumerated() {
      let range: (Instant, Instant)
      switch busy {
      case .booking(let start, let end, let before, let after, _, _):
        range = (start.adding(minutes: -before), end.adding(minutes: after))
      case .external(let start, let end): range = (start, end)
      }
      let first = max(0, tick(range.0))
      let end = min(taken.count, tick(range.1))
      if first < end { for tick in first..<end { taken[tick].append(item) } }
    }
  }

  private func tick(_ moment: Instant) -> Int { Int((moment.seconds - origin) / 300) }

  private func seats(at moment: Instant) -> Int {
    var seats = 0
    for case .booking(let start, _, _, _, true, let count) in scene.busy where start == moment {
      seats += count
    }
    return seats
  }

  private func joins(_ moment: Instant) -> Bool {
    let seats = seats(at: moment)
    return scene.service.capacity > 1 && seats > 0 && seats < scene.service.capacity
  }

  private func isFeasible(_ tick: Int, joining joins: Bool) -> Bool {
    let length = scene.service.duration / 5
    guard tick >= 0, tick + length <= isOpen.count else { return false }
    for near in tick..<(tick + length) where !isOpen[near] { return false }
    let moment = Instant(origin + Int64(tick) * 300)
    let before = (scene.service.bufferBefore ?? scene.calendar.bufferBefore) / 5
    let after = (scene.service.bufferAfter ?? scene.calendar.bufferAfter) / 5
    for near in max(0, tick - before)..<min(taken.count, tick + length + after) {
      for item in taken[near] {
        if joins, case .booking(moment, _, _, _, true, _) = scene.busy[item] { continue }
        return false
      }
    }
    return true
  }

  /// The starts on offer, in order.
  func starts() -> [Instant] {
    let calendar = scene.calendar
    let step = (calendar.step ?? scene.service.duration) / 5
    let today = wall(of: scene.now) / 86_400
    var visits: [Int64: Set<Instant>] = [:]
    for case .booking(let start, _, _, _, _, _) in scene.busy {
      visits[wall(of: start) / 86_400, default: []].insert(start)
    }
    var found: [Instant] = []
    var windowStart = 0
    var midnight = 0
    var stretchStart: Int?
    for tick in isOpen.indices {
      if tick > 0, isOpen[tick], !isOpen[tick - 1] { windowStart = tick }
      if tick > 0, wall[tick] / 86_400 > wall[midnight] / 86_400 { midnight = tick }
      let moment = Instant(origin + Int64(tick) * 300)
      let joins = joins(moment)
      // The start of a visit to join is a stretch of its own, though the next tick may be free.
      if !isFeasible(tick, joining: false) {
        stretchStart = nil
        guard joins, isFeasible(tick, joining: true) else { continue }
      } else if stretchStart == nil {
        stretchStart = tick
      }
      let onGrid: Bool
      switch calendar.grid {
      case .clock: onGrid = wall[tick] / 60 % 1_440 % Int64(step * 5) == 0
      case .window: onGrid = (tick - (windowStart == 0 ? midnight : windowStart)) % step == 0
      case .packed:
        let anchor = stretchStart ?? tick
        onGrid = (tick - (anchor == 0 ? midnight : anchor)) % step == 0
      }
      let date = wall[tick] / 86_400
      guard onGrid || joins, moment >= scene.from, moment < scene.to,
        moment >= scene.now.adding(minutes: calendar.minimumNotice),
        date <= today + Int64(calendar.horizonDays)
      else { continue }
      if let most = calendar.maximumPerDay, (visits[date]?.count ?? 0) >= most, !joins { continue }
      found.append(moment)
    }
    return found
  }

  private func wall(of moment: Instant) -> Int64 {
    moment.seconds
      + Int64(
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))))
  }
}
