import FrontDesk
import Store

/// The same for the staff, on a client's booking, and the answers to the request for a series.
enum StaffSeriesTap: TapFamily {
  static let letter: Character = "Z"

  case step(SeriesTap)
  case approve(ID<Visit>)
  case decline(ID<Visit>)
  case declineSilently(ID<Visit>)

  var data: String {
    switch self {
    case .step(let tap): String(Self.letter) + tap.data.dropFirst()
    case .approve(let id): pack("ZA", id)
    case .decline(let id): pack("ZD", id)
    case .declineSilently(let id): pack("ZS", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let make: ((ID<Visit>) -> StaffSeriesTap)?
    switch verb {
    case "ZA": make = StaffSeriesTap.approve
    case "ZD": make = StaffSeriesTap.decline
    case "ZS": make = StaffSeriesTap.declineSilently
    default: make = nil
    }
    if let make {
      guard let id: ID<Visit> = read.id() else { return nil }
      self = make(id)
    } else {
      let tap = SeriesTap(String(SeriesTap.letter) + verb.dropFirst(), text, &read)
      guard let tap else { return nil }
      self = .step(tap)
    }
  }
}
