import Booking
import GRDB

/// Somebody who waits for a time of a service to come free, within a span of days.
package struct WaitingEntry: Sendable, Hashable {
  /// Why somebody waits no longer.
  package enum Ending: String, Sendable, CaseIterable {
    /// They took a time that was offered.
    case booked
    case left
    /// The last day is over.
    case over
    /// The staff took them off.
    case removed
  }

  package let id: ID<WaitingEntry>
  package let client: ID<Person>
  package let service: ID<Service>
  package let specialist: ID<Specialist>?
  package let first: LocalDate
  package let last: LocalDate
  package let part: PartOfDay?
  package let joined: Instant
  package let ending: Ending?

  package var isOpen: Bool { ending == nil }
}

/// A part of the day that a client can come in.
package enum PartOfDay: Int, Sendable, CaseIterable {
  case morning = 1
  case afternoon, evening

  /// Minutes since midnight.
  package var minutes: Range<Int> {
    switch self {
    case .morning: 0..<720
    case .afternoon: 720..<1_020
    case .evening: 1_020..<1_440
    }
  }
}

/// A time that came free, offered to one person of the waiting list, with a hold.
package struct WaitingOffer: Sendable, Hashable {
  package enum Answer: String, Sendable, CaseIterable {
    case taken, refused, lapsed
    /// They left the list, or were taken off it.
    case withdrawn
  }

  package let id: ID<WaitingOffer>
  package let entry: ID<WaitingEntry>
  package let hold: ID<Visit>
  package let since: Instant
  package let answer: Answer?
}

/// A stretch of a specialist's time that came free, and how far the line was asked.
package struct FreedTime: Sendable, Hashable {
  package let id: Int64
  package let specialist: ID<Specialist>
  package let starts: Instant
  package let ends: Instant
  package let since: Instant
  package var round: Int
  package var passed: ID<WaitingEntry>
}

/// Somebody on the list as the staff sees them.
package struct NamedEntry: Sendable {
  package let entry: WaitingEntry
  package let name: String
  /// A time is offered to them at present.
  package let isOffered: Bool
}

extension Transaction {
  private static let entryColumns =
    "waiting.id, client, service, specialist, firstDay, lastDay, part, waiting.joined, ending"

  private func entry(_ row: Columns) -> WaitingEntry {
    WaitingEntry(
      id: ID(row[0]), client: ID(row[1]), service: ID(row[2]),
      specialist: (row[3] as Int64?).map { ID($0) }, first: LocalDate(dayNumber: row[4]),
      last: LocalDate(dayNumber: row[5]),
      part: (row[6] as Int?).flatMap { PartOfDay(rawValue: $0) },
      joined: Instant(row[7]),
      ending: (row[8] as String?).flatMap { WaitingEntry.Ending(rawValue: $0) })
  }

