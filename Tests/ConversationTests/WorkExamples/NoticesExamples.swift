import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  static let notices: [NoticesTap] =
    [.menu, .freeDays(true), .freeDays(false)]
    + NoticeWishes.Kind.allCases.flatMap { [.want($0, true), .want($0, false)] }
    + DayPart.allCases.flatMap { [.ask($0), .set($0, 0), .set($0, 1_439), .never($0)] }
  static let noticesQuestions: [NoticesQuestion] = DayPart.allCases.map { .time($0) }
}
