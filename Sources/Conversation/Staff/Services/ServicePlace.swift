import FrontDesk
import Phrasebook
import Store
import Telegram

/// Where a service takes place, and the time kept free around it.
extension Turn {
  func showServicePlace(_ id: ID<Service>, saved: Bool = false) throws {
    guard let service = try editable(id) else { return }
    wait(for: .home)
    let place = service.place
    let none = voice.text("settings.none")
    let house = try desk.business().address
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("own.placeTitle", ["service": .text(service.name)]), HTML(""),
          voice.phrase("facts.place", ["place": .text(place.address ?? none)]),
          place.address == nil && place.onlineLink == nil
            ? house.map { voice.phrase("own.placeOfHouse", ["place": .text($0)]) } : nil,
          voice.phrase(
            "own.point",
            ["answer": .text(voice.text(place.point == nil ? "general.no" : "general.yes"))]),
          voice.phrase("facts.online", ["link": .text(place.onlineLink ?? none)]),
        ]),
        [
          [
            button("button.address", .editing(.ask(id, .address))),
            button("button.point", .editing(.ask(id, .point))),
          ],
          [button("button.onlineLink", .editing(.ask(id, .link)))],
          [button("button.back", .editing(.service(id)))],
        ]))
  }

  func showServiceBreaks(_ id: ID<Service>, saved: Bool = false) throws {
    guard let service = try editable(id) else { return }
    wait(for: .home)
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("own.breaksTitle", ["service": .text(service.name)]), HTML(""),
          breaks(of: service), HTML(""), voice.phrase("own.breaksAbout"),
        ]),
        [
          [
            button("button.breakBefore", .editing(.ask(id, .before))),
            button("button.breakAfter", .editing(.ask(id, .after))),
          ],
          [button("button.back", .editing(.service(id)))],
        ]))
  }

  func breaks(of service: Service) -> HTML {
    if service.bufferBefore == nil, service.bufferAfter == nil {
      return voice.phrase("own.breaksOfCalendar")
    }
    func said(_ minutes: Int?) -> String {
      minutes.map { voice.duration(minutes: $0) } ?? voice.text("own.asCalendar")
    }
    return voice.phrase(
      "hours.breaks",
      ["before": .text(said(service.bufferBefore)), "after": .text(said(service.bufferAfter))])
  }

  // MARK: Who offers it

  func showServiceOffers(_ id: ID<Service>, page: Int) throws {
    guard let service = try editable(id) else { return }
    wait(for: .home)
    let calendars = try desk.editableCalendars(by: person)
    let pages = max(1, (calendars.count - 1) / Self.listedPerPage + 1)
    let page = min(max(page, 0), pages - 1)
    var rows = try calendars.dropFirst(page * Self.listedPerPage).prefix(Self.listedPerPage).map {
      calendar in
      let isOn = calendar.services.contains(id)
      return [
        InlineButton.tap(
          (isOn ? "✅ " : "▫️ ") + Typed.clipped(try title(of: calendar), to: 32),
          .editing(.offer(id, calendar.id, !isOn)))
      ]
    }
    if pages > 1 { rows.append(pager(page, of: pages) { .editing(.offers(id, page: $0)) }) }
    rows.append([button("button.back", .editing(.service(id)))])
    try show(
      Screen(voice.phrase("own.offersTitle", ["service": .text(service.name)]), rows))
  }

  func offerService(_ id: ID<Service>, _ calendar: CalendarID, _ isOn: Bool) throws {
    switch try desk.offer(id, on: calendar, isOn, by: person) {
    case .done: break
    case .onlyOne: try toast(voice.text("own.onlyOffer"), alert: true)
    case .notAllowed: return try notAllowed()
    }
    let index = try desk.editableCalendars(by: person).firstIndex { $0.id == calendar } ?? 0
    try showServiceOffers(id, page: index / Self.listedPerPage)
  }
}
