import Booking
import GRDB

extension Transaction {
  package func save(_ business: Business) throws {
    try run(
      """
      INSERT INTO business(id, name, zone, language, currency, country, about, address, phone,
        email, asksPhone, asksEmail, holdMinutes, approvalHours, cancelHours, maximumOpen,
        offerMinutes, resultsDays)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET name = excluded.name, zone = excluded.zone,
        language = excluded.language, currency = excluded.currency, country = excluded.country,
        about = excluded.about, address = excluded.address, phone = excluded.phone,
        email = excluded.email, asksPhone = excluded.asksPhone, asksEmail = excluded.asksEmail,
        holdMinutes = excluded.holdMinutes, approvalHours = excluded.approvalHours,
        cancelHours = excluded.cancelHours, maximumOpen = excluded.maximumOpen,
        offerMinutes = excluded.offerMinutes, resultsDays = excluded.resultsDays
      """,
      [
        business.name, business.zone.identifier, business.language, business.currency,
        business.country, business.about, business.address, business.phone, business.email,
        business.asksPhone, business.asksEmail, business.holdMinutes, business.approvalHours,
        business.cancelHours, business.maximumOpen, business.offerMinutes,
        business.resultsDays,
      ])
    catalogueChanged()
  }

  package func addSpecialist(
    name: String, about: String? = nil, person: ID<Person>? = nil
  ) throws -> ID<Specialist> {
    catalogueChanged()
    return ID(
      try insert(
        """
        INSERT INTO specialist(person, name, about, position)
        VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM specialist))
        """, [person?.raw, name, about]))
  }

  /// Gives a specialist's book to the person who speaks for it in the chat.
  package func assign(_ person: ID<Person>?, to specialist: ID<Specialist>) throws {
    try run("UPDATE specialist SET person = ? WHERE id = ?", [person?.raw, specialist.raw])
    catalogueChanged()
  }

  /// Writes all of a specialist that may change.
  package func save(_ specialist: Specialist) throws {
    try run(
      """
      UPDATE specialist SET person = ?, name = ?, about = ?, isActive = ?, position = ?,
        access = ? WHERE id = ?
      """,
      [
        specialist.person?.raw, specialist.name, specialist.about, specialist.isActive,
        specialist.position, specialist.access.rawValue, specialist.id.raw,
      ])
    catalogueChanged()
  }

  package func addCalendar(
    of specialist: ID<Specialist>, name: String, rules: CalendarRules
  ) throws -> ID<Calendar> {
    let id = ID<Calendar>(
      try insert(
        """
        INSERT INTO calendar(specialist, name, zone, bufferBefore, bufferAfter, maximumPerDay,
          minimumNotice, horizonDays, step, grid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          specialist.raw, name, rules.zone.identifier, rules.bufferBefore, rules.bufferAfter,
          rules.maximumPerDay, rules.minimumNotice, rules.horizonDays, rules.step,
          rules.grid.rawValue,
        ]))
    for weekday in Weekday.allCases {
      try setHours(rules.weekly[weekday], on: weekday, of: id)
    }
    for (date, windows) in rules.exceptions { try setException(windows, on: date, of: id) }
    catalogueChanged()
    return id
  }

  package func setZone(_ zone: Zone, of calendar: ID<Calendar>) throws {
    try run("UPDATE calendar SET zone = ? WHERE id = ?", [zone.identifier, calendar.raw])
    catalogueChanged()
  }

  /// Replaces the working hours of one weekday.
  package func setHours(
    _ windows: [TimeRange], on weekday: Weekday, of calendar: ID<Calendar>
  ) throws {
    try run(
      "DELETE FROM weeklyWindow WHERE calendar = ? AND weekday = ?",
      [calendar.raw, weekday.rawValue])
    for window in windows {
      try run(
        "INSERT INTO weeklyWindow(calendar, weekday, opens, closes) VALUES (?, ?, ?, ?)",
        [calendar.raw, weekday.rawValue, window.start, window.end])
    }
    catalogueChanged()
  }

  /// Other hours on one date; no windows is a day off, nil returns to the weekly hours.
  package func setException(
    _ windows: [TimeRange]?, on date: LocalDate, of calendar: ID<Calendar>
  ) throws {
    if let windows {
      try run(
        """
        INSERT INTO exceptionDay(calendar, day, windows) VALUES (?, ?, ?)
        ON CONFLICT(calendar, day) DO UPDATE SET windows = excluded.windows
        """,
        [
          calendar.raw, date.dayNumber, windows.map(\.description).joined(separator: ","),
        ])
    } else {
      try run(
        "DELETE FROM exceptionDay WHERE calendar = ? AND day = ?", [calendar.raw, date.dayNumber])
    }
    catalogueChanged()
  }

  /// Adds a service at the end of the list; `service.id` is not looked at.
  package func add(_ service: Service, on calendars: [ID<Calendar>]) throws -> ID<Service> {
    let id = try insert(
      """
      INSERT INTO service(name, about, duration, price, currency, photo, bufferBefore,
        bufferAfter, capacity, needsApproval, address, latitude, longitude, onlineLink, isHidden,
        position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        (SELECT coalesce(max(position), 0) + 1 FROM service))
      """, values(of: service) + [service.isHidden])
    for calendar in calendars {
      try run(
        "INSERT INTO offering(service, calendar) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [id, calendar.raw])
    }
    catalogueChanged()
    return ID(id)
  }

  package func save(_ service: Service) throws {
    try run(
      """
      UPDATE service SET name = ?, about = ?, duration = ?, price = ?, currency = ?, photo = ?,
        bufferBefore = ?, bufferAfter = ?, capacity = ?, needsApproval = ?, address = ?,
        latitude = ?, longitude = ?, onlineLink = ?, isHidden = ?, isDeleted = ?, position = ?
      WHERE id = ?
      """,
      values(of: service) + [
        service.isHidden, service.isDeleted, service.position, service.id.raw,
      ])
    catalogueChanged()
  }

  private func values(of service: Service) throws -> Values {
    let currency = try service.price?.currency ?? catalogue().business?.currency ?? "EUR"
    return [
      service.name, service.about, service.duration, service.price?.minor, currency,
      service.photo, service.bufferBefore, service.bufferAfter, service.capacity,
      service.needsApproval, service.place.address, service.place.point?.latitude,
      service.place.point?.longitude, service.place.onlineLink,
    ]
  }

  package func hasBookings(_ service: ID<Service>) throws -> Bool {
    try count("SELECT EXISTS(SELECT 1 FROM booking WHERE service = ?)", [service.raw]) > 0
  }
}
