import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The booking is made, or moved; a guest without a chat hears of it from the staff.
extension Turn {
  func place(
    _ plan: Plan, _ calendar: CalendarID, _ starts: Instant, revision: Int, agreed: Bool
  ) throws {
    switch plan.errand.matter {
    case .booking(let client, let service):
      let wanted = StaffPlan(
        client: client, service: service, calendar: calendar, starts: starts, note: plan.note,
        price: plan.price)
      try report(desk.bookFor(wanted, despite: agreed, by: person), plan, calendar, starts)
    case .move(let visit):
      let wanted = StaffMove(
        visit, revision: revision, to: calendar, at: starts, words: plan.note)
      try report(desk.moveByStaff(wanted, despite: agreed, by: person), plan, calendar, starts)
    }
  }

  private func report(
    _ outcome: StaffBookingOutcome, _ plan: Plan, _ calendar: CalendarID, _ starts: Instant
  ) throws {
    switch outcome {
    case .booked(let visit):
      wait(for: .home)
      var screen = try staffCard(visit, title: try title("guest.booked", visit))
      var more = [button("button.bookAnother", .guest(.new))]
      if try desk.tx.isGuest(visit.client) {
        more.insert(button("button.guestLink", .client(.link(visit.client))), at: 0)
      }
      screen.rows.append(more)
      try show(screen)
      try giveWords("guest.forwardBooked", about: visit)
    case .already(let visit):
      wait(for: .home)
      try toast(voice.text("booked.already"))
      try show(try staffCard(visit, title: nil))
    case .notAllowed: try notAllowed()
    // The preview says what is in the way, and offers what there is.
    case .asks, .taken, .tooOld, .tooFar, .gone: try preview(plan, calendar, starts)
    }
  }

  private func report(
    _ outcome: StaffMoveOutcome, _ plan: Plan, _ calendar: CalendarID, _ starts: Instant
  ) throws {
    switch outcome {
    case .moved(let visit, let from):
      wait(for: .home)
      let wording = try wording
      let before = voice.phrase(
        "moved.from", ["time": .text(wording.moment(from.starts, wording.zone(of: from)))])
      try show(try staffCard(visit, title: lines([try title("guest.moved", visit), before])))
      try giveWords("guest.forwardMoved", about: visit)
    case .already(let visit):
      wait(for: .home)
      try toast(voice.text("guest.movedAlready"))
      try show(try staffCard(visit, title: nil))
    case .changed(let visit): try showChanged(visit)
    case .notAllowed: try notAllowed()
    case .asks, .taken, .tooOld, .tooFar, .gone: try preview(plan, calendar, starts)
    }
  }

  /// Done, and whether the client hears of it from the bot.
  private func title(_ done: Key, _ visit: Visit) throws -> HTML {
    let client = try desk.tx.person(visit.client)
    if client?.id == person.id || visit.starts <= now { return voice.phrase(done) }
    let way = client.flatMap { desk.way(for: .movedByStaff, to: $0) }
    return lines([voice.phrase(done), told(by: way)])
  }

  func told(by way: Person.Channel?) -> HTML {
    switch way {
    case .chat: voice.phrase("guest.told")
    case .letter: voice.phrase("guest.toldByMail")
    case .sms: voice.phrase("guest.toldBySMS")
    case nil: voice.phrase("guest.notTold")
    }
  }

  /// A text to pass on to a guest who has no chat, in the language of the business.
  private func giveWords(_ key: Key, about visit: Visit) throws {
    guard let client = try desk.tx.person(visit.client), client.telegram == nil,
      desk.way(for: .movedByStaff, to: client) == nil, visit.starts > now
    else { return }
    let business = try desk.business()
    let voice = phrasebook.voice(client.languageCode, orElse: business.language)
    let wording = Wording(voice: voice, now: now, catalogue: try desk.catalogue())
    // Opened by the guest, it ties the booking to their chat.
    let link = try desk.guestLink(client.id, by: person).map { parameter in
      voice.phrase(
        "guest.forwardLink",
        ["link": .text("https://t.me/\(desk.means.botUsername)?start=\(parameter)")])
    }
    try send(
      .sendMessage(
        lines([
          voice.phrase(
            key, ["name": .text(client.name), "business": .text(business.name)]), HTML(""),
          wording.facts(visit),
          voice.phrase("facts.number", ["number": .text(visit.number)]),
          business.phone.map { voice.phrase("facts.phone", ["phone": .text($0)]) },
          link == nil ? nil : HTML(""), link,
        ]), markup: nil))
  }
}
