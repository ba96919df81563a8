import FrontDesk
import Phrasebook
import Store
import Telegram

/// One service as the staff sees it, and what a tap changes of it.
extension Turn {
  /// The service, if the person may change it; otherwise says so.
  func editable(_ id: ID<Service>) throws -> Service? {
    if try desk.mayEdit(id, person) { return try desk.catalogue().service(id) }
    try lookElsewhere(id)
    return nil
  }

  /// A service that was deleted is told of; any other is not the person's.
  private func lookElsewhere(_ id: ID<Service>) throws {
    guard try desk.isStaff(person), try desk.catalogue().service(id)?.isDeleted == true else {
      return try notAllowed()
    }
    try remark("own.gone")
    try showServiceList(page: 0)
  }

  func showService(_ id: ID<Service>, saved: Bool = false) throws {
    guard let service = try desk.listedServices(for: person).first(where: { $0.id == id }) else {
      return try lookElsewhere(id)
    }
    wait(for: .home)
    let mayEdit = try desk.mayEdit(id, person)
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("service.title", ["service": .text(service.name)]),
          service.about.map { HTML($0) }, HTML(""),
          try serviceFacts(service),
          mayEdit ? nil : HTML(""),
          mayEdit ? nil : voice.phrase("own.shared"),
        ]), mayEdit ? try serviceButtons(service) : [try lastRow(service)]))
  }

  private func serviceFacts(_ service: Service) throws -> HTML {
    let none = voice.text("settings.none")
    let business = try desk.business()
    let place = service.place
    let address = place.address ?? (place.onlineLink == nil ? business.address : nil)
    let catalogue = try desk.catalogue()
    let keepers = catalogue.specialists(offering: service.id).map(\.name)
    return lines([
      voice.phrase(
        "service.duration", ["duration": .text(voice.duration(minutes: service.duration))]),
      voice.phrase(
        "facts.price",
        ["price": .text(service.price.map(voice.price) ?? voice.text("button.noPrice"))]),
      voice.phrase("own.capacity", ["count": .number(service.capacity)]),
      address == nil && place.onlineLink != nil
        ? nil : voice.phrase("facts.place", ["place": .text(address ?? none)]),
      place.point.map { _ in
        voice.phrase("own.point", ["answer": .text(voice.text("general.yes"))])
      },
      place.onlineLink.map { voice.phrase("facts.online", ["link": .text($0)]) },
      service.photo.map { _ in voice.phrase("own.hasPhoto") },
      breaks(of: service),
      voice.phrase(
        "own.approval",
        ["answer": .text(voice.text(service.needsApproval ? "general.yes" : "general.no"))]),
      voice.phrase(
        "remind.rulesOffsets",
        ["times": .text(try reminderWording.spans(desk.reminders(of: service.id)))]),
      keepers.isEmpty
        ? voice.phrase("own.offeredByNobody")
        : voice.phrase("own.offeredBy", ["names": .text(someOf(keepers))]),
      try desk.catalogue().aftercare.comeBack[service.id].map {
        voice.phrase("comeBack.days", ["count": .number($0)])
      },
      service.isHidden ? voice.phrase("own.isHidden") : nil,
    ])
  }

  /// The first few names of many.
  private func someOf(_ names: [String]) -> String {
    if names.count <= 5 { return voice.list(names) }
    return voice.text(
      "own.namesAndMore",
      [
        "names": .text(names.prefix(4).joined(separator: ", ")), "rest": .number(names.count - 4),
      ])
  }

  private func serviceButtons(_ service: Service) throws -> [[InlineButton]] {
    let id = service.id
    func ask(_ key: Key, _ field: ServiceField) -> InlineButton {
      button(key, .editing(.ask(id, field)))
    }
    return [
      [ask("button.title", .name), ask("button.about", .about)],
      [ask("button.duration", .duration), ask("button.price", .price)],
      [ask("button.photo", .photo), button("button.place", .editing(.place(id)))],
      [ask("button.capacity", .capacity), button("button.breaks", .editing(.breaks(id)))],
      [
        service.needsApproval
          ? button("button.approvalOff", .editing(.approval(id, false)))
          : button("button.approvalOn", .editing(.approval(id, true)))
      ],
      [
        button("button.reminders", .remind(.offsets(id))),
        button("button.offeredBy", .editing(.offers(id, page: 0))),
      ],
      [button("button.comeBack", .notices(.comeBack(id)))],
      [
        button("button.moveUp", .editing(.shift(id, earlier: true))),
        button("button.moveDown", .editing(.shift(id, earlier: false))),
      ],
      [
        service.isHidden
          ? button("button.showService", .editing(.hidden(id, false)))
          : button("button.hide", .editing(.hidden(id, true))),
        button("button.delete", .editing(.askDelete(id)), style: .danger),
      ],
      try lastRow(service),
    ]
  }

  /// A link to a service makes sense while clients can book it.
  private func lastRow(_ service: Service) throws -> [InlineButton] {
    let isBookable =
      try service.isOnOffer && !desk.catalogue().calendars(offering: service.id).isEmpty
    let waiting = try desk.waitingCounts(by: person)?[service.id] ?? 0
    let line: [InlineButton] =
      waiting == 0
      ? []
      : [
        .tap(
          voice.text("button.waitingCount", ["count": .number(waiting)]),
          .waitlist(.line(service.id, page: 0)))
      ]
    return line + (isBookable ? [button("button.share", .share(service.id))] : [])
      + [try listButton(service.id)]
  }

  /// Changes a service by a tap, and shows how it stands.
  func change(_ id: ID<Service>, _ change: (inout Service) -> Void) throws {
    guard try desk.edit(id, by: person, change) != nil else { return try lookElsewhere(id) }
    try showService(id, saved: true)
  }

  func shiftService(_ id: ID<Service>, earlier: Bool) throws {
    guard try editable(id) != nil else { return }
    if try desk.shift(id, earlier: earlier, by: person) {
      let place = try desk.listedServices(for: person).firstIndex { $0.id == id } ?? 0
      try toast(voice.text("own.moved", ["place": .number(place + 1)]))
    } else {
      try toast(voice.text(earlier ? "own.isFirst" : "own.isLast"))
    }
    try showService(id)
  }

  func askDeleteService(_ id: ID<Service>) throws {
    guard let service = try editable(id) else { return }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("own.deleteAsk", ["service": .text(service.name)]),
        [
          [button("button.deleteYes", .editing(.delete(id)), style: .danger)],
          [button("button.keep", .editing(.service(id)))],
        ]))
  }

  func deleteService(_ id: ID<Service>) throws {
    switch try desk.delete(id, by: person) {
    case .deleted:
      try toast(voice.text("own.deleted"))
      try showServiceList(page: 0)
    case .hidden:
      try toast(voice.text("own.hiddenInstead"), alert: true)
      try showService(id)
    case .notAllowed: try lookElsewhere(id)
    }
  }

  /// The photo of a service as a message of its own: a text message can't be edited into one with
  /// a photo and back without losing its place, and a file of Telegram's has no link to preview.
  func sendServicePhoto(_ id: ID<Service>) throws {
    let catalogue = try desk.catalogue()
    guard let service = catalogue.service(id),
      try service.isOnOffer || desk.listedServices(for: person).contains(where: { $0.id == id })
    else {
      try remark("service.gone")
      return try showServices(page: 0)
    }
    guard let photo = service.photo else { return try toast(voice.text("own.photoGone")) }
    let isBookable = service.isOnOffer && !catalogue.calendars(offering: id).isEmpty
    try send(
      .sendPhoto(
        .id(photo), caption: HTML(service.name).bold(),
        markup: isBookable
          ? .inline(InlineKeyboard(rows: [[button("button.book", .service(id))]])) : nil))
  }
}
