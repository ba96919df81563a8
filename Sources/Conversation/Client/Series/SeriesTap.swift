import Booking
import FrontDesk
import Store

/// Visits that come back: making a series of one, and moving or cancelling several of it.
enum SeriesTap: TapFamily {
  static let letter: Character = "E"

  /// How often shall it come back?
  case begin(ID<Visit>)
  /// Only the one time after all.
  case toHold(ID<Visit>)
  case count(ID<Visit>, Rhythm)
  case preview(SeriesForm)
  /// All dates, to change one of them.
  case dates(SeriesForm)
  case date(SeriesForm, place: Int)
  case change(SeriesForm, place: Int, Instant)
  case leave(SeriesForm, place: Int)
  case restore(SeriesForm, place: Int)
  /// Done, as it was on the screen.
  case book(SeriesForm, digest: Int)

  case whole(ID<Visit>, page: Int)
  case calendarFile(ID<Visit>)

  case askMove(ID<Visit>)
  case moveOne(ID<Visit>)
  case times(ID<Visit>, SeriesScope)
  case month(ID<Visit>, SeriesScope, LocalDate)
  case day(ID<Visit>, SeriesScope, LocalDate, page: Int)
  case shift(ShiftForm)
  case shiftDate(ShiftForm, place: Int)
  case shiftChange(ShiftForm, place: Int, Instant)
  case shiftLeave(ShiftForm, place: Int)
  case shiftRestore(ShiftForm, place: Int)
  case move(ShiftForm, digest: Int)

  case askCancel(ID<Visit>)
  case cancelOne(ID<Visit>)
  case cancelling(ID<Visit>, SeriesScope)
  case cancel(ID<Visit>, SeriesScope, digest: Int)
}

enum SeriesQuestion: Codable, Hashable, Sendable {
  /// A series to be made; another number of visits may be typed.
  case making(SeriesDraft, byStaff: Bool)
  /// A series to be moved; nothing is asked in words.
  case moving(SeriesShift, byStaff: Bool)
  /// Why the staff cancels visits, for the client to read.
  case cancelReason(ID<Visit>, SeriesScope)
  /// Why the staff declines the request for a series.
  case declineReason(ID<Visit>)
}

/// A series to be made, as buttons name it; what was changed by hand is in the question.
struct SeriesForm: Hashable, Sendable {
  var visit: ID<Visit>
  var rhythm: Rhythm
  var times: Int

  var draft: SeriesDraft { SeriesDraft(visit, rhythm, times: times) }
}

/// A series to be moved, likewise.
struct ShiftForm: Hashable, Sendable {
  var visit: ID<Visit>
  var scope: SeriesScope
  var starts: Instant

  var shift: SeriesShift { SeriesShift(visit, scope, to: starts) }
}

