import Booking
import Testing

@testable import Phrasebook

/// In expectations `_` is a no-break space and `~` a narrow one, so that they can be seen.
@Suite struct FormatTests {
  static let codes = ["en", "en-US", "uk", "ru", "fr"]

  static func spaced(_ text: String) -> String {
    String(text.map { $0 == "_" ? "\u{A0}" : $0 == "~" ? "\u{202F}" : $0 })
  }

  /// Expectations in the order of `codes`.
  func expect(_ expected: [String], _ say: (Voice) throws -> String) throws {
    for (code, expected) in zip(Self.codes, expected) {
      #expect(try say(Shelf.voice(code)) == Self.spaced(expected), "\(code)")
    }
  }

  let christmasEve = LocalDate(year: 2026, month: 12, day: 24)
  let first = LocalDate(year: 2027, month: 8, day: 1)

  @Test("Dates are written the language's way")
  func dates() throws {
    let eve = try #require(christmasEve)
    try expect([
      "Thursday, 24 December", "Thursday, December 24", "четвер, 24 грудня",
      "четверг, 24 декабря", "jeudi 24 décembre",
    ]) { $0.date(eve, .full) }
    try expect([
      "Thursday, 24 December 2026", "Thursday, December 24, 2026", "четвер, 24 грудня 2026",
      "четверг, 24 декабря 2026", "jeudi 24 décembre 2026",
    ]) { $0.date(eve, .fullWithYear) }
    try expect(["Thu 24 Dec", "Thu, Dec 24", "чт 24 груд.", "чт 24 дек.", "jeu. 24 déc."]) {
      $0.date(eve, .short)
    }
    try expect(["24 December", "December 24", "24 грудня", "24 декабря", "24 décembre"]) {
      $0.date(eve, .dayMonth)
    }
    try expect(["24/12/2026", "12/24/2026", "24.12.2026", "24.12.2026", "24/12/2026"]) {
      $0.date(eve, .numeric)
    }
    try expect([
      "December 2026", "December 2026", "Грудень 2026", "Декабрь 2026", "Décembre 2026",
    ]) { $0.date(eve, .monthYear) }
  }

  @Test("The first of a month has its own word where the language has one")
  func firstOfMonth() throws {
    let day = try #require(first)
    try expect([
      "Sunday, 1 August", "Sunday, August 1", "неділя, 1 серпня", "воскресенье, 1 августа",
      "dimanche 1er août",
    ]) { $0.date(day, .full) }
    try expect(["01/08/2027", "08/01/2027", "01.08.2027", "01.08.2027", "01/08/2027"]) {
      $0.date(day, .numeric)
    }
  }

  @Test(
    "The clock has 24 hours, and 12 in the United States",
    arguments: [
      (0, "00:00", "12:00_AM"), (5, "00:05", "12:05_AM"), (540, "09:00", "9:00_AM"),
      (719, "11:59", "11:59_AM"), (720, "12:00", "12:00_PM"), (870, "14:30", "2:30_PM"),
      (1_439, "23:59", "11:59_PM"), (1_440, "00:00", "12:00_AM"), (-60, "23:00", "11:00_PM"),
    ])
  func clock(minute: Int, long: String, american: String) throws {
    try expect([long, american, long, long, long]) { $0.time(minute: minute) }
  }

  @Test("Weekdays and months stand alone with a capital letter")
  func names() throws {
    try expect(["Friday", "Friday", "П’ятниця", "Пятница", "Vendredi"]) {
      $0.weekday(.friday, .full)
    }
    try expect(["Wed", "Wed", "Ср", "Ср", "Mer."]) { $0.weekday(.wednesday, .short) }
    try expect(["Su", "Su", "Нд", "Вс", "Di"]) { $0.weekday(.sunday, .narrow) }
    try expect(["May", "May", "Травень", "Май", "Mai"]) { $0.month(5) }
    #expect(try Shelf.voice("uk").month(13) == "")
  }

  @Test("Weeks start on Monday, and on Sunday in the United States")
  func weeks() throws {
    for code in Self.codes {
      let week = try Shelf.voice(code).week
      #expect(week.first == (code == "en-US" ? .sunday : .monday))
      #expect(Set(week).count == 7)
    }
  }

  static let prices: [(Int64, String, [String])] = [
    (120_000, "UAH", ["₴1,200", "₴1,200", "1_200_₴", "1_200_₴", "1~200_₴"]),
    (4_550, "EUR", ["€45.50", "€45.50", "45,50_€", "45,50_€", "45,50_€"]),
    (4_500, "EUR", ["€45", "€45", "45_€", "45_€", "45_€"]),
    (4_505, "USD", ["$45.05", "$45.05", "45,05_$", "45,05_$", "45,05_$"]),
    (0, "USD", ["$0", "$0", "0_$", "0_$", "0_$"]),
    (
      1_000_000_01, "CHF",
      [
        "CHF_1,000,000.01", "CHF_1,000,000.01", "1_000_000,01_CHF", "1_000_000,01_CHF",
        "1~000~000,01_CHF",
      ]
    ),
    (5_000, "JPY", ["¥5,000", "¥5,000", "5_000_¥", "5_000_¥", "5~000_¥"]),
    (1_050, "KWD", ["KWD_1.050", "KWD_1.050", "1,050_KWD", "1,050_KWD", "1,050_KWD"]),
  ]

  @Test("Money has the language's separators and places, and no decimals when they are zero")
  func money() throws {
    for (minor, currency, expected) in Self.prices {
      let money = try #require(Money(minor: minor, currency: currency))
      try expect(expected) { $0.money(money) }
    }
  }

  @Test("Durations are short and in no unit that is zero")
  func durations() throws {
    try expect(["45_min", "45_min", "45_хв", "45_мин", "45_min"]) { $0.duration(minutes: 45) }
    try expect(["1_h 30_min", "1_h 30_min", "1_год 30_хв", "1_ч 30_мин", "1_h 30_min"]) {
      $0.duration(minutes: 90)
    }
    try expect(["24_h", "24_h", "24_год", "24_ч", "24_h"]) { $0.duration(minutes: 1_440) }
    try expect(["2_d 3_h", "2_d 3_h", "2_дн 3_год", "2_дн 3_ч", "2_j 3_h"]) {
      $0.duration(minutes: 3_060)
    }
    try expect(["0_min", "0_min", "0_хв", "0_мин", "0_min"]) { $0.duration(minutes: 0) }
    #expect(try Shelf.voice("en").duration(minutes: .min) == Self.spaced("0_min"))
  }

  @Test("Lists end with “and”")
  func lists() throws {
    try expect(["a, b and c", "a, b and c", "a, b та c", "a, b и c", "a, b et c"]) {
      $0.list(["a", "b", "c"])
    }
    try expect(["a and b"]) { $0.list(["a", "b"]) }
    try expect(["a"]) { $0.list(["a"]) }
    try expect([""]) { $0.list([]) }
  }

  @Test("Numbers are grouped by thousands")
  func numbers() throws {
    try expect(["12,500", "12,500", "12_500", "12_500", "12~500"]) { $0.number(12_500) }
    try expect(["999"]) { $0.number(999) }
    try expect(["1,000,007"]) { $0.number(1_000_007) }
    try expect(["−9,223,372,036,854,775,808"]) { $0.number(.min) }
  }
}
