import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let setup: [SetupTap] = [.begin]
  static let setupQuestions: [SetupQuestion] = [.businessName]
}
