import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The buttons to look for a time with: a month that shows which days have room, and the times of
/// a day by its parts. Where they lead is said by whoever shows them.
struct TimePicker {
  let voice: Voice
  let month: (LocalDate) -> Tap
  let day: (_ date: LocalDate, _ page: Int) -> Tap
  let slot: (Opening) -> Tap
  /// Whether a day says how many times it has.
  var showsCounts = false

  // MARK: A month

  /// A page of the calendar, from the week of `today` on; nothing lies beyond `last`.
  func page(
    of first: LocalDate, _ counts: [LocalDate: Int], today: LocalDate, last: LocalDate
  ) -> [[InlineButton]] {
    let next = first.adding(months: 1)
    return [
      [
        first > today ? .tap("‹", month(first.adding(months: -1))) : .blank,
        .tap(voice.date(first, .monthYear), .nothing),
        next <= last ? .tap("›", month(next)) : .blank,
      ],
      voice.week.map { .tap(voice.weekday($0, .narrow), .nothing) },
    ] + grid(first, counts, today: today)
  }

  private func grid(
    _ first: LocalDate, _ counts: [LocalDate: Int], today: LocalDate
  ) -> [[InlineButton]] {
    let lead = voice.week.firstIndex(of: first.weekday) ?? 0
    var cells = Array(repeating: InlineButton.blank, count: lead)
    for offset in 0..<first.daysInMonth {
      let date = first.adding(days: offset)
      if let count = counts[date], count > 0 {
        let number = String(date.day) + (showsCounts ? Self.raised(count) : "")
        cells.append(.tap(number, day(date, 0), style: .primary))
      } else {
        cells.append(.tap("·", .nothing))
      }
    }
    while cells.count % 7 != 0 { cells.append(.blank) }
    // Weeks that are over are left out, so that the month begins with this week.
    let past = first < today ? (lead + today.day - 1) / 7 * 7 : 0
    return stride(from: past, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
  }

  /// A small number beside a day: “24⁵”.
  private static func raised(_ count: Int) -> String {
    let digits: [Character: Character] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
    ]
    return String(String(count).compactMap { digits[$0] })
  }

  // MARK: A day

  private static let timesPerPage = 48

  /// The times of a day, a heading for each part of it; several pages where there are many.
  func times(of date: LocalDate, _ openings: [Opening], page: Int) -> [[InlineButton]] {
    let pages = max(0, openings.count - 1) / Self.timesPerPage + 1
    let page = min(max(page, 0), pages - 1)
    let shown = openings.dropFirst(page * Self.timesPerPage).prefix(Self.timesPerPage)
    var rows: [[InlineButton]] = []
    for (part, key) in Self.parts {
      let times = shown.filter { part.contains($0.zone.local($0.starts).minute) }
      guard !times.isEmpty else { continue }
      rows.append([.tap(voice.text(key), .nothing)])
      let buttons = times.map { opening in
        InlineButton.tap(
          voice.time(minute: opening.zone.local(opening.starts).minute), slot(opening),
          style: .primary)
      }
      rows += stride(from: 0, to: buttons.count, by: 4).map {
        Array(buttons[$0..<min($0 + 4, buttons.count)])
      }
    }
    if pages > 1 { rows.append(.pager(page, of: pages) { day(date, $0) }) }
    return rows
  }

  /// Parts of the day in minutes since midnight, and what they are called.
  private static let parts: [(Range<Int>, Key)] = [
    (0..<360, "part.night"), (360..<720, "part.morning"), (720..<1_020, "part.afternoon"),
    (1_020..<1_440, "part.evening"),
  ]
}

extension [InlineButton] {
  /// “‹ 2 / 5 ›”.
  static func pager(_ page: Int, of pages: Int, _ tap: (Int) -> Tap) -> [InlineButton] {
    [
      page > 0 ? .tap("‹", tap(page - 1)) : .blank,
      .tap("\(page + 1) / \(pages)", .nothing),
      page + 1 < pages ? .tap("›", tap(page + 1)) : .blank,
    ]
  }
}
