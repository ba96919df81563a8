import Booking
import Foundation
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The client's own bookings: upcoming, past, and what can be done with one.
extension Turn {
  private static var pastPerPage: Int { 6 }

  func showBookings() throws {
    wait(for: .home)
    let wording = try wording
    let upcoming = try desk.tx.upcoming(of: person.id, now: now, limit: 200)
    let hasPast = try !desk.tx.past(of: person.id, now: now, limit: 1, offset: 0).isEmpty
    let groups = upcoming.grouped
    var rows = groups.prefix(20).map { visits in
      let visit = visits[0]
      if visits.count > 1 {
        return [
          InlineButton.tap(
            voice.text(
              "series.button",
              ["visit": .text(wording.button(visit)), "count": .number(visits.count - 1)]),
            .series(.whole(visit.id, page: 0)))
        ]
      }
      return [
        InlineButton.tap(
          (visit.state == .requested ? "⏳ " : "") + wording.button(visit), .booking(visit.id))
      ]
    }
    rows += try waitingRows()
    rows.append([
      button("button.book", .services(page: 0), style: upcoming.isEmpty ? .primary : nil)
    ])
    if hasPast { rows.append([button("button.past", .pastBookings(page: 0))]) }
    rows.append(homeRow)
    try show(
      Screen(
        upcoming.isEmpty
          ? voice.phrase("bookings.none")
          : lines(
            [voice.phrase("bookings.upcoming", ["count": .number(upcoming.count)])]
              + (try rhythms(of: groups.prefix(20)))), rows))
  }

  /// “🔁 Haircut: every 2 weeks, 5 more visits”, for each series of several visits.
  private func rhythms(of groups: some Collection<[Visit]>) throws -> [HTML?] {
    let several = groups.filter { $0.count > 1 }
    if several.isEmpty { return [] }
    let known = try desk.tx.series(Set(several.compactMap { $0[0].series }))
    let words = try seriesWording
    return [HTML("")]
      + several.map { visits in
        visits[0].series.flatMap { known[$0] }.map { series in
          voice.phrase(
            "series.summary",
            [
              "service": .text(words.wording.serviceName(of: visits[0])),
              "rhythm": .text(words.rhythm(series.rhythm)), "count": .number(visits.count),
            ])
        }
      }
  }

  func showPast(page: Int) throws {
    wait(for: .home)
    let wording = try wording
    let page = min(max(page, 0), 10_000)
    let visits = try desk.tx.past(
      of: person.id, now: now, limit: Self.pastPerPage + 1, offset: page * Self.pastPerPage)
    guard !visits.isEmpty || page == 0 else { return try showPast(page: 0) }
    var rows = visits.prefix(Self.pastPerPage).map {
      [InlineButton.tap(wording.button($0), .booking($0.id))]
    }
    if page > 0 || visits.count > Self.pastPerPage {
      rows.append([
        page > 0 ? .tap("‹", .pastBookings(page: page - 1)) : .blank,
        visits.count > Self.pastPerPage
          ? .tap("›", .pastBookings(page: page + 1)) : .blank,
      ])
    }
    rows.append([button("button.back", .bookings)])
    try show(
      Screen(voice.phrase(visits.isEmpty ? "bookings.noPast" : "bookings.past"), rows))
  }

  func showBooking(_ id: ID<Visit>) throws {
    wait(for: .home)
    guard let visit = try own(id) else { return try notFound() }
    var screen = try card(visit)
    if let page = try desk.visitURL(of: visit) {
      let link = InlineButton(text: voice.text("button.visitPage"), action: .url(page), style: nil)
      screen.rows.insert([link], at: max(0, screen.rows.count - 1))
    }
    try show(screen)
  }

  /// From the booking's page on the web: whoever has the page need not be its client.
  func openVisit(_ token: String) throws {
    guard let visit = try desk.visitOfPage(token), let own = try own(visit) else {
      return try goHome(greeting: voice.phrase("stray.link"))
    }
    try showBooking(own.id)
  }

  /// The booking if it is the person's own and more than a hold.
  func own(_ id: ID<Visit>) throws -> Visit? {
    guard let visit = try desk.tx.visit(id), visit.client == person.id, visit.state != .held
    else { return nil }
    return visit
  }

