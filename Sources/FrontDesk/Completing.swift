import Booking
import Store

/// Visits that nobody closed count as completed some hours after their end: a look at the book
/// every hour, which costs the booking of a visit nothing.
extension FrontDesk {
  private static var batch: Int { 200 }

  func awaitCompletion() throws {
    let hour = now.seconds / 3_600 * 3_600
    try tx.setTimer(Bell.completion.rawValue, subject: 0, due: Instant(hour + 3_600))
  }

  func ringCompletion(_ subject: Int64) throws {
    guard subject == 0 else { return try completeOne(ID(subject)) }
    let hasMore = try completeOverdue()
    if hasMore {
      try tx.setTimer(Bell.completion.rawValue, subject: 0, due: now.adding(seconds: 1))
    } else {
      try awaitCompletion()
      try startClocks()
    }
  }

  /// Completes a batch of what is overdue; whether there is more.
  private func completeOverdue() throws -> Bool {
    guard let hours = try catalogue().aftercare.completionHours else { return false }
    let moment = now.adding(minutes: -hours * 60)
    let overdue = try tx.unclosed(endedBy: moment, limit: Self.batch)
    for visit in overdue { try complete(visit) }
    if overdue.count == Self.batch { return true }
    // No visit is longer than a day.
    try tx.markCompleted(to: moment.adding(minutes: -1_440))
    return false
  }

  /// A booking that was opened again or otherwise changed when it was over, some hours later.
  private func completeOne(_ id: ID<Visit>) throws {
    guard let hours = try catalogue().aftercare.completionHours, let visit = try tx.visit(id),
      visit.state == .confirmed
    else { return }
    let due = visit.changed.adding(minutes: hours * 60)
    if due > now {
      try tx.setTimer(Bell.completion.rawValue, subject: id.raw, due: due)
    } else {
      try complete(visit)
    }
  }

  private func complete(_ visit: Visit) throws {
    guard let state = visit.state.next(.complete) else { return }
    let wasAsked = visit.cancelAsked != nil
    var visit = visit
    visit.state = state
    visit.cancelAsked = nil
    visit.changed = now
    try tx.saveProgress(of: visit, now: now)
    if wasAsked { try follow(visit) }
    try audit("complete", by: nil, subject: visit.id.raw)
    try follow(visit)
    try followUp(visit)
  }
}
