import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let invite: [InviteTap] = [.inbox(page: 3)]
  static let inviteQuestions: [InviteQuestion] = [.subject]
}
