import FrontDesk
import Store
import Telegram

/// What a client does under a reminder.
extension Turn {
  /// “I'll be there”: the reminder says so from then on, and can still be moved or cancelled.
  func attend(_ id: ID<Visit>, _ revision: Int) throws {
    wait(for: .home)
    switch try desk.confirmAttendance(id, revision: revision, by: person) {
    case .confirmed(let visit):
      try toast(voice.text("remind.thanksToast"))
      try show(reminderWording.reminder(visit, for: person, isAnswered: true))
    case .already(let visit):
      try toast(voice.text("remind.already"))
      try show(reminderWording.reminder(visit, for: person, isAnswered: true))
    case .changed(let visit): try tooLate(visit)
    case .notYours: try notFound()
    }
  }

  /// Goes on from a reminder while the booking is as the reminder shows it.
  func fromReminder(
    _ id: ID<Visit>, _ revision: Int, _ goOn: (ID<Visit>) throws -> Void
  ) throws {
    switch try desk.reminded(id, revision: revision, of: person) {
    case .confirmed, .already: try goOn(id)
    case .changed(let visit): try tooLate(visit)
    case .notYours: try notFound()
    }
  }
}
