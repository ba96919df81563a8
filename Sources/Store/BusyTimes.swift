import Booking

/// Time taken on a specialist's calendars from a moment on, read in its order and only as far as it
/// is asked for: one statement, however far that is, and none for what the writer's diary has.
///
/// Holds that have lapsed are left out. A booking on another calendar of the specialist blocks with
/// its own buffers, but counts neither for this calendar's daily maximum nor as a group to join.
package struct BusyTimes {
  private let tx: Transaction
  private let service: ID<Service>
  private let calendar: Calendar
  private let span: Range<Instant>
  private let eyes: Eyes
  /// All that was read.
  package private(set) var times: [Busy] = []
  /// Where the next one may begin.
  private var reached: Instant
  private var statement: PreparedStatement?
  /// The first time beyond the days that were read.
  private var next: TakenTime?
  private var isAtEnd = false
  /// As far as the statement was read.
  private var passed = Instant(.min)

  /// Seconds for which the diary is asked and written, and nobody books beyond.
  private static let near = 1_100 * 86_400

  /// Whose time is no obstacle, and when.
  fileprivate struct Eyes {
    let now: Instant
    let besides: ID<Visit>?
    let others: Set<ID<Visit>>
    let client: ID<Person>?
  }

  fileprivate init(
    _ tx: Transaction, for service: ID<Service>, on calendar: Calendar, _ span: Range<Instant>,
    _ eyes: Eyes
  ) {
    self.tx = tx
    self.service = service
    self.calendar = calendar
    self.span = span
    self.eyes = eyes
    reached = span.lowerBound.adding(seconds: -TakenTime.longest)
  }

  /// Reads on to the times that begin, with their buffers, before `moment`.
  package mutating func read(until moment: Instant) throws {
    let end = min(moment, span.upperBound)
    let near = min(end, span.lowerBound.adding(seconds: Self.near))
    if let diary = tx.diary, reached < near {
      for day in Diary.Day(of: reached)...Diary.Day(of: near.adding(seconds: -1)) {
        let known = diary.times(of: calendar.specialist, on: day)
        for time in try known ?? read(day, into: diary)
        where time.busyFrom >= reached && time.busyFrom < near { take(time) }
      }
      reached = near
    }
    while reached < end, let time = try step(to: end, from: reached) {
      if time.busyFrom >= reached { take(time) }
    }
    reached = max(reached, end)
  }

  /// Reads a day from the database, with all that begins on it, and writes it into the diary.
  private mutating func read(_ day: Diary.Day, into diary: Diary) throws -> [TakenTime] {
    // A diary that was begun anew meanwhile asks for what was read past.
    if day.start < passed { finish() }
    var found: [TakenTime] = []
    while let time = try step(to: day.end, from: day.start) {
      // Days between that the diary has are read past.
      if time.busyFrom >= day.start { found.append(time) }
    }
    diary.keep(found, of: calendar.specialist, on: day)
    return found
  }

  /// The next time of the database that begins before a moment; the first begins at `start`.
  private mutating func step(to end: Instant, from start: Instant) throws -> TakenTime? {
    passed = end
    if next == nil, !isAtEnd {
      let statement =
        try statement
        ?? tx.takenTimes(
          of: calendar.specialist, from: start, to: Diary.Day(of: span.upperBound).end)
      self.statement = statement
      isAtEnd = try !statement.step()
      next = isAtEnd ? nil : TakenTime(statement.columns)
    }
    guard let time = next, time.busyFrom < end else { return nil }
    next = nil
    return time
  }

  fileprivate mutating func finish() {
    statement?.finish()
    statement = nil
    next = nil
    isAtEnd = false
  }

  private mutating func take(_ time: TakenTime) {
    guard isInTheWay(time) else { return }
    guard time.calendar == calendar.id else {
      return times.append(.external(start: time.busyFrom, end: time.busyTo))
    }
    times.append(
      .booking(
        start: time.starts, end: time.ends, bufferBefore: time.bufferBefore,
        bufferAfter: time.bufferAfter, sameService: time.service == service, seats: time.seats))
  }

  private func isInTheWay(_ time: TakenTime) -> Bool {
    if time.busyTo <= span.lowerBound { return false }
    if let besides = eyes.besides, time.id == besides || time.moves == besides { return false }
    if !eyes.others.isEmpty, eyes.others.contains(time.id) { return false }
    guard let hold = time.hold else { return true }
    return hold.until > eyes.now && (hold.client != eyes.client || hold.isOffered)
  }
}

extension Transaction {
  /// Opens the times between two instants, as the availability of `service` on `calendar` sees
  /// them, without the booking `besides`, those of `others`, and what `client` holds for themselves;
  /// they can't be read after `work`, nor inside another's.
  package func withBusyTimes<T>(
    for service: ID<Service>, on calendar: Calendar, in span: Range<Instant>, now: Instant,
    besides: ID<Visit>?, others: Set<ID<Visit>> = [], client: ID<Person>? = nil,
    _ work: (inout BusyTimes) throws -> T
  ) throws -> T {
    try diary?.bringUpToDate(self)
    var times = BusyTimes(
      self, for: service, on: calendar, span,
      BusyTimes.Eyes(now: now, besides: besides, others: others, client: client))
    defer { times.finish() }
    return try work(&times)
  }
}
