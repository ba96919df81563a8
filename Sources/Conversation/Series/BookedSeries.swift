import Booking
import FrontDesk
import ICalendar
import Phrasebook
import Store
import Telegram

/// A series that was made, as a whole.
extension Turn {
  private static var visitsPerPage: Int { 8 }

  /// Back from the rhythm to the one time that is held.
  func showHold(_ id: ID<Visit>) throws {
    guard let visit = try desk.tx.visit(id), visit.client == person.id else {
      return try notFound()
    }
    guard visit.state == .held, visit.heldUntil.map({ $0 > now }) ?? false else {
      return try sayOver(visit, byStaff: false)
    }
    try showHeld(visit)
  }

  func bookSeries(_ draft: SeriesDraft, _ digest: Int, byStaff: Bool) throws {
    guard Rhythm.times.contains(draft.times) else {
      return try showPlan(draft, byStaff: byStaff)
    }
    switch try desk.book(draft, as: digest, by: hand(byStaff: byStaff)) {
    case .done(let visits):
      wait(for: .home)
      try showMade(visits, byStaff: byStaff)
    case .changed:
      try toast(voice.text("series.changedToast"))
      try showPlan(draft, byStaff: byStaff, remark: voice.phrase("series.changed"))
    case .needs(.phone): try askPhone(hold: hold(draft))
    case .needs(.email): try askEmail(hold: hold(draft))
    case .refused(let refusal): try refuse(refusal)
    case .already(let visit):
      try toast(voice.text("booked.already"))
      try showSeries(visit.id, page: 0, byStaff: byStaff)
    case .over(let visit): try sayOver(visit, byStaff: byStaff)
    case .notAllowed: try byStaff ? notAllowed() : notFound()
    }
  }

  /// The held time the series would have begun with: it can at least be confirmed alone.
  private func hold(_ draft: SeriesDraft) throws -> ID<Visit>? {
    try desk.tx.visit(draft.visit).flatMap { $0.state == .held ? $0.id : nil }
  }

  private func showMade(_ visits: [Visit], byStaff: Bool) throws {
    guard let lead = visits.first else { return }
    let asked = visits.count { $0.state == .requested }
    let asks = asked > 0
    let words = try seriesWording
    let count = KeyValuePairs<String, Argument>(
      dictionaryLiteral: ("count", .number(asks ? asked : visits.count)))
    let client = try desk.tx.person(lead.client)
    try show(
      Screen(
        lines(
          [
            asks || byStaff
              ? voice.phrase(asks ? "series.requested" : "series.booked", count)
              : words.wording.own(
                .seriesBooked, lead, person, ours: voice.phrase("series.booked", count)),
            byStaff ? told(client) : nil, HTML(""),
            byStaff
              ? voice.phrase("facts.client", ["client": .text(try name(of: client))]) : nil,
            words.common(lead), HTML(""),
          ] + words.list(visits) + [asks ? HTML("") : nil]
            + [asks ? voice.phrase("requested.more") : nil]),
        [
          [button("button.series", .whole(lead.id, page: 0), byStaff: byStaff)],
          byStaff
            ? [button("button.openBooking", .agenda(.booking(lead.id)))] + homeRow
            : [button("button.bookings", .bookings)] + homeRow,
        ]))
    if byStaff { try giveSeriesWords("series.forward", visits) } else { try sendFile(of: visits) }
  }

