import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// From the list of services to a free time.
extension Turn {
  private static var servicesPerPage: Int { 8 }

  func showServices(page: Int) throws {
    wait(for: .home)
    let services = try desk.catalogue().bookable
    guard !services.isEmpty else {
      let rows =
        person.isOwner ? [[button("button.newService", .editing(.create))], homeRow] : [homeRow]
      return try show(Screen(voice.phrase("services.none"), rows))
    }
    let wording = try wording
    let pages = (services.count - 1) / Self.servicesPerPage + 1
    let page = min(max(page, 0), pages - 1)
    var rows = services.dropFirst(page * Self.servicesPerPage).prefix(Self.servicesPerPage)
      .map { [InlineButton.tap(wording.line($0), .service($0.id))] }
    if pages > 1 { rows.append(pager(page, of: pages) { .services(page: $0) }) }
    rows.append(homeRow)
    try show(Screen(voice.phrase("services.choose"), rows))
  }

  func pager(_ page: Int, of pages: Int, _ tap: (Int) -> Tap) -> [InlineButton] {
    .pager(page, of: pages, tap)
  }

  /// What the person here is looking for: the time they hold is theirs to choose again.
  func mine(_ wish: Wish) -> Wish {
    var wish = wish
    wish.client = person.id
    return wish
  }

  /// The service with its nearest free times: from here a usual booking is two taps.
  func showOffer(_ wish: Wish) throws {
    wait(for: .home)
    guard let service = try offered(wish) else { return }
    let wording = try wording
    let specialists = try desk.catalogue().specialists(offering: service.id)
    let chosen = try wish.specialist.flatMap { try desk.catalogue().specialist($0) }
    let nearest = try desk.nearest(for: mine(wish))
    let present = try wish.moving.flatMap { try desk.tx.visit($0) }
    var rows = nearest.map { opening in
      [
        InlineButton.tap(
          wording.short(opening.starts, opening.zone),
          .slot(wish, opening.calendar, opening.starts), style: .primary)
      ]
    }
    if !nearest.isEmpty {
      rows.append([
        button("button.otherDays", .month(wish, nearest[0].day.firstOfMonth))
      ])
    }
    if nearest.isEmpty { rows += waitingRow(wish, try desk.zone(for: wish).local(now).date) }
    if specialists.count > 1, wish.moving == nil {
      rows.append([button("button.chooseSpecialist", .specialists(service.id))])
    }
    if let moving = wish.moving {
      rows.append([button("button.back", .booking(moving))])
    } else {
      rows.append([
        button("button.share", wish.specialist.map { .shareSpecialist($0) } ?? .share(service.id)),
        button("button.back", .services(page: 0)),
      ])
    }
    let who = chosen ?? (specialists.count == 1 ? specialists.first : nil)
    if service.photo != nil {
      rows.insert([button("button.photo", .editing(.photo(service.id)))], at: nearest.count)
    }
    let isOnline = service.place.onlineLink != nil
    let address = try service.place.address ?? (isOnline ? nil : desk.business().address)
    try show(
      Screen(
        lines([
          present.map { visit in
            voice.phrase(
              "move.choose",
              ["time": .text(wording.near(visit.starts, wording.zone(of: visit)))])
          },
          present == nil ? nil : HTML(""),
          voice.phrase("service.title", ["service": .text(service.name)]),
          service.about.map { HTML($0) },
          HTML(""),
          voice.phrase(
            "service.duration", ["duration": .text(voice.duration(minutes: service.duration))]),
          service.price.map { voice.phrase("facts.price", ["price": .text(voice.price($0))]) },
          who.map { voice.phrase("facts.specialist", ["specialist": .text($0.name)]) },
          who?.about.map { HTML($0).italic() },
          address.map { voice.phrase("facts.place", ["place": .text($0)]) },
          isOnline ? voice.phrase("service.online") : nil,
          service.capacity > 1
            ? voice.phrase("service.group", ["count": .number(service.capacity)]) : nil,
          service.needsApproval ? voice.phrase("service.approval") : nil,
          HTML(""),
          nearest.isEmpty ? voice.phrase("service.full") : voice.phrase("service.nearest"),
        ]), rows))
  }

  private func offers(_ wish: Wish) throws -> Bool {
    try desk.catalogue().offers(wish.service, of: wish.specialist)
  }

  /// Whether the service of a wish can still be booked; otherwise says so.
  func isOffered(_ wish: Wish) throws -> Bool {
    if try offers(wish) { return true }
    try remark("service.gone")
    try showServices(page: 0)
    return false
  }

  /// The service of a wish if it can still be booked; otherwise says so and returns nil.
  func offered(_ wish: Wish) throws -> Service? {
    try isOffered(wish) ? desk.catalogue().service(wish.service) : nil
  }

  func showSpecialists(_ id: ID<Service>) throws {
    wait(for: .home)
    guard let service = try offered(Wish(service: id)) else { return }
    var rows = try desk.catalogue().specialists(offering: id).map {
      [InlineButton.tap($0.name, .offer(Wish(service: id, specialist: $0.id)))]
    }
    rows.append([button("button.anyone", .service(id))])
    rows.append([button("button.back", .service(id))])
    try show(
      Screen(voice.phrase("specialists.choose", ["service": .text(service.name)]), rows))
  }

  /// The same service with the same specialist once more: after a visit that took place the next
  /// free time on its weekday and hour is held at once, otherwise a time is to be chosen.
  func bookAgain(_ id: ID<Visit>) throws {
    guard let visit = try desk.tx.visit(id), visit.client == person.id else {
      return try notFound()
    }
    let specialist =
      try desk.catalogue().calendars(offering: visit.service, of: visit.specialist).isEmpty
      ? nil : visit.specialist
    let wish = Wish(service: visit.service, specialist: specialist)
    let tookPlace = [.confirmed, .completed].contains(visit.state) && visit.ends <= now
    if tookPlace, try offers(wish), let usual = try desk.usualTime(for: mine(wish), after: visit) {
      return try choose(wish, usual.calendar, usual.starts)
    }
    try showOffer(wish)
  }

  func notFound() throws {
    try remark("booking.notFound")
    try showBookings()
  }
}