  package func addWaiting(
    _ client: ID<Person>, service: ID<Service>, specialist: ID<Specialist>?, first: LocalDate,
    last: LocalDate, part: PartOfDay?, now: Instant
  ) throws -> WaitingEntry {
    let id = try insert(
      """
      INSERT INTO waiting(client, service, specialist, firstDay, lastDay, part, joined)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        client.raw, service.raw, specialist?.raw, first.dayNumber, last.dayNumber, part?.rawValue,
        now.seconds,
      ])
    return WaitingEntry(
      id: ID(id), client: client, service: service, specialist: specialist, first: first,
      last: last, part: part, joined: now, ending: nil)
  }

  package func waiting(_ id: ID<WaitingEntry>) throws -> WaitingEntry? {
    try row("SELECT \(Self.entryColumns) FROM waiting WHERE id = ?", [id.raw], entry)
  }

  /// What a person waits for, in the order they joined.
  package func waiting(of client: ID<Person>) throws -> [WaitingEntry] {
    try rows(
      "SELECT \(Self.entryColumns) FROM waiting WHERE client = ? AND ended IS NULL ORDER BY id",
      [client.raw], entry)
  }

  /// All that a person ever waited for: for the export of their data.
  package func everyWait(of client: ID<Person>) throws -> [WaitingEntry] {
    try rows(
      "SELECT \(Self.entryColumns) FROM waiting WHERE client = ? ORDER BY id", [client.raw], entry)
  }

  package func end(
    _ id: ID<WaitingEntry>, as ending: WaitingEntry.Ending, now: Instant
  ) throws {
    try run(
      "UPDATE waiting SET ending = ?, ended = ? WHERE id = ? AND ended IS NULL",
      [ending.rawValue, now.seconds, id.raw])
  }

  package func setPart(_ part: PartOfDay?, of id: ID<WaitingEntry>) throws {
    try run("UPDATE waiting SET part = ? WHERE id = ?", [part?.rawValue, id.raw])
  }

  package func isAnybodyWaiting() throws -> Bool {
    try count(
      "SELECT EXISTS(SELECT 1 FROM waiting INDEXED BY waiting_service WHERE ended IS NULL)") > 0
  }

  /// The line for a specialist's time between two days, longest waiting first: those without an
  /// offer at present, after `passed`.
  package func line(
    for specialist: ID<Specialist>, first: LocalDate, last: LocalDate,
    after passed: ID<WaitingEntry>, limit: Int
  ) throws -> [WaitingEntry] {
    try rows(
      """
      SELECT \(Self.entryColumns) FROM waiting INDEXED BY waiting_service
      WHERE service IN (SELECT offering.service FROM calendar JOIN offering
          ON offering.calendar = calendar.id WHERE calendar.specialist = ?)
        AND ended IS NULL AND lastDay >= ? AND firstDay <= ?
        AND (specialist IS NULL OR specialist = ?) AND waiting.id > ?
        AND NOT EXISTS (SELECT 1 FROM waitingOffer WHERE entry = waiting.id AND answer IS NULL)
      ORDER BY waiting.id LIMIT ?
      """,
      [
        specialist.raw, first.dayNumber, last.dayNumber, specialist.raw, passed.raw, limit,
      ], entry)
  }

  /// A page of those who wait for a service; where `specialist` is given, for them or for anybody.
  package func line(
    for service: ID<Service>, of specialist: ID<Specialist>?, limit: Int, offset: Int
  ) throws -> [NamedEntry] {
    try rows(
      """
      SELECT \(Self.entryColumns), person.name,
        EXISTS(SELECT 1 FROM waitingOffer WHERE entry = waiting.id AND answer IS NULL)
      FROM waiting INDEXED BY waiting_service JOIN person ON person.id = client
      WHERE service = ?1 AND ended IS NULL
        AND (?2 IS NULL OR specialist IS NULL OR specialist = ?2)
      ORDER BY waiting.id LIMIT ?3 OFFSET ?4
      """, [service.raw, specialist?.raw, limit, offset]
    ) { NamedEntry(entry: entry($0), name: $0[9], isOffered: $0[10]) }
  }

  /// How many wait for each service.
  package func countWaiting(of specialist: ID<Specialist>?) throws -> [ID<Service>: Int] {
    let counts = try rows(
      """
      SELECT service, count(*) FROM waiting INDEXED BY waiting_service
      WHERE ended IS NULL AND (?1 IS NULL OR specialist IS NULL OR specialist = ?1)
      GROUP BY service
      """, [specialist?.raw]
    ) { (ID<Service>($0[0]), $0[1] as Int) }
    return Dictionary(uniqueKeysWithValues: counts)
  }

  /// Whether a person has a booking, or a time that is kept for them, between two moments.
  package func isBusy(_ client: ID<Person>, from: Instant, to: Instant) throws -> Bool {
    try count(
      """
      SELECT EXISTS(SELECT 1 FROM booking WHERE client = ? AND starts < ? AND starts > ?
        AND ends > ? AND state IN ('held', 'requested', 'confirmed'))
      """, [client.raw, to.seconds, from.seconds - 86_400, from.seconds]) > 0
  }
}
