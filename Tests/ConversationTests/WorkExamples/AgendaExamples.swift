import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let agenda: [AgendaTap] = [.day(LocalDate(dayNumber: 20_000))]
  static let agendaQuestions: [AgendaQuestion] = [.cancelReason(visit: ID(7))]
}
