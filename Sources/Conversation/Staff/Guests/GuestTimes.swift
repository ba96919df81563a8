import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// From a person, or a booking to be moved, to a time: service, nearest times, month and day.
///
/// Everywhere on the way a time can be typed instead; what was said about the errand is kept.
extension Turn {
  private static var servicesPerPage: Int { 8 }

  func showServices(for id: ID<Person>, page: Int, before: HTML? = nil) throws {
    let id = try desk.tx.present(id)
    guard try desk.mayServe(id, person), let client = try desk.tx.person(id) else {
      return try notAllowed()
    }
    let services = try desk.staffServices(by: person)
    if services.count == 1, before == nil {
      return try showTimes(.booking(id, services[0].id))
    }
    wait(for: .home)
    let wording = try wording
    let pages = max(0, services.count - 1) / Self.servicesPerPage + 1
    let page = min(max(page, 0), pages - 1)
    var rows = services.dropFirst(page * Self.servicesPerPage).prefix(Self.servicesPerPage)
      .map { service in
        [
          InlineButton.tap(
            (service.isHidden ? "🙈 " : "") + wording.line(service),
            .guest(.times(.booking(id, service.id))))
        ]
      }
    if pages > 1 {
      rows.append(pager(page, of: pages) { .guest(.services(id, page: $0)) })
    }
    rows.append([button("button.back", .guest(.new))])
    try show(
      Screen(
        lines([
          before, before == nil ? nil : HTML(""),
          voice.phrase("guest.bookingFor", ["client": .text(name(of: client))]),
          client.isBlocked ? voice.phrase("staff.isBlocked") : nil,
          HTML(""),
          voice.phrase(services.isEmpty ? "guest.noServices" : "guest.whichService"),
        ]), rows))
  }

  func name(of client: Person?) throws -> String {
    StaffWording(wording: try wording).name(of: client)
  }

  /// Begins to move a booking, or says why it can't be moved.
  func moveByStaff(_ id: ID<Visit>) throws {
    guard let visit = try desk.movable(id, by: person) else { return try notAllowed() }
    guard desk.canBeMoved(visit) else { return try showChanged(visit) }
    let others = try desk.catalogue().specialists(offering: visit.service)
    let isOffered = others.contains { $0.id == visit.specialist }
    try showTimes(
      Errand(matter: .move(id), specialist: isOffered ? visit.specialist : nil))
  }

  func showChanged(_ visit: Visit) throws {
    wait(for: .home)
    try remark("staff.already")
    try show(try staffCard(visit, title: nil))
  }

  // MARK: An errand

  /// What an errand is about, read anew and authorised: nil when it was answered already.
  func matter(of errand: Errand) throws -> ErrandMatter? {
    let client: Person?
    let service: ID<Service>
    var visit: Visit?
    switch errand.matter {
    case .booking(let named, let wanted):
      let id = try desk.tx.present(named)
      guard try desk.mayServe(id, person) else {
        try notAllowed()
        return nil
      }
      client = try desk.tx.person(id)
      service = wanted
    case .move(let id):
      guard let found = try desk.movable(id, by: person) else {
        try notAllowed()
        return nil
      }
      guard desk.canBeMoved(found) else {
        try showChanged(found)
        return nil
      }
      client = try desk.tx.person(found.client)
      service = found.service
      visit = found
    }
    guard let client, let found = try desk.catalogue().service(service),
      let wish = try desk.staffWish(
        service, of: errand.specialist, moving: visit?.id, by: person)
    else {
      try notAllowed()
      return nil
    }
    return ErrandMatter(client: client, service: found, visit: visit, wish: wish)
  }

  /// The plan of the question if it is about the same matter, else a fresh one.
  func plan(for errand: Errand) -> Plan {
    guard case .guest(let question) = state else { return Plan(errand: errand) }
    switch question {
    case .time(var plan, _), .preview(var plan, _, _), .price(var plan, _, _):
      guard plan.errand.matter == errand.matter else { return Plan(errand: errand) }
      plan.errand = errand
      return plan
    case .who, .detail, .same: return Plan(errand: errand)
    }
  }

  private func picker(_ errand: Errand) -> TimePicker {
    TimePicker(
      voice: voice, month: { .guest(.month(errand, $0)) },
      day: { .guest(.day(errand, $0, page: $1)) },
      slot: { .guest(.slot(errand, $0.calendar, $0.starts)) }, showsCounts: true)
  }

  /// Who and what it is for, at the head of a screen.
  func head(of matter: ErrandMatter) throws -> HTML {
    let wording = try wording
    let specialist = try matter.wish.specialist.flatMap { try desk.catalogue().specialist($0) }
    return lines([
      voice.phrase(
        matter.visit == nil ? "guest.bookingFor" : "guest.moveOf",
        ["client": .text(try name(of: matter.client))]),
      HTML(wording.line(matter.service)),
      specialist.map { voice.phrase("facts.specialist", ["specialist": .text($0.name)]) },
      matter.visit.map { visit in
        voice.phrase(
          "guest.now", ["time": .text(wording.moment(visit.starts, wording.zone(of: visit)))])
      },
    ])
  }

