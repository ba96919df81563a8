import Booking
import Foundation
import Testing

@Suite("Time zones")
struct ZoneTests {
  /// zone, wall time (date and minute), the first and the last moment it means.
  static let wallTimes: [(String, String, Int, String, String)] = [
    // Spring gap 03:00 to 04:00: the moment of the change.
    ("Europe/Kyiv", "2026-03-29", 179, "2026-03-29T00:59:00Z", "2026-03-29T00:59:00Z"),
    ("Europe/Kyiv", "2026-03-29", 180, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
    ("Europe/Kyiv", "2026-03-29", 210, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
    ("Europe/Kyiv", "2026-03-29", 240, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
    ("Europe/Kyiv", "2026-03-29", 241, "2026-03-29T01:01:00Z", "2026-03-29T01:01:00Z"),
    // Autumn overlap 03:00 to 04:00: the first for a start, the second for an end.
    ("Europe/Kyiv", "2026-10-25", 179, "2026-10-24T23:59:00Z", "2026-10-24T23:59:00Z"),
    ("Europe/Kyiv", "2026-10-25", 180, "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
    ("Europe/Kyiv", "2026-10-25", 210, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    ("Europe/Kyiv", "2026-10-25", 240, "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"),
    // Half an hour at Lord Howe.
    ("Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03T15:30:00Z", "2026-10-03T15:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"),
    // Days without a midnight.
    ("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z"),
    ("America/Sao_Paulo", "2018-11-03", 1_440, "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z"),
    ("Asia/Beirut", "2026-03-29", 0, "2026-03-28T22:00:00Z", "2026-03-28T22:00:00Z"),
    ("Africa/Cairo", "2026-04-24", 30, "2026-04-23T22:00:00Z", "2026-04-23T22:00:00Z"),
    // A date that was skipped whole.
    ("Pacific/Apia", "2011-12-30", 600, "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"),
    ("Pacific/Apia", "2011-12-29", 1_440, "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"),
    // Midnight shown twice: the date ends, and the next begins, with the first.
    ("America/Havana", "2026-10-31", 1_440, "2026-11-01T04:00:00Z", "2026-11-01T04:00:00Z"),
    ("America/Havana", "2026-11-01", 0, "2026-11-01T04:00:00Z", "2026-11-01T05:00:00Z"),
    // A move to another offset that was no summer time.
    ("Europe/Kyiv", "1990-07-01", 90, "1990-06-30T21:30:00Z", "1990-06-30T22:30:00Z"),
    ("Asia/Kathmandu", "2026-06-15", 720, "2026-06-15T06:15:00Z", "2026-06-15T06:15:00Z"),
    ("Africa/Casablanca", "2026-02-15", 165, "2026-02-15T01:45:00Z", "2026-02-15T02:45:00Z"),
  ]

  @Test("A wall time means the moments it should", arguments: wallTimes)
  func wallTime(
    _ row: (zone: String, date: String, minute: Int, first: String, last: String)
  ) throws {
    let zone = try #require(Zone(row.zone))
    let date = try #require(LocalDate(row.date))
    #expect(zone.instant(date, minute: row.minute, edge: .start).iso == row.first)
    #expect(zone.instant(date, minute: row.minute, edge: .end).iso == row.last)
  }

  @Test(
    "Offsets agree with Foundation's at every third hour for eighty years",
    arguments: [
      "Europe/Kyiv", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza", "America/Boa_Vista",
      "Antarctica/Troll", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Pyongyang",
      "America/Caracas",
    ])
  func offsets(name: String) throws {
    let zone = try #require(Zone(name))
    let foundation = try #require(TimeZone(identifier: name))
    var wrong = 0
    for second in stride(from: Int64(0), to: 2_524_608_000, by: 10_800) {
      let date = Date(timeIntervalSince1970: Double(second))
      if zone.offset(at: Instant(second)) != foundation.secondsFromGMT(for: date) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test("Local time and back is the same moment")
  func roundTrip() throws {
    let zone = try #require(Zone("Europe/Kyiv"))
    for second in stride(from: Int64(1_700_000_000), to: 1_800_000_000, by: 54_060) {
      let moment = Instant(second / 60 * 60)
      let local = zone.local(moment)
      let back = [Zone.Edge.start, .end].map {
        zone.instant(local.date, minute: local.minute, edge: $0)
      }
      #expect(back.contains(moment))
    }
    let local = zone.local(Instant(-1))
    #expect((local.date.iso, local.minute, local.second) == ("1970-01-01", 179, 59))
  }

  @Test(
    "Days last 23, 24, 25 hours, or not at all",
    arguments: [
      ("Europe/Kyiv", "2026-03-29", 23 * 60), ("Europe/Kyiv", "2026-10-25", 25 * 60),
      ("Europe/Kyiv", "2026-06-15", 1_440), ("Australia/Lord_Howe", "2026-10-04", 1_410),
      ("America/Sao_Paulo", "2018-11-04", 23 * 60), ("Pacific/Apia", "2011-12-30", 0),
      ("Africa/Cairo", "2026-10-29", 25 * 60), ("Antarctica/Troll", "2026-03-29", 22 * 60),
    ] as [(String, String, Int64)])
  func days(name: String, date: String, minutes: Int64) throws {
    let day = try #require(Zone(name)).dayRange(of: #require(LocalDate(date)))
    #expect((day.upperBound - day.lowerBound) / 60 == minutes)
  }

  @Test("Old names work, unknown ones and bare abbreviations do not")
  func names() throws {
    for name in ["Europe/Kiev", "Europe/Kyiv", "Asia/Calcutta", "UTC", "GMT", "Etc/GMT-2"] {
      #expect(Zone(name)?.identifier == name)
    }
    for name in ["", "/", "EST", "EST5EDT", "GMT+5", "Europe/Nowhere", "europe/kyiv", "../UTC"] {
      #expect(Zone(name) == nil, "\(name)")
    }
    let kyiv = try #require(Zone("Europe/Kyiv"))
    #expect(kyiv.hasSameOffset(as: try #require(Zone("Europe/Kiev")), at: Instant(1_780_000_000)))
    #expect(!kyiv.hasSameOffset(as: .utc, at: Instant(1_780_000_000)))
    #expect(Zone("America/New_York")?.city == "New York")
  }

  @Test("Every name on the list is a zone")
  func known() {
    #expect(Zone.known.count > 380)
    #expect(Zone.known.contains("Europe/Kyiv") && !Zone.known.contains("Europe/Kiev"))
    #expect(Zone.known.allSatisfy { TimeZone(identifier: $0) != nil })
  }

  @Test(
    "What people type finds their zone first",
    arguments: [
      ("kyiv", "Europe/Kyiv"), ("kiev", "Europe/Kyiv"), ("Київ", "Europe/Kyiv"),
      ("киев", "Europe/Kyiv"),
      ("Paris", "Europe/Paris"), ("lyon", "Europe/Paris"), ("Париж", "Europe/Paris"),
      ("new york", "America/New_York"), ("New_York", "America/New_York"), ("nyu-york", ""),
      ("America/New_York", "America/New_York"), ("sao paulo", "America/Sao_Paulo"),
      ("Монреаль", "America/Toronto"), ("varsovie", "Europe/Warsaw"), ("londn", "Europe/London"),
      ("+2", "Europe/Kyiv"), ("UTC+5:30", "Asia/Kolkata"), ("gmt -3", "America/Halifax"),
      ("+5:45", "Asia/Kathmandu"), ("xyzzy", ""), ("", ""), ("+99", ""), ("+-2", ""),
    ] as [(String, String)])
  func suggestions(typed: String, first: String) {
    #expect(Zone.suggestions(for: typed).first?.identifier ?? "" == first)
  }

  @Test("A distance from UTC is compared at the moment given")
  func distance() throws {
    let summer = try #require(Instant(iso: "2026-07-01T12:00:00Z"))
    let names = Zone.suggestions(for: "+2", at: summer).map(\.identifier)
    #expect(names.first == "Europe/Paris")
    #expect(!names.contains("Europe/Kyiv"))
  }
}
