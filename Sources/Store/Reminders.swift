import Booking
import GRDB

/// What the house wants of reminders, where a service or a person doesn't say otherwise.
package struct ReminderRules: Sendable, Hashable {
  package static let usualOffsets = [1_440, 120]
  package static let mostOffsets = 8
  /// Five minutes to thirty days.
  package static let offsetRange = 5...43_200

  /// Minutes before the start, largest first.
  package var offsets = Self.usualOffsets
  package var quiet: QuietHours? = .usual
  /// The staff is told of visits that are not confirmed so many hours before; nil: it isn't.
  package var unconfirmedHours: Int?

  package init() {}
}

/// What somebody said about their quiet hours.
package enum QuietChoice: Sendable, Hashable {
  /// They have none.
  case off
  case hours(QuietHours)

  init?(_ text: String) {
    if text == "off" {
      self = .off
    } else if let hours = QuietHours(text) {
      self = .hours(hours)
    } else {
      return nil
    }
  }

  package var text: String {
    switch self {
    case .off: "off"
    case .hours(let hours): hours.description
    }
  }
}

/// A booking as far as planning its reminders needs it.
package struct RemindedVisit: Sendable {
  package let id: ID<Visit>
  package let service: ID<Service>
  package let starts: Instant
  package let reminded: Int?
  package let isConfirmedByClient: Bool
  package let zone: Zone?
  package let quiet: QuietChoice?

  package init(
    id: ID<Visit>, service: ID<Service>, starts: Instant, reminded: Int?,
    isConfirmedByClient: Bool, zone: Zone?, quiet: QuietChoice?
  ) {
    self.id = id
    self.service = service
    self.starts = starts
    self.reminded = reminded
    self.isConfirmedByClient = isConfirmedByClient
    self.zone = zone
    self.quiet = quiet
  }
}

/// A timer to set.
package struct PlannedTimer: Sendable, Hashable {
  package let alarm: Alarm

  package init(_ kind: String, subject: Int64, due: Instant, rank: Int64) {
    alarm = Alarm(kind: kind, subject: subject, due: due, rank: rank)
  }
}

extension Transaction {
  func loadReminderRules() throws -> ReminderRules {
    try row("SELECT offsets, quiet, unconfirmedHours FROM reminderRules") { row in
      var rules = ReminderRules()
      rules.offsets = Self.offsets(row[0])
      rules.quiet = (row[1] as String?).flatMap { QuietHours($0) }
      rules.unconfirmedHours = row[2]
      return rules
    } ?? ReminderRules()
  }

  package func save(_ rules: ReminderRules) throws {
    try run(
      """
      INSERT INTO reminderRules(id, offsets, quiet, unconfirmedHours) VALUES (1, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET offsets = excluded.offsets, quiet = excluded.quiet,
        unconfirmedHours = excluded.unconfirmedHours
      """, [Self.text(rules.offsets), rules.quiet?.description, rules.unconfirmedHours])
    catalogueChanged()
  }

  func loadServiceReminders() throws -> [Int64: [Int]] {
    Dictionary(
      try rows("SELECT service, offsets FROM serviceReminders") { row in
        (row[0] as Int64, Self.offsets(row[1]))
      }, uniquingKeysWith: { $1 })
  }

  /// Nil: as the house does.
  package func setReminders(_ offsets: [Int]?, of service: ID<Service>) throws {
    if let offsets {
      try run(
        """
        INSERT INTO serviceReminders(service, offsets) VALUES (?, ?)
        ON CONFLICT(service) DO UPDATE SET offsets = excluded.offsets
        """, [service.raw, Self.text(offsets)])
    } else {
      try run("DELETE FROM serviceReminders WHERE service = ?", [service.raw])
    }
    catalogueChanged()
  }

  private static func offsets(_ text: String) -> [Int] {
    text.split(separator: ",").compactMap { Int($0) }
  }

  private static func text(_ offsets: [Int]) -> String {
    offsets.map { String($0) }.joined(separator: ",")
  }

  // MARK: How far a booking has come

  private static let reminded = """
    SELECT booking.id, service, starts, reminded, attendance = 'confirmed', zone, quiet
    FROM booking JOIN person ON person.id = client
    """

