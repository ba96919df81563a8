/// What stands in the way of a visit, seen from its start: each busy stretch forbids an open
/// interval of starts. In seconds since 1970.
///
/// A visit that starts at t keeps [t − before, t + duration + after) clear, so a stretch [s, e)
/// forbids s − duration − after < t < e + before. Its ends are allowed.
struct Obstacles: Sendable {
  struct Obstacle {
    let lower: Int64
    let upper: Int64
    let isExternal: Bool
    /// The start of a booking of the same service: a visit that others may join.
    let visit: Int64?
  }

  /// Forbidden starts, merged; they share no start, but may share an end, which is then allowed.
  let forbidden: [(lower: Int64, upper: Int64)]
  /// Group visits with seats left whose time nothing else takes, in order.
  let groups: [(start: Int64, seatsLeft: Int)]

  /// By lower end.
  private let obstacles: [Obstacle]
  /// The greatest upper end up to each index, so that a search can stop early.
  private let reach: [Int64]
  private let fullVisits: Set<Int64>

  /// - Parameters: seconds; `capacity` in seats.
  init(_ busy: [Busy], duration: Int64, before: Int64, after: Int64, capacity: Int) {
    var obstacles: [Obstacle] = []
    obstacles.reserveCapacity(busy.count)
    var seats: [Int64: Int] = [:]
    for item in busy {
      let (start, end): (Int64, Int64)
      var visit: Int64?
      var isExternal = false
      switch item {
      case .booking(let from, let to, let clearBefore, let clearAfter, let same, let taken):
        start = from.seconds - Int64(clearBefore) * 60
        end = to.seconds + Int64(clearAfter) * 60
        if same, capacity > 1 {
          visit = from.seconds
          seats[from.seconds, default: 0] += max(0, taken)
        }
      case .external(let from, let to):
        (start, end) = (from.seconds, to.seconds)
        isExternal = true
      }
      // Half-open and empty: it overlaps nothing.
      guard start < end else { continue }
      obstacles.append(
        Obstacle(
          lower: start - duration - after, upper: end + before, isExternal: isExternal,
          visit: visit))
    }
    obstacles.sort { $0.lower < $1.lower }
    var forbidden: [(lower: Int64, upper: Int64)] = []
    forbidden.reserveCapacity(obstacles.count)
    var reach: [Int64] = []
    reach.reserveCapacity(obstacles.count)
    var furthest = Int64.min
    for obstacle in obstacles {
      // The last of the forbidden stretches is the one that reaches furthest.
      if obstacle.lower < furthest {
        furthest = max(furthest, obstacle.upper)
        forbidden[forbidden.count - 1].upper = furthest
      } else {
        furthest = obstacle.upper
        forbidden.append((obstacle.lower, obstacle.upper))
      }
      reach.append(furthest)
    }
    self.obstacles = obstacles
    self.forbidden = forbidden
    self.reach = reach
    fullVisits = Set(seats.filter { $0.value >= capacity }.keys)
    groups = seats.compactMap { start, taken in
      let isOpen =
        taken < capacity
        && Self.firstObstacle(at: start, besides: start, in: obstacles, reach) == nil
      return isOpen ? (start, capacity - taken) : nil
    }.sorted { $0.start < $1.start }
  }

  /// The starts of group visits of this service, full or not.
  func visits(in span: ClosedRange<Int64>) -> [Int64] {
    obstacles.compactMap(\.visit).filter { span.contains($0) }
  }

  /// Why a start is forbidden; a full group visit first, then bookings, then external time.
  func refusal(at start: Int64) -> Refusal? {
    guard let obstacle = Self.firstObstacle(at: start, besides: nil, in: obstacles, reach) else {
      return nil
    }
    if fullVisits.contains(start) { return .full }
    return obstacle.isExternal ? .external : .busy
  }

  /// An obstacle to a start, a booking rather than external time; those of the visit `besides`
  /// are none.
  private static func firstObstacle(
    at start: Int64, besides visit: Int64?, in obstacles: [Obstacle], _ reach: [Int64]
  ) -> Obstacle? {
    var low = 0
    var high = obstacles.count
    while low < high {
      let middle = (low + high) / 2
      if obstacles[middle].lower < start { low = middle + 1 } else { high = middle }
    }
    var found: Obstacle?
    var index = low - 1
    while index >= 0, reach[index] > start {
      let obstacle = obstacles[index]
      if obstacle.upper > start, visit == nil || obstacle.visit != visit {
        found = obstacle
        if !obstacle.isExternal { break }
      }
      index -= 1
    }
    return found
  }
}
