import Booking
import GRDB

extension Transaction {
  /// Writes all of a calendar that may change, but for its exceptions and what it offers: of the
  /// week only the days that differ.
  package func save(_ calendar: Calendar) throws {
    let weekly = try catalogue().calendar(calendar.id)?.rules.weekly
    let rules = calendar.rules
    try run(
      """
      UPDATE calendar SET name = ?, zone = ?, bufferBefore = ?, bufferAfter = ?,
        maximumPerDay = ?, minimumNotice = ?, horizonDays = ?, step = ?, grid = ?, isActive = ?
      WHERE id = ?
      """,
      [
        calendar.name, rules.zone.identifier, rules.bufferBefore, rules.bufferAfter,
        rules.maximumPerDay, rules.minimumNotice, rules.horizonDays, rules.step,
        rules.grid.rawValue, calendar.isActive, calendar.id.raw,
      ])
    for weekday in Weekday.allCases where weekly?[weekday] != rules.weekly[weekday] {
      try setHours(rules.weekly[weekday], on: weekday, of: calendar.id)
    }
    catalogueChanged()
  }

  /// Takes a calendar out of the catalogue. Its row stays, and what it offered.
  package func delete(_ calendar: ID<Calendar>) throws {
    try run("UPDATE calendar SET isActive = 0, isDeleted = 1 WHERE id = ?", [calendar.raw])
    catalogueChanged()
  }

  /// Puts a service on a calendar, or takes it off.
  package func setOffered(
    _ isOffered: Bool, _ service: ID<Service>, on calendar: ID<Calendar>
  ) throws {
    try run(
      isOffered
        ? "INSERT INTO offering(service, calendar) VALUES (?, ?) ON CONFLICT DO NOTHING"
        : "DELETE FROM offering WHERE service = ? AND calendar = ?", [service.raw, calendar.raw])
    catalogueChanged()
  }

  /// Lets two services change places in the list.
  package func swap(_ a: Service, _ b: Service) throws {
    // Places are given out once each; should two ever be equal, the later one makes room first.
    let later = a.position == b.position ? 1 : 0
    if later > 0 {
      try run("UPDATE service SET position = position + 1 WHERE position > ?", [a.position])
    }
    try run(
      "UPDATE service SET position = CASE id WHEN ? THEN ? ELSE ? END WHERE id IN (?, ?)",
      [a.id.raw, b.position + later, a.position, a.id.raw, b.id.raw])
    catalogueChanged()
  }

  /// Whether anything is booked on a calendar, or took place there.
  package func hasBookings(_ calendar: Calendar) throws -> Bool {
    try count(
      """
      SELECT EXISTS(
        SELECT 1 FROM booking WHERE specialist = ? AND calendar = ? AND takesTime)
      """, [calendar.specialist.raw, calendar.id.raw]) > 0
  }

  /// The times of the open bookings to come on a calendar, in the order of their starts.
  package func openTimes(on calendar: Calendar, now: Instant) throws -> [Range<Instant>] {
    try rows(
      """
      SELECT starts, ends FROM booking
      WHERE specialist = ? AND busyFrom > ? AND calendar = ? AND starts > ? AND takesTime
        AND state IN ('requested', 'confirmed')
      """,
      [calendar.specialist.raw, now.seconds - 172_800, calendar.id.raw, now.seconds]
    ) { Instant($0[0])..<Instant($0[1]) }
    .sorted { $0.lowerBound < $1.lowerBound }
  }
}
