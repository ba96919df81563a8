import Booking
import FrontDesk
import ICalendar
import Phrasebook
import Store
import Telegram

/// From a chosen time to a booking.
extension Turn {
  func choose(_ wish: Wish, _ calendar: CalendarID, _ starts: Instant) throws {
    guard try isOffered(wish) else { return }
    switch try desk.hold(wish, on: calendar, at: starts, for: person) {
    case .held(let visit): try showHeld(visit)
    case .taken(let openings): try offerAlternatives(wish, openings)
    case .refused(let refusal): try refuse(refusal)
    }
  }

  /// The held time with everything to check before it is confirmed.
  func showHeld(_ visit: Visit) throws {
    wait(for: .confirming(hold: visit.id))
    let wording = try wording
    let zone = wording.zone(of: visit)
    let until = visit.heldUntil ?? now
    var text = [
      visit.moves == nil ? voice.phrase("confirm.title") : voice.phrase("move.title"),
      HTML(""), wording.facts(visit, viewer: person.zone), HTML(""),
      voice.phrase("confirm.held", ["time": .text(wording.clock(until, zone))]),
    ]
    if visit.note == nil { text.append(voice.phrase("confirm.hint")) }
    var rows = [
      [
        button(
          visit.moves == nil ? "button.confirm" : "button.moveHere", .confirm(visit.id),
          style: .success)
      ],
      [
        button("button.otherTime", .otherTime(visit.id)),
        button(visit.moves == nil ? "button.cancel" : "button.keep", .letGo(visit.id)),
      ],
    ]
    if visit.moves == nil {
      rows.insert([button("button.repeat", .series(.begin(visit.id)))], at: 1)
    }
    try show(Screen(lines(text), rows))
    follows(Keepsake(.visit, visit.id.raw))
  }

  /// Other times in place of one that can't be had, for `reason` or because somebody took it.
  func offerAlternatives(
    _ wish: Wish, _ openings: [Opening], because reason: Key? = nil
  ) throws {
    wait(for: .home)
    let wording = try wording
    if reason == nil { try toast(voice.text("taken.toast")) }
    var rows = openings.map {
      [
        InlineButton.tap(
          wording.short($0.starts, $0.zone), .slot(wish, $0.calendar, $0.starts), style: .primary)
      ]
    }
    if let first = openings.first {
      rows.append([button("button.otherDays", .month(wish, first.day.firstOfMonth))])
    }
    if openings.isEmpty { rows += waitingRow(wish, try desk.zone(for: wish).local(now).date) }
    rows.append([
      wish.moving.map { button("button.back", .booking($0)) }
        ?? button("button.back", .offer(wish))
    ])
    try show(
      Screen(
        voice.phrase(reason ?? (openings.isEmpty ? "taken.none" : "taken.alternatives")), rows))
  }

  func refuse(_ refusal: BookingRefusal) throws {
    wait(for: .home)
    let bookings = [button("button.bookings", .bookings)]
    switch refusal {
    case .blocked:
      let contact = try desk.business().phone.map {
        voice.phrase("refused.contact", ["phone": .text($0)])
      }
      try show(Screen(lines([voice.phrase("refused.blocked"), contact]), [homeRow]))
    case .byInvitation:
      try show(
        Screen(
          voice.phrase("refused.byInvitation", ["business": .text(try desk.business().name)]),
          [
            [button("button.contact", .invite(.contact), style: .primary)],
            [button("button.back", .services(page: 0)), button("button.home", .home)],
          ]))
    case .tooMany(let limit):
      try show(
        Screen(
          voice.phrase("refused.tooMany", ["count": .number(limit)]), [bookings, homeRow]))
    case .serviceGone:
      try remark("service.gone")
      try showServices(page: 0)
    case .notYours: try notFound()
    }
  }

