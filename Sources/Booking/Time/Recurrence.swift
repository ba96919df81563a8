/// A visit that comes back at the same wall time, across the changes of the clock.
package struct Recurrence: Hashable, Sendable {
  package let first: Instant
  package let rhythm: Rhythm
  package let zone: Zone

  /// Nil where the rhythm does not fit the first date.
  package init?(first: Instant, rhythm: Rhythm, zone: Zone) {
    guard rhythm.fits(zone.local(first).date) else { return nil }
    self.first = first
    self.rhythm = rhythm
    self.zone = zone
  }

  /// What a wall time means on one of the dates.
  package enum Occurrence: Hashable, Sendable {
    case once(Instant)
    /// Clocks are put back that day and show the time twice: this is the first.
    case twice(Instant)
    /// Clocks are put forward and leave the time out; the moment of the change.
    case never(Instant)

    package var moment: Instant {
      switch self {
      case .once(let moment), .twice(let moment), .never(let moment): moment
      }
    }
  }

  /// The occurrence so many times after the first, which is what it is.
  package subscript(index: Int) -> Occurrence {
    if index == 0 { return .once(first) }
    let local = zone.local(first)
    let date = rhythm.date(index, from: local.date)
    return zone.occurrence(date, minute: local.minute, second: local.second)
  }
}

extension Zone {
  /// What a wall time means, with the changes of the clock told apart. Minutes beyond the date's
  /// 0 to 1439 are on other dates.
  package func occurrence(
    _ date: LocalDate, minute: Int, second: Int = 0
  ) -> Recurrence.Occurrence {
    let date = date.adding(days: minute.floorDivided(by: 1_440))
    let minute = minute - minute.floorDivided(by: 1_440) * 1_440
    let start = instant(date, minute: minute)
    let shown = local(start)
    guard shown.date == date, shown.minute == minute, shown.second == 0 else {
      return .never(start)
    }
    // Minute 1440 as an end has a meaning of its own; these are below it.
    let moment = start.adding(seconds: second)
    return instant(date, minute: minute, edge: .end) == start ? .once(moment) : .twice(moment)
  }
}