  private func reminded(_ row: Columns) -> RemindedVisit {
    RemindedVisit(
      id: ID(row[0]), service: ID(row[1]), starts: Instant(row[2]), reminded: row[3],
      isConfirmedByClient: row[4] as Bool? ?? false,
      zone: (row[5] as String?).flatMap { Zone($0) },
      quiet: (row[6] as String?).flatMap { QuietChoice($0) })
  }

  /// Confirmed visits of a client that are to come.
  package func toRemind(of client: ID<Person>, now: Instant) throws -> [RemindedVisit] {
    try rows(
      "\(Self.reminded) WHERE client = ? AND starts > ? AND state = 'confirmed'",
      [client.raw, now.seconds], reminded)
  }

  /// Those of a service, or of the whole house, that start after a moment: a page of them, in the
  /// order of their start. Those of one second are not parted, so the next page goes on after the
  /// last one's start; it is at least `limit` long when there is one.
  package func toRemind(
    of service: ID<Service>?, after moment: Instant, limit: Int
  ) throws -> [RemindedVisit] {
    let filter = service == nil ? "" : "service = ? AND "
    let counts = "state = 'confirmed' AND state <> 'held' AND state <> 'expired'"
    let values: Values = service.map { [$0.raw, moment.seconds] } ?? [moment.seconds]
    return try rows(
      """
      \(Self.reminded) WHERE \(filter)starts > ? AND \(counts) AND starts <= coalesce(
        (SELECT starts FROM booking WHERE \(filter)starts > ? AND \(counts)
          ORDER BY starts LIMIT 1 OFFSET ?), 9223372036854775807)
      ORDER BY starts
      """, values + values + [limit - 1], reminded)
  }

  /// A reminder went: the booking remembers which, and that the client was asked.
  package func noteReminded(_ visit: ID<Visit>, _ offset: Int) throws {
    try run(
      "UPDATE booking SET reminded = ?, attendance = coalesce(attendance, 'asked') WHERE id = ?",
      [offset, visit.raw])
  }

  /// Another time: nothing that was sent or said of the old one counts.
  package func forgetReminders(of visit: ID<Visit>) throws {
    try run("UPDATE booking SET reminded = NULL, attendance = NULL WHERE id = ?", [visit.raw])
  }

  package func noteAttendance(of visit: ID<Visit>) throws {
    try run("UPDATE booking SET attendance = 'confirmed' WHERE id = ?", [visit.raw])
  }

  package func reminded(_ visit: ID<Visit>) throws -> Int? {
    try row("SELECT reminded FROM booking WHERE id = ?", [visit.raw]) { $0[0] as Int? } ?? nil
  }

  // MARK: Timers, many at a time

  /// Takes the timers of some kinds down for many subjects and sets others, in two statements.
  package func replaceTimers(
    of kinds: (String, String), for subjects: [Int64], with timers: [PlannedTimer]
  ) throws {
    if !subjects.isEmpty {
      try run(
        """
        DELETE FROM timer WHERE kind IN (?, ?) AND subject IN (SELECT value FROM json_each(?))
        """, [kinds.0, kinds.1, "[" + subjects.map { String($0) }.joined(separator: ",") + "]"])
    }
    guard !timers.isEmpty else { return }
    let list = timers.map(\.alarm).map {
      "[\"\($0.kind)\",\($0.subject),\($0.due.seconds),\($0.rank)]"
    }.joined(separator: ",")
    try run(
      """
      INSERT INTO timer(kind, subject, due, rank)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
      ON CONFLICT DO NOTHING
      """, ["[" + list + "]"])
    setTimers = true
  }

  /// Sets one timer or two, in one statement.
  package func set(_ timers: [PlannedTimer]) throws {
    switch timers.count {
    case 0: return
    case 1:
      let alarm = timers[0].alarm
      try setTimer(alarm.kind, subject: alarm.subject, due: alarm.due, rank: alarm.rank)
    case 2:
      let (a, b) = (timers[0].alarm, timers[1].alarm)
      try run(
        """
        INSERT INTO timer(kind, subject, due, rank) VALUES (?, ?, ?, ?), (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        [
          a.kind, a.subject, a.due.seconds, a.rank, b.kind, b.subject, b.due.seconds, b.rank,
        ])
      setTimers = true
    default: try replaceTimers(of: ("", ""), for: [], with: timers)
    }
  }
}