  /// A text to pass on to a guest who has no chat, in the language of the business.
  func giveSeriesWords(_ key: Key, _ visits: [Visit]) throws {
    guard let first = visits.first, let client = try desk.tx.person(first.client),
      client.telegram == nil, desk.way(for: .seriesMovedByStaff, to: client) == nil
    else { return }
    let business = try desk.business()
    let voice = phrasebook.voice(client.languageCode, orElse: business.language)
    let words = SeriesWording(
      wording: Wording(voice: voice, now: now, catalogue: try desk.catalogue()))
    // Opened by the guest, it ties the bookings to their chat.
    let parameter = first.isOpen ? try desk.guestLink(client.id, by: person) : nil
    let link = parameter.map {
      voice.phrase(
        "guest.forwardLink",
        ["link": .text("https://t.me/\(desk.means.botUsername)?start=\($0)")])
    }
    let dates = visits.map { visit in
      voice.phrase(
        "series.date",
        [
          "mark": .text("•"),
          "time": .text(words.dated(visit.starts, words.wording.zone(of: visit))),
        ])
    }
    try send(
      .sendMessage(
        lines(
          [
            voice.phrase(key, ["name": .text(client.name), "business": .text(business.name)]),
            HTML(""), words.common(first), HTML(""),
          ] + dates + [
            first.state == .cancelled
              ? first.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) } : nil,
            business.phone.map { voice.phrase("facts.phone", ["phone": .text($0)]) },
            link == nil ? nil : HTML(""), link,
          ]), markup: nil))
  }

  /// Whether and how the client hears of it; nothing when it is oneself.
  func told(_ client: Person?) -> HTML? {
    if client?.id == person.id { return nil }
    return told(by: client.flatMap { desk.way(for: .seriesMovedByStaff, to: $0) })
  }

  /// One file with an event for each visit that stands.
  func sendFile(of visits: [Visit]) throws {
    let standing = visits.filter { $0.state == .confirmed && $0.starts > now }
    guard let first = standing.first else { return }
    let wording = try wording
    let events = try standing.map { try CalendarFile.facts(of: $0, wording: wording, desk: desk) }
    try send(
      .sendDocument(
        .bytes(
          ICalendar.events(events, name: wording.serviceName(of: first)),
          name: "\(first.number).ics", mime: "text/calendar"),
        caption: voice.phrase("series.file", ["count": .number(standing.count)]), markup: nil,
        silent: true))
  }

  func sendSeriesFile(_ id: ID<Visit>, byStaff: Bool) throws {
    guard let (_, visits) = try desk.comingVisits(id, by: hand(byStaff: byStaff)) else {
      return try byStaff ? notAllowed() : notFound()
    }
    guard visits.contains(where: { $0.state == .confirmed }) else {
      return try showSeries(id, page: 0, byStaff: byStaff)
    }
    try toast(voice.text("calendarFile.toast"))
    try sendFile(of: visits)
  }

  // MARK: The whole series

  /// What is still to come of a series, each visit a button, and what can be done with all.
  func showSeries(_ id: ID<Visit>, page: Int, byStaff: Bool) throws {
    wait(for: .home)
    guard let (lead, visits) = try desk.comingVisits(id, by: hand(byStaff: byStaff)),
      let known = try lead.series.flatMap({ try desk.tx.series($0) })
    else { return try byStaff ? notAllowed() : notFound() }
    let words = try seriesWording
    guard let next = visits.first else { return try sayOver(lead, byStaff: byStaff) }
    let pages = (visits.count - 1) / Self.visitsPerPage + 1
    let page = min(max(page, 0), pages - 1)
    var rows = visits.dropFirst(page * Self.visitsPerPage).prefix(Self.visitsPerPage).map { visit in
      [
        InlineButton.tap(
          (visit.state == .requested ? "⏳ " : "")
            + words.dated(visit.starts, words.wording.zone(of: visit)),
          cardTap(visit.id, byStaff: byStaff))
      ]
    }
    if pages > 1 {
      rows.append(pager(page, of: pages) { self.series(.whole(id, page: $0), byStaff: byStaff) })
    }
    if byStaff, visits.contains(where: { $0.state == .requested }) {
      rows.append([
        button("button.approveAll", .staffSeries(.approve(next.id)), style: .success),
        button("button.declineAll", .staffSeries(.decline(next.id)), style: .danger),
      ])
    }
    if visits.count > 1 {
      rows.append([
        button("button.moveAll", .times(next.id, .all), byStaff: byStaff),
        button("button.cancelAll", .cancelling(next.id, .all), byStaff: byStaff, style: .danger),
      ])
    }
    if visits.contains(where: { $0.state == .confirmed }) {
      rows.append([button("button.calendarFile", .calendarFile(next.id), byStaff: byStaff)])
    }
    rows.append(
      byStaff
        ? [button("button.back", .agenda(.booking(lead.id)))] + homeRow
        : [button("button.bookings", .bookings)] + homeRow)
    try show(
      Screen(
        lines([
          voice.phrase("series.title"), HTML(""),
          byStaff
            ? voice.phrase(
              "facts.client", ["client": .text(try name(of: desk.tx.person(lead.client)))]) : nil,
          words.common(next),
          voice.phrase(
            "series.toCome",
            [
              "rhythm": .text(words.rhythm(known.rhythm).capitalisedFirst),
              "count": .number(visits.count),
            ]),
        ]), rows))
  }

  /// One visit or more: which ones are meant?
  func askScope(_ id: ID<Visit>, toMove: Bool, byStaff: Bool) throws {
    wait(for: .home)
    guard let (lead, visits) = try desk.comingVisits(id, by: hand(byStaff: byStaff)) else {
      return try byStaff ? notAllowed() : notFound()
    }
    guard visits.contains(where: { $0.id == id }) else {
      return try sayOver(lead, byStaff: byStaff)
    }
    let following = visits.count { ($0.place ?? 0) >= (lead.place ?? 0) }
    func row(_ key: Key, _ count: Int, _ tap: SeriesTap) -> [InlineButton] {
      [
        .tap(
          voice.text(key, ["count": .number(count)]), series(tap, byStaff: byStaff),
          style: toMove ? nil : .danger)
      ]
    }
    var rows = [
      row("button.onlyThis", 1, toMove ? .moveOne(id) : .cancelOne(id))
    ]
    if following > 1 {
      rows.append(
        row(
          "button.thisAndFollowing", following,
          toMove ? .times(id, .following) : .cancelling(id, .following)))
    }
    if visits.count > following {
      rows.append(
        row("button.allOfThem", visits.count, toMove ? .times(id, .all) : .cancelling(id, .all)))
    }
    rows.append([button("button.back", cardTap(id, byStaff: byStaff))])
    try show(
      Screen(
        lines([
          voice.phrase(toMove ? "series.moveWhich" : "series.cancelWhich"), HTML(""),
          try byStaff ? staffFacts(lead) : wording.facts(lead, viewer: person.zone),
        ]), rows))
  }

  /// Whether others of the same series are still to come.
  func hasCompany(_ visit: Visit, byStaff: Bool) throws -> Bool {
    guard visit.series != nil, visit.isOpen, visit.starts > now else { return false }
    return (try desk.comingVisits(visit.id, by: hand(byStaff: byStaff))?.visits.count ?? 0) > 1
  }
}