extension SeriesTap {
  var data: String {
    switch self {
    case .begin(let id): pack("Eb", id)
    case .toHold(let id): pack("Ee", id)
    case .count(let id, let rhythm): pack("En", Int(id.raw), rhythm.code)
    case .preview(let form): form.data("Ep")
    case .dates(let form): form.data("Eq")
    case .date(let form, let place): form.data("Ed", place)
    case .change(let form, let place, let starts): form.data("Et", place, Int(starts.seconds))
    case .leave(let form, let place): form.data("El", place)
    case .restore(let form, let place): form.data("Er", place)
    case .book(let form, let digest): form.data("Ey", digest)
    case .whole(let id, let page): pack("Ew", Int(id.raw), page)
    case .calendarFile(let id): pack("E1", id)
    case .askMove(let id): pack("Em", id)
    case .moveOne(let id): pack("Eo", id)
    case .times(let id, let scope): pack("Es", Int(id.raw), scope.rawValue)
    case .month(let id, let scope, let day):
      pack("Ec", Int(id.raw), scope.rawValue, day.dayNumber)
    case .day(let id, let scope, let day, let page):
      pack("Ea", Int(id.raw), scope.rawValue, day.dayNumber, page)
    case .shift(let form): form.data("Ef")
    case .shiftDate(let form, let place): form.data("Eg", place)
    case .shiftChange(let form, let place, let starts):
      form.data("Eh", place, Int(starts.seconds))
    case .shiftLeave(let form, let place): form.data("Ei", place)
    case .shiftRestore(let form, let place): form.data("Ej", place)
    case .move(let form, let digest): form.data("Ek", digest)
    case .askCancel(let id): pack("Ex", id)
    case .cancelOne(let id): pack("Eu", id)
    case .cancelling(let id, let scope): pack("Ev", Int(id.raw), scope.rawValue)
    case .cancel(let id, let scope, let digest):
      pack("Ez", Int(id.raw), scope.rawValue, digest)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    guard let id: ID<Visit> = read.id() else { return nil }
    let tap =
      Self.ofVisit(verb, id) ?? Self.ofForm(verb, id, &read) ?? Self.ofScope(verb, id, &read)
    guard let tap else { return nil }
    self = tap
  }

  private static func ofVisit(_ verb: String, _ id: ID<Visit>) -> SeriesTap? {
    switch verb {
    case "Eb": .begin(id)
    case "Ee": .toHold(id)
    case "E1": .calendarFile(id)
    case "Em": .askMove(id)
    case "Eo": .moveOne(id)
    case "Ex": .askCancel(id)
    case "Eu": .cancelOne(id)
    default: nil
    }
  }

  private static func ofForm(
    _ verb: String, _ id: ID<Visit>, _ read: inout TapArguments
  ) -> SeriesTap? {
    if verb == "Ew" { return read.number().map { .whole(id, page: $0) } }
    guard ["En", "Ep", "Eq", "Ed", "Et", "El", "Er", "Ey"].contains(verb),
      let rhythm = read.number().flatMap({ Rhythm(code: $0) })
    else { return nil }
    if verb == "En" { return .count(id, rhythm) }
    guard let times = read.number() else { return nil }
    let form = SeriesForm(visit: id, rhythm: rhythm, times: times)
    switch verb {
    case "Ep": return .preview(form)
    case "Eq": return .dates(form)
    default: break
    }
    guard let number = read.number() else { return nil }
    switch verb {
    case "Ed": return .date(form, place: number)
    case "El": return .leave(form, place: number)
    case "Er": return .restore(form, place: number)
    case "Ey": return .book(form, digest: number)
    default:
      return read.number().map { .change(form, place: number, Instant(Int64($0))) }
    }
  }

  private static func ofScope(
    _ verb: String, _ id: ID<Visit>, _ read: inout TapArguments
  ) -> SeriesTap? {
    guard let scope = read.number().flatMap({ SeriesScope(rawValue: $0) }) else { return nil }
    switch verb {
    case "Es": return .times(id, scope)
    case "Ev": return .cancelling(id, scope)
    case "Ez": return read.number().map { .cancel(id, scope, digest: $0) }
    case "Ec": return read.date().map { .month(id, scope, $0) }
    case "Ea":
      guard let day = read.date(), let page = read.number() else { return nil }
      return .day(id, scope, day, page: page)
    default: return ofShift(verb, id, scope, &read)
    }
  }

  private static func ofShift(
    _ verb: String, _ id: ID<Visit>, _ scope: SeriesScope, _ read: inout TapArguments
  ) -> SeriesTap? {
    guard let seconds = read.number() else { return nil }
    let form = ShiftForm(visit: id, scope: scope, starts: Instant(Int64(seconds)))
    if verb == "Ef" { return .shift(form) }
    guard let number = read.number() else { return nil }
    switch verb {
    case "Eg": return .shiftDate(form, place: number)
    case "Ei": return .shiftLeave(form, place: number)
    case "Ej": return .shiftRestore(form, place: number)
    case "Ek": return .move(form, digest: number)
    case "Eh": return read.number().map { .shiftChange(form, place: number, Instant(Int64($0))) }
    default: return nil
    }
  }
}

extension SeriesForm {
  fileprivate func data(_ verb: String, _ numbers: Int...) -> String {
    numbers.reduce(pack(verb, Int(visit.raw), rhythm.code, times)) {
      $0 + "." + String($1, radix: 36)
    }
  }
}

extension ShiftForm {
  fileprivate func data(_ verb: String, _ numbers: Int...) -> String {
    numbers.reduce(pack(verb, Int(visit.raw), scope.rawValue, Int(starts.seconds))) {
      $0 + "." + String($1, radix: 36)
    }
  }
}
