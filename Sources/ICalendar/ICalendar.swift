import CICal

/// iCalendar files (RFC 5545) in the form in which they are published (RFC 5546): UTF-8, lines
/// folded at 75 octets, ended by CR LF. All times are in UTC, so no time zone is described.
package enum ICalendar {
  /// The file for one booking: a publication, or the withdrawal of a cancelled one.
  package static func event(_ facts: EventFacts) -> [UInt8] {
    let calendar = Component(ICAL_VCALENDAR_COMPONENT)
    describe(
      calendar, method: facts.status == .cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_PUBLISH)
    calendar.add(entry(facts))
    return calendar.bytes()
  }

  /// The file for a subscription: all entries, named as the calendar shall appear in the
  /// subscriber's list, with the wish to be fetched each hour. A cancelled entry says so itself.
  package static func feed(_ events: [EventFacts], name: String) -> [UInt8] {
    let calendar = named(name)
    calendar.add(icalproperty_new_refreshinterval(icaldurationtype_from_int(3600)))
    calendar.add(named: "X-PUBLISHED-TTL", "PT1H")
    for event in events { calendar.add(entry(event)) }
    return calendar.bytes()
  }

  /// The file for many bookings at once, to be taken over as they are: nothing fetches it again.
  package static func events(_ events: [EventFacts], name: String) -> [UInt8] {
    let calendar = named(name)
    for event in events { calendar.add(entry(event)) }
    return calendar.bytes()
  }

  private static func named(_ name: String) -> Component {
    let calendar = Component(ICAL_VCALENDAR_COMPONENT)
    describe(calendar, method: ICAL_METHOD_PUBLISH)
    // RFC 7986 for those who know it, the older habit for Google, Apple and Outlook.
    add(name, to: calendar, icalproperty_new_name)
    let name = PlainText.lines(name)
    if !name.isEmpty { calendar.add(named: "X-WR-CALNAME", name) }
    return calendar
  }

  private static func describe(_ calendar: Component, method: icalproperty_method) {
    calendar.add(icalproperty_new_version("2.0"))
    calendar.add(icalproperty_new_prodid("-//BookingBot//Bookings//EN"))
    calendar.add(icalproperty_new_calscale("GREGORIAN"))
    calendar.add(icalproperty_new_method(method))
  }

  private static func entry(_ facts: EventFacts) -> Component {
    let entry = Component(ICAL_VEVENT_COMPONENT)
    entry.add(icalproperty_new_uid(PlainText.word(facts.uid)))
    entry.add(icalproperty_new_sequence(Int32(clamping: max(facts.sequence, 0))))
    entry.add(icalproperty_new_status(status(facts.status)))
    entry.add(icalproperty_new_dtstamp(instant(facts.stamp)))
    entry.add(icalproperty_new_dtstart(instant(facts.start)))
    entry.add(icalproperty_new_dtend(instant(facts.end)))
    add(title(facts.summary), to: entry, icalproperty_new_summary)
    add(facts.description, to: entry, icalproperty_new_description)
    add(facts.location, to: entry, icalproperty_new_location)
    // Written out here: libical would switch the whole process's locale to print a decimal point.
    if let point = facts.point, let degrees = degrees(point) { entry.add(named: "GEO", degrees) }
    if let organizer = facts.organizer { entry.add(organizerProperty(organizer)) }
    if let url = facts.url.map(PlainText.word), !url.isEmpty {
      entry.add(icalproperty_new_url(url))
    }
    if facts.status != .cancelled {
      for minutes in facts.alarms { entry.add(alarm(minutes, facts.summary)) }
    }
    return entry
  }

  private static func alarm(_ minutes: Int, _ summary: String) -> Component {
    let alarm = Component(ICAL_VALARM_COMPONENT)
    alarm.add(icalproperty_new_action(ICAL_ACTION_DISPLAY))
    add(title(summary), to: alarm, icalproperty_new_description)
    // No calendar looks further ahead than a year.
    let seconds = Int32(min(max(minutes, 0), 366 * 24 * 60)) * 60
    alarm.add(icalproperty_new_trigger(icaltriggertype_from_int(-seconds)))
    return alarm
  }

  /// The summary; a published entry and its alarms must have one (RFC 5546 §3.2.1).
  private static func title(_ summary: String) -> String {
    let text = PlainText.lines(summary)
    return text.isEmpty ? "…" : text
  }

  /// Adds a text, unless there is nothing to read in it: readers take an empty value for an error.
  private static func add(
    _ text: String?, to part: Component, _ property: (UnsafePointer<CChar>?) -> OpaquePointer?
  ) {
    guard let text = text.map(PlainText.lines), !text.isEmpty else { return }
    part.add(property(text))
  }

  private static func organizerProperty(_ organizer: EventFacts.Organizer) -> OpaquePointer? {
    // "invalid:nomail" is how calendars write somebody without an address.
    let email = PlainText.word(organizer.email ?? "")
    let property = icalproperty_new_organizer(email.isEmpty ? "invalid:nomail" : "mailto:" + email)
    let name = PlainText.parameter(organizer.name)
    if !name.isEmpty { icalproperty_add_parameter(property, icalparameter_new_cn(name)) }
    return property
  }

  private static func status(_ status: EventFacts.Status) -> icalproperty_status {
    switch status {
    case .tentative: ICAL_STATUS_TENTATIVE
    case .confirmed: ICAL_STATUS_CONFIRMED
    case .cancelled: ICAL_STATUS_CANCELLED
    }
  }

  /// A moment in UTC, kept within the years 1970 to 2499: libical counts not much further.
  private static func instant(_ seconds: Int64) -> icaltimetype {
    _ = LibraryReady.once
    let seconds = min(max(seconds, 0), 16_725_225_599)
    return icaltime_from_timet_with_zone(time_t(seconds), 0, icaltimezone_get_utc_timezone())
  }

  /// "latitude;longitude" to six digits, which is a hand's breadth; nil off the globe.
  private static func degrees(_ point: EventFacts.Point) -> String? {
    guard -90...90 ~= point.latitude, -180...180 ~= point.longitude else { return nil }
    return decimal(point.latitude) + ";" + decimal(point.longitude)
  }

  private static func decimal(_ degrees: Double) -> String {
    let millionths = Int((degrees * 1_000_000).rounded())
    let fraction = String(1_000_000 + abs(millionths) % 1_000_000).dropFirst()
    return (millionths < 0 ? "-" : "") + String(abs(millionths) / 1_000_000) + "." + fraction
  }
}
