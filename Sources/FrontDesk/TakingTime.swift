import Booking
import Store

/// Where a booking gets its time: the database itself refuses one that is somebody else's.
extension FrontDesk {
  /// Writes a new booking, whatever the rules say of its time; nil when that is taken.
  func write(
    _ service: Service, on calendar: Calendar, at starts: Instant, for client: ID<Person>,
    state: BookingState, until: Instant? = nil, moving: ID<Visit>? = nil
  ) throws -> Visit? {
    let visit = NewVisit(
      number: try freshNumber(), client: client, service: service, calendar: calendar,
      starts: starts, state: state, heldUntil: until, moves: moving)
    return try unlessTaken { try tx.add(visit, now: now) }
  }

  /// Nil when the database refused what was written, because the time is taken.
  func unlessTaken<T>(_ write: () throws -> T) throws -> T? {
    do {
      return try write()
    } catch {
      guard case .overlap = StatementFault(error) else { throw error }
      return nil
    }
  }
}

extension Visit {
  /// Takes a new time; what was asked about the old one is out of date.
  mutating func go(to stay: Stay) {
    calendar = stay.calendar.id
    specialist = stay.calendar.specialist
    starts = stay.starts
    ends = stay.ends
    bufferBefore = stay.bufferBefore
    bufferAfter = stay.bufferAfter
    capacity = stay.service.capacity
    revision += 1
    cancelAsked = nil
  }
}
