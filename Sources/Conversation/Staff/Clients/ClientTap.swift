import Booking
import FrontDesk
import Store
import Telegram

/// Clients: the list, the search, a client's card and what the staff keeps about them.
enum ClientTap: TapFamily {
  static let letter: Character = "C"

  /// Everybody, the latest visit first.
  case list(page: Int)
  case byName(page: Int)
  case search
  /// More of what was found; the words are in the question.
  case found(page: Int)
  case card(ID<Person>)
  case visits(ID<Person>, page: Int)
  case notes(ID<Person>, page: Int)
  case addNote(ID<Person>)
  case removeNote(ID<ClientNote>)
  case tags(ID<Person>)
  case tag(ID<Person>, ID<ClientTag>)
  case untag(ID<Person>, ID<ClientTag>)
  case block(ID<Person>)
  case unblock(ID<Person>)
  case write(ID<Person>)
  /// A client's answer to somebody of the staff.
  case reply(ID<Person>)
  case details(ID<Person>)
  case edit(ID<Person>, ClientQuestion.Detail)
  case clear(ID<Person>, ClientQuestion.Detail)
  /// The link that ties a guest to a chat.
  case link(ID<Person>)
  /// A guest is the person their coming bookings went to.
  case askJoin(ID<Person>)
  case join(ID<Person>)

  var data: String {
    switch self {
    case .list(let page): pack("Cl", page)
    case .byName(let page): pack("Ca", page)
    case .search: "Cs"
    case .found(let page): pack("Cf", page)
    case .card(let id): pack("Cc", id)
    case .visits(let id, let page): pack("Cv", Int(id.raw), page)
    case .notes(let id, let page): pack("Cn", Int(id.raw), page)
    case .addNote(let id): pack("Cw", id)
    case .removeNote(let id): pack("Cx", id)
    case .tags(let id): pack("Ct", id)
    case .tag(let id, let tag): pack("C+", Int(id.raw), Int(tag.raw))
    case .untag(let id, let tag): pack("C-", Int(id.raw), Int(tag.raw))
    case .block(let id): pack("Cb", id)
    case .unblock(let id): pack("Cu", id)
    case .write(let id): pack("Cm", id)
    case .reply(let id): pack("Cr", id)
    case .details(let id): pack("Cd", id)
    case .edit(let id, let detail): pack("Ce", id) + "." + detail.rawValue
    case .clear(let id, let detail): pack("C0", id) + "." + detail.rawValue
    case .link(let id): pack("Ck", id)
    case .askJoin(let id): pack("Cj", id)
    case .join(let id): pack("Cy", id)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    if verb == "Cs" {
      self = .search
      return
    }
    guard let first = read.number() else { return nil }
    let person = ID<Person>(Int64(first))
    switch verb {
    case "Cl": self = .list(page: first)
    case "Ca": self = .byName(page: first)
    case "Cf": self = .found(page: first)
    case "Cc": self = .card(person)
    case "Cw": self = .addNote(person)
    case "Cx": self = .removeNote(ID(Int64(first)))
    case "Ct": self = .tags(person)
    case "Cb": self = .block(person)
    case "Cu": self = .unblock(person)
    case "Cm": self = .write(person)
    case "Cr": self = .reply(person)
    case "Cd": self = .details(person)
    case "Ck": self = .link(person)
    case "Cj": self = .askJoin(person)
    case "Cy": self = .join(person)
    case "Ce", "C0":
      guard let detail = ClientQuestion.Detail(rawValue: read.word()) else { return nil }
      self = verb == "Ce" ? .edit(person, detail) : .clear(person, detail)
    default:
      guard let second = read.number() else { return nil }
      switch verb {
      case "Cv": self = .visits(person, page: second)
      case "Cn": self = .notes(person, page: second)
      case "C+": self = .tag(person, ID(Int64(second)))
      case "C-": self = .untag(person, ID(Int64(second)))
      default: return nil
      }
    }
  }
}

enum ClientQuestion: Codable, Hashable, Sendable {
  /// Part of a name, a phone number or an address; with what was looked for last, for its further
  /// pages.
  case search(words: String)
  case note(client: ID<Person>)
  /// A tag to put on.
  case tag(client: ID<Person>)
  /// Words for a client.
  case words(client: ID<Person>)
  /// A client's words for somebody of the staff.
  case reply(staff: ID<Person>)
  /// What is known of a guest.
  case detail(client: ID<Person>, detail: Detail)

  enum Detail: String, Codable, CaseIterable, Sendable {
    case name, phone, email, username
  }
}
