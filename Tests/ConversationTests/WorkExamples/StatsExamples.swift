import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let stats: [StatsTap] = [.overview]
}
