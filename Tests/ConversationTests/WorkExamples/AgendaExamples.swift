import Booking
import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  private static let day = LocalDate(dayNumber: 20_532)
  private static let filters = [
    BookingFilter(),
    BookingFilter(
      period: .days(day, day.adding(days: 40)), status: .cancelled, service: ID(46_655),
      book: .of(ID(46_000))
    ).with(words: "Олександр Петренко-Іваненко"),
    BookingFilter(period: .all, status: .unclosed, book: .everyone).with(words: "a.b:c..1 "),
    BookingFilter(period: .lastMonth, book: .of(ID(1))).with(words: "שלום 👩🏽‍🎨"),
  ]

  static let agenda: [AgendaTap] =
    [
      .day(day), .week(day), .dayOf(day, .usual, cancelled: false, page: 0),
      .dayOf(day, .of(ID(1)), cancelled: true, page: 12), .weekOf(day, .everyone),
      .month(day, .of(ID(46_000))), .books(day, page: 1), .completePast(day, .usual),
      .booking(ID(9_007_199_254_740_991)), .arrived(ID(7), true), .arrived(ID(7), false),
      .complete(ID(7)), .noShow(ID(7)), .reopen(ID(7)), .askCancel(ID(7)), .cancelSilently(ID(7)),
      .find(page: 3), .export,
    ]
    + filters.flatMap { filter -> [AgendaTap] in
      [
        .found(filter, page: 0), .found(filter, page: 124), .exporting(filter),
        .file(.table, filter), .file(.calendar, filter),
      ] + BookingFilter.Part.allCases.map { .choose($0, filter, page: 1) }
    }
  static let agendaQuestions: [AgendaQuestion] =
    [.cancelReason(visit: ID(7))] + filters.map { .find(filter: $0, page: 3) }
}
