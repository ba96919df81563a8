import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Bookings by period, status, service, specialist and client. Words typed under the list narrow
/// it: a name, a phone, a date, a booking's number.
extension Turn {
  private static var linesPerPage: Int { 8 }
  /// Further than this nobody turns pages; the filter is narrowed instead.
  private static var counted: Int { 1_000 }

  /// Takes words into the filter, or goes straight to the booking with that number.
  func find(_ text: String, _ filter: BookingFilter) throws {
    guard let open = try desk.open(filter.book, for: person) else { return try notAllowed() }
    if let visit = try booking(numbered: text) {
      return try show(try staffCard(visit, title: nil))
    }
    guard let words = Typed.line(text, limit: 64) else {
      return try send(
        Screen(
          voice.phrase("agenda.find.badWords"),
          [[button("button.back", .agenda(.found(filter, page: 0)))]]))
    }
    let today = open.zone.local(now).date
    switch DateWords(phrasebook: phrasebook, voice: voice, today: today).read(words) {
    case .day(let day): try showFound(filter.with { $0.period = .days(day, day) }, page: 0)
    case .days(let first, let last):
      try showFound(filter.with { $0.period = .days(first, last) }, page: 0)
    case nil: try showFound(filter.with(words: words), page: 0)
    }
  }

  /// `#AB12CD`, or the number alone.
  private func booking(numbered text: String) throws -> Visit? {
    let number = text.trimmed.drop { $0 == "#" || $0 == "№" }.uppercased().trimmed
    guard (4...12).contains(number.utf8.count),
      let visit = try desk.tx.visit(number: number), visit.state != .held,
      try desk.mayRead(visit, person)
    else { return nil }
    return visit
  }

  /// What the filter asks for; nil where the book is not the person's to look into.
  func question(
    _ filter: BookingFilter
  ) throws -> (open: OpenBook, query: VisitQuery)? {
    guard let open = try desk.open(filter.book, for: person) else { return nil }
    var query = filter.query(open, now: now, week: voice.week)
    if !filter.words.isEmpty {
      query.clients = try desk.clients(matching: filter.words, in: open)
    }
    return (open, query)
  }

