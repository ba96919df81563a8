import FrontDesk
import Store
import Telegram

/// What the work of a session came to, as its client sees it; and others who have the link.
enum ResultTap: TapFamily {
  static let letter: Character = "O"

  case list(page: Int)
  case open(ID<Session>)
  case show(ID<Session>, page: Int)
  /// One file after the other, to mark favourites; by its place from 0.
  case look(ID<Session>, at: Int)
  case mark(ID<SessionFile>, Bool)
  case chosen(ID<Session>)
  case finish(ID<Session>)
  /// Who is not its client comes by the link alone, so that it opens as long as the link does.
  case visit(token: String)
  case visitFiles(token: String, page: Int)

  var data: String {
    switch self {
    case .list(let page): pack("Ol", page)
    case .open(let id): pack("Oo", id)
    case .show(let id, let page): pack("Os", Int(id.raw), page)
    case .look(let id, let place): pack("Op", Int(id.raw), place)
    case .mark(let id, let isPicked): pack("Om", Int(id.raw), isPicked ? 1 : 0)
    case .chosen(let id): pack("Oc", id)
    case .finish(let id): pack("Of", id)
    case .visit(let token): "Ov:" + token
    case .visitFiles(let token, let page): "Ow:" + token + "." + String(page, radix: 36)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    if verb == "Ov" || verb == "Ow" {
      let token = read.word()
      guard token.utf8.count == 43 else { return nil }
      if verb == "Ov" {
        self = .visit(token: token)
      } else {
        guard let page = read.number() else { return nil }
        self = .visitFiles(token: token, page: page)
      }
      return
    }
    guard let first = read.number() else { return nil }
    let id = ID<Session>(Int64(first))
    switch verb {
    case "Ol": self = .list(page: first)
    case "Oo": self = .open(id)
    case "Oc": self = .chosen(id)
    case "Of": self = .finish(id)
    default:
      guard let second = read.number() else { return nil }
      switch verb {
      case "Os": self = .show(id, page: second)
      case "Op": self = .look(id, at: second)
      case "Om": self = .mark(ID(Int64(first)), second != 0)
      default: return nil
      }
    }
  }
}

extension Turn {
  func follow(_ tap: ResultTap) throws {
    switch tap {
    case .list(let page): try showResults(page: page)
    case .open(let id): try openResults(id)
    case .show(let id, let page): try sendFiles(of: id, page: page)
    case .look(let id, let place): try look(at: place, of: id)
    case .mark(let id, let isPicked): try mark(id, isPicked)
    case .chosen(let id): try showChosen(id)
    case .finish(let id): try finishPicks(id)
    case .visit(let token): try openSession(token)
    case .visitFiles(let token, let page): try sendFiles(byLink: token, page: page)
    }
  }
}
