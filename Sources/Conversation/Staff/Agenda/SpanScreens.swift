import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A week of a book, and a month to choose a day from, with the bookings of each day counted.
extension Turn {
  private func spans(
    from first: LocalDate, days: Int, _ open: OpenBook
  ) throws -> [LocalDate: [Range<Instant>]] {
    let query = VisitQuery(
      from: open.zone.dayRange(of: first).lowerBound,
      to: open.zone.dayRange(of: first.adding(days: days)).lowerBound,
      specialist: open.specialist,
      states: [.requested, .confirmed, .completed, .noShow])
    return Dictionary(grouping: try desk.tx.spans(query)) {
      open.zone.local($0.lowerBound).date
    }
  }

  func showAgendaWeek(_ day: LocalDate, _ book: Book = .usual) throws {
    wait(for: .home)
    guard let open = try desk.open(book, for: person) else { return try notAllowed() }
    let first = day.startOfWeek(voice.week)
    let days = (0..<7).map { first.adding(days: $0) }
    let spans = try spans(from: first, days: 7, open)
    let dayButtons = days.map { day in
      let count = spans[day]?.count ?? 0
      let name = voice.weekday(day.weekday, .short) + " \(day.day)"
      return InlineButton.tap(
        count == 0 ? name : "\(name) (\(count))",
        .agenda(.dayOf(day, book, cancelled: false, page: 0)),
        style: count == 0 ? nil : .primary)
    }
    try show(
      Screen(
        lines(
          [
            voice.phrase(
              "agenda.week",
              [
                "from": .text(voice.date(first, .dayMonth)),
                "to": .text(voice.date(days[6], .dayMonth)),
              ]), try bookLine(open), HTML(""),
          ] + days.map { weekLine($0, spans[$0] ?? []) }),
        [
          Array(dayButtons[..<4]), Array(dayButtons[4...]),
          [
            .tap("‹", .agenda(.weekOf(first.adding(days: -7), book))),
            button("button.today", .agenda(.weekOf(open.zone.local(now).date, book))),
            .tap("›", .agenda(.weekOf(first.adding(days: 7), book))),
          ],
          [button("button.month", .agenda(.month(first, book)))] + homeRow,
        ]))
  }

  private func weekLine(_ day: LocalDate, _ spans: [Range<Instant>]) -> HTML {
    let date = voice.date(day, .short).capitalisedFirst
    guard !spans.isEmpty else {
      return voice.phrase("agenda.weekFree", ["date": .text(date)])
    }
    let minutes = spans.reduce(0) { $0 + Int(($1.upperBound - $1.lowerBound) / 60) }
    return voice.phrase(
      "agenda.weekDay",
      [
        "date": .text(date), "count": .number(spans.count),
        "duration": .text(voice.duration(minutes: minutes)),
      ])
  }

  func showAgendaMonth(_ day: LocalDate, _ book: Book) throws {
    wait(for: .home)
    guard let open = try desk.open(book, for: person) else { return try notAllowed() }
    let first = day.firstOfMonth
    let counts = try spans(from: first, days: first.daysInMonth, open).mapValues(\.count)
    var cells = Array(
      repeating: InlineButton.blank, count: voice.week.firstIndex(of: first.weekday) ?? 0)
    cells += (0..<first.daysInMonth).map { offset in
      let date = first.adding(days: offset)
      let count = counts[date] ?? 0
      return .tap(
        "\(date.day)" + (count == 0 ? "" : Self.raised(count)),
        .agenda(.dayOf(date, book, cancelled: false, page: 0)), style: count == 0 ? nil : .primary)
    }
    while cells.count % 7 != 0 { cells.append(.blank) }
    let rows =
      [
        [
          InlineButton.tap("‹", .agenda(.month(first.adding(months: -1), book))),
          .tap(voice.date(first, .monthYear), .nothing),
          .tap("›", .agenda(.month(first.adding(months: 1), book))),
        ],
        voice.week.map { .tap(voice.weekday($0, .narrow), .nothing) },
      ] + stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
      + [
        [
          button(
            "button.today",
            .agenda(.dayOf(open.zone.local(now).date, book, cancelled: false, page: 0)))
        ] + homeRow
      ]
    let total = counts.values.reduce(0, +)
    try show(
      Screen(
        lines([
          voice.phrase("agenda.month", ["month": .text(voice.date(first, .monthYear))]),
          try bookLine(open),
          voice.phrase("agenda.monthSum", ["count": .number(total)]),
        ]), rows))
  }

  /// A count as small figures beside the day, for a cell that has room for few characters.
  private static func raised(_ count: Int) -> String {
    let figures = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(count).compactMap { $0.wholeNumberValue.map { figures[$0] } })
  }
}