  func confirm(_ id: ID<Visit>) throws {
    guard try desk.tx.visit(id) != nil else { return try holdIsGone() }
    switch try desk.confirm(id, by: person) {
    case .confirmed(let visit):
      wait(for: .home)
      try show(card(visit, title: "booked.title"))
      try sendKeepsakes(visit)
    case .requested(let visit):
      wait(for: .home)
      try show(card(visit, title: "requested.title", more: "requested.more"))
      follows(Keepsake(.visit, visit.id.raw))
    case .moved(let visit, let from):
      wait(for: .home)
      let title: Key = visit.state == .requested ? "requested.title" : "moved.title"
      let zone = try wording.zone(of: visit)
      try show(
        card(
          visit, title: title,
          moreText: voice.phrase("moved.from", ["time": .text(try wording.moment(from, zone))])))
      if visit.state == .confirmed {
        try sendCalendarFile(visit)
      } else {
        follows(Keepsake(.visit, visit.id.raw))
      }
    case .already(let visit) where !visit.isOpen || visit.ends <= now: try tooLate(visit)
    case .already(let visit):
      wait(for: .home)
      try toast(voice.text("booked.already"))
      try show(card(visit, title: visit.state == .requested ? "requested.title" : "booked.title"))
    case .taken(let wish, let openings): try offerAlternatives(wish, openings)
    case .letGo(let wish, let openings):
      try offerAlternatives(wish, openings, because: "confirm.replaced")
    case .needs(.phone): try askPhone(hold: id)
    case .needs(.email): try askEmail(hold: id)
    case .refused(let refusal): try refuse(refusal)
    }
  }

  /// The file for the client's own calendar and the point on the map go with a confirmation.
  func sendKeepsakes(_ visit: Visit) throws {
    try sendCalendarFile(visit)
    if let place = try desk.catalogue().service(visit.service)?.place, let point = place.point {
      try send(
        .sendVenue(
          latitude: point.latitude, longitude: point.longitude,
          title: try desk.business().name,
          address: try place.address ?? desk.business().name))
    }
  }

  func sendCalendarFile(_ visit: Visit) throws {
    let facts = try CalendarFile.facts(of: visit, wording: wording, desk: desk)
    try send(
      .sendDocument(
        .bytes(ICalendar.event(facts), name: "\(visit.number).ics", mime: "text/calendar"),
        caption: voice.phrase("calendarFile.caption"), markup: nil, silent: true))
  }

  /// Back from the confirmation to other times of the same service.
  func chooseOtherTime(_ id: ID<Visit>) throws {
    guard let visit = try desk.tx.visit(id) else { return try holdIsGone() }
    guard visit.client == person.id else { return try notFound() }
    let wish = Wish(
      service: visit.service, specialist: visit.moves == nil ? nil : visit.specialist,
      moving: visit.moves)
    let day = try wording.zone(of: visit).local(visit.starts).date
    try desk.release(id, by: person)
    try showDay(wish, day, page: 0)
  }

  /// A hold that was let go leaves nothing behind, and an old button may still name it.
  private func holdIsGone() throws {
    try remark("confirm.gone", alert: true)
    try showServices(page: 0)
  }

  func letGo(_ id: ID<Visit>) throws {
    let moving = try desk.tx.visit(id)?.moves
    try desk.release(id, by: person)
    if let moving { return try showBooking(moving) }
    try goHome(greeting: voice.phrase("confirm.letGo"))
  }

  /// Words or a photo while a held time is on the screen, or for a booking that stands.
  func describe(_ id: ID<Visit>, note: String?, photo: String?) throws {
    if let note, Typed.isLonger(note, than: 500) {
      // A passing word: the time that is held stays the screen.
      return try send(.sendMessage(voice.phrase("comment.tooLong", ["count": .number(500)])))
    }
    switch try desk.describe(id, note: note, photo: photo, by: person) {
    case .kept(let visit): try showHeld(visit)
    case .noted(let visit):
      wait(for: .home)
      try send(card(visit, title: "comment.saved"))
    case .taken(let wish, let openings): try offerAlternatives(wish, openings)
    case .refused(let refusal): try refuse(refusal)
    case .over where try desk.tx.visit(id) == nil: try holdIsGone()
    case .over:
      wait(for: .home)
      try send(home(greeting: voice.phrase("comment.late")))
    }
  }
}
