import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let team: [TeamTap] = [.list]
  static let teamQuestions: [TeamQuestion] = [.naming]
}
