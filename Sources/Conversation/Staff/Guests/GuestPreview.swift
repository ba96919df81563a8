import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A booking for somebody, or a move, to be checked before it is made.
extension Turn {
  /// Shows what would be booked, with everything that speaks against it.
  func preview(
    _ plan: Plan, _ calendar: CalendarID, _ starts: Instant, remark: HTML? = nil
  ) throws {
    guard let matter = try matter(of: plan.errand) else { return }
    let look =
      try matter.visit.map { visit in
        try desk.look(
          at: StaffMove(visit.id, revision: visit.revision, to: calendar, at: starts), by: person)
      }
      ?? desk.look(
        at: StaffPlan(
          client: matter.client.id, service: matter.service.id, calendar: calendar,
          starts: starts), by: person)
    switch look {
    case .free(let concerns):
      try show(plan, matter, calendar, starts, concerns, remark: remark)
    case .taken(let obstacle, let openings): try offerOthers(plan, matter, obstacle, openings)
    case .tooOld: try askTimeAgain(plan, "guest.tooOld")
    case .tooFar: try askTimeAgain(plan, "guest.tooFar")
    case .gone: try sayGone(matter)
    case .notAllowed: try notAllowed()
    }
  }

  private func show(
    _ plan: Plan, _ matter: ErrandMatter, _ calendar: CalendarID, _ starts: Instant,
    _ concerns: [Concern], remark: HTML?
  ) throws {
    wait(for: .guest(.preview(plan, calendar, starts)))
    let place = GuestTap.place(
      plan.errand, calendar, starts, revision: matter.visit?.revision ?? 0,
      agreed: !concerns.isEmpty)
    let isMove = matter.visit != nil
    let label: Key =
      switch (isMove, concerns.isEmpty) {
      case (false, true): "button.bookNow"
      case (false, false): "button.bookAnyway"
      case (true, true): "button.moveHere"
      case (true, false): "button.moveAnyway"
      }
    var rows = [[button(label, .guest(place), style: concerns.isEmpty ? .success : .danger)]]
    let other = button("button.otherTime", .guest(.times(plan.errand)))
    rows.append(isMove ? [other] : [other, button("button.price", .guest(.price))])
    rows.append([
      matter.visit.map { button("button.keep", .agenda(.booking($0.id))) } ?? homeRow[0]
    ])
    try show(
      Screen(
        lines(
          [
            remark,
            voice.phrase(isMove ? "guest.checkMove" : "guest.check"), HTML(""),
            try facts(plan, matter, calendar, starts),
          ] + (try warnings(concerns, matter, calendar))
            + [
              matter.visit?.state == .requested ? voice.phrase("guest.approves") : nil, HTML(""),
              isMove && starts <= now ? nil : hint(isMove, matter.client),
            ]), rows))
  }

  private func hint(_ isMove: Bool, _ client: Person) -> HTML {
    if !isMove { return voice.phrase("guest.commentHint") }
    return voice.phrase(
      desk.way(for: .movedByStaff, to: client) == nil ? "guest.noChat" : "guest.wordsHint")
  }

  private func facts(
    _ plan: Plan, _ matter: ErrandMatter, _ calendar: CalendarID, _ starts: Instant
  ) throws -> HTML {
    let wording = try wording
    let book = wording.catalogue.calendar(calendar)
    let zone = book?.rules.zone ?? .utc
    let specialist = book.flatMap { wording.catalogue.specialist($0.specialist) }
    let ends = starts.adding(minutes: matter.service.duration)
    let usual = matter.visit == nil ? matter.service.price : matter.visit?.price
    return lines([
      voice.phrase("facts.client", ["client": .text(try name(of: matter.client))]),
      matter.client.phone.map {
        voice.phrase(
          "facts.phone",
          ["phone": .text(international($0))])
      },
      voice.phrase("facts.service", ["service": .text(matter.service.name)]),
      matter.visit.map {
        voice.phrase(
          "moved.from", ["time": .text(wording.moment($0.starts, wording.zone(of: $0)))])
      },
      voice.phrase("facts.time", ["time": .text(wording.full(starts, ends, zone))]),
      specialist.map { voice.phrase("facts.specialist", ["specialist": .text($0.name)]) },
      try price(plan, usual).map {
        voice.phrase("facts.price", ["price": .text(voice.money($0))])
      },
      plan.note.map { voice.phrase("facts.note", ["note": .text($0)]) },
    ])
  }

  private func price(_ plan: Plan, _ usual: Money?) throws -> Money? {
    switch plan.price {
    case .usual: usual
    case .none: nil
    case .minor(let minor):
      Money(minor: minor, currency: try usual?.currency ?? desk.business().currency)
    }
  }

