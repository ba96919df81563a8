import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The owner's services: list, create, change, hide, delete.
extension Turn {
  func showOwnServices() throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .home)
    let wording = try wording
    let services = try desk.listedServices()
    var rows = services.prefix(40).map {
      [InlineButton.tap(($0.isHidden ? "🙈 " : "") + wording.line($0), .ownService($0.id))]
    }
    rows.append([button("button.newService", .newService, style: .primary)])
    rows.append(homeRow)
    try show(
      Screen(
        services.isEmpty ? voice.phrase("own.noServices") : voice.phrase("own.services"), rows))
  }

  func showOwnService(_ id: ID<Service>, saved: Bool = false) throws {
    guard person.isOwner, let service = try desk.catalogue().service(id), !service.isDeleted
    else { return try notAllowed() }
    wait(for: .home)
    let address = try service.place.address ?? desk.business().address
    let none = voice.text("settings.none")
    let yes = voice.text("general.yes")
    let no = voice.text("general.no")
    func field(_ key: Key, _ field: ChatState.ServiceField) -> InlineButton {
      button(key, .editService(id, field))
    }
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          voice.phrase("service.title", ["service": .text(service.name)]),
          service.about.map { HTML($0) }, HTML(""),
          voice.phrase(
            "service.duration", ["duration": .text(voice.duration(minutes: service.duration))]),
          voice.phrase(
            "facts.price", ["price": .text(service.price.map(voice.money) ?? none)]),
          voice.phrase("own.capacity", ["count": .number(service.capacity)]),
          voice.phrase("facts.place", ["place": .text(address ?? none)]),
          voice.phrase("own.approval", ["answer": .text(service.needsApproval ? yes : no)]),
          service.isHidden ? voice.phrase("own.isHidden") : nil,
        ]),
        [
          [field("button.title", .name), field("button.about", .about)],
          [field("button.duration", .duration), field("button.price", .price)],
          [field("button.capacity", .capacity), field("button.address", .address)],
          [
            button(
              service.needsApproval ? "button.approvalOff" : "button.approvalOn",
              .toggleApproval(id))
          ],
          [
            button(service.isHidden ? "button.showService" : "button.hide", .toggleHidden(id)),
            button("button.delete", .askDelete(id), style: .danger),
          ],
          [button("button.share", .share(id)), button("button.back", .ownServices)],
        ]))
  }

  func toggleHidden(_ id: ID<Service>) throws {
    guard try desk.edit(id, by: person, { $0.isHidden.toggle() }) != nil else {
      return try notAllowed()
    }
    try showOwnService(id, saved: true)
  }

  func toggleApproval(_ id: ID<Service>) throws {
    guard try desk.edit(id, by: person, { $0.needsApproval.toggle() }) != nil else {
      return try notAllowed()
    }
    try showOwnService(id, saved: true)
  }

  func askDelete(_ id: ID<Service>) throws {
    guard person.isOwner, let service = try desk.catalogue().service(id) else {
      return try notAllowed()
    }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("own.deleteAsk", ["service": .text(service.name)]),
        [
          [button("button.deleteYes", .delete(id), style: .danger)],
          [button("button.keep", .ownService(id))],
        ]))
  }

  func delete(_ id: ID<Service>) throws {
    switch try desk.delete(id, by: person) {
    case .deleted: try toast(voice.text("own.deleted"))
    case .hidden: try toast(voice.text("own.hiddenInstead"), alert: true)
    case .notAllowed: return try notAllowed()
    }
    try showOwnServices()
  }

  func askServiceField(_ id: ID<Service>, _ field: ChatState.ServiceField) throws {
    guard person.isOwner, try desk.catalogue().service(id) != nil else {
      return try notAllowed()
    }
    wait(for: .editingService(service: id, field: field))
    let question: Key =
      switch field {
      case .name: "own.nameAsk"
      case .about: "own.aboutAsk"
      case .duration: "own.durationAsk"
      case .price: "own.priceAsk"
      case .capacity: "own.capacityAsk"
      case .address: "own.addressAsk"
      }
    try show(Screen(voice.phrase(question), [[button("button.back", .ownService(id))]]))
  }

  func takeServiceField(
    _ text: String, _ id: ID<Service>, _ field: ChatState.ServiceField
  ) throws {
    let currency = try desk.business().currency
    var problem: Key?
    let edited = try desk.edit(id, by: person) { service in
      switch field {
      case .name:
        if let name = Typed.line(text, limit: 100) {
          service.name = name
        } else {
          problem = "own.nameBad"
        }
      case .about: service.about = Typed.cleared(text) ? nil : Typed.clipped(text.trimmed, to: 800)
      case .duration:
        if let minutes = Typed.duration(text) {
          service.duration = minutes
        } else {
          problem = "own.durationBad"
        }
      case .price:
        if Typed.cleared(text) {
          service.price = nil
        } else if let price = Money(typed: text, currency: currency) {
          service.price = price
        } else {
          problem = "own.priceBad"
        }
      case .capacity:
        if let count = Int(text.trimmed), (1...1_000).contains(count) {
          service.capacity = count
        } else {
          problem = "own.capacityBad"
        }
      case .address:
        service.place.address = Typed.cleared(text) ? nil : Typed.clipped(text.trimmed, to: 200)
      }
    }
    guard edited != nil else { return try notAllowed() }
    if let problem {
      return try send(
        Screen(voice.phrase(problem), [[button("button.back", .ownService(id))]]))
    }
    try showOwnService(id, saved: true)
  }

  // MARK: A new service: name, length, price

  func askNewService() throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .namingService)
    try show(Screen(voice.phrase("own.newName"), [backToServices]))
  }

  private var backToServices: [InlineButton] { [button("button.back", .ownServices)] }

  func takeNewName(_ text: String) throws {
    guard let name = Typed.line(text, limit: 100) else {
      return try send(Screen(voice.phrase("own.nameBad"), [backToServices]))
    }
    wait(for: .timingService(name: name))
    try send(
      Screen(
        voice.phrase("own.newDuration", ["service": .text(name)]),
        [backToServices]))
  }

  func takeNewDuration(_ text: String, name: String) throws {
    guard let minutes = Typed.duration(text) else {
      return try send(Screen(voice.phrase("own.durationBad"), [backToServices]))
    }
    wait(for: .pricingService(name: name, duration: minutes))
    try send(
      Screen(
        voice.phrase("own.newPrice", ["currency": .text(try desk.business().currency)]),
        [[button("button.noPrice", .noPrice)], backToServices]))
  }

  /// The last answer makes the service; nil is “no price”.
  func takeNewPrice(_ text: String?, name: String, duration: Int) throws {
    var price: Money?
    if let text {
      price = Money(typed: text, currency: try desk.business().currency)
      if price == nil {
        return try send(
          Screen(
            voice.phrase("own.priceBad"), [[button("button.noPrice", .noPrice)], backToServices]))
      }
    }
    guard
      let service = try desk.addService(
        name: name, duration: duration, price: price, by: person)
    else { return try notAllowed() }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("own.created", ["service": .text(service.name)]),
        [
          [button("button.openService", .ownService(service.id), style: .primary)],
          [button("button.newService", .newService), button("button.hours", .calendars)],
          homeRow,
        ]))
  }

  func createWithoutPrice() throws {
    guard case .pricingService(let name, let duration) = state else {
      return try showOwnServices()
    }
    try takeNewPrice(nil, name: name, duration: duration)
  }
}
