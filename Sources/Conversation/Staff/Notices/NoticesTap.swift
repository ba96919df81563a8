import FrontDesk
import Store
import Telegram

/// What one of the staff is told, and when.
enum NoticesTap: TapFamily {
  static let letter: Character = "J"

  case menu
  case want(NoticeWishes.Kind, Bool)
  /// Asks when an agenda is to come.
  case ask(DayPart)
  /// In minutes of the day.
  case set(DayPart, Int)
  case never(DayPart)
  case freeDays(Bool)
  /// What clients said of their visits.
  case reviews(Book, page: Int)
  /// The rules for the time after a visit.
  case aftercare
  /// After so many hours a visit counts as completed; 0 for never.
  case completion(hours: Int)
  case rating(Aftercare.Rating)
  /// Asks when clients of a service are invited again.
  case comeBack(ID<Service>)
  /// 0 for never.
  case setComeBack(ID<Service>, days: Int)

  var data: String {
    switch self {
    case .menu: "Jn"
    case .want(let kind, let isOn): pack("Jw", kind.number, isOn ? 1 : 0)
    case .ask(let part): pack("Ja", part.number)
    case .set(let part, let minute): pack("Js", part.number, minute)
    case .never(let part): pack("Jo", part.number)
    case .freeDays(let isOn): pack("Jf", isOn ? 1 : 0)
    case .reviews(let book, let page): pack("Jr", book.number, page)
    case .aftercare: "Jv"
    case .completion(let hours): pack("Jc", hours)
    case .rating(let rating): pack("Jq", rating.number)
    case .comeBack(let id): pack("Jb", id)
    case .setComeBack(let id, let days): pack("Jd", Int(id.raw), days)
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    let tap: NoticesTap? =
      switch verb {
      case "Jn": .menu
      case "Jw":
        read.number().flatMap(NoticeWishes.Kind.init(number:)).flatMap { kind in
          read.flag().map { .want(kind, $0) }
        }
      case "Ja": read.number().flatMap(DayPart.init(number:)).map { .ask($0) }
      case "Js":
        read.number().flatMap(DayPart.init(number:)).flatMap { part in
          read.number().map { .set(part, $0) }
        }
      case "Jo": read.number().flatMap(DayPart.init(number:)).map { .never($0) }
      case "Jf": read.flag().map { .freeDays($0) }
      default: Self.afterVisits(verb, &read)
      }
    guard let tap else { return nil }
    self = tap
  }

  private static func afterVisits(_ verb: String, _ read: inout TapArguments) -> NoticesTap? {
    switch verb {
    case "Jr":
      read.number().flatMap(Book.init(number:)).flatMap { book in
        read.number().map { .reviews(book, page: $0) }
      }
    case "Jv": .aftercare
    case "Jc": read.number().map { .completion(hours: $0) }
    case "Jq": read.number().flatMap(Aftercare.Rating.init(number:)).map { .rating($0) }
    case "Jb": read.id().map { .comeBack($0) }
    case "Jd":
      (read.id() as ID<Service>?).flatMap { id in
        read.number().map { .setComeBack(id, days: $0) }
      }
    default: nil
    }
  }
}

/// What is asked about notices.
enum NoticesQuestion: Codable, Hashable, Sendable {
  /// At what time an agenda is to come.
  case time(DayPart)
  /// After how many days clients of a service are invited again.
  case comeBack(service: ID<Service>)
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
  /// Its place among the cases, for callback data.
  fileprivate var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  fileprivate init?(number: Int) {
    guard Self.allCases.indices.contains(number) else { return nil }
    self = Self.allCases[number]
  }
}

extension Turn {
  func follow(_ tap: NoticesTap) throws {
    switch tap {
    case .menu: try showNotices()
    case .want(let kind, let isOn):
      try changeNotices {
        if isOn { $0.muted.remove(kind) } else { $0.muted.insert(kind) }
      }
    case .ask(let part): try askAgendaTime(part)
    case .set(let part, let minute): try setAgendaTime(minute, part)
    case .never(let part): try setAgendaTime(nil, part)
    case .freeDays(let isOn): try changeNotices { $0.tellsFreeDays = isOn }
    case .reviews(let book, let page): try showReviews(book, page: page)
    case .aftercare: try showAftercare()
    case .completion(let hours): try setCompletion(hours)
    case .rating(let rating): try setRating(rating)
    case .comeBack(let id): try askComeBack(id)
    case .setComeBack(let id, let days): try setComeBack(id, days)
    }
  }

  func answer(_ message: Message, _ question: NoticesQuestion) throws {
    switch question {
    case .time(let part):
      guard let text = try words(of: message, back: .notices(.menu)) else { return }
      try takeAgendaTime(text, part)
    case .comeBack(let id):
      guard let text = try words(of: message, back: .editing(.service(id))) else { return }
      try takeComeBack(text, id)
    }
  }
}
