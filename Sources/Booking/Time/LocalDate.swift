/// A date of the proleptic Gregorian calendar, in no particular zone.
package struct LocalDate: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil unless the date exists.
  package init?(year: Int, month: Int, day: Int) {
    guard (-9_999...99_999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date so many days after 1970-01-01; days beyond what a year number can hold are cut
  /// to the year ±99999.
  ///
  /// Eras of 400 years that start on 1 March, so that the leap day comes last.
  package init(dayNumber: Int) {
    let shifted = min(max(dayNumber, -37_000_000), 35_000_000) + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Days since 1970-01-01.
  package var dayNumber: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.floorDivided(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package var weekday: Weekday { Weekday(dayNumber: dayNumber) }
  package var firstOfMonth: LocalDate { LocalDate(unchecked: year, month, 1) }
  package var daysInMonth: Int { Self.days(inMonth: month, of: year) }

  package func adding(days: Int) -> LocalDate { LocalDate(dayNumber: dayNumber &+ days) }

  /// The same day so many months on, or the last day of a month that is too short for it.
  package func adding(months: Int) -> LocalDate {
    let count = year * 12 + (month - 1) &+ min(max(months, -1_000_000), 1_000_000)
    let newYear = count.floorDivided(by: 12)
    let newMonth = count - newYear * 12 + 1
    return LocalDate(
      unchecked: newYear, newMonth, min(day, Self.days(inMonth: newMonth, of: newYear)))
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

extension LocalDate: Comparable {
  package static func < (a: LocalDate, b: LocalDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension LocalDate: CustomStringConvertible {
  package var description: String { iso }

  /// ISO 8601: `2026-12-24`.
  package var iso: String {
    let digits = String(abs(year))
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(year < 0 ? "-" : "")\(padded)-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// Reads `2026-12-24`; nil unless the date exists.
  package init?(iso text: some StringProtocol) {
    var reader = DigitReader(text.utf8)
    guard let date = LocalDate(reading: &reader), reader.isAtEnd else { return nil }
    self = date
  }

  package init?(_ text: String) { self.init(iso: text) }

  init?(reading reader: inout DigitReader<some Collection<UInt8>>) {
    guard let year = reader.number(digits: 4), reader.take("-"),
      let month = reader.number(digits: 2), reader.take("-"),
      let day = reader.number(digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension LocalDate: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = LocalDate(iso: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date")
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}
