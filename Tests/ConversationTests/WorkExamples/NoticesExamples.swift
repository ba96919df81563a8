import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  static let notices: [NoticesTap] =
    [.menu, .freeDays(true), .freeDays(false)]
    + NoticeWishes.Kind.allCases.flatMap { [.want($0, true), .want($0, false)] }
    + DayPart.allCases.flatMap { [.ask($0), .set($0, 0), .set($0, 1_439), .never($0)] }
    + [Book.usual, .everyone, .of(ID(1 << 40))].map { .reviews($0, page: 3) }
    + [.aftercare, .completion(hours: 0), .completion(hours: 24)]
    + Aftercare.Rating.allCases.map { .rating($0) }
    + [.comeBack(ID(1)), .setComeBack(ID(1), days: 42), .setComeBack(ID(1 << 40), days: 0)]
  static let noticesQuestions: [NoticesQuestion] =
    DayPart.allCases.map { .time($0) } + [.comeBack(service: ID(1))]

  static let texts: [TextsTap] =
    [.list] + OwnText.Group.allCases.map { .group($0) }
    + OwnText.allCases.flatMap {
      [.text($0, "uk"), .edit($0, "en"), .save($0, "fr"), .reset($0, "ru")]
    }
  static let textsQuestions: [TextsQuestion] = [
    .words(text: 1, language: "en"),
    .preview(text: 1, language: "en", words: "See you, {name}! 💈 <b>Bye</b> שלום"),
  ]

  static let afterVisit: [AfterVisitTap] = [
    .ask(ID(1)), .rate(ID(1), 5), .rate(ID(1 << 40), 1), .words(ID(1)), .skip(ID(1)), .notNow,
    .noMore,
  ]
  static let afterVisitQuestions: [AfterVisitQuestion] = [.words(visit: ID(1))]
}
