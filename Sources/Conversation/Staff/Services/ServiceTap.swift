import Booking
import FrontDesk
import Store
import Telegram

/// Services as the staff edits them.
enum ServiceTap: TapFamily {
  static let letter: Character = "S"

  case list(page: Int)
  case service(ID<Service>)
  /// Asks for a field's new value, in words or by a button.
  case ask(ID<Service>, ServiceField)
  /// A value that a button names: minutes, or a number of places.
  case set(ID<Service>, ServiceField, Int)
  /// Empties a field that may be empty.
  case clear(ID<Service>, ServiceField)
  case place(ID<Service>)
  case breaks(ID<Service>)
  case approval(ID<Service>, Bool)
  case hidden(ID<Service>, Bool)
  case shift(ID<Service>, earlier: Bool)
  /// The calendars that may offer the service.
  case offers(ID<Service>, page: Int)
  case offer(ID<Service>, CalendarID, Bool)
  case askDelete(ID<Service>)
  case delete(ID<Service>)
  /// The service's photo, for clients too.
  case photo(ID<Service>)
  case create
  /// The length of the service that is being created, in minutes.
  case length(Int)
  case noPrice

  var data: String {
    switch self {
    case .list(let page): pack("Sl", page)
    case .service(let id): pack("Ss", id)
    case .ask(let id, let field): pack("Sf", id) + "." + field.rawValue
    case .set(let id, let field, let value):
      pack("Sv", Int(id.raw), value) + "." + field.rawValue
    case .clear(let id, let field): pack("Sc", id) + "." + field.rawValue
    case .place(let id): pack("Sp", id)
    case .breaks(let id): pack("Sb", id)
    case .approval(let id, let isOn): pack("Sa", Int(id.raw), isOn ? 1 : 0)
    case .hidden(let id, let isOn): pack("Sh", Int(id.raw), isOn ? 1 : 0)
    case .shift(let id, let earlier): pack("Sm", Int(id.raw), earlier ? 1 : 0)
    case .offers(let id, let page): pack("Sw", Int(id.raw), page)
    case .offer(let id, let calendar, let isOn):
      pack("So", Int(id.raw), Int(calendar.raw), isOn ? 1 : 0)
    case .askDelete(let id): pack("Sd", id)
    case .delete(let id): pack("Sy", id)
    case .photo(let id): pack("Si", id)
    case .create: "Sn"
    case .length(let minutes): pack("St", minutes)
    case .noPrice: "Sz"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    switch verb {
    case "Sn": self = .create
    case "Sz": self = .noPrice
    case "Sl", "St":
      guard let number = read.number() else { return nil }
      self = verb == "Sl" ? .list(page: number) : .length(number)
    default:
      guard let id: ID<Service> = read.id(), let tap = Self.of(id, verb, &read) else { return nil }
      self = tap
    }
  }

  /// The routes that are about one service.
  private static func of(
    _ id: ID<Service>, _ verb: String, _ read: inout TapArguments
  ) -> ServiceTap? {
    switch verb {
    case "Ss": .service(id)
    case "Sp": .place(id)
    case "Sb": .breaks(id)
    case "Sd": .askDelete(id)
    case "Sy": .delete(id)
    case "Si": .photo(id)
    case "Sf": ServiceField(rawValue: read.word()).map { .ask(id, $0) }
    case "Sc": ServiceField(rawValue: read.word()).map { .clear(id, $0) }
    case "Sv":
      read.number().flatMap { value in
        ServiceField(rawValue: read.word()).map { .set(id, $0, value) }
      }
    case "Sa": read.flag().map { .approval(id, $0) }
    case "Sh": read.flag().map { .hidden(id, $0) }
    case "Sm": read.flag().map { .shift(id, earlier: $0) }
    case "Sw": read.number().map { .offers(id, page: $0) }
    case "So":
      (read.id() as CalendarID?).flatMap { calendar in
        read.flag().map { .offer(id, calendar, $0) }
      }
    default: nil
    }
  }
}

/// The part of a service that an answer changes.
enum ServiceField: String, Codable, CaseIterable, Sendable {
  case name, about, duration, price, photo, capacity, before, after, address, point, link
}

/// What is asked about services.
enum ServiceQuestion: Codable, Hashable, Sendable {
  /// Part of a service's name.
  case search
  case field(service: ID<Service>, field: ServiceField)
  /// A new service: first its name, then its length, then its price.
  case newName
  case newDuration(name: String)
  case newPrice(name: String, duration: Int)
}

extension TapArguments {
  mutating func flag() -> Bool? { number().map { $0 != 0 } }
}

extension Turn {
  func follow(_ tap: ServiceTap) throws {
    switch tap {
    case .list(let page): try showServiceList(page: page)
    case .service(let id): try showService(id)
    case .ask(let id, let field): try askServiceField(id, field)
    case .set(let id, let field, let value): try setServiceField(id, field, value)
    case .clear(let id, let field): try clearServiceField(id, field)
    case .place(let id): try showServicePlace(id)
    case .breaks(let id): try showServiceBreaks(id)
    case .approval(let id, let isOn): try change(id) { $0.needsApproval = isOn }
    case .hidden(let id, let isOn): try change(id) { $0.isHidden = isOn }
    case .shift(let id, let earlier): try shiftService(id, earlier: earlier)
    case .offers(let id, let page): try showServiceOffers(id, page: page)
    case .offer(let id, let calendar, let isOn): try offerService(id, calendar, isOn)
    case .askDelete(let id): try askDeleteService(id)
    case .delete(let id): try deleteService(id)
    case .photo(let id): try sendServicePhoto(id)
    case .create: try askNewService()
    case .length(let minutes): try takeNewLength(minutes)
    case .noPrice: try createWithoutPrice()
    }
  }

  /// `/services`, also with part of a name.
  func obeyServices(_ command: BotCommand) throws -> Bool {
    guard command.name == "services", try desk.isStaff(person) else { return false }
    let words = command.argument.trimmed
    if words.isEmpty { try showServiceList(page: 0) } else { try findService(words) }
    return true
  }

  func answer(_ message: Message, _ question: ServiceQuestion) throws {
    switch question {
    case .field(let id, let field): try takeServiceField(message, id, field)
    case .search:
      try findService(words(of: message, back: .editing(.list(page: 0))))
    case .newName: try takeNewName(words(of: message, back: .editing(.list(page: 0))))
    case .newDuration(let name):
      try takeNewDuration(words(of: message, back: .editing(.list(page: 0))), name: name)
    case .newPrice(let name, let duration):
      try takeNewPrice(
        words(of: message, back: .editing(.list(page: 0))), name: name, duration: duration)
    }
  }

  /// The words of a message; nil, with a word about it, when it is something else.
  func words(of message: Message, back: Tap) throws -> String? {
    if let text = message.text { return text }
    try send(Screen(voice.phrase("odd.words"), [[button("button.back", back)]]))
    return nil
  }
}
