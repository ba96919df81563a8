import Booking

/// What the business does when a visit is over.
package struct Aftercare: Sendable, Hashable {
  /// When the client is asked how it was, counted from the completion.
  package enum Rating: String, Sendable, CaseIterable {
    case never, oneHour, twoHours, threeHours, nextMorning
  }

  /// Hours after its end that a confirmed visit counts as completed by itself; nil for never.
  package var completionHours: Int? = 24
  package var rating = Rating.twoHours
  /// After how many days a client is invited to come again, by service.
  package internal(set) var comeBack: [ID<Service>: Int] = [:]

  init() {}
}

extension Transaction {
  func loadAftercare() throws -> Aftercare {
    var care = Aftercare()
    try rows("SELECT completionHours, rating FROM aftercare") { row in
      care.completionHours = row[0]
      care.rating = Aftercare.Rating(rawValue: row[1]) ?? .twoHours
    }.forEach { _ in }
    try rows("SELECT service, days FROM comeBack") { care.comeBack[ID($0[0])] = $0[1] }
      .forEach { _ in }
    return care
  }

  package func save(_ care: Aftercare) throws {
    try run(
      "UPDATE aftercare SET completionHours = ?, rating = ?",
      [care.completionHours, care.rating.rawValue])
    catalogueChanged()
  }

  /// After so many days clients of the service are invited again; nil for never.
  package func setComeBack(_ days: Int?, of service: ID<Service>) throws {
    if let days {
      try run(
        """
        INSERT INTO comeBack(service, days) VALUES (?, ?)
        ON CONFLICT(service) DO UPDATE SET days = excluded.days
        """, [service.raw, days])
    } else {
      try run("DELETE FROM comeBack WHERE service = ?", [service.raw])
    }
    catalogueChanged()
  }

  /// Visits that nobody closed by the time they count as completed, oldest first: those that
  /// ended by a moment and have not been looked at.
  package func unclosed(endedBy moment: Instant, limit: Int) throws -> [Visit] {
    try rows(
      """
      SELECT \(Self.visitColumns) FROM booking INDEXED BY booking_pending
      WHERE state <> 'held' AND state <> 'expired' AND state <> 'completed'
        AND starts >= (SELECT completedTo FROM aftercare) AND starts < ?1
        AND state = 'confirmed' AND ends <= ?1 AND changed <= ?1 ORDER BY starts LIMIT ?2
      """, [moment.seconds, limit], visit)
  }

  /// What starts before a moment has been looked at.
  package func markCompleted(to moment: Instant) throws {
    try run(
      "UPDATE aftercare SET completedTo = ?1 WHERE completedTo < ?1", [moment.seconds])
  }

  package func wantsNudges(_ person: ID<Person>) throws -> Bool {
    try count("SELECT nudges FROM person WHERE id = ?", [person.raw]) > 0
  }

  package func setNudges(_ wants: Bool, of person: ID<Person>) throws {
    try run("UPDATE person SET nudges = ? WHERE id = ?", [wants, person.raw])
  }
}
