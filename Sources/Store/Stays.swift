import Booking
import GRDB

/// A stretch of a specialist's time that somebody wants to take, for one visit.
package struct Stay: Sendable {
  package let service: Service
  package let calendar: Calendar
  package let starts: Instant
  /// The booking that would give up its present time for it.
  package let moving: ID<Visit>?

  package init(
    _ service: Service, on calendar: Calendar, at starts: Instant, moving: ID<Visit>? = nil
  ) {
    self.service = service
    self.calendar = calendar
    self.starts = starts
    self.moving = moving
  }

  package var ends: Instant { starts.adding(minutes: service.duration) }
  package var bufferBefore: Int { service.bufferBefore ?? calendar.rules.bufferBefore }
  package var bufferAfter: Int { service.bufferAfter ?? calendar.rules.bufferAfter }
}

/// What keeps a stretch of time from being taken.
package enum Obstacle: Sendable, Hashable {
  /// A booking or a hold, with its buffers.
  case visit(Visit)
  /// The group that meets then has no seat left.
  case fullGroup
}

extension Transaction {
  /// The same question as the database's own trigger asks, to say who is in the way.
  private static let obstacle = """
    SELECT \(visitColumns) FROM booking WHERE specialist = ?1
      AND busyFrom < ?3 AND busyFrom > ?2 - 172800 AND busyTo > ?2 AND takesTime
      AND id IS NOT ?4 AND moves IS NOT ?4
      AND NOT (?5 > 1 AND service = ?6 AND starts = ?7 AND calendar = ?8)
    ORDER BY busyFrom LIMIT 1
    """
  private static let seats = """
    SELECT coalesce(sum(seats), 0) FROM booking WHERE specialist = ?1
      AND busyFrom < ?3 AND busyFrom > ?2 - 172800 AND takesTime
      AND service = ?5 AND starts = ?6 AND id IS NOT ?4 AND moves IS NOT ?4
    """

  package func obstacle(to stay: Stay) throws -> Obstacle? {
    let from = stay.starts.seconds - Int64(stay.bufferBefore) * 60
    let to = stay.ends.seconds + Int64(stay.bufferAfter) * 60
    let specialist = stay.calendar.specialist.raw
    let moving = stay.moving?.raw ?? -1
    let capacity = stay.service.capacity
    if let visit = try row(
      Self.obstacle,
      [
        specialist, from, to, moving, capacity, stay.service.id.raw, stay.starts.seconds,
        stay.calendar.id.raw,
      ], visit)
    {
      return .visit(visit)
    }
    guard capacity > 1 else { return nil }
    let taken = try count(
      Self.seats, [specialist, from, to, moving, stay.service.id.raw, stay.starts.seconds])
    return taken >= capacity ? .fullGroup : nil
  }

  /// The open booking that a client has of a service at just that time.
  package func booking(
    of client: ID<Person>, _ service: ID<Service>, on calendar: ID<Calendar>, at starts: Instant
  ) throws -> Visit? {
    try row(
      """
      SELECT \(Self.visitColumns) FROM booking WHERE client = ? AND starts = ? AND service = ?
        AND calendar = ? AND state IN ('requested', 'confirmed')
      """, [client.raw, starts.seconds, service.raw, calendar.raw], visit)
  }

  /// The distinct starts of what takes time on a calendar within a span, for its daily maximum.
  package func starts(
    on calendar: ID<Calendar>, of specialist: ID<Specialist>, within span: Range<Instant>,
    besides visit: ID<Visit>?
  ) throws -> Set<Instant> {
    Set(
      try rows(
        """
        SELECT DISTINCT starts FROM booking WHERE specialist = ?1 AND takesTime
          AND busyFrom > ?2 - 172800 AND busyFrom < ?3 AND starts >= ?2 AND starts < ?3
          AND calendar = ?4 AND id IS NOT ?5
        """,
        [
          specialist.raw, span.lowerBound.seconds, span.upperBound.seconds, calendar.raw,
          visit?.raw ?? -1,
        ]
      ) { Instant($0[0]) })
  }
}
