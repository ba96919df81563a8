import Booking
import GRDB

/// What an entry of the log is about.
package enum AuditTopic: String, Sendable, CaseIterable {
  case booking
  /// Services, calendars and hours.
  case service
  /// Who belongs to the team, and what they may do.
  case team
  case client
  /// Messages and invitations to clients.
  case message
  /// The rules of the house.
  case business
}

/// Who did what to what, when and from where.
package struct AuditEntry: Sendable, Hashable {
  package let id: Int64
  package let moment: Instant
  /// Nil for the house itself, and for people who were erased.
  package let person: ID<Person>?
  package let name: String?
  package let origin: String
  package let action: String
  package let topic: AuditTopic
  package let subject: Int64?
  /// What people call the subject: a booking's number, a client's name.
  package let subjectName: String?
  package let detail: String?
}

/// Which entries of the log to read.
package struct AuditQuery: Sendable, Hashable {
  package var topic: AuditTopic?
  package var person: ID<Person>?
  package var period: Range<Instant>?

  package init(
    topic: AuditTopic? = nil, person: ID<Person>? = nil, period: Range<Instant>? = nil
  ) {
    self.topic = topic
    self.person = person
    self.period = period
  }
}

/// Where a page of the log begins.
package enum AuditPlace: Sendable, Hashable {
  case newest
  /// Entries older than this one.
  case before(Int64)
  /// Entries newer than this one, those next to it.
  case after(Int64)
}

extension Transaction {
  /// Notes who did what to what, when and from where.
  package func note(
    _ action: String, on topic: AuditTopic = .booking, by person: ID<Person>?, from origin: String,
    subject: Int64? = nil, detail: String? = nil, now: Instant
  ) throws {
    try run(
      """
      INSERT INTO audit(moment, person, origin, action, topic, subject, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, [now.seconds, person?.raw, origin, action, topic.rawValue, subject, detail])
  }

  private static let entries = """
    SELECT audit.id, audit.moment, audit.person, nullif(who.name, ''), audit.origin, audit.action,
      audit.topic, audit.subject, coalesce(booking.number, nullif(whom.name, ''), nullif(invited.name, ''),
        nullif(invitation.name, ''), nullif(writer.name, ''), nullif(session.name, '')),
      audit.detail
    """
  private static let names = """
    LEFT JOIN person AS who ON who.id = audit.person
    LEFT JOIN booking ON audit.topic = 'booking' AND booking.id = audit.subject
    LEFT JOIN person AS whom ON whom.id = CASE WHEN audit.topic = 'client' OR audit.action IN
      ('makeOwner', 'handOver', 'stepDown', 'deposeOwner') THEN audit.subject END
    LEFT JOIN teamInvitation AS invited ON invited.link = CASE WHEN audit.action IN
      ('inviteToTeam', 'revokeTeamInvitation', 'teamLinkMisused') THEN audit.subject END
    LEFT JOIN invitation ON audit.topic = 'message' AND invitation.id = CASE
      WHEN audit.action LIKE '%invit%' OR audit.action = 'register' THEN audit.subject END
    LEFT JOIN contactMessage ON audit.topic = 'message' AND contactMessage.id = CASE
      WHEN audit.action LIKE '%invit%' OR audit.action = 'register' THEN NULL
      ELSE audit.subject END
    LEFT JOIN person AS writer ON writer.id = contactMessage.person
    LEFT JOIN session ON session.id = CASE WHEN audit.topic = 'business'
      AND audit.action LIKE '%Session' THEN audit.subject END
    """

  /// In literals, and with the words of the partial index: only then does SQLite see that it will do.
  static func isAbout(_ topic: AuditTopic) -> String {
    let isRare = topic == .booking ? "" : " AND audit.topic <> 'booking'"
    return "audit.topic = '\(topic.rawValue)'" + isRare
  }

  private func entry(_ row: Columns) -> AuditEntry {
    AuditEntry(
      id: row[0], moment: Instant(row[1]), person: (row[2] as Int64?).map { ID($0) }, name: row[3],
      origin: row[4], action: row[5], topic: AuditTopic(rawValue: row[6]) ?? .booking,
      subject: row[7], subjectName: row[8], detail: row[9])
  }

  /// Entries that the query asks for, newest first: as many as `limit` from the place on.
  ///
  /// Read along the index of a rare topic or of a person, else along the log itself, so that a page
  /// costs the same however long the log is.
  package func auditLog(
    _ query: AuditQuery, from place: AuditPlace = .newest, limit: Int
  ) throws -> [AuditEntry] {
    var conditions: [String] = []
    var values: Values = []
    var along = ""
    if let person = query.person {
      along = "INDEXED BY audit_person"
      conditions.append("audit.person = ?")
      values.append(person.raw)
    }
    if let topic = query.topic {
      if topic != .booking { along = "INDEXED BY audit_topic" }
      conditions.append(Self.isAbout(topic))
    }
    if let period = query.period {
      // The clock may have been put back for a moment, so the ids are searched with some slack.
      conditions.append("audit.id >= ? AND audit.id < ? AND audit.moment >= ? AND audit.moment < ?")
      values += [
        try firstEntry(since: period.lowerBound.adding(minutes: -60)),
        try firstEntry(since: period.upperBound.adding(minutes: 60)),
        period.lowerBound.seconds, period.upperBound.seconds,
      ]
    }
    var order = "DESC"
    switch place {
    case .newest: break
    case .before(let id):
      conditions.append("audit.id < ?")
      values.append(id)
    case .after(let id):
      conditions.append("audit.id > ?")
      values.append(id)
      order = "ASC"
    }
    values.append(limit)
    let found = try rows(
      """
      \(Self.entries) FROM audit \(along) \(Self.names)
      \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
      ORDER BY audit.id \(order) LIMIT ?
      """, values, entry)
    return order == "ASC" ? found.reversed() : found
  }

  /// The history of one subject, newest first.
  package func auditLog(
    subjectKind topic: AuditTopic, subject: Int64, limit: Int
  ) throws -> [AuditEntry] {
    try rows(
      """
      \(Self.entries)
      FROM audit INDEXED BY audit_subject \(Self.names)
      WHERE \(Self.isAbout(topic)) AND audit.subject = ? ORDER BY audit.id DESC LIMIT ?
      """, [subject, limit], entry)
  }

  /// The id of the first entry of a moment or later, by bisection: moments grow with the ids, and
  /// no index of its own has to be kept for them.
  private func firstEntry(since moment: Instant) throws -> Int64 {
    let isBefore = """
      coalesce((SELECT audit.moment FROM audit WHERE audit.id <= (low + high) / 2
        ORDER BY audit.id DESC LIMIT 1) < ?1, 1)
      """
    return try row(
      """
      WITH RECURSIVE search(low, high) AS (
        SELECT 0, coalesce((SELECT max(id) FROM audit), 0) + 1
        UNION ALL
        SELECT CASE WHEN \(isBefore) THEN (low + high) / 2 ELSE low END,
          CASE WHEN \(isBefore) THEN high ELSE (low + high) / 2 END
        FROM search WHERE high - low > 1)
      SELECT min(high) FROM search
      """, [moment.seconds]
    ) { $0[0] as Int64 } ?? 0
  }
}
