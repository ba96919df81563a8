import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A month that shows which days have room, and the times of a day.
extension Turn {
  func showMonth(_ wish: Wish, _ month: LocalDate) throws {
    wait(for: .home)
    guard let service = try offered(wish) else { return }
    let today = try desk.zone(for: wish).local(now).date
    let last = try desk.horizon(for: wish)
    let first = min(max(month.firstOfMonth, today.firstOfMonth), last.firstOfMonth)
    let counts = try desk.days(for: wish, month: first)
    var rows = [
      [
        first > today
          ? InlineButton.tap("‹", .month(wish, first.adding(months: -1))) : .blank,
        .tap(voice.date(first, .monthYear), .nothing),
        first.adding(months: 1) <= last
          ? .tap("›", .month(wish, first.adding(months: 1))) : .blank,
      ],
      voice.week.map { .tap(voice.weekday($0, .narrow), .nothing) },
    ]
    rows += grid(first, counts, wish, today: today)
    rows.append([button("button.back", .offer(wish))])
    let free = counts.values.reduce(0, +)
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          free == 0 ? voice.phrase("month.full") : voice.phrase("month.choose"),
        ]), rows))
  }

  private func grid(
    _ first: LocalDate, _ counts: [LocalDate: Int], _ wish: Wish, today: LocalDate
  ) -> [[InlineButton]] {
    let week = voice.week
    let lead = week.firstIndex(of: first.weekday) ?? 0
    var cells = Array(repeating: InlineButton.blank, count: lead)
    for offset in 0..<first.daysInMonth {
      let date = first.adding(days: offset)
      if (counts[date] ?? 0) > 0 {
        cells.append(.tap(String(date.day), .day(wish, date, page: 0), style: .primary))
      } else {
        cells.append(.tap("·", .nothing))
      }
    }
    while cells.count % 7 != 0 { cells.append(.blank) }
    // Weeks that are over are left out, so that the month begins with this week.
    let past = first < today ? (lead + today.day - 1) / 7 * 7 : 0
    return stride(from: past, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
  }

  private static var timesPerPage: Int { 48 }

  func showDay(_ wish: Wish, _ date: LocalDate, page: Int) throws {
    wait(for: .home)
    guard let service = try offered(wish) else { return }
    let openings = try desk.openings(for: wish, on: date)
    guard !openings.isEmpty else {
      try toast(voice.text("day.full"))
      return try showMonth(wish, date)
    }
    let pages = (openings.count - 1) / Self.timesPerPage + 1
    let page = min(max(page, 0), pages - 1)
    let shown = openings.dropFirst(page * Self.timesPerPage).prefix(Self.timesPerPage)
    var rows: [[InlineButton]] = []
    for (part, key) in Self.parts {
      let times = shown.filter { part.contains($0.zone.local($0.starts).minute) }
      guard !times.isEmpty else { continue }
      rows.append([button(key, .nothing)])
      let buttons = times.map { opening in
        InlineButton.tap(
          voice.time(minute: opening.zone.local(opening.starts).minute),
          .slot(wish, opening.calendar, opening.starts), style: .primary)
      }
      rows += stride(from: 0, to: buttons.count, by: 4).map {
        Array(buttons[$0..<min($0 + 4, buttons.count)])
      }
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .day(wish, date, page: $0) }) }
    rows.append([button("button.back", .month(wish, date.firstOfMonth))])
    let zone = openings[0].zone
    var own: HTML?
    if let viewer = person.zone, !viewer.hasSameOffset(as: zone, at: openings[0].starts) {
      own = voice.phrase(
        "day.zone",
        [
          "zone": .text(voice.city(zone)),
          "first": .text(try wording.clock(openings[0].starts, zone)),
          "own": .text(try wording.clock(openings[0].starts, viewer)),
        ])
    }
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          voice.phrase("day.choose", ["date": .text(voice.date(date, .full))]), own,
        ]), rows))
  }

  /// Parts of the day in minutes since midnight, and what they are called.
  private static var parts: [(Range<Int>, Key)] {
    [
      (0..<360, "part.night"), (360..<720, "part.morning"), (720..<1_020, "part.afternoon"),
      (1_020..<1_440, "part.evening"),
    ]
  }
}
