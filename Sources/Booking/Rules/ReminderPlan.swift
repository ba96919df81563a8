/// When somebody is reminded of a visit: pure, so that the same facts give the same moments.
///
/// Of several reminders that are due the latest is enough: it goes, and those before it are done with.
package struct ReminderPlan: Sendable {
  /// Minutes before the start; a reminder that went, and all before it, are not in here any more.
  private let offsets: [Int]
  private let starts: Instant
  private let quiet: QuietHours?
  private let zone: Zone

  /// `last` is the offset of the reminder that was sent last, nil before the first.
  package init(
    starts: Instant, offsets: [Int], after last: Int?, quiet: QuietHours?, zone: Zone
  ) {
    self.starts = starts
    self.offsets = offsets.filter { $0 < last ?? .max }
    self.quiet = quiet
    self.zone = zone
  }

  /// What a timer that rings now has to do.
  package enum Ring: Hashable, Sendable {
    /// The reminder with this offset goes now.
    case send(Int)
    /// It is late, and quiet hours have begun meanwhile: it goes when they are over.
    case wait(until: Instant)
    case nothing
  }

  /// The next moment at which something is to be sent; nil when there is none.
  ///
  /// A reminder that quiet hours move into the past is dropped, unless it is the only one left: then
  /// it goes at their end.
  package func next(after now: Instant) -> Instant? {
    var soonest: Instant?
    var afterwards: Instant?
    for offset in offsets {
      let nominal = starts.adding(minutes: -offset)
      guard nominal > now else { continue }
      let silence = silence(at: nominal)
      let moment = silence.map(Self.before) ?? nominal
      if moment > now {
        soonest = min(soonest ?? moment, moment)
      } else if let end = silence?.upperBound, end > now, end < starts {
        afterwards = min(afterwards ?? end, end)
      }
    }
    return soonest ?? afterwards
  }

  /// What is to be done now, with all that is due.
  package func ring(at now: Instant) -> Ring {
    guard now < starts else { return .nothing }
    let due = offsets.filter { offset in
      let nominal = starts.adding(minutes: -offset)
      return nominal <= now || silence(at: nominal).map(Self.before) ?? nominal <= now
    }
    guard let offset = due.min() else { return .nothing }
    guard let silence = silence(at: now) else { return .send(offset) }
    return silence.upperBound < starts ? .wait(until: silence.upperBound) : .nothing
  }

  /// The quiet stretch that a moment is in, except one that the visit itself begins in.
  private func silence(at moment: Instant) -> Range<Instant>? {
    guard let stretch = quiet?.stretch(at: moment, in: zone), !stretch.contains(starts) else {
      return nil
    }
    return stretch
  }

  private static func before(_ silence: Range<Instant>) -> Instant {
    silence.lowerBound.adding(minutes: -QuietHours.margin)
  }
}
