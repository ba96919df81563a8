import Booking
import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  private static let most: Int64 = (1 << 53) - 1
  private static let day = LocalDate(dayNumber: 20_600)
  private static let start = Instant(1_800_259_200)
  private static let forms = [
    SeriesForm(visit: ID(1), rhythm: .weeks(2), times: 6),
    SeriesForm(visit: ID(most), rhythm: .lastWeekdayOfMonth, times: 26),
  ]
  private static let shifts = [
    ShiftForm(visit: ID(1), scope: .following, starts: start),
    ShiftForm(visit: ID(most), scope: .all, starts: Instant(most)),
  ]

  static let series: [SeriesTap] =
    [1, most].flatMap { id -> [SeriesTap] in
      [
        .begin(ID(id)), .toHold(ID(id)), .count(ID(id), .dayOfMonth), .whole(ID(id), page: 2),
        .calendarFile(ID(id)), .askMove(ID(id)), .moveOne(ID(id)), .times(ID(id), .all),
        .month(ID(id), .following, day), .day(ID(id), .all, day, page: 1), .askCancel(ID(id)),
        .cancelOne(ID(id)), .cancelling(ID(id), .following),
        .cancel(ID(id), .all, digest: 0x7fff_ffff),
      ]
    }
    + forms.flatMap { form -> [SeriesTap] in
      [
        .preview(form), .dates(form), .date(form, place: 25), .change(form, place: 3, start),
        .leave(form, place: 1), .restore(form, place: 25), .book(form, digest: 0x7fff_ffff),
      ]
    }
    + shifts.flatMap { form -> [SeriesTap] in
      [
        .shift(form), .shiftDate(form, place: 25), .shiftChange(form, place: 0, Instant(most)),
        .shiftLeave(form, place: 25), .shiftRestore(form, place: 1),
        .move(form, digest: 0x7fff_ffff),
      ]
    }

  static let staffSeries: [StaffSeriesTap] =
    series.map { .step($0) }
    + [1, most].flatMap { id -> [StaffSeriesTap] in
      [.approve(ID(id)), .decline(ID(id)), .declineSilently(ID(id))]
    }

  static let seriesQuestions: [SeriesQuestion] = [
    .making(SeriesDraft(ID(7), .weeks(1), times: 2), byStaff: false),
    .making(
      SeriesDraft(ID(7), .dayOfMonth, times: 26, changes: [1: .leave, 25: .at(start), 3: .leave]),
      byStaff: true),
    .moving(
      SeriesShift(ID(7), .all, to: start, changes: [0: .leave, 2: .at(start)]), byStaff: true),
    .moving(SeriesShift(ID(7), .following, to: start), byStaff: false),
    .cancelReason(ID(9), .all), .declineReason(ID(9)),
  ]
}
