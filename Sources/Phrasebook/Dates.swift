import Booking

/// How much of a date is written; the examples are English.
package enum DateStyle: String, CaseIterable, Sendable {
  /// Friday, 24 December
  case full
  /// Friday, 24 December 2026
  case fullWithYear
  /// Fri 24 Dec
  case short
  /// 24 December
  case dayMonth
  /// 24/12/2026
  case numeric
  /// December 2026: the title of a calendar page.
  case monthYear
}

/// How much of a weekday's name is written.
package enum NameStyle: Sendable {
  /// Friday
  case full
  /// Fri
  case short
  /// Fr: the head of a calendar page.
  case narrow
}

extension Voice {
  package func date(_ date: LocalDate, _ style: DateStyle) -> String {
    let formats = table.formats
    let index = DateStyle.allCases.firstIndex(of: style) ?? 0
    return formats.dates[index].filled { field, _ in
      switch field {
      case "weekday": formats.weekdays[at: date.weekday.rawValue]
      case "weekdayShort": formats.weekdaysShort[at: date.weekday.rawValue]
      case "day": date.day == 1 ? formats.firstOfMonth : Digits.plain[date.day]
      case "dd": Digits.two[date.day]
      case "month": formats.monthsInDate[at: date.month]
      case "monthShort": formats.monthsShort[at: date.month]
      case "monthAlone": formats.monthsAlone[at: date.month]
      case "mm": Digits.two[date.month]
      default: String(date.year)
      }
    }
  }

  /// A time of day, such as 14:30 or 2:30 PM. 24:00 is midnight.
  /// - Parameter minute: of the day; other days' minutes wrap around.
  package func time(minute: Int) -> String {
    let formats = table.formats
    let minute = (minute % 1_440 + 1_440) % 1_440
    let hour = formats.hasTwelveHours ? (minute / 60 + 11) % 12 + 1 : minute / 60
    return formats.time.filled { field, _ in
      switch field {
      case "h": Digits.plain[hour]
      case "hh": Digits.two[hour]
      case "mm": Digits.two[minute % 60]
      default: minute < 720 ? formats.am : formats.pm
      }
    }
  }

  /// A weekday's name standing alone, with a capital letter.
  package func weekday(_ weekday: Weekday, _ style: NameStyle) -> String {
    let names =
      switch style {
      case .full: table.formats.weekdays
      case .short: table.formats.weekdaysShort
      case .narrow: table.formats.weekdaysNarrow
      }
    return names[at: weekday.rawValue].capitalisedFirst
  }

  /// A month in a few letters, as under the columns of a chart.
  package func monthShort(_ number: Int) -> String {
    table.formats.monthsShort[at: number].capitalisedFirst
  }

  /// A month's name standing alone, with a capital letter.
  /// - Parameter number: 1 for January to 12.
  package func month(_ number: Int) -> String {
    table.formats.monthsAlone[at: number].capitalisedFirst
  }

  /// The days of the week in the order of the language's calendars.
  package var week: [Weekday] { table.formats.week }
}

/// The numbers of days, months, hours and minutes, as they are written again and again.
private enum Digits {
  static let plain = (0..<60).map { String($0) }
  static let two = plain.map { $0.count < 2 ? "0" + $0 : $0 }
}

extension [String] {
  /// By number from 1; empty if there is none.
  fileprivate subscript(at number: Int) -> String {
    indices.contains(number - 1) ? self[number - 1] : ""
  }
}
