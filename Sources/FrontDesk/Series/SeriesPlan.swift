import Booking
import Store

/// In whose hand a series is: the client's own, or the staff's for a client. The rules differ.
package enum SeriesHand: Sendable {
  case client(Person)
  case staff(Person)

  package var person: Person {
    switch self {
    case .client(let person), .staff(let person): person
    }
  }

  package var isStaff: Bool {
    if case .staff = self { true } else { false }
  }
}

/// What was said about one date of a series, other than the rhythm does.
package enum SeriesChange: Hashable, Codable, Sendable {
  /// No visit then; of visits that stand: this one stays as it is.
  case leave
  /// At another time; of a time the calendar's rules speak against: just then, says the staff.
  case at(Instant)
}

/// A series that is about to be made of a booking or a held time, which is its first visit.
package struct SeriesDraft: Hashable, Codable, Sendable {
  package var visit: ID<Visit>
  package var rhythm: Rhythm
  package var times: Int
  /// By the place in the series.
  package var changes: [Int: SeriesChange]

  package init(
    _ visit: ID<Visit>, _ rhythm: Rhythm, times: Int, changes: [Int: SeriesChange] = [:]
  ) {
    self.visit = visit
    self.rhythm = rhythm
    self.times = times
    self.changes = changes
  }
}

/// How much of a series is meant, seen from one of its visits; only what is to come.
package enum SeriesScope: Int, Hashable, Codable, CaseIterable, Sendable {
  case following = 1
  case all
}

/// A series that is about to be moved: one of its visits to a new time, the others by as many days
/// and as far on the clock.
package struct SeriesShift: Hashable, Codable, Sendable {
  package var visit: ID<Visit>
  package var scope: SeriesScope
  package var starts: Instant
  package var changes: [Int: SeriesChange]

  package init(
    _ visit: ID<Visit>, _ scope: SeriesScope, to starts: Instant,
    changes: [Int: SeriesChange] = [:]
  ) {
    self.visit = visit
    self.scope = scope
    self.starts = starts
    self.changes = changes
  }
}

/// What would become of one date.
package struct PlannedVisit: Sendable, Hashable {
  package enum Fate: Sendable, Hashable {
    /// The first visit, which is there already.
    case lead
    case free
    /// Free, but clocks show that time twice that day: the first one is meant.
    case freeTwice
    /// Left out, or left as it is, because somebody said so.
    case left
    case taken
    /// The calendar's rules speak against it; the staff may have it all the same.
    case closed
    /// Clocks leave the time out that day.
    case noSuchTime
    case tooSoon
    case beyondHorizon
    /// The client has as many open bookings as one may have.
    case overLimit
    /// Another visit of the same plan is in the way.
    case clash
  }

  package let place: Int
  /// The booking that would move; nil for one to be made.
  package let present: Visit?
  /// When the rhythm or the shift has it.
  package let wanted: Instant
  /// The same, or as it was changed.
  package var starts: Instant
  package var fate: Fate
  /// The nearest free times, where it can't be had.
  package var alternatives: [Instant] = []

  package var isMoved: Bool { starts != wanted }
  package var isHad: Bool { fate == .free || fate == .freeTwice }
  /// Whether something can be done about it.
  package var isConflict: Bool {
    switch fate {
    case .taken, .closed, .noSuchTime, .tooSoon, .clash: true
    case .lead, .free, .freeTwice, .left, .beyondHorizon, .overLimit: false
    }
  }
}

/// A series as it would be, date by date; nothing is changed yet.
package struct SeriesPlan: Sendable {
  /// The visit it was begun from.
  package let lead: Visit
  package let service: Service
  package let calendar: Calendar
  package var visits: [PlannedVisit]

  package var zone: Zone { calendar.rules.zone }
  /// What would be booked, or moved.
  package var had: [PlannedVisit] { visits.filter(\.isHad) }

  /// A number that says what was on the screen: what is agreed to is that and nothing else.
  package var digest: Int {
    // FNV-1a, of which 31 bits are enough for a button.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ number: Int64) {
      for shift in stride(from: 0, to: 64, by: 8) {
        hash = (hash ^ UInt64(truncatingIfNeeded: number >> Int64(shift)) & 255) &* 0x100_0000_01b3
      }
    }
    add(lead.starts.seconds)
    add(Int64(calendar.id.raw))
    for visit in visits {
      add(Int64(visit.place))
      add(visit.isHad ? visit.starts.seconds : 0)
      add(Int64(visit.present?.revision ?? 0))
    }
    return Int((hash ^ hash >> 32) & 0x7fff_ffff)
  }
}

/// What became of a wish to see a plan.
package enum SeriesLook: Sendable {
  case plan(SeriesPlan)
  case refused(BookingRefusal)
  /// It belongs to a series already.
  case already(Visit)
  /// The booking is over, or nothing is left of the series to change.
  case over(Visit)
  case notAllowed
}
