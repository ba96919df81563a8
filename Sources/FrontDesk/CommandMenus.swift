import Booking
import Store

extension FrontDesk {
  /// Has the chat of a person show the commands of their part, in their language, as both stand
  /// when that is sent. To be called whenever one of the two changes.
  package func refreshMenu(
    of person: Person, at priority: OutboxRow.Priority = .notice
  ) throws {
    guard person.telegram != nil else { return }
    // What will be sent is not known here; the next start looks whether it is still right.
    try tx.noteMenu(isStaff(person) ? "" : nil, of: person.id)
    try tell(person, Notice(kind: .menu, subject: person.id.raw), at: priority)
  }
}
