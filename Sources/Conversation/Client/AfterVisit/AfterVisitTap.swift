import FrontDesk
import Store
import Telegram

/// What a client says of a visit, and of coming again.
enum AfterVisitTap: TapFamily {
  static let letter: Character = "V"

  case ask(ID<Visit>)
  case rate(ID<Visit>, Int)
  case words(ID<Visit>)
  /// Leaves it at the stars.
  case skip(ID<Visit>)
  case notNow
  /// No more invitations to come again.
  case noMore

  var data: String {
    switch self {
    case .ask(let id): pack("Va", id)
    case .rate(let id, let stars): pack("Vr", Int(id.raw), stars)
    case .words(let id): pack("Vw", id)
    case .skip(let id): pack("Vs", id)
    case .notNow: "Vn"
    case .noMore: "Vx"
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let tap: AfterVisitTap? =
      switch verb {
      case "Va": read.id().map { .ask($0) }
      case "Vr":
        (read.id() as ID<Visit>?).flatMap { id in read.number().map { .rate(id, $0) } }
      case "Vw": read.id().map { .words($0) }
      case "Vs": read.id().map { .skip($0) }
      case "Vn": .notNow
      case "Vx": .noMore
      default: nil
      }
    guard let tap else { return nil }
    self = tap
  }
}

/// What is asked after a visit.
enum AfterVisitQuestion: Codable, Hashable, Sendable {
  /// A few words to the stars.
  case words(visit: ID<Visit>)
}

extension Turn {
  func follow(_ tap: AfterVisitTap) throws {
    switch tap {
    case .ask(let id): try askStars(id)
    case .rate(let id, let stars): try rate(id, stars)
    case .words(let id): try askReviewWords(id)
    case .skip(let id): try endReview(id)
    case .notNow: try declineComeBack()
    case .noMore: try stopNudges()
    }
  }

  func answer(_ message: Message, _ question: AfterVisitQuestion) throws {
    switch question {
    case .words(let id):
      guard let text = try words(of: message, back: .afterVisit(.skip(id))) else { return }
      try takeReviewWords(text, id)
    }
  }
}
