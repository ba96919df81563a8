import CICal
import ICalendar
import Testing

@Suite struct ICalendarTests {
  /// 24 December 2026, 10:00 to 10:45 in Kyiv.
  static let facts = EventFacts(
    uid: "booking-42@bookingbot", sequence: 3, status: .confirmed, stamp: 1_790_000_000,
    start: 1_798_099_200, end: 1_798_101_900, summary: "Haircut — Іван",
    description: "Bring a photo; coffee, tea\nor C:\\water", location: "вул. Хрещатик, 1; Київ",
    point: .init(latitude: 50.4501, longitude: -30.5234),
    organizer: .init(name: "Barber: \"Olha\", Kyiv", email: "olha@example.com"),
    url: "https://example.com/b/42?t=a,b;c", alarms: [120, 1440])

  @Test func theFileOfABookingReadsSo() throws {
    let file = try CalendarFile(ICalendar.event(Self.facts))
    #expect(
      file.lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//BookingBot//Bookings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:booking-42@bookingbot",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "DTSTAMP:20260921T141320Z",
        "DTSTART:20261224T080000Z",
        "DTEND:20261224T084500Z",
        "SUMMARY:Haircut — Іван",
        "DESCRIPTION:Bring a photo\\; coffee\\, tea\\nor C:\\\\water",
        "LOCATION:вул. Хрещатик\\, 1\\; Київ",
        "GEO:50.450100;-30.523400",
        "ORGANIZER;CN=\"Barber: 'Olha', Kyiv\":mailto:olha@example.com",
        "URL:https://example.com/b/42?t=a,b;c",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Haircut — Іван",
        "TRIGGER:-PT2H",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Haircut — Іван",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
      ])
  }

  @Test func aCalendarProgramReadsTheFactsBack() throws {
    let file = try CalendarFile(ICalendar.event(Self.facts))
    #expect(icalcomponent_get_method(file.calendar) == ICAL_METHOD_PUBLISH)
    let event = try #require(file.events.first)
    #expect(String(cString: icalcomponent_get_uid(event)) == Self.facts.uid)
    #expect(icalcomponent_get_sequence(event) == 3)
    #expect(icalcomponent_get_status(event) == ICAL_STATUS_CONFIRMED)
    #expect(icaltime_as_timet(icalcomponent_get_dtstamp(event)) == Int(Self.facts.stamp))
    #expect(icaltime_as_timet(icalcomponent_get_dtstart(event)) == Int(Self.facts.start))
    #expect(icaltime_as_timet(icalcomponent_get_dtend(event)) == Int(Self.facts.end))
    #expect(String(cString: icalcomponent_get_summary(event)) == Self.facts.summary)
    #expect(String(cString: icalcomponent_get_description(event)) == Self.facts.description)
    #expect(String(cString: icalcomponent_get_location(event)) == Self.facts.location)
    let point = icalproperty_get_geo(
      icalcomponent_get_first_property(event, ICAL_GEO_PROPERTY))
    #expect(point.lat == 50.4501 && point.lon == -30.5234)
    #expect(icalcomponent_count_components(event, ICAL_VALARM_COMPONENT) == 2)
  }

  @Test func aCancelledBookingIsWithdrawnAndCallsNobody() throws {
    var facts = Self.facts
    facts.status = .cancelled
    let file = try CalendarFile(ICalendar.event(facts))
    #expect(icalcomponent_get_method(file.calendar) == ICAL_METHOD_CANCEL)
    let event = try #require(file.events.first)
    #expect(icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
    #expect(icalcomponent_count_components(event, ICAL_VALARM_COMPONENT) == 0)
  }

  @Test func aFeedHasANameAndAllItsEntries() throws {
    var waiting = Self.facts
    waiting.uid = "booking-43@bookingbot"
    waiting.status = .tentative
    let file = try CalendarFile(
      ICalendar.feed([Self.facts, waiting], name: "Ольга, стрижки"))
    #expect(file.lines.contains("NAME:Ольга\\, стрижки"))
    #expect(file.lines.contains("X-WR-CALNAME:Ольга, стрижки"))
    #expect(file.lines.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H"))
    #expect(file.lines.contains("X-PUBLISHED-TTL:PT1H"))
    #expect(file.events.map { String(cString: icalcomponent_get_uid($0)) }.count == 2)
    #expect(icalcomponent_get_status(file.events.last) == ICAL_STATUS_TENTATIVE)
    #expect(try CalendarFile(ICalendar.feed([], name: "")).events.isEmpty)
  }

  @Test func aFileOfManyBookingsHasThemAllAndIsNotFetchedAgain() throws {
    let many = (0..<500).map { index in
      var facts = Self.facts
      facts.uid = "booking-\(index)@bookingbot"
      facts.start += Int64(index) * 3_600
      facts.end += Int64(index) * 3_600
      return facts
    }
    let file = try CalendarFile(ICalendar.events(many, name: "Salon"))
    #expect(file.lines.contains("X-WR-CALNAME:Salon"))
    #expect(
      !file.lines.contains { $0.hasPrefix("REFRESH-INTERVAL") || $0.hasPrefix("X-PUBLISHED") })
    #expect(
      file.events.map { String(cString: icalcomponent_get_uid($0)) } == many.map(\.uid))
    #expect(
      file.events.map { Int64(icaltime_as_timet(icalcomponent_get_dtstart($0))) }
        == many.map(\.start))
  }

  @Test func whatIsNotSaidIsNotWritten() throws {
    let file = try CalendarFile(
      ICalendar.event(
        EventFacts(
          uid: "1@b", sequence: 0, status: .tentative, stamp: 0, start: 3600, end: 7200,
          summary: " \r\n", description: "", location: "\t",
          organizer: .init(name: "Olha", email: nil), url: "", alarms: [0])))
    #expect(
      file.lines.dropFirst(5) == [
        "BEGIN:VEVENT", "UID:1@b", "SEQUENCE:0", "STATUS:TENTATIVE", "DTSTAMP:19700101T000000Z",
        "DTSTART:19700101T010000Z", "DTEND:19700101T020000Z", "SUMMARY:…",
        "ORGANIZER;CN=Olha:invalid:nomail", "BEGIN:VALARM", "ACTION:DISPLAY",
        "DESCRIPTION:…", "TRIGGER:PT0S", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
      ])
  }

  /// The first seed is one with which libical alone makes a line of 76 octets.
  @Test(arguments: [10_897_714_271_564_703_356, UInt64.random(in: 0...UInt64.max)])
  func linesAreFoldedBetweenCharacters(_ seed: UInt64) throws {
    print("ICalendarTests.linesAreFoldedBetweenCharacters: seed \(seed)")
    var state = seed
    let pieces = ["a", "é", "Щ", "語", "🐾", " ", ",", ";", "\\", "\n", ":", "\"", "👩🏽‍🎨", "word"]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<120 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      var facts = Self.facts
      // Readers drop blanks at the ends, so there are none.
      facts.summary = "<" + text.replacing("\n", with: "") + ">"
      facts.description = "<" + text + ">"
      let file = try CalendarFile(ICalendar.event(facts))
      for line in file.physicalLines {
        #expect(line.count <= 75, "seed \(seed)")
        #expect(String(validating: line, as: UTF8.self) != nil, "seed \(seed)")
      }
      let event = try #require(file.events.first)
      #expect(
        String(cString: icalcomponent_get_description(event)) == facts.description, "seed \(seed)")
      #expect(String(cString: icalcomponent_get_summary(event)) == facts.summary, "seed \(seed)")
    }
  }

  @Test func noTextWritesLinesOfItsOwn() throws {
    let evil = "x\r\nATTENDEE:mailto:mallory@example.com\u{0}\u{7}\u{2028}\rBEGIN:VEVENT"
    let facts = EventFacts(
      uid: evil, sequence: -1, status: .confirmed, stamp: .min, start: .max, end: .max,
      summary: evil, description: evil, location: evil,
      point: .init(latitude: .nan, longitude: 7), organizer: .init(name: evil, email: evil),
      url: evil, alarms: [.max, -5])
    let file = try CalendarFile(ICalendar.feed([facts], name: evil))
    #expect(file.events.count == 1)
    #expect(!file.lines.contains { $0.hasPrefix("ATTENDEE") || $0.hasPrefix("GEO") })
    #expect(file.lines.contains("SEQUENCE:0"))
    #expect(file.lines.contains("DTSTAMP:19700101T000000Z"))
    #expect(file.lines.contains("DTSTART:24991231T235959Z"))
    #expect(
      file.lines.contains("LOCATION:x\\nATTENDEE:mailto:mallory@example.com\\n\\nBEGIN:VEVENT"))
  }

  @Test func manyThreadsMayWriteAtOnce() async {
    let expected = ICalendar.event(Self.facts)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<100).allSatisfy { _ in ICalendar.event(Self.facts) == expected } }
      }
      for await same in group { #expect(same) }
    }
  }
}
