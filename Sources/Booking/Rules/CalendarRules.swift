/// When a calendar can be booked: hours, exceptions, buffers and limits. Minutes throughout.
package struct CalendarRules: Hashable, Sendable {
  package var zone: Zone
  package var weekly: WeeklyHours
  /// The windows of single dates, in place of the weekday's; an empty list is a day off.
  package var exceptions: [LocalDate: [TimeRange]]
  /// Time kept free before and after each visit.
  package var bufferBefore: Int
  package var bufferAfter: Int
  /// How many visits (distinct starts) a date takes; nil for any number.
  package var maximumPerDay: Int?
  /// A visit starts this long after it is booked, or later.
  package var minimumNotice: Int
  /// The last date that can be booked, counted from today.
  package var horizonDays: Int
  /// The distance between offered starts; nil for the service's duration.
  package var step: Int?
  package var grid: Grid

  package init(
    zone: Zone, weekly: WeeklyHours = WeeklyHours(), exceptions: [LocalDate: [TimeRange]] = [:],
    bufferBefore: Int = 0, bufferAfter: Int = 0, maximumPerDay: Int? = nil,
    minimumNotice: Int = 0, horizonDays: Int = 365, step: Int? = nil, grid: Grid = .window
  ) {
    self.zone = zone
    self.weekly = weekly
    self.exceptions = exceptions
    self.bufferBefore = bufferBefore
    self.bufferAfter = bufferAfter
    self.maximumPerDay = maximumPerDay
    self.minimumNotice = minimumNotice
    self.horizonDays = horizonDays
    self.step = step
    self.grid = grid
  }

  /// The windows of a date, as written: the exception's if there is one, else the weekday's.
  package func windows(on date: LocalDate) -> [TimeRange] {
    exceptions[date] ?? weekly[date.weekday]
  }
}

/// Where the offered starts lie.
package enum Grid: String, Codable, CaseIterable, Sendable {
  /// Steps from the start of the window.
  case window
  /// Wall-clock minutes since midnight divisible by the step.
  case clock
  /// Steps from the first moment that is free, anew after each booking.
  case packed
}

/// The usual windows of each weekday.
package struct WeeklyHours: Hashable, Sendable {
  private var days: [[TimeRange]]

  package init() { days = Array(repeating: [], count: 7) }

  /// The same windows every day of the week.
  package init(everyDay windows: [TimeRange]) { days = Array(repeating: windows, count: 7) }

  package subscript(_ weekday: Weekday) -> [TimeRange] {
    get { days[weekday.rawValue - 1] }
    set { days[weekday.rawValue - 1] = newValue }
  }

  package var isEmpty: Bool { days.allSatisfy(\.isEmpty) }
}
