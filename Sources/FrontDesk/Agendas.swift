import Booking
import Store

/// The agendas that come by themselves: the day's each morning, tomorrow's each evening.
///
/// One timer waits for each of the staff who wants one. When it rings, the next is set; after a
/// downtime only the latest counts, and only while it is of use.
package enum DayPart: String, Sendable, CaseIterable, Codable {
  case morning, evening

  var bell: Bell { self == .morning ? .morning : .evening }
  var notice: Notice.Kind { self == .morning ? .morningAgenda : .eveningAgenda }
  /// How many minutes late an agenda may come: a morning's of eight o'clock until noon.
  var patience: Int { 240 }
  /// The day that it is about, counted from its own.
  var daysAhead: Int { self == .morning ? 0 : 1 }
}

extension NoticeWishes {
  package func minute(of part: DayPart) -> Int? { part == .morning ? morning : evening }

  mutating func set(_ minute: Int?, _ part: DayPart) {
    if part == .morning { morning = minute } else { evening = minute }
  }

  /// What is wanted while nothing else was said: the morning's agenda by those who keep a book.
  static func usual(keepsBook: Bool) -> NoticeWishes {
    var wishes = NoticeWishes()
    wishes.morning = keepsBook ? 480 : nil
    return wishes
  }
}

extension FrontDesk {
  /// What one of the staff wants to be told; nil for anybody else.
  package func noticeWishes(of person: Person) throws -> NoticeWishes? {
    let rights = try rights(of: person)
    guard rights.isStaff else { return nil }
    return try catalogue().noticeWishes[person.id] ?? .usual(keepsBook: rights.own != nil)
  }

  /// Changes what one of the staff wants to be told; nil for anybody else.
  package func setNoticeWishes(
    of person: Person, _ change: (inout NoticeWishes) -> Void
  ) throws -> NoticeWishes? {
    guard let before = try noticeWishes(of: person) else { return nil }
    var wishes = before
    change(&wishes)
    if wishes == before { return before }
    try tx.save(wishes, of: person.id)
    for part in DayPart.allCases where wishes.minute(of: part) != before.minute(of: part) {
      try tx.clearTimers(part.bell.rawValue, subject: person.id.raw)
      try awaitAgenda(part, for: person)
    }
    try audit(
      "setNotices", by: person.id, detail: AuditChanges(before, wishes).detail)
    return wishes
  }

  /// Whether a notice of this kind is to reach one of the staff: what has to be answered always
  /// does.
  func isWanted(_ kind: Notice.Kind, by person: Person) throws -> Bool {
    guard let wish = NoticeWishes.Kind(kind),
      let wishes = try catalogue().noticeWishes[person.id]
    else { return true }
    return !wishes.muted.contains(wish)
  }

  /// Sets the timers that always wait for somebody or something, where they are missing or were
  /// set by a clock that was far ahead. Called at the start and every hour.
  package func startClocks() throws {
    let known = Dictionary(
      grouping: try tx.timers(of: [Bell.completion, .morning, .evening].map(\.rawValue)),
      by: { Waiting(kind: $0.kind, subject: $0.subject) })
    func isSet(_ bell: Bell, _ subject: Int64, within minutes: Int) throws -> Bool {
      let alarms = known[Waiting(kind: bell.rawValue, subject: subject)] ?? []
      if alarms.contains(where: { $0.due <= now.adding(minutes: minutes) }) { return true }
      for alarm in alarms { try tx.remove(alarm) }
      return false
    }
    if try !isSet(.completion, 0, within: 120) { try awaitCompletion() }
    let keepers = try catalogue().specialists.filter(\.isActive).compactMap(\.person)
    let others = try catalogue().noticeWishes.keys
    for id in Set(keepers).union(others) {
      guard let person = try tx.person(id) else { continue }
      for part in DayPart.allCases where try !isSet(part.bell, id.raw, within: 2 * 1_440) {
        try awaitAgenda(part, for: person)
      }
    }
  }

  private struct Waiting: Hashable {
    let kind: String
    let subject: Int64
  }

  /// Sets the timer for a person's next agenda, where they want one.
  private func awaitAgenda(_ part: DayPart, for person: Person) throws {
    guard let minute = try noticeWishes(of: person)?.minute(of: part),
      let zone = try open(.usual, for: person)?.zone
    else { return }
    try tx.setTimer(
      part.bell.rawValue, subject: person.id.raw,
      due: DayPart.next(minute, after: now, in: zone))
  }

  /// An agenda is due: tells it, unless its time has gone by, and sets the next one.
  func ringAgenda(_ part: DayPart, _ id: ID<Person>, due: Instant) throws {
    guard let person = try tx.person(id), let wishes = try noticeWishes(of: person),
      let minute = wishes.minute(of: part), let open = try open(.usual, for: person)
    else { return }
    try awaitAgenda(part, for: person)
    guard let latest = DayPart.latest(minute, by: now, in: open.zone), latest >= due,
      now < latest.adding(minutes: part.patience)
    else { return }
    let day = open.zone.local(latest).date.adding(days: part.daysAhead)
    // Nothing to say: no message, and no row for it either.
    if try !wishes.tellsFreeDays && tx.firstStart(agendaQuery(day, open)) == nil { return }
    try tell(person, Notice(kind: part.notice, subject: Int64(day.dayNumber)))
  }

  /// What is still to come on a day of a book.
  package func agendaQuery(_ day: LocalDate, _ open: OpenBook) -> VisitQuery {
    let range = open.zone.dayRange(of: day)
    return VisitQuery(
      from: range.lowerBound, to: range.upperBound, specialist: open.specialist,
      states: [.requested, .confirmed])
  }
}

extension DayPart {
  /// The next moment after `moment` that clocks show the minute: of this day or one of the next
  /// two, for a zone may skip a day.
  static func next(_ minute: Int, after moment: Instant, in zone: Zone) -> Instant {
    let today = zone.local(moment).date
    for days in 0...2 {
      let candidate = zone.instant(today.adding(days: days), minute: minute)
      if candidate > moment { return candidate }
    }
    return moment.adding(minutes: 1_440)
  }

  /// The latest such moment that is not after `moment`.
  static func latest(_ minute: Int, by moment: Instant, in zone: Zone) -> Instant? {
    let today = zone.local(moment).date
    return (0...2).lazy.map { zone.instant(today.adding(days: -$0), minute: minute) }
      .first { $0 <= moment }
  }
}

extension NoticeWishes.Kind {
  /// The wish that a kind of notice goes by; nil for what nobody can do without.
  init?(_ kind: Notice.Kind) {
    switch kind {
    case .booked: self = .booked
    case .moved, .offerMoved, .offerKept: self = .moved
    case .cancelledByClient, .offerCancelled, .cancelledByColleague: self = .cancelled
    case .noted: self = .noted
    case .reviewed: self = .reviewed
    default: return nil
    }
  }
}

extension AuditChanges {
  init(_ old: NoticeWishes, _ new: NoticeWishes) {
    for kind in NoticeWishes.Kind.allCases {
      note(kind.field, !old.muted.contains(kind), !new.muted.contains(kind))
    }
    note("morning", old.morning, new.morning)
    note("evening", old.evening, new.evening)
    note("freeDays", old.tellsFreeDays, new.tellsFreeDays)
  }
}

extension NoticeWishes.Kind {
  /// How the log calls it.
  fileprivate var field: String {
    switch self {
    case .booked: "noticeBooked"
    case .moved: "noticeMoved"
    case .cancelled: "noticeCancelled"
    case .noted: "noticeNoted"
    case .reviewed: "noticeReviewed"
    }
  }
}
