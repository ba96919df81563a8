import Booking
import Store

/// The kinds of timed work. A later issue adds kinds, not machinery.
package enum Bell: String, Sendable, CaseIterable {
  /// A hold lapses; subject: the booking.
  case hold
  /// A request for approval expires; subject: the booking.
  case approval
  /// An invitation expires; subject: the invitation.
  case invitation
  /// The day's agenda, tomorrow's; subject: the person of the staff.
  case morning, evening
  /// Visits that nobody closed count as completed; subject: 0 for the whole book, every hour, or
  /// the one booking that was opened again.
  case completion
  /// A copy of the database is due; subject: 0 by the schedule, 1 because somebody asked.
  case backup
  /// The owners are to hear that a copy was put in the database's place.
  case restored
  /// The next readers of a message to many; subject: the broadcast.
  case broadcast
  /// A time came free, and the waiting list is to be asked; subject: the freed time.
  case waiting
  /// The last day that somebody waits for is over; subject: the entry.
  case waitingEnd
  /// The client is asked how it was, is invited again; the staff hears what they said. Subject: the
  /// booking.
  case rating, comeBack, review
  /// A visit is to be reminded of; subject: the booking.
  case reminder
  /// A visit should be confirmed by the client by now; subject: the booking.
  case unconfirmed
  /// Reminders are to be planned anew; subject: the service, or 0 for all. Its rank is how far that
  /// has come.
  case planning
  /// The message that says how far an upload is has to say something new; subject: the upload.
  case upload

  /// Kinds that do nothing but tell somebody something. When a copy is restored, those that were due
  /// by then are dropped: as far as anybody can know, people were told.
  static let messages: [Bell] = [
    .morning, .evening, .rating, .comeBack, .review, .reminder, .unconfirmed,
  ]
}

extension FrontDesk {
  /// Does what a timer is for, if it is still called for, and removes the timer.
  package func ring(_ alarm: Alarm) throws {
    try tx.remove(alarm)
    switch Bell(rawValue: alarm.kind) {
    case .hold: try endHold(ID(alarm.subject))
    case .approval: try endRequest(ID(alarm.subject))
    case .invitation: try endInvitation(ID(alarm.subject))
    case .morning: try ringAgenda(.morning, ID(alarm.subject), due: alarm.due)
    case .evening: try ringAgenda(.evening, ID(alarm.subject), due: alarm.due)
    case .completion: try ringCompletion(alarm.subject)
    case .backup: try beginCopy(alarm)
    case .restored: try tellOfRestoration()
    case .waiting: try offerFreed(alarm.subject)
    case .waitingEnd: try endWaiting(ID(alarm.subject))
    case .rating: try ringRating(ID(alarm.subject), due: alarm.due)
    case .comeBack: try ringComeBack(ID(alarm.subject), due: alarm.due)
    case .review: try ringReview(ID(alarm.subject))
    case .broadcast: try goOn(with: ID(alarm.subject))
    case .reminder: try remind(of: ID(alarm.subject))
    case .unconfirmed: try tellUnconfirmed(ID(alarm.subject))
    case .planning:
      try planReminders(
        of: alarm.subject == 0 ? nil : ID(alarm.subject), after: Instant(alarm.rank))
    case .upload: try followUpload(ID(alarm.subject))
    case nil: break
    }
  }

  private func endHold(_ id: ID<Visit>) throws {
    guard var visit = try tx.visit(id), let until = visit.heldUntil, until <= now else { return }
    if visit.state == .held, let state = visit.state.next(.lapse) {
      visit.state = state
      try tx.save(visit, now: now)
    }
    // It may have made way for somebody before the clock came to it.
    guard visit.state == .expired else { return }
    if visit.offer == nil {
      try freed(visit, wasBooked: false)
    } else {
      try letGo(offerOf: visit, as: .lapsed)
    }
    try follow(screenFor: visit.client, .holdLapsed, of: visit)
  }

  private func endRequest(_ id: ID<Visit>) throws {
    guard var visit = try tx.visit(id), visit.state == .requested,
      let state = visit.state.next(.lapse)
    else { return }
    if let series = visit.series { return try endRequests(with: visit, in: series) }
    visit.state = state
    visit.revision += 1
    try tx.save(visit, now: now)
    try audit("expire", by: nil, subject: visit.id.raw)
    try freed(visit, wasBooked: true)
    try tellClient(.requestExpired, about: visit)
    try tellStaff(.requestUnanswered, about: visit)
    try follow(visit)
  }
}
