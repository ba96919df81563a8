import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let working: [CalendarTap] = [.list]
  static let workingQuestions: [CalendarQuestion] = [.naming(calendar: ID(9))]
}
