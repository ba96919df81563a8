import Booking
import FrontDesk
import Phrasebook
import Store

/// Single days and their hours in the reader's words.
struct ExceptionWording {
  let voice: Voice
  let catalogue: Catalogue
  let today: LocalDate

  /// “closed”, “10:00–14:00, 15:00–18:00”, “22:00–02:00 the next day”.
  func hours(_ windows: [TimeRange]) -> String {
    if windows.isEmpty { return voice.text("hours.closed") }
    return windows.map { window in
      let from = voice.time(minute: window.start)
      let to = voice.time(minute: window.end)
      return window.end > 1_440
        ? voice.text("exceptions.nextDay", ["from": .text(from), "to": .text(to)])
        : "\(from)–\(to)"
    }.joined(separator: ", ")
  }

  /// “Saturday, 5 December”, with the year where it is not this one.
  func full(_ date: LocalDate) -> String {
    voice.date(date, date.year == today.year ? .full : .fullWithYear)
  }

  /// In full words, with the number of days.
  func dates(_ first: LocalDate, _ last: LocalDate) -> String {
    if first == last { return full(first).capitalisedFirst }
    return voice.text(
      "exceptions.range",
      [
        "from": .text(full(first).capitalisedFirst), "to": .text(full(last)),
        "count": .number(last.dayNumber - first.dayNumber + 1),
      ])
  }

  /// “Sat 5 Dec”, “24 December – 2 January”: for a button.
  func short(_ first: LocalDate, _ last: LocalDate) -> String {
    let isNear = first.year == today.year && last.dayNumber - today.dayNumber < 330
    if first == last { return voice.date(first, isNear ? .short : .numeric).capitalisedFirst }
    let style: DateStyle = isNear ? .dayMonth : .numeric
    return "\(voice.date(first, style)) – \(voice.date(last, style))"
  }

  func label(_ range: ExceptionRange) -> String {
    voice.text(
      "exceptions.entry",
      ["dates": .text(short(range.first, range.last)), "hours": .text(hours(range.windows))])
  }

  /// The specialist's name, with the calendar's where it has one of its own.
  func title(_ calendar: WorkCalendar) -> String {
    let name = catalogue.specialist(calendar.specialist)?.name ?? ""
    return calendar.name == name || calendar.name.isEmpty ? name : "\(name) · \(calendar.name)"
  }

  func titles(_ calendars: [WorkCalendar]) -> String {
    let shown = calendars.prefix(5).map { Typed.clipped(title($0), to: 60) }
    let more = calendars.count - shown.count
    let names = shown.joined(separator: ", ")
    return more > 0
      ? names + " " + voice.text("exceptions.more", ["count": .number(more)]) : names
  }
}

/// Days in a row that have the same exception.
struct ExceptionRange: Hashable {
  var first: LocalDate
  var last: LocalDate
  var windows: [TimeRange]

  /// The exceptions of a calendar from a date on, equal days in a row as one.
  static func upcoming(_ rules: CalendarRules, from today: LocalDate) -> [ExceptionRange] {
    rules.exceptions.filter { $0.key >= today }.sorted { $0.key < $1.key }
      .reduce(into: []) { ranges, day in
        if let last = ranges.last, last.windows == day.value,
          last.last.dayNumber + 1 == day.key.dayNumber
        {
          ranges[ranges.count - 1].last = day.key
        } else {
          ranges.append(ExceptionRange(first: day.key, last: day.key, windows: day.value))
        }
      }
  }
}
