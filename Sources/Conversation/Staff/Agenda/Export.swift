import Booking
import FrontDesk
import ICalendar
import Phrasebook
import Store
import Telegram

/// Bookings as a file in the chat: a table for spreadsheets, or entries for a calendar.
extension Turn {
  /// More in one file than calendars take in, and than a chat should wait for.
  static var exportLimit: Int { 20_000 }

  func showExport(_ filter: BookingFilter) throws {
    wait(for: .home)
    guard let (open, query) = try question(filter) else { return try notAllowed() }
    let count = try desk.tx.count(query, upTo: Self.exportLimit + 1)
    var rows: [[InlineButton]]
    if count > Self.exportLimit {
      rows = try smallerSpans(filter, query, open)
    } else if count == 0 {
      rows = []
    } else {
      rows = [
        [
          button("button.exportTable", .agenda(.file(.table, filter)), style: .primary),
          button("button.exportCalendar", .agenda(.file(.calendar, filter)), style: .primary),
        ]
      ]
    }
    let periods: [BookingFilter.Period] = [.month, .lastMonth, .year, .all]
    let choices = periods.map { period in
      InlineButton.tap(
        (filter.period == period ? "• " : "") + name(of: period),
        .agenda(.exporting(filter.with { $0.period = period })))
    }
    rows += [Array(choices[..<2]), Array(choices[2...])]
    rows.append([button("button.filter", .agenda(.found(filter, page: 0)))] + homeRow)
    try show(
      Screen(
        lines([
          voice.phrase("agenda.export.title"), try describe(filter, open),
          count > Self.exportLimit
            ? voice.phrase("agenda.export.tooMany", ["count": .number(Self.exportLimit)])
            : count == 0
              ? voice.phrase("agenda.find.none")
              : voice.phrase("agenda.find.count", ["count": .number(count)]),
          HTML(""), voice.phrase("agenda.export.hint"),
        ]), rows))
  }

  /// The years of what is too much for one file, or the months of a single year.
  private func smallerSpans(
    _ filter: BookingFilter, _ query: VisitQuery, _ open: OpenBook
  ) throws -> [[InlineButton]] {
    var query = query
    query.newestFirst = false
    guard let first = try desk.tx.firstStart(query) else { return [] }
    query.newestFirst = true
    guard let last = try desk.tx.listed(query, limit: 1).first?.visit.starts else { return [] }
    let years = (open.zone.local(first).date.year, open.zone.local(last).date.year)
    let starts: [LocalDate] =
      years.0 < years.1
      ? (max(years.0, years.1 - 11)...years.1).compactMap {
        LocalDate(year: $0, month: 1, day: 1)
      }
      : (1...12).compactMap { LocalDate(year: years.0, month: $0, day: 1) }
    let buttons = starts.map { start in
      let isYear = years.0 < years.1
      let end = start.adding(months: isYear ? 12 : 1).adding(days: -1)
      return InlineButton.tap(
        isYear ? String(start.year) : voice.month(start.month),
        .agenda(.exporting(filter.with { $0.period = .days(start, end) })))
    }
    return stride(from: 0, to: buttons.count, by: 3).map {
      Array(buttons[$0..<min($0 + 3, buttons.count)])
    }
  }

  func export(_ filter: BookingFilter, as form: ExportForm) throws {
    guard let (open, query) = try question(filter) else { return try notAllowed() }
    let count = try desk.tx.count(query, upTo: Self.exportLimit + 1)
    guard (1...Self.exportLimit).contains(count) else { return try showExport(filter) }
    let file: [UInt8]
    switch form {
    case .table: file = try table(query)
    case .calendar: file = try calendar(query, open)
    }
    try desk.noteExport(of: open, count: count, by: person)
    try toast(voice.text("agenda.export.toast"))
    let today = open.zone.local(now).date.iso
    try send(
      .sendDocument(
        .bytes(
          file, name: form == .table ? "bookings-\(today).csv" : "bookings-\(today).ics",
          mime: form == .table ? "text/csv" : "text/calendar"),
        caption: lines([
          try describe(filter, open),
          voice.phrase("agenda.find.count", ["count": .number(count)]),
        ])))
  }

  private func table(_ query: VisitQuery) throws -> [UInt8] {
    let wording = try wording
    var csv = CSV()
    csv.append(voice.text("agenda.export.columns").split(separator: ",").map { String($0).trimmed })
    try desk.tx.eachListed(query, limit: Self.exportLimit) { listed in
      let visit = listed.visit
      let zone = wording.zone(of: visit)
      let (start, end) = (zone.local(visit.starts), zone.local(visit.ends))
      let created = zone.local(visit.created)
      csv.append([
        visit.number, start.date.iso, Self.clock(start), Self.clock(end), zone.identifier,
        listed.client, listed.phone ?? "", listed.email ?? "", wording.serviceName(of: visit),
        wording.specialistName(of: visit), wording.standing(visit), visit.price?.plain ?? "",
        visit.price == nil ? "" : visit.currency, visit.note ?? "",
        created.date.iso + " " + Self.clock(created),
      ])
    }
    return csv.bytes
  }

  /// Always of 24 hours: for spreadsheets, not for people.
  private static func clock(_ time: LocalDateTime) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return two(time.minute / 60) + ":" + two(time.minute % 60)
  }

  private func calendar(_ query: VisitQuery, _ open: OpenBook) throws -> [UInt8] {
    let agenda = try agendaWording
    let wording = agenda.wording
    let bot = desk.means.botUsername.lowercased()
    let address = try desk.business().address
    var events: [EventFacts] = []
    try desk.tx.eachListed(query, limit: Self.exportLimit) { listed in
      let visit = listed.visit
      let place = wording.catalogue.service(visit.service)?.place ?? Place()
      events.append(
        EventFacts(
          // Not the client's own entry, which may stand in the same calendar.
          uid: "\(visit.number.lowercased())-staff@\(bot).telegram", sequence: visit.revision,
          status: Self.status(visit), stamp: now.seconds, start: visit.starts.seconds,
          end: visit.ends.seconds,
          summary: wording.serviceName(of: visit) + " · " + agenda.name(listed),
          description: [
            visit.number, listed.phone, listed.email, wording.specialistName(of: visit),
            wording.standing(visit), visit.note,
          ].compactMap { $0 }.joined(separator: "\n"),
          location: place.address ?? place.onlineLink ?? address))
    }
    return ICalendar.events(events, name: try desk.business().name)
  }

  private static func status(_ visit: Visit) -> EventFacts.Status {
    switch visit.state {
    case .confirmed, .completed, .noShow: .confirmed
    case .cancelled, .declined, .expired: .cancelled
    case .held, .requested: .tentative
    }
  }
}
