import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Weekly hours, a day at a time.
extension Turn {
  func showCalendars() throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    wait(for: .home)
    let calendars = try desk.editableCalendars(by: person)
    if calendars.count == 1 { return try showHours(calendars[0].id) }
    let catalogue = try desk.catalogue()
    try show(
      Screen(
        voice.phrase("hours.choose"),
        calendars.prefix(40).map { calendar in
          let specialist = catalogue.specialist(calendar.specialist)?.name ?? ""
          let title =
            calendar.name == specialist ? specialist : "\(specialist) · \(calendar.name)"
          return [.tap(title, .hours(calendar.id))]
        } + [homeRow]))
  }

  private func editable(_ id: CalendarID) throws -> WorkCalendar? {
    if let calendar = try desk.editableCalendars(by: person).first(where: { $0.id == id }) {
      return calendar
    }
    try notAllowed()
    return nil
  }

  func showHours(_ id: CalendarID, saved: Bool = false) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    let specialist = try desk.catalogue().specialist(calendar.specialist)?.name ?? ""
    let rows = voice.week.map { weekday in
      let hours = hours(calendar.rules.weekly[weekday])
      return [
        InlineButton.tap(
          "\(voice.weekday(weekday, .short)) · \(hours)", .weekday(id, weekday))
      ]
    }
    let several = try desk.editableCalendars(by: person).count > 1
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("hours.title", ["specialist": .text(specialist)]),
          voice.phrase("settings.zone", ["zone": .text(voice.city(calendar.rules.zone))]),
          voice.phrase("hours.pick"),
        ]),
        rows + [several ? [button("button.back", .calendars)] : homeRow]))
  }

  private func hours(_ ranges: [TimeRange]) -> String {
    if ranges.isEmpty { return voice.text("hours.closed") }
    return ranges.map {
      "\(voice.time(minute: $0.start))–\(voice.time(minute: $0.end % 1_440))"
    }.joined(separator: ", ")
  }

  func askHours(_ id: CalendarID, _ weekday: Weekday) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .settingHours(calendar: id, weekday: weekday.rawValue))
    let now = hours(calendar.rules.weekly[weekday])
    try show(
      Screen(
        voice.phrase(
          "hours.ask", ["weekday": .text(voice.weekday(weekday, .full)), "hours": .text(now)]),
        [
          [button("button.dayOff", .dayOff(id, weekday))],
          [button("button.back", .hours(id))],
        ]))
  }

  func takeHours(_ text: String, _ id: CalendarID, _ weekday: Int) throws {
    guard let ranges = Typed.hours(text), let weekday = Weekday(rawValue: weekday) else {
      return try send(
        Screen(voice.phrase("hours.bad"), [[button("button.back", .hours(id))]]))
    }
    guard try desk.setHours(ranges, on: weekday, of: id, by: person) else {
      return try notAllowed()
    }
    try showHours(id, saved: true)
  }

  func setDayOff(_ id: CalendarID, _ weekday: Weekday) throws {
    guard try desk.setHours([], on: weekday, of: id, by: person) else {
      return try notAllowed()
    }
    try showHours(id, saved: true)
  }
}