  func showFound(_ filter: BookingFilter, page: Int) throws {
    guard let (open, query) = try question(filter) else { return try notAllowed() }
    let count = try desk.tx.count(query, upTo: Self.counted)
    let pages = max(1, (count + Self.linesPerPage - 1) / Self.linesPerPage)
    let page = min(max(page, 0), pages - 1)
    wait(for: .agenda(.find(filter: filter, page: page)))
    let listed =
      count == 0
      ? []
      : try desk.tx.listed(query, limit: Self.linesPerPage, offset: page * Self.linesPerPage)
    let wording = try agendaWording
    var rows = listed.map {
      [InlineButton.tap(wording.dated($0, in: open), .agenda(.booking($0.visit.id)))]
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .agenda(.found(filter, page: $0)) }) }
    rows += try filterRows(filter)
    rows.append([
      button("button.exportFound", .agenda(.exporting(filter))),
      button("button.agenda", .agenda(.day(open.zone.local(now).date))),
    ])
    try show(
      Screen(
        lines([
          voice.phrase("agenda.find.title"), try describe(filter, open),
          count == 0
            ? voice.phrase("agenda.find.none")
            : voice.phrase(
              count == Self.counted ? "agenda.find.many" : "agenda.find.count",
              ["count": .number(count)]),
          HTML(""), voice.phrase("agenda.find.hint"),
        ]), rows))
  }

  private func filterRows(_ filter: BookingFilter) throws -> [[InlineButton]] {
    var second = [button("button.filterService", .agenda(.choose(.service, filter, page: 0)))]
    if try desk.rights(of: person).readsEverything {
      second.append(button("button.books", .agenda(.choose(.book, filter, page: 0))))
    }
    var rows = [
      [
        button("button.filterPeriod", .agenda(.choose(.period, filter, page: 0))),
        button("button.filterStatus", .agenda(.choose(.status, filter, page: 0))),
      ], second,
    ]
    if !filter.words.isEmpty {
      rows.append([
        .tap(
          voice.text("button.withoutWords", ["words": .text(Typed.clipped(filter.words, to: 16))]),
          .agenda(.found(filter.with(words: ""), page: 0)))
      ])
    }
    return rows
  }

  /// “This month · confirmed · Haircut · “Anna””.
  func describe(_ filter: BookingFilter, _ open: OpenBook) throws -> HTML {
    var parts = [name(of: filter.period)]
    if filter.status != .any { parts.append(name(of: filter.status)) }
    let catalogue = try desk.catalogue()
    if let service = filter.service {
      parts.append(Typed.clipped(catalogue.service(service)?.name ?? "–", to: 40))
    }
    if try desk.rights(of: person).readsEverything {
      parts.append(try agendaWording.owner(of: open))
    }
    if !filter.words.isEmpty {
      parts.append(voice.text("agenda.find.words", ["words": .text(filter.words)]))
    }
    return HTML(parts.joined(separator: " · ")).italic()
  }

  func name(of period: BookingFilter.Period) -> String {
    switch period {
    case .upcoming: voice.text("agenda.period.upcoming")
    case .today: voice.text("agenda.period.today")
    case .week: voice.text("agenda.period.week")
    case .month: voice.text("agenda.period.month")
    case .lastMonth: voice.text("agenda.period.lastMonth")
    case .year: voice.text("agenda.period.year")
    case .all: voice.text("agenda.period.all")
    case .days(let first, let last):
      first == last
        ? voice.date(first, .numeric)
        : voice.date(first, .numeric) + " – " + voice.date(last, .numeric)
    }
  }

  private func name(of status: BookingFilter.Status) -> String {
    switch status {
    case .any: voice.text("agenda.status.any")
    case .requested: voice.text("agenda.status.requested")
    case .confirmed: voice.text("agenda.status.confirmed")
    case .unclosed: voice.text("agenda.status.unclosed")
    case .completed: voice.text("agenda.status.completed")
    case .noShow: voice.text("agenda.status.noShow")
    case .cancelled: voice.text("agenda.status.cancelled")
    }
  }

  // MARK: Choosing a part of the filter

  func chooseFilter(_ part: BookingFilter.Part, _ filter: BookingFilter, page: Int) throws {
    guard try desk.open(filter.book, for: person) != nil else { return try notAllowed() }
    wait(for: .agenda(.find(filter: filter, page: 0)))
    func choice(_ name: String, _ isChosen: Bool, _ chosen: BookingFilter) -> [InlineButton] {
      [
        .tap(
          (isChosen ? "• " : "") + Typed.clipped(name, to: 40),
          .agenda(.found(chosen, page: 0)))
      ]
    }
    let title: HTML
    var rows: [[InlineButton]]
    switch part {
    case .period:
      title = voice.phrase("agenda.choose.period")
      rows = BookingFilter.Period.choices.map { period in
        choice(name(of: period), filter.period == period, filter.with { $0.period = period })
      }
    case .status:
      title = voice.phrase("agenda.choose.status")
      rows = BookingFilter.Status.allCases.map { status in
        choice(
          name(of: status).capitalisedFirst, filter.status == status,
          filter.with(status: status))
      }
    case .service:
      title = voice.phrase("agenda.choose.service")
      rows = try serviceChoices(filter, page: page, choice)
    case .book:
      guard try desk.rights(of: person).readsEverything else { return try notAllowed() }
      title = voice.phrase("agenda.whose")
      rows = try bookRows(page: page, { .agenda(.choose(.book, filter, page: $0)) }) { book in
        .agenda(.found(filter.with { $0.book = book }, page: 0))
      }
    }
    rows.append([button("button.back", .agenda(.found(filter, page: 0)))])
    try show(Screen(title, rows))
  }

  private func serviceChoices(
    _ filter: BookingFilter, page: Int,
    _ choice: (String, Bool, BookingFilter) -> [InlineButton]
  ) throws -> [[InlineButton]] {
    let services = try desk.listedServices()
    let pages = max(1, (services.count + Self.linesPerPage - 1) / Self.linesPerPage)
    let page = min(max(page, 0), pages - 1)
    var rows = [
      choice(
        voice.text("agenda.anyService"), filter.service == nil, filter.with { $0.service = nil })
    ]
    rows += services.dropFirst(page * Self.linesPerPage).prefix(Self.linesPerPage).map { service in
      choice(service.name, filter.service == service.id, filter.with { $0.service = service.id })
    }
    if pages > 1 {
      rows.append(pager(page, of: pages) { .agenda(.choose(.service, filter, page: $0)) })
    }
    return rows
  }
}
