import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let exception: [ExceptionTap] = [.list(ID(9))]
  static let exceptionQuestions: [ExceptionQuestion] = [.words(calendar: ID(9))]
}
