import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let editing: [ServiceTap] = [.list(page: 3)]
  static let editingQuestions: [ServiceQuestion] = [.search]
}