  /// A booking with its facts, where it stands, and what can be done.
  func card(_ visit: Visit, title: Key? = nil, more: Key? = nil, moreText: HTML? = nil) throws
    -> Screen
  {
    let wording = try wording
    let isOpen = visit.isOpen && visit.starts > now
    let review = visit.state == .completed ? try desk.tx.review(of: visit.id) : nil
    var rows: [[InlineButton]] = []
    if isOpen {
      var changes = [button("button.move", .move(visit.id))]
      if visit.cancelAsked == nil {
        changes.append(button("button.cancelBooking", .askCancel(visit.id), style: .danger))
      }
      rows.append(changes)
      var extras = [button("button.calendarFile", .calendarFile(visit.id))]
      if try hasDirections(visit) {
        extras.append(button("button.directions", .directions(visit.id)))
      }
      rows.append(extras)
      if try hasCompany(visit, byStaff: false) {
        rows.append([button("button.series", .series(.whole(visit.id, page: 0)))])
      } else if desk.canRepeat(visit) {
        rows.append([button("button.repeatVisit", .series(.begin(visit.id)))])
      }
      rows.append([
        button("button.write", .write(visit.id)), button("button.comment", .comment(visit.id)),
      ])
      var company: [InlineButton] = []
      if visit.capacity > 1 {
        company.append(button("button.inviteFriend", .inviteFriend(visit.id)))
      }
      if visit.photo != nil { company.append(button("button.photo", .photo(visit.id))) }
      if !company.isEmpty { rows.append(company) }
    } else {
      rows.append([button("button.again", .again(visit.id), style: .primary)])
      if desk.mayRate(visit, review) {
        rows.append([
          button(
            review?.stars == nil ? "button.rate" : "button.rateAnew", .afterVisit(.ask(visit.id)))
        ])
      }
      rows.append([button("button.write", .write(visit.id))])
    }
    rows.append([button("button.bookings", .bookings), button("button.home", .home)])
    let standing =
      title == nil
      ? voice.phrase("booking.standing", ["state": .text(wording.standing(visit))]) : nil
    return Screen(
      lines([
        title.map { wording.own($0, visit, person) },
        title == nil ? nil : HTML(""),
        wording.facts(visit, viewer: person.zone),
        voice.phrase("facts.number", ["number": .text(visit.number)]),
        try seriesLine(visit), standing,
        isOpen && visit.attendance == .confirmed ? voice.phrase("remind.isComing") : nil,
        title == "cancel.asked"
          ? nil : visit.cancelAsked.map { _ in voice.phrase("cancel.waiting") },
        visit.reason.map { voice.phrase("facts.reason", ["reason": .text($0)]) },
        review?.stars.map {
          voice.phrase("review.yours", ["stars": .text(AfterVisitWording.stars($0))])
        },
        moreText, more.map { voice.phrase($0) },
      ]), rows)
  }

  private func hasDirections(_ visit: Visit) throws -> Bool {
    let place = try desk.catalogue().service(visit.service)?.place
    return try place?.point != nil || place?.address != nil || desk.business().address != nil
  }

  func sendDirections(_ id: ID<Visit>) throws {
    guard let visit = try own(id) else { return try notFound() }
    let place = try desk.catalogue().service(visit.service)?.place ?? Place()
    let address = try place.address ?? desk.business().address
    if let point = place.point {
      try send(
        .sendVenue(
          latitude: point.latitude, longitude: point.longitude,
          title: try desk.business().name, address: try address ?? desk.business().name))
    } else if let address {
      let query = address.addingPercentEncoding(withAllowedCharacters: .urlQueryValue) ?? ""
      try send(
        .sendMessage(
          voice.phrase("directions.address", ["address": .text(address)]),
          markup: .inline(
            InlineKeyboard(rows: [
              [
                InlineButton(
                  text: voice.text("button.map"),
                  action: .url("https://www.openstreetmap.org/search?query=\(query)"), style: nil)
              ]
            ]))))
    } else {
      try toast(voice.text("directions.none"))
    }
  }

  /// The photo that goes with a booking, for the client and for the staff.
  func sendReferencePhoto(_ id: ID<Visit>) throws {
    guard let visit = try desk.tx.visit(id), let photo = visit.photo,
      try visit.client == person.id || desk.mayManage(visit, person)
    else { return try notFound() }
    try send(
      .sendPhoto(
        .id(photo), caption: HTML(try wording.button(visit)), markup: nil))
  }

  func sendFile(_ id: ID<Visit>) throws {
    guard let visit = try own(id), visit.isOpen else { return try notFound() }
    try toast(voice.text("calendarFile.toast"))
    try sendCalendarFile(visit)
  }
}

extension [Visit] {
  /// Visits of one series together, in the order of the soonest of each.
  fileprivate var grouped: [[Visit]] {
    var groups: [[Visit]] = []
    var places: [ID<Series>: Int] = [:]
    for visit in self {
      if let series = visit.series, let place = places[series] {
        groups[place].append(visit)
      } else {
        if let series = visit.series { places[series] = groups.count }
        groups.append([visit])
      }
    }
    return groups
  }
}

extension CharacterSet {
  /// What may stand in the value of a URL's query (RFC 3986 §3.4), without its separators.
  fileprivate static let urlQueryValue = CharacterSet.alphanumerics.union(
    CharacterSet(charactersIn: "-._~"))
}
