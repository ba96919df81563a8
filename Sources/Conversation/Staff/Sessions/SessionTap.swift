import Booking
import FrontDesk
import Store
import Telegram

/// Sessions as the staff keeps them: work with a result for the client.
enum SessionTap: TapFamily {
  static let letter: Character = "H"

  case list(SessionFilter, everyone: Bool, page: Int)
  case new
  case newOf(ID<Specialist>)
  /// The session of a booking, begun with this tap when there is none.
  case ofBooking(ID<Visit>)
  case card(ID<Session>)
  case edit(ID<Session>)
  case ask(ID<Session>, SessionField)
  case clear(ID<Session>, SessionField)
  case toggle(ID<Session>, SessionSwitch)
  case specialists(ID<Session>)
  case setSpecialist(ID<Session>, ID<Specialist>)
  case setClient(ID<Session>, ID<Person>)
  /// Somebody the books don't know; what was said of them stands in the question.
  case addClient(ID<Session>)
  /// The QR code, and what else can be given to a client before the work.
  case share(ID<Session>)
  case sheet(ID<Session>, SessionSheet)
  case words(ID<Session>)
  case links(ID<Session>)
  case takeBack(ID<Session>, PageKind)
  case renew(ID<Session>, PageKind)
  case begin(ID<Session>)
  case askDeliver(ID<Session>)
  case withoutWords(ID<Session>)
  case deliver(ID<Session>)
  case tellNew(ID<Session>)
  case archive(ID<Session>)
  case reopen(ID<Session>)
  case askDelete(ID<Session>)
  case delete(ID<Session>)
  case picks(ID<Session>)
  case pickAlbums(ID<Session>, page: Int)
}

/// What words say about a session.
enum SessionField: String, Codable, CaseIterable, Sendable {
  case name, about, day, client, pickLimit
}

enum SessionSwitch: String, CaseIterable, Sendable { case claimable, guests }

/// A printable card with the QR code.
enum SessionSheet: String, CaseIterable, Sendable { case pdf, png }

enum SessionQuestion: Codable, Hashable, Sendable {
  /// What a new session is called.
  case name(specialist: ID<Specialist>?)
  case field(session: ID<Session>, field: SessionField)
  /// Whose session it is; with what was typed about somebody the books don't know.
  case client(session: ID<Session>, unknown: GuestDetails?)
  /// The words that go with the results.
  case message(session: ID<Session>)
  /// What will go out, to be checked.
  case delivery(session: ID<Session>, message: String?)
}

extension SessionTap {
  var data: String {
    switch self {
    case .list(let filter, let everyone, let page):
      pack("Hl", filter.rawValue, everyone ? 1 : 0, page)
    case .new: "Hn"
    case .newOf(let id): pack("Hw", id)
    case .ofBooking(let id): pack("Hb", id)
    case .card(let id): pack("Hc", id)
    case .edit(let id): pack("He", id)
    case .ask(let id, let field): pack("Ha", id) + "." + field.rawValue
    case .clear(let id, let field): pack("H0", id) + "." + field.rawValue
    case .toggle(let id, let part): pack("Ht", id) + "." + part.rawValue
    case .specialists(let id): pack("Hs", id)
    case .setSpecialist(let id, let specialist): pack("Hk", Int(id.raw), Int(specialist.raw))
    case .setClient(let id, let client): pack("Hu", Int(id.raw), Int(client.raw))
    case .addClient(let id): pack("Hg", id)
    case .share(let id): pack("Hq", id)
    case .sheet(let id, let sheet): pack("Hd", id) + "." + sheet.rawValue
    case .words(let id): pack("Hf", id)
    case .links(let id): pack("Hi", id)
    case .takeBack(let id, let kind): pack("Hx", id) + "." + kind.rawValue
    case .renew(let id, let kind): pack("Hr", id) + "." + kind.rawValue
    case .begin(let id): pack("Hh", id)
    case .askDeliver(let id): pack("Hm", id)
    case .withoutWords(let id): pack("Ho", id)
    case .deliver(let id): pack("Hy", id)
    case .tellNew(let id): pack("Hj", id)
    case .archive(let id): pack("Hz", id)
    case .reopen(let id): pack("Hv", id)
    case .askDelete(let id): pack("H2", id)
    case .delete(let id): pack("H3", id)
    case .picks(let id): pack("H4", id)
    case .pickAlbums(let id, let page): pack("H5", Int(id.raw), page)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    if verb == "Hn" {
      self = .new
      return
    }
    guard let first = read.number() else { return nil }
    let tap = Self.plain(verb, first) ?? Self.second(verb, first, &read)
    guard let tap = tap ?? Self.named(verb, ID(Int64(first)), read.word()) else { return nil }
    self = tap
  }

  private static func second(
    _ verb: String, _ first: Int, _ read: inout TapArguments
  ) -> SessionTap? {
    guard ["Hl", "Hk", "Hu", "H5"].contains(verb), let second = read.number() else { return nil }
    let id = ID<Session>(Int64(first))
    switch verb {
    case "Hk": return .setSpecialist(id, ID(Int64(second)))
    case "Hu": return .setClient(id, ID(Int64(second)))
    case "H5": return .pickAlbums(id, page: second)
    default:
      guard let filter = SessionFilter(rawValue: first), let page = read.number() else {
        return nil
      }
      return .list(filter, everyone: second != 0, page: page)
    }
  }

  private static func plain(_ verb: String, _ number: Int) -> SessionTap? {
    let id = ID<Session>(Int64(number))
    switch verb {
    case "Hw": return .newOf(ID(Int64(number)))
    case "Hb": return .ofBooking(ID(Int64(number)))
    case "Hc": return .card(id)
    case "He": return .edit(id)
    case "Hs": return .specialists(id)
    case "Hg": return .addClient(id)
    case "Hq": return .share(id)
    case "Hf": return .words(id)
    case "Hi": return .links(id)
    case "Hh": return .begin(id)
    case "Hm": return .askDeliver(id)
    case "Ho": return .withoutWords(id)
    case "Hy": return .deliver(id)
    case "Hj": return .tellNew(id)
    case "Hz": return .archive(id)
    case "Hv": return .reopen(id)
    case "H2": return .askDelete(id)
    case "H3": return .delete(id)
    case "H4": return .picks(id)
    default: return nil
    }
  }

  private static func named(_ verb: String, _ id: ID<Session>, _ word: String) -> SessionTap? {
    switch verb {
    case "Ha": return SessionField(rawValue: word).map { .ask(id, $0) }
    case "H0": return SessionField(rawValue: word).map { .clear(id, $0) }
    case "Ht": return SessionSwitch(rawValue: word).map { .toggle(id, $0) }
    case "Hd": return SessionSheet(rawValue: word).map { .sheet(id, $0) }
    case "Hx": return PageKind(rawValue: word).map { .takeBack(id, $0) }
    case "Hr": return PageKind(rawValue: word).map { .renew(id, $0) }
    default: return nil
    }
  }
}