  // MARK: Screens

  func showTimes(_ errand: Errand) throws {
    guard let matter = try matter(of: errand) else { return }
    let plan = plan(for: errand)
    wait(for: .guest(.time(plan, day: nil)))
    let nearest = try desk.nearest(for: matter.wish, limit: 6)
    try show(
      Screen(
        lines([
          try head(of: matter), HTML(""),
          nearest.isEmpty ? voice.phrase("guest.noTimes") : voice.phrase("guest.chooseTime"),
        ]), try timeRows(errand, matter, nearest)))
  }

  /// Times to choose from, and the ways to others.
  func timeRows(
    _ errand: Errand, _ matter: ErrandMatter, _ openings: [Opening]
  ) throws -> [[InlineButton]] {
    let wording = try wording
    let buttons = openings.map { opening in
      InlineButton.tap(
        wording.short(opening.starts, opening.zone),
        .guest(.slot(errand, opening.calendar, opening.starts)), style: .primary)
    }
    var rows = stride(from: 0, to: buttons.count, by: 2).map {
      Array(buttons[$0..<min($0 + 2, buttons.count)])
    }
    let today = try desk.zone(for: matter.wish).local(now).date
    let month = (openings.first?.day ?? today).firstOfMonth
    rows.append([
      button("button.otherDays", .guest(.month(errand, month))),
      button("button.typeTime", .guest(.otherTime(errand, nil))),
    ])
    let wide = try desk.staffWish(matter.service.id, by: person)
    if wide?.specialist == nil,
      try desk.catalogue().specialists(offering: matter.service.id).count > 1
    {
      rows.append([button("button.chooseSpecialist", .guest(.specialists(errand)))])
    }
    rows.append([try wayBack(of: matter)])
    return rows
  }

  private func wayBack(of matter: ErrandMatter) throws -> InlineButton {
    if let visit = matter.visit { return button("button.back", .agenda(.booking(visit.id))) }
    return try desk.staffServices(by: person).count == 1
      ? button("button.back", .guest(.new))
      : button("button.back", .guest(.services(matter.client.id, page: 0)))
  }

  func showSpecialists(_ errand: Errand) throws {
    guard let matter = try matter(of: errand) else { return }
    let rights = try desk.rights(of: person)
    var rows = try desk.catalogue().specialists(offering: matter.service.id)
      .filter { rights.mayManage($0.id) }.prefix(40)
      .map {
        [InlineButton.tap(Typed.clipped($0.name, to: 30), .guest(.times(errand.with($0.id))))]
      }
    if rows.count > 1 { rows.append([button("button.anyone", .guest(.times(errand.with(nil))))]) }
    rows.append([button("button.back", .guest(.times(errand)))])
    try show(
      Screen(
        voice.phrase("specialists.choose", ["service": .text(matter.service.name)]), rows))
  }

  func showMonth(_ errand: Errand, _ month: LocalDate) throws {
    guard let matter = try matter(of: errand) else { return }
    wait(for: .guest(.time(plan(for: errand), day: nil)))
    let today = try desk.zone(for: matter.wish).local(now).date
    let last = try desk.horizon(for: matter.wish)
    let first = min(max(month.firstOfMonth, today.firstOfMonth), last.firstOfMonth)
    let counts = try desk.days(for: matter.wish, month: first)
    var rows = picker(errand).page(of: first, counts, today: today, last: last)
    rows.append([
      button("button.back", .guest(.times(errand))),
      button("button.typeTime", .guest(.otherTime(errand, nil))),
    ])
    try show(
      Screen(
        lines([
          try head(of: matter), HTML(""),
          voice.phrase(counts.isEmpty ? "guest.monthFull" : "guest.month"),
        ]), rows))
  }

  func showDay(_ errand: Errand, _ day: LocalDate, page: Int) throws {
    guard let matter = try matter(of: errand) else { return }
    wait(for: .guest(.time(plan(for: errand), day: day)))
    let openings = try desk.openings(for: matter.wish, on: day)
    var rows = picker(errand).times(of: day, openings, page: page)
    rows.append([
      button("button.back", .guest(.month(errand, day.firstOfMonth))),
      button("button.typeTime", .guest(.otherTime(errand, day))),
    ])
    try show(
      Screen(
        lines([
          try head(of: matter), HTML(""),
          voice.phrase(
            openings.isEmpty ? "guest.dayFull" : "guest.day",
            ["date": .text(voice.date(day, .full))]),
        ]), rows))
  }
}

/// What an errand is about.
struct ErrandMatter {
  let client: Person
  let service: Service
  /// The booking to be moved.
  let visit: Visit?
  let wish: Wish
}
