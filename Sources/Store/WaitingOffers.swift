import Booking
import GRDB

extension Transaction {
  private static let waitingOfferColumns = "id, entry, hold, since, answer"

  private func waitingOffer(_ row: Columns) -> WaitingOffer {
    WaitingOffer(
      id: ID(row[0]), entry: ID(row[1]), hold: ID(row[2]), since: Instant(row[3]),
      answer: (row[4] as String?).flatMap { WaitingOffer.Answer(rawValue: $0) })
  }

  /// Notes that the time of a hold is offered to somebody who waits; the hold knows its offer.
  package func offer(
    _ hold: Visit, to entry: ID<WaitingEntry>, since: Instant, now: Instant
  ) throws -> WaitingOffer {
    let id = try insert(
      """
      INSERT INTO waitingOffer(entry, hold, specialist, starts, since, created)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        entry.raw, hold.id.raw, hold.specialist.raw, hold.starts.seconds, since.seconds,
        now.seconds,
      ])
    try run("UPDATE booking SET offer = ? WHERE id = ?", [id, hold.id.raw])
    return WaitingOffer(id: ID(id), entry: entry, hold: hold.id, since: since, answer: nil)
  }

  package func waitingOffer(_ id: ID<WaitingOffer>) throws -> WaitingOffer? {
    try row(
      "SELECT \(Self.waitingOfferColumns) FROM waitingOffer WHERE id = ?", [id.raw], waitingOffer)
  }

  /// What is offered to somebody who waits at present.
  package func openWaitingOffer(of entry: ID<WaitingEntry>) throws -> WaitingOffer? {
    try row(
      "SELECT \(Self.waitingOfferColumns) FROM waitingOffer WHERE entry = ? AND answer IS NULL",
      [entry.raw], waitingOffer)
  }

  package func answer(
    _ offer: ID<WaitingOffer>, _ answer: WaitingOffer.Answer
  ) throws {
    try run("UPDATE waitingOffer SET answer = ? WHERE id = ?", [answer.rawValue, offer.raw])
  }

  /// An offer of a specialist's time that was made before.
  package struct PastOffer: Sendable {
    package let entry: ID<WaitingEntry>
    package let starts: Instant
    package let created: Instant
    package let answer: WaitingOffer.Answer?
  }

  /// Who was offered what of a specialist's times that start between two moments.
  package func waitingOffers(
    of specialist: ID<Specialist>, from: Instant, to: Instant
  ) throws -> [PastOffer] {
    try rows(
      """
      SELECT entry, starts, created, answer FROM waitingOffer
      WHERE specialist = ? AND starts >= ? AND starts < ?
      """, [specialist.raw, from.seconds, to.seconds]
    ) {
      PastOffer(
        entry: ID($0[0]), starts: Instant($0[1]), created: Instant($0[2]),
        answer: ($0[3] as String?).flatMap { WaitingOffer.Answer(rawValue: $0) })
    }
  }

  // MARK: Times that came free

  package func addFreed(
    _ specialist: ID<Specialist>, from: Instant, to: Instant, since: Instant
  ) throws -> Int64 {
    try insert(
      "INSERT INTO freedTime(specialist, starts, ends, since) VALUES (?, ?, ?, ?)",
      [specialist.raw, from.seconds, to.seconds, since.seconds])
  }

  package func freedTime(_ id: Int64) throws -> FreedTime? {
    try row(
      "SELECT id, specialist, starts, ends, since, round, passed FROM freedTime WHERE id = ?", [id]
    ) {
      FreedTime(
        id: $0[0], specialist: ID($0[1]), starts: Instant($0[2]), ends: Instant($0[3]),
        since: Instant($0[4]), round: $0[5], passed: ID($0[6]))
    }
  }

  package func save(_ freed: FreedTime) throws {
    try run(
      "UPDATE freedTime SET round = ?, passed = ? WHERE id = ?",
      [freed.round, freed.passed.raw, freed.id])
  }

  package func remove(_ freed: FreedTime) throws {
    try run("DELETE FROM freedTime WHERE id = ?", [freed.id])
  }

  /// Forgets what a person waited for, and what they were offered.
  func eraseWaiting(of client: ID<Person>) throws {
    try run("DELETE FROM waiting WHERE client = ?", [client.raw])
  }
}
