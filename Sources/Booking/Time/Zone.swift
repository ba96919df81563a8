import Foundation
import Synchronization

/// A time zone of the IANA database, by name; equal when the names are equal.
///
/// Conversions read a table made once for each zone: no calendar, no formatter, no ICU. The
/// table reaches from 1970 to 2150; beyond it the offset stays as it was.
package struct Zone: Sendable {
  let table: OffsetTable

  package var identifier: String { table.identifier }

  package static let utc = Zone(table: OffsetTable(.gmt, named: "UTC"))

  private static let tables = Mutex<[String: OffsetTable]>([:])

  /// Nil unless it names a zone: a name with a region (`Europe/Kyiv`, also an old one such as
  /// `Europe/Kiev`), `UTC` or `GMT`. Abbreviations such as `EST` say too little and are refused.
  package init?(_ identifier: String) {
    guard identifier != "UTC" else {
      self = .utc
      return
    }
    if let table = Self.tables.withLock({ $0[identifier] }) {
      self.init(table: table)
      return
    }
    guard identifier == "GMT" || identifier.utf8.contains(UInt8(ascii: "/")),
      identifier.utf8.count <= 64, let zone = TimeZone(identifier: identifier)
    else { return nil }
    let table = OffsetTable(zone, named: identifier)
    Self.tables.withLock { $0[identifier] = table }
    self.init(table: table)
  }

  private init(table: OffsetTable) { self.table = table }

  /// The place in the name, for people: `America/New_York` is “New York”.
  package var city: String {
    let last = identifier.split(separator: "/").last.map(String.init) ?? identifier
    return last.replacingOccurrences(of: "_", with: " ")
  }

  /// Seconds east of UTC.
  package func offset(at moment: Instant) -> Int { table.offset(at: moment.seconds) }

  package func hasSameOffset(as other: Zone, at moment: Instant) -> Bool {
    offset(at: moment) == other.offset(at: moment)
  }

  /// What calendar and clock show at a moment.
  package func local(_ moment: Instant) -> LocalDateTime {
    let local = moment.seconds &+ Int64(offset(at: moment))
    let days = local.floorDivided(by: 86_400)
    let second = Int(local - days * 86_400)
    return LocalDateTime(
      date: LocalDate(dayNumber: Int(days)), minute: second / 60, second: second % 60)
  }

  /// The number of the local date, in days since 1970-01-01.
  package func dayNumber(at moment: Instant) -> Int {
    Int((moment.seconds &+ Int64(offset(at: moment))).floorDivided(by: 86_400))
  }

  /// Which of two moments a wall time means when clocks show it twice.
  package enum Edge: Sendable { case start, end }

  /// The moment of a wall time, `minute` minutes after the date's midnight; 1440 and more are on
  /// the next date.
  ///
  /// In a gap: the moment of the change. Shown twice: the first for a start, the second for an
  /// end. Minute 1440 as an end is the end of the date, so the first 00:00 of the next one.
  package func instant(_ date: LocalDate, minute: Int, edge: Edge = .start) -> Instant {
    instant(dayNumber: date.dayNumber, minute: minute, edge: edge)
  }

  func instant(dayNumber: Int, minute: Int, edge: Edge) -> Instant {
    let local = Int64(dayNumber) * 86_400 + Int64(minute) * 60
    return Instant(table.moment(ofLocal: local, last: edge == .end && minute != 1_440))
  }

  /// From a date's first moment to that of the next date; empty for a date the zone skipped.
  package func dayRange(of date: LocalDate) -> Range<Instant> {
    dayRange(dayNumber: date.dayNumber)
  }

  func dayRange(dayNumber: Int) -> Range<Instant> {
    let start = instant(dayNumber: dayNumber, minute: 0, edge: .start)
    return start..<max(start, instant(dayNumber: dayNumber + 1, minute: 0, edge: .start))
  }
}

extension Zone: Hashable, CustomStringConvertible {
  package var description: String { identifier }

  package static func == (a: Zone, b: Zone) -> Bool {
    a.table === b.table || a.identifier == b.identifier
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}

/// What calendar and clock show somewhere: a date, the minute of the day (0 to 1439), a second.
package struct LocalDateTime: Hashable, Sendable {
  package let date: LocalDate
  package let minute: Int
  package let second: Int

  package init(date: LocalDate, minute: Int, second: Int = 0) {
    self.date = date
    self.minute = minute
    self.second = second
  }
}
