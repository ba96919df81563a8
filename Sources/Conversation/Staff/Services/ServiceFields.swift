import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A field of a service: the question, with the usual answers as buttons, and what was answered.
extension Turn {
  func askServiceField(_ id: ID<Service>, _ field: ServiceField) throws {
    guard let service = try editable(id) else { return }
    wait(for: .editing(.field(service: id, field: field)))
    var rows = quickAnswers(field).map { values in
      values.map { InlineButton.tap(label($0, field), .editing(.set(id, field, $0))) }
    }
    if let key = emptying(field), isSet(field, of: service) {
      rows.append([button(key, .editing(.clear(id, field)))])
    }
    if field == .photo, service.photo != nil {
      rows.insert([button("button.seePhoto", .editing(.photo(id)))], at: 0)
    }
    rows.append([button("button.back", back(id, from: field))])
    try show(Screen(try question(field, service), rows))
  }

  private func question(_ field: ServiceField, _ service: Service) throws -> HTML {
    switch field {
    case .name: voice.phrase("own.nameAsk", ["service": .text(service.name)])
    case .about: voice.phrase("own.aboutAsk")
    case .duration: voice.phrase("own.durationAsk")
    case .price:
      voice.phrase(
        "own.priceAsk",
        ["currency": .text(try service.price?.currency ?? desk.business().currency)])
    case .photo: voice.phrase("own.photoAsk")
    case .capacity: voice.phrase("own.capacityAsk")
    case .before: voice.phrase("own.beforeAsk")
    case .after: voice.phrase("own.afterAsk")
    case .address: voice.phrase("own.addressAsk")
    case .point: voice.phrase("own.pointAsk")
    case .link: voice.phrase("own.linkAsk")
    }
  }

  private func quickAnswers(_ field: ServiceField) -> [[Int]] {
    switch field {
    case .duration: [[30, 45, 60], [90, 120, 180]]
    case .before, .after: [[0, 5, 10], [15, 30, 60]]
    case .capacity: [[1, 2, 4], [6, 8, 12]]
    default: []
    }
  }

  private func label(_ value: Int, _ field: ServiceField) -> String {
    field == .capacity ? voice.number(value) : voice.duration(minutes: value)
  }

  /// What the button says that empties a field; nil where there must be something.
  private func emptying(_ field: ServiceField) -> Key? {
    switch field {
    case .price: "button.noPrice"
    case .before, .after: "button.asCalendar"
    case .about, .photo, .address, .point, .link: "button.remove"
    case .name, .duration, .capacity: nil
    }
  }

  private func isSet(_ field: ServiceField, of service: Service) -> Bool {
    switch field {
    case .price: service.price != nil
    case .before: service.bufferBefore != nil
    case .after: service.bufferAfter != nil
    case .about: service.about != nil
    case .photo: service.photo != nil
    case .address: service.place.address != nil
    case .point: service.place.point != nil
    case .link: service.place.onlineLink != nil
    case .name, .duration, .capacity: true
    }
  }

  private func back(_ id: ID<Service>, from field: ServiceField) -> Tap {
    switch field {
    case .address, .point, .link: .editing(.place(id))
    case .before, .after: .editing(.breaks(id))
    default: .editing(.service(id))
    }
  }

  // MARK: Answers

  func clearServiceField(_ id: ID<Service>, _ field: ServiceField) throws {
    guard emptying(field) != nil else { return try showService(id) }
    try save(id, field) { Self.empty(field, of: &$0) }
  }

  private static func empty(_ field: ServiceField, of service: inout Service) {
    switch field {
    case .price: service.price = nil
    case .before: service.bufferBefore = nil
    case .after: service.bufferAfter = nil
    case .about: service.about = nil
    case .photo: service.photo = nil
    case .address: service.place.address = nil
    case .point: service.place.point = nil
    case .link: service.place.onlineLink = nil
    case .name, .duration, .capacity: break
    }
  }

  func setServiceField(_ id: ID<Service>, _ field: ServiceField, _ value: Int) throws {
    guard Self.isGood(value, field) else { return try askServiceField(id, field) }
    try save(id, field) { service in
      switch field {
      case .duration: service.duration = value
      case .capacity: service.capacity = value
      case .before: service.bufferBefore = value
      case .after: service.bufferAfter = value
      default: break
      }
    }
  }

  private static func isGood(_ value: Int, _ field: ServiceField) -> Bool {
    switch field {
    case .duration: (5...1_440).contains(value)
    case .capacity: (1...1_000).contains(value)
    case .before, .after: (0...720).contains(value)
    default: false
    }
  }

