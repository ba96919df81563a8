import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let client: [ClientTap] = [.list(page: 3)]
  static let clientQuestions: [ClientQuestion] = [.search]
}
