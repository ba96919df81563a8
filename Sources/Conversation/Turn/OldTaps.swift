import Booking
import Store

/// Buttons under messages of the first version, which lead to what has taken their place.
extension Tap {
  static let ownServices = Tap.editing(.list(page: 0))
  static let newService = Tap.editing(.create)
  static let calendars = Tap.working(.list)

  /// Nil when no button ever said that.
  init?(oldData data: String) {
    let parts = data.split(separator: ":", maxSplits: 1).map(String.init)
    guard let verb = parts.first else { return nil }
    var read = TapArguments(parts.count > 1 ? parts[1] : "")
    guard let (tap, written) = Self.old(verb, &read), written == data else { return nil }
    self = tap
  }

  /// The present route, and how the old one was written.
  private static func old(
    _ verb: String, _ read: inout TapArguments
  ) -> (tap: Tap, written: String)? {
    switch verb {
    case "os": return (ownServices, verb)
    case "on": return (newService, verb)
    case "np": return (.editing(.noPrice), verb)
    case "k": return (calendars, verb)
    case "oe", "oh", "oa", "od", "oy", "of":
      guard let id: ID<Service> = read.id() else { return nil }
      let written = pack(verb, id)
      switch verb {
      case "od": return (.editing(.askDelete(id)), written)
      case "oy": return (.editing(.delete(id)), written)
      case "of":
        guard let field = ServiceField(rawValue: read.word()) else { return nil }
        return (.editing(.ask(id, field)), written + "." + field.rawValue)
      // A switch of those days does not say to what it would be set: see how things stand.
      default: return (.editing(.service(id)), written)
      }
    case "kh":
      guard let id: CalendarID = read.id() else { return nil }
      return (.working(.week(id)), pack(verb, id))
    case "kd", "ko":
      guard let id: CalendarID = read.id(),
        let day = read.number().flatMap(Weekday.init(rawValue:))
      else { return nil }
      return (
        .working(verb == "kd" ? .weekday(id, day) : .hours(id, day, [])),
        pack(verb, Int(id.raw), day.rawValue)
      )
    default: return nil
    }
  }
}
