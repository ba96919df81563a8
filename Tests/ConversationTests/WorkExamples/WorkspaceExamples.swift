import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let workspace: [WorkspaceTap] = [.menu]
}
