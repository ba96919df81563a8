import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Joining the waiting list, and what one waits for.
extension Turn {
  /// The button that leads to the list, where clients look for a time.
  func waitingRow(_ wish: Wish, _ date: LocalDate) -> [[InlineButton]] {
    if wish.moving != nil { return [] }
    return [[button("button.waitingList", .waiting(.join(wish, date)))]]
  }

  func askWaitingDays(_ wish: Wish, _ month: LocalDate) throws {
    var wish = wish
    wish.moving = nil
    guard let service = try offered(wish) else { return }
    let today = try desk.zone(for: wish).local(now).date
    let horizon = try desk.horizon(for: wish)
    wait(for: .waiting(.days(service: wish.service, specialist: wish.specialist)))
    func span(_ key: Key, _ days: Int) -> InlineButton {
      button(key, .waiting(.days(wish, today, min(today.adding(days: days - 1), horizon))))
    }
    var rows = [
      [span("button.waitWeek", 7), span("button.waitFortnight", 14)],
      [span("button.waitMonth", 30)],
    ]
    let months = [month.firstOfMonth, month.firstOfMonth.adding(months: 1)].filter {
      $0.adding(months: 1) > today && $0 <= horizon
    }
    if !months.isEmpty {
      rows.append(
        months.map {
          .tap(
            voice.date($0, .monthYear),
            .waiting(
              .days(wish, max($0, today), min($0.adding(months: 1).adding(days: -1), horizon))))
        })
    }
    rows.append([button("button.back", .month(wish, max(month, today).firstOfMonth))])
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          try specialistLine(wish.specialist), HTML(""), voice.phrase("waiting.askDays"),
        ]), rows))
  }

  private func specialistLine(_ id: ID<Specialist>?) throws -> HTML? {
    try id.flatMap { try desk.catalogue().specialist($0) }.map {
      voice.phrase("facts.specialist", ["specialist": .text($0.name)])
    }
  }

  func takeWaitingDays(_ message: Message, _ wish: Wish) throws {
    let today = try desk.zone(for: wish).local(now).date
    let back: Tap = .waiting(.join(wish, today))
    guard let text = try words(of: message, back: .month(wish, today.firstOfMonth)) else { return }
    switch DateWords(phrasebook: phrasebook, voice: voice, today: today).read(text) {
    case .day(let day): try askWaitingPart(wish, day, day)
    case .days(let first, let last): try askWaitingPart(wish, first, last)
    case nil:
      try send(Screen(voice.phrase("waiting.badDays"), [[button("button.back", back)]]))
    }
  }

  func askWaitingPart(_ wish: Wish, _ first: LocalDate, _ last: LocalDate) throws {
    guard let service = try offered(wish) else { return }
    let today = try desk.zone(for: wish).local(now).date
    guard max(first, today) <= min(last, try desk.horizon(for: wish)) else {
      return try refuseWaitingDays(wish)
    }
    wait(for: .home)
    func part(_ key: Key, _ part: PartOfDay?) -> InlineButton {
      button(key, .waiting(.add(wish, first, last, part)), style: part == nil ? .primary : nil)
    }
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          try specialistLine(wish.specialist),
          WaitingWording(wording: try wording).days(first, last), HTML(""),
          voice.phrase("waiting.askPart"),
        ]),
        [
          [part("button.anyTime", nil)],
          [
            part("part.morning", .morning), part("part.afternoon", .afternoon),
            part("part.evening", .evening),
          ],
          [button("button.back", .waiting(.join(wish, first)))],
        ]))
  }

  private func refuseWaitingDays(_ wish: Wish) throws {
    let today = try desk.zone(for: wish).local(now).date
    try show(
      Screen(
        voice.phrase(
          "waiting.noSuchDays",
          ["date": .text(voice.date(try desk.horizon(for: wish), .full))]),
        [[button("button.back", .waiting(.join(wish, today)))]]))
  }

  func joinWaiting(
    _ wish: Wish, _ first: LocalDate, _ last: LocalDate, _ part: PartOfDay?
  ) throws {
    wait(for: .home)
    var wish = wish
    wish.moving = nil
    switch try desk.joinWaiting(wish, from: first, through: last, part: part, by: person) {
    case .joined(let entry): try show(waitingCard(entry, title: "waiting.joined"))
    case .already(let entry): try show(waitingCard(entry, title: "waiting.already"))
    case .tooMany(let limit):
      try show(
        Screen(
          voice.phrase("waiting.tooMany", ["count": .number(limit)]),
          [[button("button.bookings", .bookings)], homeRow]))
    case .noSuchDays: try refuseWaitingDays(wish)
    case .refused(let refusal): try refuse(refusal)
    }
  }

  // MARK: What one waits for

  /// A row for each entry, under the person's own bookings.
  func waitingRows() throws -> [[InlineButton]] {
    let words = WaitingWording(wording: try wording)
    return try desk.tx.waiting(of: person.id).map {
      [.tap(words.button($0), .waiting(.entry($0.id)))]
    }
  }

  func showWaiting(_ id: ID<WaitingEntry>) throws {
    wait(for: .home)
    guard let entry = try desk.waiting(id, of: person) else { return try notFound() }
    guard entry.isOpen else { return try waitingIsOver() }
    try show(waitingCard(entry, title: "waiting.title"))
  }

  private func waitingCard(_ entry: WaitingEntry, title: Key) throws -> Screen {
    let wish = Wish(service: entry.service, specialist: entry.specialist)
    return Screen(
      lines([
        voice.phrase(title), HTML(""), WaitingWording(wording: try wording).facts(entry),
        HTML(""), voice.phrase("waiting.explained"),
      ]),
      [
        [button("button.freeTimes", .month(wish, entry.first.firstOfMonth))],
        [button("button.leaveList", .waiting(.leave(entry.id)), style: .danger)],
        [button("button.bookings", .bookings), button("button.home", .home)],
      ])
  }

  private func waitingIsOver() throws {
    try remark("waiting.isOver")
    try showBookings()
  }

  func leaveWaiting(_ id: ID<WaitingEntry>) throws {
    wait(for: .home)
    switch try desk.leaveWaiting(id, by: person) {
    case .done(let entry):
      try show(
        Screen(
          lines([
            voice.phrase("waiting.left"), HTML(""),
            WaitingWording(wording: try wording).facts(entry),
          ]),
          [[button("button.bookings", .bookings), button("button.home", .home)]]))
    case .over: try waitingIsOver()
    case .notYours: try notFound()
    }
  }

  // MARK: An offer

  func takeWaiting(_ id: ID<WaitingOffer>) throws {
    switch try desk.takeWaiting(id, by: person) {
    case .stands(let hold): try confirm(hold.id)
    case .passedOn(let entry), .over(_, let entry): try offerIsOver(entry)
    case .notYours: try notFound()
    }
  }

  func refuseWaiting(_ id: ID<WaitingOffer>) throws {
    wait(for: .home)
    switch try desk.refuseWaiting(id, by: person) {
    case .passedOn(let entry):
      try show(waitingCard(entry, title: "waiting.refused"))
    case .over(_, let entry): try offerIsOver(entry)
    case .stands: try showBookings()
    case .notYours: try notFound()
    }
  }

  private func offerIsOver(_ entry: WaitingEntry) throws {
    wait(for: .home)
    try remark("waiting.offerOver")
    if entry.isOpen {
      try show(waitingCard(entry, title: "waiting.title"))
    } else {
      try showBookings()
    }
  }
}
