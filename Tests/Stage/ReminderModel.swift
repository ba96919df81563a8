import Booking
import Store

/// What reminders should do, told minute by minute: slow, without timers, and written apart from
/// the program.
package struct ReminderModel {
  package struct Entry {
    package var starts: Instant
    package var client: ID<Person>
    /// The smallest offset that went.
    package var last: Int?
    /// When the program should look at it next.
    package var wakes: Instant?
    /// Every reminder that went since the last move: its offset and the moment.
    package var sent: [Int] = []

    package init(starts: Instant, client: ID<Person>) {
      self.starts = starts
      self.client = client
    }
  }

  package var entries: [ID<Visit>: Entry] = [:]
  package var offsets = [1_440, 120]
  package var house: TimeRange? = TimeRange(start: 1_320, end: 1_920)
  /// Own quiet hours (nil in it: none) and zones.
  package var quiet: [ID<Person>: TimeRange?] = [:]
  package var zones: [ID<Person>: Zone] = [:]

  package init() {}

  /// What is over is not looked at any more.
  package mutating func forgetPast(before moment: Instant) {
    entries = entries.filter { $0.value.starts >= moment }
  }

  private func isQuiet(_ moment: Instant, _ client: ID<Person>) -> Bool {
    guard let range = quiet[client] ?? house else { return false }
    let minute = (zones[client] ?? .utc).local(moment).minute
    return range.end > 1_440
      ? minute >= range.start || minute < range.end - 1_440
      : minute >= range.start && minute < range.end
  }

  /// Whether all the time from one moment to the other is quiet.
  private func isQuiet(from: Instant, through to: Instant, _ client: ID<Person>) -> Bool {
    var moment = from
    while moment <= to {
      if !isQuiet(moment, client) { return false }
      moment = moment.adding(minutes: 1)
    }
    return true
  }

  private func disturbs(_ moment: Instant, _ entry: Entry) -> Bool {
    isQuiet(moment, entry.client)
      && !isQuiet(from: moment, through: entry.starts, entry.client)
  }

  private func moved(_ nominal: Instant, _ entry: Entry) -> Instant {
    guard disturbs(nominal, entry) else { return nominal }
    var moment = nominal
    while isQuiet(moment, entry.client) { moment = moment.adding(minutes: -1) }
    return moment.adding(minutes: -4)
  }

  private func end(ofQuietAt moment: Instant, _ entry: Entry) -> Instant {
    var moment = moment
    while isQuiet(moment, entry.client) { moment = moment.adding(minutes: 1) }
    return moment
  }

  private func open(_ entry: Entry) -> [(offset: Int, nominal: Instant)] {
    offsets.filter { $0 < entry.last ?? .max }.map { ($0, entry.starts.adding(minutes: -$0)) }
  }

  private func next(_ entry: Entry, after now: Instant) -> Instant? {
    let coming = open(entry).filter { $0.nominal > now }
    let early = coming.map { moved($0.nominal, entry) }.filter { $0 > now }.min()
    if let early { return early }
    return coming.filter { disturbs($0.nominal, entry) }.map { end(ofQuietAt: $0.nominal, entry) }
      .filter { $0 > now && $0 < entry.starts }.min()
  }

  package mutating func plan(_ id: ID<Visit>, at now: Instant) {
    guard let entry = entries[id] else { return }
    let wakes = entry.starts > now ? next(entry, after: now) : nil
    entries[id]?.wakes = wakes
  }

  package mutating func plan(_ which: (Entry) -> Bool = { _ in true }, at now: Instant) {
    for (id, entry) in entries where which(entry) && entry.starts > now { plan(id, at: now) }
  }

  /// Which visits are reminded of when the program looks now.
  package mutating func ring(at now: Instant) -> Set<ID<Visit>> {
    var went: Set<ID<Visit>> = []
    for (id, entry) in entries {
      guard let wakes = entry.wakes, wakes <= now else { continue }
      entries[id]?.wakes = nil
      guard entry.starts > now else { continue }
      let due = open(entry).filter { moved($0.nominal, entry) <= now }.map(\.offset)
      if let offset = due.min() {
        if !disturbs(now, entry) {
          entries[id]?.last = offset
          entries[id]?.sent.append(offset)
          went.insert(id)
        } else {
          let end = end(ofQuietAt: now, entry)
          if end < entry.starts {
            entries[id]?.wakes = end
            continue
          }
        }
      }
      plan(id, at: now)
    }
    return went
  }

  /// What must hold whatever happens.
  package func faults(_ went: Set<ID<Visit>>, at now: Instant) -> [String] {
    went.compactMap { id in
      guard let entry = entries[id] else { return "#\(id) is not there" }
      if entry.starts <= now { return "#\(id) after its start" }
      if disturbs(now, entry) { return "#\(id) in quiet hours" }
      if Set(entry.sent).count != entry.sent.count { return "#\(id) twice: \(entry.sent)" }
      return nil
    }
  }
}