  private func save(
    _ id: ID<Service>, _ field: ServiceField, _ change: (inout Service) -> Void
  ) throws {
    guard try desk.edit(id, by: person, change) != nil else { return try notAllowed() }
    switch field {
    case .address, .point, .link: try showServicePlace(id, saved: true)
    case .before, .after: try showServiceBreaks(id, saved: true)
    default: try showService(id, saved: true)
    }
  }

  func takeServiceField(_ message: Message, _ id: ID<Service>, _ field: ServiceField) throws {
    guard let service = try editable(id) else { return }
    if let spot = message.location, field == .address || field == .point {
      return try take(spot, message.venue, service, field)
    }
    if field == .photo {
      guard let photo = message.photo.last?.fileID else {
        if message.text.map(Typed.cleared) == true { return try clearServiceField(id, .photo) }
        return try refuse("own.photoBad", id, field)
      }
      return try save(id, field) { $0.photo = photo }
    }
    guard let text = message.text else {
      return try refuse(field == .point ? "own.pointBad" : "odd.words", id, field)
    }
    if Typed.cleared(text), text.trimmed != "0", emptying(field) != nil {
      return try clearServiceField(id, field)
    }
    try take(text, service, field)
  }

  private func take(_ text: String, _ service: Service, _ field: ServiceField) throws {
    let id = service.id
    switch field {
    case .name:
      guard let name = Typed.line(text, limit: 100) else {
        return try refuse("own.nameBad", id, field)
      }
      try save(id, field) { $0.name = name }
    case .about:
      guard let about = Typed.lines(text, limit: 800) else {
        return try refuse("own.aboutBad", id, field)
      }
      try save(id, field) { $0.about = about }
    case .address:
      guard let address = Typed.line(text, limit: 200) else {
        return try refuse("own.addressBad", id, field)
      }
      try save(id, field) { $0.place.address = address }
    case .price:
      guard let price = try price(text, currency: service.price?.currency) else {
        return try refuse("own.priceBad", id, field)
      }
      try save(id, field) { $0.price = price }
    case .link:
      guard let link = WebAddress(text) else { return try refuse("own.linkBad", id, field) }
      try save(id, field) { $0.place.onlineLink = link.text }
    case .duration:
      guard let minutes = Typed.duration(text) else {
        return try refuse("own.durationBad", id, field)
      }
      try setServiceField(id, field, minutes)
    case .before, .after:
      guard let minutes = Typed.minutes(text, unit: 1), Self.isGood(minutes, field) else {
        return try refuse("own.breakBad", id, field)
      }
      try setServiceField(id, field, minutes)
    case .capacity:
      guard let count = Int(text.trimmed), Self.isGood(count, field) else {
        return try refuse("own.capacityBad", id, field)
      }
      try setServiceField(id, field, count)
    case .point: try refuse("own.pointBad", id, field)
    case .photo: break
    }
  }

  /// A point on the map; a venue brings its address along, where it is asked for or there is none.
  private func take(
    _ spot: Location, _ venue: Venue?, _ service: Service, _ field: ServiceField
  ) throws {
    let id = service.id
    guard (-90...90).contains(spot.latitude), (-180...180).contains(spot.longitude) else {
      return try refuse("own.pointBad", id, field)
    }
    let wantsAddress = field == .address || service.place.address == nil
    let address = venue.flatMap {
      Typed.line($0.address.isEmpty ? $0.title : $0.address, limit: 200)
    }
    try save(id, field) { service in
      service.place.point = Place.Point(latitude: spot.latitude, longitude: spot.longitude)
      if let address, wantsAddress { service.place.address = address }
    }
  }

  /// Says what is wrong; the question stays open.
  private func refuse(_ key: Key, _ id: ID<Service>, _ field: ServiceField) throws {
    try send(Screen(voice.phrase(key), [[button("button.back", back(id, from: field))]]))
  }

  /// A price as it was typed: in the currency it names, else in the one given or the business's.
  /// A word for “free” is a price of nothing.
  func price(_ text: String, currency: String? = nil) throws -> Money? {
    let currency = try currency ?? desk.business().currency
    if Typed.isAmong(text, voice.text("own.freeWords")) {
      return Money(minor: 0, currency: currency)
    }
    if let price = Money(typed: text, currency: currency) { return price }
    let letters = text.uppercased().filter { $0.isASCII && $0.isLetter }
    return letters.count == 3 ? Money(typed: text, currency: letters) : nil
  }
}
