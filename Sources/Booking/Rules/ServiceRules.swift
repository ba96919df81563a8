/// What a service needs of a calendar. Minutes.
package struct ServiceRules: Hashable, Sendable {
  package var duration: Int
  /// How many clients share one visit.
  package var capacity: Int
  /// In place of the calendar's buffers; nil leaves them.
  package var bufferBefore: Int?
  package var bufferAfter: Int?

  package init(
    duration: Int, capacity: Int = 1, bufferBefore: Int? = nil, bufferAfter: Int? = nil
  ) {
    self.duration = duration
    self.capacity = capacity
    self.bufferBefore = bufferBefore
    self.bufferAfter = bufferAfter
  }
}

/// A stretch that is taken.
package enum Busy: Hashable, Sendable {
  /// A booking or live hold of this calendar, kept clear by its own buffers (minutes). The clients
  /// of one group visit are several items with the same start.
  case booking(
    start: Instant, end: Instant, bufferBefore: Int, bufferAfter: Int, sameService: Bool,
    seats: Int)
  /// Time taken elsewhere: it blocks as it is and counts for no daily maximum.
  case external(start: Instant, end: Instant)

  /// Its own beginning, without a buffer.
  package var starts: Instant {
    switch self {
    case .booking(let start, _, _, _, _, _), .external(let start, _): start
    }
  }
}

/// A start on offer.
package struct Slot: Hashable, Sendable {
  package let start: Instant
  package let end: Instant
  /// How many clients can still take it, at least 1.
  package let seatsLeft: Int
  /// Whether others booked this visit already.
  package let joinsGroup: Bool

  package init(start: Instant, end: Instant, seatsLeft: Int, joinsGroup: Bool) {
    self.start = start
    self.end = end
    self.seatsLeft = seatsLeft
    self.joinsGroup = joinsGroup
  }
}

/// Why a start is not on offer; the raw value is what `bookingbot slots --explain` prints.
package enum Refusal: String, CaseIterable, Hashable, Codable, Sendable {
  /// It has begun.
  case past
  /// It is sooner than the minimum notice allows.
  case notice
  /// Its date is beyond the horizon.
  case horizon
  /// The visit does not lie within one window.
  case outsideHours = "outside_hours"
  /// A group visit starts then, and has no seat left.
  case full
  /// A booking or its buffers are in the way.
  case busy
  /// Time taken elsewhere is in the way.
  case external
  /// Its date has as many visits as it takes.
  case dayFull = "day_full"
  /// It is free, but not one of the grid's starts.
  case offGrid = "off_grid"
}
