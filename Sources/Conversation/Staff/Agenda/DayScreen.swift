import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// One day of a book: its bookings in order, and the days around it.
extension Turn {
  private static var linesPerPage: Int { 8 }
  private static let shown: [BookingState] = [.requested, .confirmed, .completed, .noShow]

  func showAgendaDay(
    _ day: LocalDate, _ book: Book = .usual, cancelled: Bool = false, page: Int = 0
  ) throws {
    wait(for: .home)
    guard let open = try desk.open(book, for: person) else { return try notAllowed() }
    let range = open.zone.dayRange(of: day)
    var query = VisitQuery(
      from: range.lowerBound, to: range.upperBound, specialist: open.specialist,
      states: Self.shown)
    let sum = try desk.tx.sum(query, now: now)
    if cancelled { query.states = [] }
    let total = sum.count + (cancelled ? sum.cancelled : 0)
    let pages = max(1, (total + Self.linesPerPage - 1) / Self.linesPerPage)
    let page = min(max(page, 0), pages - 1)
    let listed =
      total == 0
      ? []
      : try desk.tx.listed(query, limit: Self.linesPerPage, offset: page * Self.linesPerPage)
    let wording = try agendaWording
    var rows = listed.map {
      [InlineButton.tap(wording.line($0, in: open), .agenda(.booking($0.visit.id)))]
    }
    if pages > 1 {
      rows.append(
        pager(page, of: pages) {
          .agenda(.dayOf(day, book, cancelled: cancelled, page: $0))
        })
    }
    rows += dayActions(day, book, sum, cancelled: cancelled)
    if day >= open.zone.local(now).date { rows.append([button("button.bookClient", .guest(.new))]) }
    if sum.count == 0 { rows += try nextBusyRow(after: range.upperBound, book, open) }
    rows += try dayNavigation(day, book, open)
    try show(Screen(lines(try dayHeader(day, open, sum)), rows))
  }

  private func dayHeader(_ day: LocalDate, _ open: OpenBook, _ sum: BookSum) throws -> [HTML?] {
    let today = open.zone.local(now).date
    let date = voice.date(day, day.year == today.year ? .full : .fullWithYear).capitalisedFirst
    let title =
      switch day.dayNumber - today.dayNumber {
      case 0: voice.phrase("agenda.today", ["date": .text(date)])
      case 1: voice.phrase("agenda.tomorrow", ["date": .text(date)])
      default: voice.phrase("agenda.day", ["date": .text(date)])
      }
    return [
      title, try bookLine(open),
      sum.count == 0
        ? voice.phrase("agenda.empty")
        : voice.phrase(
          "agenda.sum",
          [
            "count": .number(sum.count),
            "duration": .text(voice.duration(minutes: sum.minutes)),
          ]),
      sum.unclosed > 0
        ? voice.phrase("agenda.unclosedCount", ["count": .number(sum.unclosed)]) : nil,
    ]
  }

  /// Whose book it is, where the reader has several to choose from.
  func bookLine(_ open: OpenBook) throws -> HTML? {
    guard try desk.rights(of: person).readsEverything else { return nil }
    return voice.phrase(
      "facts.specialist", ["specialist": .text(try agendaWording.owner(of: open))])
  }

  private func nextBusyRow(
    after moment: Instant, _ book: Book, _ open: OpenBook
  ) throws -> [[InlineButton]] {
    let query = VisitQuery(from: moment, specialist: open.specialist, states: Self.shown)
    guard let start = try desk.tx.firstStart(query) else { return [] }
    let day = open.zone.local(start).date
    return [
      [
        .tap(
          voice.text("button.nextBusy", ["date": .text(voice.date(day, .short))]),
          .agenda(.dayOf(day, book, cancelled: false, page: 0)))
      ]
    ]
  }

  private func dayActions(
    _ day: LocalDate, _ book: Book, _ sum: BookSum, cancelled: Bool
  ) -> [[InlineButton]] {
    var rows: [[InlineButton]] = []
    if sum.unclosed >= 2 {
      rows.append([
        .tap(
          voice.text("button.completePast", ["count": .number(sum.unclosed)]),
          .agenda(.completePast(day, book)), style: .success)
      ])
    }
    if sum.cancelled > 0 {
      let tap = Tap.agenda(.dayOf(day, book, cancelled: !cancelled, page: 0))
      rows.append([
        cancelled
          ? button("button.hideCancelled", tap)
          : .tap(
            voice.text("button.showCancelled", ["count": .number(sum.cancelled)]), tap)
      ])
    }
    return rows
  }

  private func dayNavigation(
    _ day: LocalDate, _ book: Book, _ open: OpenBook
  ) throws -> [[InlineButton]] {
    let today = open.zone.local(now).date
    func to(_ day: LocalDate) -> Tap { .agenda(.dayOf(day, book, cancelled: false, page: 0)) }
    let (before, after) = (day.adding(days: -1), day.adding(days: 1))
    var around = [InlineButton.tap("‹ " + voice.date(before, .short), to(before))]
    if day != today { around.append(button("button.today", to(today))) }
    around.append(.tap(voice.date(after, .short) + " ›", to(after)))
    var views = [
      button("button.week", .agenda(.weekOf(day, book))),
      button("button.month", .agenda(.month(day, book))),
    ]
    if try desk.rights(of: person).readsEverything {
      views.append(button("button.books", .agenda(.books(day, page: 0))))
    }
    return [around, views, [button("button.find", .agenda(.find(page: 0)))] + homeRow]
  }

  /// Whose book to look into.
  func showBooks(_ day: LocalDate, page: Int) throws {
    wait(for: .home)
    let rights = try desk.rights(of: person)
    guard rights.readsEverything else { return try notAllowed() }
    try show(
      Screen(
        voice.phrase("agenda.whose"),
        try bookRows(page: page, { .agenda(.books(day, page: $0)) }) {
          .agenda(.dayOf(day, $0, cancelled: false, page: 0))
        } + [[button("button.back", .agenda(.day(day)))]]))
  }

  /// A button for everybody's book and one for each specialist's.
  func bookRows(
    page: Int, _ turn: (Int) -> Tap, _ tap: (Book) -> Tap
  ) throws -> [[InlineButton]] {
    let specialists = try desk.readableSpecialists(for: person)
    let pages = max(1, (specialists.count + Self.linesPerPage - 1) / Self.linesPerPage)
    let page = min(max(page, 0), pages - 1)
    var rows = [[button("button.everyone", tap(.everyone))]]
    rows += specialists.dropFirst(page * Self.linesPerPage).prefix(Self.linesPerPage).map {
      [.tap(Typed.clipped($0.name, to: 30), tap(.of($0.id)))]
    }
    if pages > 1 { rows.append(pager(page, of: pages, turn)) }
    return rows
  }

  func completePast(_ day: LocalDate, _ book: Book) throws {
    guard let open = try desk.open(book, for: person) else { return try notAllowed() }
    let range = open.zone.dayRange(of: day)
    guard
      let count = try desk.completePast(
        of: open, from: range.lowerBound, to: range.upperBound, by: person)
    else { return try notAllowed() }
    try toast(
      count == 0
        ? voice.text("staff.already")
        : voice.text("agenda.completed", ["count": .number(count)]))
    try showAgendaDay(day, book)
  }
}
