import Booking

/// What one of the staff wants to be told of their book, beside what has to be answered.
package struct NoticeWishes: Sendable, Hashable {
  /// Kinds of notices that can be done without.
  package enum Kind: String, Sendable, CaseIterable {
    case booked, moved, cancelled, noted, reviewed
  }

  package var muted: Set<Kind> = []
  /// When the day's agenda comes, in minutes of the day; nil for never.
  package var morning: Int?
  /// When tomorrow's agenda comes.
  package var evening: Int?
  /// Whether a day without bookings is worth a word.
  package var tellsFreeDays = false

  package init() {}
}

extension Transaction {
  func loadNoticeWishes() throws -> [ID<Person>: NoticeWishes] {
    var all: [ID<Person>: NoticeWishes] = [:]
    try rows("SELECT person, muted, morning, evening, tellsFreeDays FROM noticeWish") { row in
      var wishes = NoticeWishes()
      let muted: String = row[1]
      wishes.muted = Set(muted.split(separator: " ").compactMap { .init(rawValue: String($0)) })
      wishes.morning = row[2]
      wishes.evening = row[3]
      wishes.tellsFreeDays = row[4]
      all[ID(row[0])] = wishes
    }.forEach { _ in }
    return all
  }

  package func save(_ wishes: NoticeWishes, of person: ID<Person>) throws {
    try run(
      """
      INSERT INTO noticeWish(person, muted, morning, evening, tellsFreeDays)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT(person) DO UPDATE SET muted = excluded.muted, morning = excluded.morning,
        evening = excluded.evening, tellsFreeDays = excluded.tellsFreeDays
      """,
      [
        person.raw, wishes.muted.map(\.rawValue).sorted().joined(separator: " "), wishes.morning,
        wishes.evening, wishes.tellsFreeDays,
      ])
    catalogueChanged()
  }

  /// The timers of some kinds, whenever they are due.
  package func timers(of kinds: [String]) throws -> [Alarm] {
    try kinds.flatMap { kind in
      try rows("SELECT subject, due FROM timer WHERE kind = ? ORDER BY subject, due", [kind]) {
        Alarm(kind: kind, subject: $0[0], due: Instant($0[1]))
      }
    }
  }
}
