import Booking
import Store

@testable import Conversation

extension WorkExamples {
  private static let most = CalendarID((1 << 53) - 1)

  static let working: [CalendarTap] =
    [
      .list, .page(2), .calendar(most), .week(ID(1)), .weekday(ID(1), .sunday),
      .hours(ID(1), .monday, []), .hours(most, .friday, [TimeRange(start: 0, end: 1_440)]),
      .hours(
        most, .sunday, [TimeRange(start: 540, end: 780), TimeRange(start: 1_320, end: 1_560)]),
      .copy(ID(1), .monday, to: 0), .copy(most, .sunday, to: 127),
      .copyNow(ID(1), .monday, to: 30), .rules(ID(1)), .set(most, .notice, 43_200),
      .clear(ID(1), .step), .zone(most, "America/Argentina/ComodRivadavia"), .grids(ID(1)),
      .services(ID(1), page: 1), .offer(most, ID(most.raw), true), .offer(ID(1), ID(2), false),
      .active(ID(1), true), .active(ID(1), false), .askDelete(ID(1)), .delete(ID(1)),
      .create(page: 0), .createFor(ID(most.raw)),
    ] + CalendarField.allCases.map { .ask(most, $0) } + Grid.allCases.map { .grid(most, $0) }
  static let workingQuestions: [CalendarQuestion] =
    [.hours(calendar: ID(9), weekday: 7), .newName(specialist: ID(3))]
    + CalendarField.allCases.map { .field(calendar: ID(9), field: $0) }
}
