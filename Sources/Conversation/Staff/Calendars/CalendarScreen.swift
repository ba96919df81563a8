import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The calendars, and one of them as the staff sees it.
extension Turn {
  /// The calendar, if the person may change it; otherwise says so.
  func editable(_ id: CalendarID) throws -> WorkCalendar? {
    if let calendar = try desk.editableCalendar(id, by: person) { return calendar }
    if try desk.isDeleted(id, for: person) {
      try remark("hours.gone")
      try showCalendarList(page: 0)
    } else {
      try notAllowed()
    }
    return nil
  }

  /// “Olivia · Studio”, or the specialist alone where the calendar is called the same.
  func title(of calendar: WorkCalendar) throws -> String {
    let specialist = try desk.catalogue().specialist(calendar.specialist)?.name ?? ""
    return calendar.name == specialist ? specialist : "\(specialist) · \(calendar.name)"
  }

  /// The only calendar at once, several as a list.
  func showCalendars() throws {
    let calendars = try desk.editableCalendars(by: person)
    if calendars.count == 1 { return try showCalendar(calendars[0].id) }
    try showCalendarList(page: 0)
  }

  func showCalendarList(page: Int) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    wait(for: .home)
    let calendars = try desk.editableCalendars(by: person)
    let pages = max(1, (calendars.count - 1) / Self.listedPerPage + 1)
    let page = min(max(page, 0), pages - 1)
    var rows = try calendars.dropFirst(page * Self.listedPerPage).prefix(Self.listedPerPage).map {
      [
        InlineButton.tap(
          ($0.isActive ? "" : "💤 ") + Typed.clipped(try title(of: $0), to: 40),
          .working(.calendar($0.id)))
      ]
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .working(.page($0)) }) }
    rows.append([button("button.newCalendar", .working(.create(page: 0)))])
    rows.append(homeRow)
    try show(
      Screen(voice.phrase(calendars.isEmpty ? "hours.noCalendars" : "hours.choose"), rows))
  }

  func showCalendar(_ id: CalendarID, saved: Bool = false, isMoved: Bool = false) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    let several = try desk.editableCalendars(by: person).count > 1
    let outside = isMoved ? try bookingsOutside(calendar) : nil
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("hours.calendarTitle", ["calendar": .text(try title(of: calendar))]),
          calendar.isActive ? nil : voice.phrase("hours.inactive"),
          voice.phrase("settings.zone", ["zone": .text(voice.city(calendar.rules.zone))]),
          HTML(""), week(calendar.rules.weekly), HTML(""), rules(of: calendar.rules),
          calendar.services.isEmpty ? voice.phrase("hours.noServices") : nil,
          outside == nil ? nil : HTML(""), outside?.words,
        ]),
        (outside.map { [[$0.button]] } ?? []) + [
          [button("button.hours", .working(.week(id)), style: .primary)],
          [button("button.exceptions", .exception(.list(id)))],
          [
            button("button.rules", .working(.rules(id))),
            button("button.services", .working(.services(id, page: 0))),
          ],
          [
            button("button.title", .working(.ask(id, .name))),
            button("button.zone", .working(.ask(id, .zone))),
          ],
          [
            calendar.isActive
              ? button("button.pause", .working(.active(id, false)))
              : button("button.resume", .working(.active(id, true))),
            button("button.delete", .working(.askDelete(id)), style: .danger),
          ],
          [
            button("button.share", .shareSpecialist(calendar.specialist)),
            button("button.newCalendar", .working(.create(page: 0))),
          ],
          several ? [button("button.back", .working(.list))] : homeRow,
        ]))
  }

  func setActive(_ id: CalendarID, _ isActive: Bool) throws {
    guard try desk.editCalendar(id, by: person, { $0.isActive = isActive }) != nil else {
      return try notAllowed()
    }
    try showCalendar(id, saved: true)
  }

  func askDeleteCalendar(_ id: CalendarID) throws {
    guard let calendar = try editable(id) else { return }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("hours.deleteAsk", ["calendar": .text(try title(of: calendar))]),
        [
          [button("button.deleteYes", .working(.delete(id)), style: .danger)],
          [button("button.keep", .working(.calendar(id)))],
        ]))
  }

  func deleteCalendar(_ id: CalendarID) throws {
    switch try desk.deleteCalendar(id, by: person) {
    case .deleted:
      try toast(voice.text("own.deleted"))
      try showCalendarList(page: 0)
    case .deactivated:
      try toast(voice.text("hours.pausedInstead"), alert: true)
      try showCalendar(id)
    case .notAllowed: try notAllowed()
    }
  }

  // MARK: A new calendar

  func askNewCalendar(page: Int) throws {
    let specialists = try desk.manageableSpecialists(by: person)
    if specialists.count == 1 { return try askCalendarName(specialists[0].id) }
    guard !specialists.isEmpty else { return try notAllowed() }
    wait(for: .home)
    let pages = (specialists.count - 1) / Self.listedPerPage + 1
    let page = min(max(page, 0), pages - 1)
    var rows = specialists.dropFirst(page * Self.listedPerPage).prefix(Self.listedPerPage).map {
      [InlineButton.tap(Typed.clipped($0.name, to: 40), .working(.createFor($0.id)))]
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .working(.create(page: $0)) }) }
    rows.append([button("button.back", .working(.list))])
    try show(Screen(voice.phrase("hours.newFor"), rows))
  }

  func askCalendarName(_ id: ID<Specialist>) throws {
    guard let specialist = try desk.manageableSpecialists(by: person).first(where: { $0.id == id })
    else { return try notAllowed() }
    wait(for: .working(.newName(specialist: id)))
    try show(
      Screen(
        voice.phrase("hours.newName", ["specialist": .text(specialist.name)]),
        [[button("button.back", .working(.list))]]))
  }

  func takeCalendarName(_ text: String, _ specialist: ID<Specialist>) throws {
    guard let name = Typed.line(text, limit: 100) else {
      return try send(
        Screen(voice.phrase("own.nameBad"), [[button("button.back", .working(.list))]]))
    }
    guard let calendar = try desk.addCalendar(named: name, of: specialist, by: person) else {
      return try notAllowed()
    }
    wait(for: .home)
    try send(
      Screen(
        voice.phrase("hours.created", ["calendar": .text(try title(of: calendar))]),
        [
          [button("button.hours", .working(.week(calendar.id)), style: .primary)],
          [button("button.services", .working(.services(calendar.id, page: 0)))],
          [button("button.openCalendar", .working(.calendar(calendar.id)))],
        ]))
  }
}
