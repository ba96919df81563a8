import Booking
import Store

@testable import Conversation

extension WorkExamples {
  private static let first = LocalDate(dayNumber: 20_811)
  private static let last = LocalDate(dayNumber: 99_999)
  private static let most: Int64 = (1 << 53) - 1

  static let exception: [ExceptionTap] =
    [
      .calendars, .list(ID(9)), .page(ID(9), 3), .entry(ID(9), first), .clear(ID(9), first, last),
      .lastDays(ID(9), first, month: last), .until(ID(9), first, last), .on(0xFFFF_FFFF, ID(most)),
      .onMine(0), .onAll(0xFFFF_FFFF), .save(0xFFFF_FFFF), .saveOffering(7), .drop,
      .waiting(ID(most), 1_000), .take(ID(most), ID(most), Instant(most)), .keep(ID(most)),
    ]
    + ExceptionKind.allCases.flatMap { kind -> [ExceptionTap] in
      [
        .pick(ID(most), kind), .month(ID(most), kind, last), .day(ID(most), kind, first),
        .window(ID(most), kind, last, TimeRange(start: 1_320, end: 1_560)),
      ]
    }

  static let exceptionQuestions: [ExceptionQuestion] =
    [
      .words(calendar: ID(9)), .dates(calendar: ID(9), kind: .extra),
      .lastDay(calendar: ID(9), first: first),
      .hours(calendar: ID(9), kind: .hours, first: first, last: last),
    ]
    + [
      ScheduleEdit.Change.off, .usual, .hours([TimeRange(start: 540, end: 1_440)]),
      .extra([TimeRange(start: 1_320, end: 1_560)]),
      .without([TimeRange(start: 0, end: 60), TimeRange(start: 720, end: 780)]),
    ].compactMap { ScheduleEdit(first: first, last: first.adding(days: 8), change: $0) }.flatMap {
      [.target(edit: $0), .preview(edit: $0, calendars: [ID(9), ID(most)], signature: most)]
    }
}
