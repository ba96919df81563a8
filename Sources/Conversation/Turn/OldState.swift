import Store

/// Questions as the first version stored them, and those that have taken their place.
enum OldState: Codable {
  case namingService
  case timingService(name: String)
  case pricingService(name: String, duration: Int)
  case editingService(service: ID<Service>, field: ServiceField)
  case settingHours(calendar: CalendarID, weekday: Int)

  var now: ChatState {
    switch self {
    case .namingService: .editing(.newName)
    case .timingService(let name): .editing(.newDuration(name: name))
    case .pricingService(let name, let duration):
      .editing(.newPrice(name: name, duration: duration))
    case .editingService(let id, let field): .editing(.field(service: id, field: field))
    case .settingHours(let id, let weekday): .working(.hours(calendar: id, weekday: weekday))
    }
  }

  struct Stored: Codable {
    var version: Int
    var state: OldState
  }
}
