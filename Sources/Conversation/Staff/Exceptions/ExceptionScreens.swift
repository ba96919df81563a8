import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What is planned for single days of a calendar.
extension Turn {
  private static var rangesPerPage: Int { 8 }

  func exceptionWording(_ calendar: WorkCalendar?) throws -> ExceptionWording {
    ExceptionWording(
      voice: voice, catalogue: try desk.catalogue(), today: try desk.today(of: calendar))
  }

  /// The calendar if its days are the person's to change; otherwise says that they are not.
  func changeable(_ id: CalendarID) throws -> WorkCalendar? {
    if let calendar = try desk.changeableCalendars(by: person).first(where: { $0.id == id }) {
      return calendar
    }
    try notAllowed()
    return nil
  }

  /// Whose days; with one calendar there is nothing to choose.
  func chooseExceptionCalendar() throws {
    let calendars = try desk.changeableCalendars(by: person)
    guard try desk.isStaff(person) else { return try notAllowed() }
    if calendars.count == 1 { return try showExceptions(calendars[0].id) }
    wait(for: .home)
    guard !calendars.isEmpty else {
      return try show(
        Screen(
          voice.phrase("exceptions.noCalendar"), [[button("button.hours", .calendars)], homeRow]))
    }
    let wording = try exceptionWording(nil)
    try show(
      Screen(
        voice.phrase("exceptions.choose"),
        calendars.prefix(40).map {
          [.tap(Typed.clipped(wording.title($0), to: 40), .exception(.list($0.id)))]
        } + [homeRow]))
  }

  func showExceptions(_ id: CalendarID, page: Int = 0, remark: Key? = nil) throws {
    guard let calendar = try changeable(id) else { return }
    wait(for: .exception(.words(calendar: id)))
    let wording = try exceptionWording(calendar)
    let ranges = ExceptionRange.upcoming(calendar.rules, from: wording.today)
    let pages = max(1, (ranges.count - 1) / Self.rangesPerPage + 1)
    let page = min(max(page, 0), pages - 1)
    var rows = ranges.dropFirst(page * Self.rangesPerPage).prefix(Self.rangesPerPage).map {
      [InlineButton.tap(Typed.clipped(wording.label($0), to: 48), .exception(.entry(id, $0.first)))]
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .exception(.page(id, $0)) }) }
    let waiting = try desk.unansweredMoves(on: id, by: person, limit: 99).count
    if waiting > 0 {
      rows.append([
        .tap(
          voice.text("button.waitingMoves", ["count": .number(waiting)]),
          .exception(.waiting(id, 0)))
      ])
    }
    func add(_ key: Key, _ kind: ExceptionKind) -> InlineButton {
      button(key, .exception(.pick(id, kind)))
    }
    rows.append([add("button.dayOff", .off), add("button.vacation", .vacation)])
    rows.append([add("button.otherHours", .hours), add("button.extraWindow", .extra)])
    var back = [button("button.back", .working(.calendar(id)))]
    if try desk.changeableCalendars(by: person).count > 1 {
      back.insert(button("button.otherCalendar", .exception(.calendars)), at: 0)
    }
    rows.append(back)
    try show(
      Screen(
        lines([
          remark.map { voice.phrase($0) }, voice.phrase("exceptions.title"),
          voice.phrase("exceptions.whose", ["calendars": .text(wording.title(calendar))]), HTML(""),
          voice.phrase(ranges.isEmpty ? "exceptions.none" : "exceptions.some"),
          voice.phrase("exceptions.hint"),
        ]), rows))
  }

  /// One range, and what can be done with it.
  func showException(_ id: CalendarID, _ day: LocalDate) throws {
    guard let calendar = try changeable(id) else { return }
    let wording = try exceptionWording(calendar)
    let ranges = ExceptionRange.upcoming(calendar.rules, from: wording.today)
    guard let range = ranges.first(where: { $0.first <= day && day <= $0.last }) else {
      return try showExceptions(id, remark: "exceptions.gone")
    }
    wait(for: .exception(.words(calendar: id)))
    var rows = [[button("button.usualHours", .exception(.clear(id, range.first, range.last)))]]
    if range.first == range.last {
      rows.append([button("button.otherHours", .exception(.day(id, .hours, range.first)))])
    } else {
      rows.append([
        button(
          "button.oneOfDays", .exception(.month(id, .usual, range.first.firstOfMonth)))
      ])
    }
    rows.append([button("button.back", .exception(.list(id)))])
    try show(
      Screen(
        lines([
          voice.phrase("exceptions.title"),
          voice.phrase("exceptions.whose", ["calendars": .text(wording.title(calendar))]), HTML(""),
          voice.phrase(
            "exceptions.dates", ["dates": .text(wording.dates(range.first, range.last))]),
          HTML(wording.hours(range.windows).capitalisedFirst),
        ]), rows))
  }

  /// Who was asked to choose another time and has not answered.
  func showUnansweredMoves(_ id: CalendarID, page: Int) throws {
    guard try changeable(id) != nil else { return }
    wait(for: .home)
    let perPage = Self.rangesPerPage
    let page = min(max(page, 0), 1_000)
    let waiting = try desk.unansweredMoves(
      on: id, by: person, limit: perPage + 1, offset: page * perPage)
    if waiting.isEmpty, page > 0 { return try showUnansweredMoves(id, page: 0) }
    let wording = try wording
    let zone = try desk.catalogue().calendar(id)?.rules.zone ?? .utc
    let nobody = voice.text("staff.nobody")
    var rows = waiting.prefix(perPage).map { visit in
      let name = visit.client.isEmpty ? nobody : visit.client
      return [
        InlineButton.tap(
          Typed.clipped(wording.short(visit.starts, zone) + " · " + name, to: 48),
          .agenda(.booking(visit.visit)))
      ]
    }
    if page > 0 || waiting.count > perPage {
      rows.append([
        page > 0 ? .tap("‹", .exception(.waiting(id, page - 1))) : .blank,
        waiting.count > perPage ? .tap("›", .exception(.waiting(id, page + 1))) : .blank,
      ])
    }
    rows.append([button("button.back", .exception(.list(id)))])
    try show(
      Screen(
        voice.phrase(waiting.isEmpty ? "exceptions.noWaiting" : "exceptions.waiting"), rows))
  }
}
