import Booking
import FrontDesk
import Store

/// Every address there is, and the way it is written: nothing else is answered but by “not here”.
///
/// Addresses hold only letters, digits and `-_./`, so none of them has a second spelling.
enum Address: Hashable, Sendable {
  case home, lookup, contact, health, ready, metrics, robots
  case asset(String)
  case gallery(Place, Part)
  case visit(token: String, VisitPart)

  /// A gallery by one of its two links.
  enum Place: Hashable, Sendable {
    case session(token: String)
    case results(number: String, token: String)

    var token: String {
      switch self {
      case .session(let token), .results(_, let token): token
      }
    }

    var kind: PageKind {
      switch self {
      case .session: .session
      case .results: .results
      }
    }

    var path: String {
      switch self {
      case .session(let token): "/s/\(token)"
      case .results(let number, let token): "/results/\(number)/\(token)"
      }
    }
  }

  enum Part: Hashable, Sendable {
    case all
    /// The n-th of what is shown, from 1 on.
    case picture(Int)
    case pick
    case file(ID<SessionFile>, FileSize.Role)
    case zip(onlyPicked: Bool)
  }

  enum VisitPart: String, Sendable, CaseIterable {
    case facts = "", calendar = "visit.ics", cancel
  }

  init?(path: Substring) {
    // Mail programs like to add one.
    let path = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard let first = parts.first, parts.count <= 6 else { return nil }
    let rest = parts.dropFirst()
    switch first {
    case "" where rest.isEmpty: self = .home
    case "lookup" where rest.isEmpty: self = .lookup
    case "contact" where rest.isEmpty: self = .contact
    case "healthz" where rest.isEmpty: self = .health
    case "readyz" where rest.isEmpty: self = .ready
    case "metrics" where rest.isEmpty: self = .metrics
    case "robots.txt" where rest.isEmpty: self = .robots
    case "assets":
      guard rest.count == 1, let name = rest.first else { return nil }
      self = .asset(String(name))
    case "s":
      guard let token = rest.first, !token.isEmpty, let part = Part(rest.dropFirst()) else {
        return nil
      }
      self = .gallery(.session(token: String(token)), part)
    case "results":
      guard rest.count >= 2, let number = rest.first, let token = rest.dropFirst().first,
        !token.isEmpty, let part = Part(rest.dropFirst(2))
      else { return nil }
      self = .gallery(.results(number: String(number), token: String(token)), part)
    case "b":
      guard let token = rest.first, !token.isEmpty, rest.count <= 2,
        let part = VisitPart(rawValue: String(rest.dropFirst().first ?? "")),
        rest.count == 1 || part != .facts
      else { return nil }
      self = .visit(token: String(token), part)
    default: return nil
    }
  }

  var path: String {
    switch self {
    case .home: "/"
    case .lookup: "/lookup"
    case .contact: "/contact"
    case .health: "/healthz"
    case .ready: "/readyz"
    case .metrics: "/metrics"
    case .robots: "/robots.txt"
    case .asset(let name): "/assets/\(name)"
    case .gallery(let place, let part): place.path + part.path
    case .visit(let token, let part):
      "/b/\(token)" + (part == .facts ? "" : "/\(part.rawValue)")
    }
  }

  /// Whether it takes forms; all but these are only looked at.
  var takesForms: Bool {
    switch self {
    case .lookup, .contact, .gallery(_, .pick), .visit(_, .cancel): true
    default: false
    }
  }

  /// Whether there is something to look at.
  var isLookedAt: Bool {
    if case .gallery(_, .pick) = self { return false }
    return true
  }
}

extension Address.Part {
  init?(_ parts: ArraySlice<Substring>) {
    let parts = Array(parts)
    switch parts.first {
    case nil: self = .all
    case "pick" where parts.count == 1: self = .pick
    case "all.zip" where parts.count == 1: self = .zip(onlyPicked: false)
    case "picks.zip" where parts.count == 1: self = .zip(onlyPicked: true)
    case "f":
      guard parts.count == 3, let id = Int64(digits: parts[1]),
        let role = FileSize.Role(rawValue: String(parts[2]))
      else { return nil }
      self = .file(ID(id), role)
    case let number? where parts.count == 1:
      guard let number = Int64(digits: number), number > 0 else { return nil }
      self = .picture(Int(number))
    default: return nil
    }
  }

  var path: String {
    switch self {
    case .all: ""
    case .picture(let number): "/\(number)"
    case .pick: "/pick"
    case .file(let id, let role): "/f/\(id)/\(role.rawValue)"
    case .zip(let onlyPicked): onlyPicked ? "/picks.zip" : "/all.zip"
    }
  }
}

extension Int64 {
  /// A number as we write them: no sign, no leading zero, not too long.
  init?(digits: some StringProtocol) {
    guard (1...18).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      digits.utf8.first != 48 || digits.utf8.count == 1
    else { return nil }
    self.init(digits)
  }
}
