/// Where a booking stands; `next` is the one table of what may follow what.
///
///                 held       requested  confirmed  completed  noShow
///     confirm     confirmed  ·          ·          ·          ·
///     request     requested  ·          ·          ·          ·
///     approve     ·          confirmed  ·          ·          ·
///     decline     ·          declined   ·          ·          ·
///     move        ·          requested  confirmed  ·          ·
///     moveAsking  ·          requested  requested  ·          ·
///     cancel      cancelled  cancelled  cancelled  ·          ·
///     lapse       expired    expired    ·          ·          ·
///     complete    ·          ·          completed  ·          completed
///     markNoShow  ·          ·          noShow     noShow     ·
///     reopen      ·          ·          ·          confirmed  confirmed
///
/// Cancelled, declined and expired are the end.
///
/// Attendance, arrival and a late wish to cancel are facts about a booking, not states of it.
package enum BookingState: String, Codable, CaseIterable, Sendable {
  /// Kept for a client who is still deciding, for a few minutes.
  case held
  /// Waits for the specialist's approval.
  case requested
  case confirmed
  case completed
  case noShow = "no_show"
  case cancelled
  case declined
  /// A hold or a request that nobody settled in time.
  case expired

  /// Whether it is still to come and blocks its time.
  package var isActive: Bool {
    switch self {
    case .held, .requested, .confirmed: true
    case .completed, .noShow, .cancelled, .declined, .expired: false
    }
  }

  /// Whether nothing can follow.
  package var isFinal: Bool {
    switch self {
    case .cancelled, .declined, .expired: true
    case .held, .requested, .confirmed, .completed, .noShow: false
    }
  }

  /// The state after an event, or nil when the event is refused in this state.
  package func next(_ event: BookingEvent) -> BookingState? {
    switch (self, event) {
    case (.held, .confirm): .confirmed
    case (.held, .request): .requested
    case (.requested, .approve): .confirmed
    case (.requested, .decline): .declined
    case (.requested, .move), (.requested, .moveAsking), (.confirmed, .moveAsking): .requested
    case (.confirmed, .move): .confirmed
    case (.held, .cancel), (.requested, .cancel), (.confirmed, .cancel): .cancelled
    case (.held, .lapse), (.requested, .lapse): .expired
    case (.confirmed, .complete), (.noShow, .complete): .completed
    case (.confirmed, .markNoShow), (.completed, .markNoShow): .noShow
    case (.completed, .reopen), (.noShow, .reopen): .confirmed
    default: nil
    }
  }
}

/// What can happen to a booking.
package enum BookingEvent: Hashable, Sendable {
  /// The client takes the held time, for good or, where the service wants it, for approval.
  case confirm, request
  /// The specialist's word on a request.
  case approve, decline
  /// It gets another time: one that stands at once, or one the specialist has to agree to anew.
  case move, moveAsking
  case cancel(by: Party)
  /// The time for a hold or a request ran out.
  case lapse
  /// The visit took place, or the client did not come; each corrects the other.
  case complete, markNoShow
  /// Completed or no-show was a mistake.
  case reopen

  /// Who ended a booking.
  package enum Party: String, Codable, CaseIterable, Sendable { case client, specialist, system }
}
