import Booking
import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  private static let most: Int64 = (1 << 53) - 1
  private static let wish = Wish(service: ID(most), specialist: ID(most), moving: ID(most))
  private static let day = LocalDate(dayNumber: 99_999)

  static let waiting: [WaitingTap] =
    [
      .join(wish, day), .days(wish, day, day), .entry(ID(most)), .leave(ID(most)), .take(ID(most)),
      .refuse(ID(most)),
    ] + ([nil] + PartOfDay.allCases).map { .add(wish, day, day, $0) }

  static let waitlist: [WaitlistTap] = [
    .services, .line(ID(most), page: 10_000), .entry(ID(most)), .remove(ID(most)),
  ]

  static let waitingQuestions: [WaitingQuestion] = [
    .days(service: ID(1), specialist: nil), .days(service: ID(1), specialist: ID(2)),
  ]
}
