import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let guest: [GuestTap] = [.new, .book(ID(7)), .moveBooking(ID(9))]
  static let guestQuestions: [GuestQuestion] = [.who]
}
