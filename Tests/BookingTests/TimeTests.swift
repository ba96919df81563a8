import Booking
import Foundation
import Testing

@Suite("Moments and dates")
struct TimeTests {
  @Test(
    "Moments are read with any offset and written in UTC",
    arguments: [
      ("2026-03-29T22:00:00Z", "2026-03-29T22:00:00Z"),
      ("2026-03-30T01:00:00+03:00", "2026-03-29T22:00:00Z"),
      ("2026-03-29T18:30:00-0330", "2026-03-29T22:00:00Z"),
      ("2026-03-29T22:00Z", "2026-03-29T22:00:00Z"),
      ("2026-03-29t22:00:00.987z", "2026-03-29T22:00:00Z"),
      ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
      ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
      ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ] as [(String, String)])
  func moments(text: String, utc: String) {
    #expect(Instant(iso: text)?.iso == utc)
  }

  @Test(
    "What is no moment is refused",
    arguments: [
      "", "2026-03-29", "2026-03-29T22:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
      "2026-03-29T24:00:00Z", "2026-03-29T22:60:00Z", "2026-03-29T22:00:60Z",
      "2026-03-29T22:00:00.Z",
      "2026-03-29T22:00:00Z ", "2026-03-29T22:00:00+3", "２026-03-29T22:00:00Z", "now",
    ])
  func noMoment(text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test("A moment is coded as a number")
  func coding() throws {
    let json = try JSONEncoder().encode([Instant(1_774_821_600)])
    #expect(String(decoding: json, as: UTF8.self) == "[1774821600]")
    #expect(try JSONDecoder().decode([Instant].self, from: json) == [Instant(1_774_821_600)])
  }

  @Test("Dates and day numbers agree with Foundation over eight centuries")
  func dayNumbers() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for dayNumber in stride(from: -140_000, through: 150_000, by: 97) {
      let date = LocalDate(dayNumber: dayNumber)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday],
        from: Date(timeIntervalSince1970: Double(dayNumber) * 86_400))
      #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
      #expect(date.weekday.rawValue % 7 + 1 == parts.weekday)
      #expect(date.dayNumber == dayNumber)
      #expect(LocalDate(iso: date.iso) == date)
    }
  }

  @Test(
    "Months are added with the day cut to the month",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
      ("2026-03-31", -1, "2026-02-28"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
      ("2026-05-31", 13, "2027-06-30"),
    ] as [(String, Int, String)])
  func months(date: String, count: Int, expected: String) throws {
    #expect(try #require(LocalDate(date)).adding(months: count).iso == expected)
  }

  @Test(
    "Dates that do not exist are refused",
    arguments: [
      "2026-02-29", "2026-00-10", "2026-04-31", "2026-4-3", "26-04-03", "2026-04-03T", "2100-02-29",
    ])
  func noDate(text: String) { #expect(LocalDate(iso: text) == nil) }

  @Test("Day numbers beyond all reason do not trap")
  func extremes() {
    #expect(LocalDate(dayNumber: .max).year > 90_000)
    #expect(LocalDate(dayNumber: .min).year < -90_000)
    #expect(LocalDate(dayNumber: 0).adding(months: .max).dayNumber > 0)
  }

  @Test(
    "Time ranges are read and written",
    arguments: [
      ("09:00-13:00", 540, 780, "09:00-13:00"), ("22:00-02:00", 1_320, 1_560, "22:00-02:00"),
      ("00:00-24:00", 0, 1_440, "00:00-24:00"), ("20:00-00:00", 1_200, 1_440, "20:00-24:00"),
      ("09:00-09:00", 540, 1_980, "09:00-09:00"), ("9:00-13:30", 540, 810, "09:00-13:30"),
    ] as [(String, Int, Int, String)])
  func ranges(text: String, start: Int, end: Int, written: String) {
    #expect(TimeRange(text) == TimeRange(start: start, end: end))
    #expect(TimeRange(start: start, end: end).description == written)
    #expect(TimeRange(written) == TimeRange(start: start, end: end))
  }

  @Test(
    "What is no time range is refused",
    arguments: [
      "25:00-26:00", "24:00-02:00", "09:00", "09:00-", "-09:00", "9-13", "09:60-10:00",
      "09:00-24:01",
      "09:00-13:00-14:00", " 09:00-13:00", "09:00–13:00", "-1:00-02:00",
    ])
  func noRange(text: String) { #expect(TimeRange(text) == nil) }
}
