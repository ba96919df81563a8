import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let setup: [SetupTap] =
    [
      .begin, .later, .language("uk"), .language("en-US"),
      .zone("America/Argentina/ComodRivadavia"), .currency("UAH"), .idea(0), .idea(5),
      .duration(1_440), .noPrice,
    ] + SetupProgress.Step.allCases.flatMap { [.skip($0), .goTo($0)] }
    + SetupTap.Hours.allCases.map { .hours($0) }
  static let setupQuestions: [SetupQuestion] = SetupProgress.Step.allCases.map { .open(step: $0) }
}
