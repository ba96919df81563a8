import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// “Please choose another time”, as the client sees it.
struct MoveOfferWording {
  let wording: Wording

  /// The booking with the free times closest to it, each one tap away.
  func screen(
    _ offer: MoveOffer, _ visit: Visit, _ openings: [Opening], viewer: Zone?
  ) -> Screen {
    let voice = wording.voice
    var rows = openings.map {
      [
        InlineButton.tap(
          wording.short($0.starts, $0.zone),
          .exception(.take(offer.id, $0.calendar, $0.starts)), style: .primary)
      ]
    }
    rows.append([
      .tap(voice.text("button.otherTime"), .move(visit.id)),
      .tap(voice.text("button.cancelBooking"), .askCancel(visit.id), style: .danger),
    ])
    rows.append([.tap(voice.text("button.keepBooking"), .exception(.keep(offer.id)))])
    return Screen(
      lines([
        voice.phrase(
          "notice.moveOffered", ["specialist": .text(wording.specialistName(of: visit))]),
        HTML(""), wording.facts(visit, viewer: viewer), HTML(""),
        voice.phrase(openings.isEmpty ? "offer.askNone" : "offer.ask"),
      ]), rows)
  }

  /// The notice; nil once the client has answered or the booking has changed.
  func notice(
    _ notice: Notice, _ visit: Visit, _ reader: Person, in tx: Transaction
  ) throws -> Screen? {
    guard visit.isOpen, visit.starts > wording.now, visit.revision == notice.revision,
      let offer = try tx.openMoveOffer(of: visit)
    else { return nil }
    let openings = try FrontDesk(reading: tx, now: wording.now).closest(to: visit)
    return screen(offer, visit, openings, viewer: reader.zone)
  }
}

/// The client's answer.
extension Turn {
  func takeOffer(_ id: ID<MoveOffer>, _ calendar: CalendarID, _ starts: Instant) throws {
    switch try desk.takeOffer(id, on: calendar, at: starts, by: person) {
    case .moved(let visit, let from):
      wait(for: .home)
      let wording = try wording
      try show(
        card(
          visit, title: visit.state == .requested ? "requested.title" : "moved.title",
          moreText: voice.phrase(
            "moved.from", ["time": .text(wording.moment(from, wording.zone(of: visit)))])))
      if visit.state == .confirmed { try sendCalendarFile(visit) }
    case .taken(let visit, let openings):
      wait(for: .home)
      try toast(voice.text("taken.toast"))
      guard let offer = try desk.tx.moveOffer(id) else { return try notFound() }
      try show(
        MoveOfferWording(wording: wording).screen(offer, visit, openings, viewer: person.zone))
    case .changed(let visit): try tooLate(visit)
    case .kept, .notYours: try notFound()
    }
  }

  func keepOffered(_ id: ID<MoveOffer>) throws {
    switch try desk.keepOffered(id, by: person) {
    case .kept(let visit):
      wait(for: .home)
      let wording = try wording
      try show(
        Screen(
          lines([
            voice.phrase("offer.kept"), HTML(""), wording.facts(visit, viewer: person.zone),
          ]),
          [
            [button("button.write", .write(visit.id))],
            [button("button.openBooking", .booking(visit.id)), button("button.home", .home)],
          ]))
    case .changed(let visit): try tooLate(visit)
    case .moved, .taken, .notYours: try notFound()
    }
  }
}