  private func warnings(
    _ concerns: [Concern], _ matter: ErrandMatter, _ calendar: CalendarID
  ) throws -> [HTML?] {
    if concerns.isEmpty { return [] }
    let rules = try desk.catalogue().calendar(calendar)?.rules
    return [HTML("")]
      + concerns.map { concern in
        switch concern {
        case .past: voice.phrase("guest.concernPast")
        case .notice:
          voice.phrase(
            "guest.concernNotice",
            ["time": .text(voice.duration(minutes: rules?.minimumNotice ?? 0))])
        case .horizon:
          voice.phrase("guest.concernHorizon", ["count": .number(rules?.horizonDays ?? 0)])
        case .outsideHours: voice.phrase("guest.concernHours")
        case .dayFull:
          voice.phrase("guest.concernDayFull", ["count": .number(rules?.maximumPerDay ?? 0)])
        case .blocked: voice.phrase("staff.isBlocked")
        }
      }
  }

  // MARK: When it can't be had

  /// Who has the time, and the nearest free ones; another one can be typed at once.
  private func offerOthers(
    _ plan: Plan, _ matter: ErrandMatter, _ obstacle: Obstacle, _ openings: [Opening]
  ) throws {
    wait(for: .guest(.time(plan, day: nil)))
    try toast(voice.text("guest.takenToast"))
    try show(
      Screen(
        lines([
          try words(for: obstacle),
          HTML(""),
          voice.phrase(openings.isEmpty ? "guest.noTimes" : "guest.nearest"),
        ]), try timeRows(plan.errand, matter, openings)))
  }

  private func words(for obstacle: Obstacle) throws -> HTML {
    guard case .visit(let visit) = obstacle else { return voice.phrase("guest.takenGroup") }
    if visit.state == .held { return voice.phrase("guest.takenHeld") }
    let wording = try wording
    let zone = wording.zone(of: visit)
    return voice.phrase(
      "guest.takenBy",
      [
        "client": .text(try name(of: desk.tx.person(visit.client))),
        "service": .text(wording.serviceName(of: visit)),
        "time": .text(
          wording.moment(visit.starts, zone) + "–" + wording.clock(visit.ends, zone)),
      ])
  }

  private func sayGone(_ matter: ErrandMatter) throws {
    wait(for: .home)
    try remark("guest.gone")
    if let visit = matter.visit { return try show(try staffCard(visit, title: nil)) }
    try showServices(for: matter.client.id, page: 0)
  }

  // MARK: Comment and price

  func takeNote(
    _ text: String, _ plan: Plan, _ calendar: CalendarID, _ starts: Instant
  ) throws {
    let question = GuestQuestion.preview(plan, calendar, starts)
    guard !Typed.isLonger(text, than: 500) else {
      return try send(
        Screen(
          voice.phrase("comment.tooLong", ["count": .number(500)]), [[back(from: question)]]))
    }
    var plan = plan
    plan.note = Typed.cleared(text) ? nil : text.trimmed
    try preview(plan, calendar, starts)
  }

  func followPrice(_ tap: GuestTap) throws {
    let known: (plan: Plan, calendar: CalendarID, starts: Instant)
    switch state {
    case .guest(.preview(let plan, let calendar, let starts)),
      .guest(.price(let plan, let calendar, let starts)):
      known = (plan, calendar, starts)
    default:
      try toast(voice.text("stray.button"))
      return try askWho()
    }
    var plan = known.plan
    switch tap {
    case .price: return try askPrice(plan, known.calendar, known.starts)
    case .usualPrice: plan.price = .usual
    case .noPrice: plan.price = .none
    default: break
    }
    try preview(plan, known.calendar, known.starts)
  }

  private func askPrice(_ plan: Plan, _ calendar: CalendarID, _ starts: Instant) throws {
    guard let matter = try matter(of: plan.errand), matter.visit == nil else { return }
    let question = GuestQuestion.price(plan, calendar, starts)
    wait(for: .guest(question))
    var rows = [[button("button.noPrice", .guest(.noPrice))], [back(from: question)]]
    if let usual = matter.service.price {
      rows.insert(
        [
          .tap(
            voice.text("button.usualPrice", ["price": .text(voice.money(usual))]),
            .guest(.usualPrice))
        ], at: 0)
    }
    try show(Screen(voice.phrase("guest.askPrice"), rows))
  }

  func takePrice(
    _ text: String, _ plan: Plan, _ calendar: CalendarID, _ starts: Instant
  ) throws {
    guard let matter = try matter(of: plan.errand) else { return }
    let currency = try matter.service.price?.currency ?? desk.business().currency
    var plan = plan
    if Typed.cleared(text) {
      plan.price = .none
    } else if let price = Money(typed: text, currency: currency) {
      plan.price = .minor(price.minor)
    } else {
      return try send(
        Screen(
          voice.phrase("own.priceBad"), [[back(from: .price(plan, calendar, starts))]]))
    }
    try preview(plan, calendar, starts)
  }
}
