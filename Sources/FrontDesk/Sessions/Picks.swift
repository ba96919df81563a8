import Booking
import Store

/// What came of marking a file.
package enum PickOutcome: Sendable, Hashable {
  /// So many are marked now, of so many at most.
  case picked(count: Int, limit: Int?)
  /// No more may be marked.
  case full(limit: Int)
  /// The file or the session is not to be seen any more.
  case gone
}

/// One set of marks per session, shared by the chat and the page.
extension FrontDesk {
  /// How long the staff is left in peace after it heard that a client has chosen.
  private static var minutesBetweenPicks: Int { 10 }

  /// Marks a file, or takes the mark off. Who may, is for the caller to say: the client in the chat,
  /// whoever has the link to the results on the page.
  package func pick(
    _ file: ID<SessionFile>, _ isPicked: Bool, in session: ID<Session>
  ) throws -> PickOutcome {
    guard let session = try tx.session(session), session.isDelivered,
      let file = try tx.file(file), file.session == session.id, file.isVisible
    else { return .gone }
    let count = try tx.countPicks(of: session.id)
    if (file.picked != nil) == isPicked {
      return .picked(count: count, limit: session.pickLimit)
    }
    if isPicked, let limit = session.pickLimit, count >= limit { return .full(limit: limit) }
    try tx.setPicked(file.id, isPicked ? now : nil)
    try tx.touch(session.id)
    return .picked(count: count + (isPicked ? 1 : -1), limit: session.pickLimit)
  }

  /// The client says that the choice is made: the staff hears of it, though not again at once. False
  /// when nothing is marked.
  package func finishPicks(in id: ID<Session>, by person: Person?) throws -> Bool {
    guard let session = try tx.session(id), session.isDelivered else { return false }
    let count = try tx.countPicks(of: id)
    guard count > 0 else { return false }
    if let told = try tx.picksTold(of: id),
      now < told.adding(minutes: Self.minutesBetweenPicks)
    {
      return true
    }
    try tx.notePicksTold(of: id, now: now)
    try audit("pickSession", by: person?.id, subject: id.raw, detail: String(count))
    try tellKeeper(of: session, .picksMade, count: count)
    return true
  }
}
