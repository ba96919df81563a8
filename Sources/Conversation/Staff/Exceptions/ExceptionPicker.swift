import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Choosing a day: from the coming fortnight, from a month, or in words.
extension Turn {
  /// `month` shows that month; without it the coming fortnight.
  func pickDay(_ id: CalendarID, _ kind: ExceptionKind, in month: LocalDate? = nil) throws {
    guard let calendar = try changeable(id) else { return }
    wait(for: .exception(.dates(calendar: id, kind: kind)))
    let wording = try exceptionWording(calendar)
    let question: Key =
      switch kind {
      case .off: "exceptions.pickOff"
      case .vacation: "exceptions.pickVacation"
      case .hours: "exceptions.pickHours"
      case .extra: "exceptions.pickExtra"
      case .usual: "exceptions.pickUsual"
      }
    var rows: [[InlineButton]]
    if let month {
      rows = monthPage(
        month, from: wording.today, page: { .exception(.month(id, kind, $0)) },
        day: { .exception(.day(id, kind, $0)) })
      rows.append([button("button.back", .exception(.pick(id, kind)))])
    } else {
      let days = (0..<14).map { wording.today.adding(days: $0) }
      rows = stride(from: 0, to: 14, by: 2).map { index in
        days[index..<index + 2].map {
          .tap(voice.date($0, .short).capitalisedFirst, .exception(.day(id, kind, $0)))
        }
      }
      rows.append([
        button("button.otherMonth", .exception(.month(id, kind, wording.today.firstOfMonth)))
      ])
      rows.append([button("button.back", .exception(.list(id)))])
    }
    try show(
      Screen(
        lines([
          voice.phrase("exceptions.whose", ["calendars": .text(wording.title(calendar))]),
          voice.phrase(question), voice.phrase("exceptions.pickTyped"),
        ]), rows))
  }

  /// A day was chosen: on to what is asked next.
  func chose(_ day: LocalDate, _ kind: ExceptionKind, on id: CalendarID) throws {
    guard let calendar = try changeable(id) else { return }
    let today = try desk.today(of: calendar)
    guard day >= today, day.dayNumber - today.dayNumber <= QuickEdit.farthest else {
      try remark(day < today ? "exceptions.badPast" : "exceptions.badFar")
      return try pickDay(id, kind)
    }
    switch kind {
    case .off: try preview(.off, day, day, on: id)
    case .usual: try preview(.usual, day, day, on: id)
    case .vacation: try pickLastDay(id, day, in: day.firstOfMonth)
    case .hours, .extra: try askHours(id, kind, day, day)
    }
  }

  func pickLastDay(_ id: CalendarID, _ first: LocalDate, in month: LocalDate) throws {
    guard let calendar = try changeable(id) else { return }
    wait(for: .exception(.lastDay(calendar: id, first: first)))
    let wording = try exceptionWording(calendar)
    var rows = monthPage(
      month, from: max(first, wording.today),
      page: { .exception(.lastDays(id, first, month: $0)) },
      day: { .exception(.until(id, first, $0)) })
    rows.append([button("button.back", .exception(.pick(id, .vacation)))])
    try show(
      Screen(
        lines([
          voice.phrase("exceptions.pickLast", ["date": .text(wording.full(first))]),
          voice.phrase("exceptions.pickTyped"),
        ]), rows))
  }

  /// A page of a calendar on which the days from `from` on can be chosen.
  private func monthPage(
    _ month: LocalDate, from: LocalDate, page: (LocalDate) -> Tap, day: (LocalDate) -> Tap
  ) -> [[InlineButton]] {
    let latest = from.adding(days: QuickEdit.farthest).firstOfMonth
    let first = min(max(month.firstOfMonth, from.firstOfMonth), latest)
    let lead = voice.week.firstIndex(of: first.weekday) ?? 0
    var cells = Array(repeating: InlineButton.blank, count: lead)
    for offset in 0..<first.daysInMonth {
      let date = first.adding(days: offset)
      cells.append(date < from ? .tap("·", .nothing) : .tap(String(date.day), day(date)))
    }
    while cells.count % 7 != 0 { cells.append(.blank) }
    return [
      [
        first > from ? .tap("‹", page(first.adding(months: -1))) : .blank,
        .tap(voice.date(first, .monthYear), .nothing),
        first < latest ? .tap("›", page(first.adding(months: 1))) : .blank,
      ],
      voice.week.map { .tap(voice.weekday($0, .narrow), .nothing) },
    ] + stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
  }

  /// Windows that are offered for one tap.
  private static var windows: [ExceptionKind: [TimeRange]] {
    [
      .hours: [(9, 13), (10, 14), (12, 16), (14, 18)].map {
        TimeRange(start: $0.0 * 60, end: $0.1 * 60)
      },
      .extra: [(7, 9), (17, 19), (18, 20), (19, 21)].map {
        TimeRange(start: $0.0 * 60, end: $0.1 * 60)
      },
    ]
  }

  func askHours(
    _ id: CalendarID, _ kind: ExceptionKind, _ first: LocalDate, _ last: LocalDate
  ) throws {
    guard let calendar = try changeable(id) else { return }
    wait(for: .exception(.hours(calendar: id, kind: kind, first: first, last: last)))
    let wording = try exceptionWording(calendar)
    var rows: [[InlineButton]] = []
    if first == last {
      let buttons = Self.windows[kind, default: []].map { window in
        InlineButton.tap(
          wording.hours([window]), .exception(.window(id, kind, first, window)))
      }
      rows = stride(from: 0, to: buttons.count, by: 2).map { Array(buttons[$0..<$0 + 2]) }
    }
    rows.append([button("button.back", .exception(.pick(id, kind)))])
    let present = first == last ? calendar.rules.windows(on: first) : []
    let now = first == last ? wording.hours(present) : voice.text("exceptions.several")
    try show(
      Screen(
        voice.phrase(
          kind == .extra ? "exceptions.askExtra" : "exceptions.askHours",
          ["dates": .text(wording.dates(first, last)), "hours": .text(now)]), rows))
  }
}
