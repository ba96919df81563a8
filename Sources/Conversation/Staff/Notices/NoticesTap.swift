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

  var data: String {
    switch self {
    case .menu: "Jn"
    case .want(let kind, let isOn): pack("Jw", kind.number, isOn ? 1 : 0)
    case .ask(let part): pack("Ja", part.number)
    case .set(let part, let minute): pack("Js", part.number, minute)
    case .never(let part): pack("Jo", part.number)
    case .freeDays(let isOn): pack("Jf", isOn ? 1 : 0)
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
      default: nil
      }
    guard let tap else { return nil }
    self = tap
  }
}

/// What is asked about notices.
enum NoticesQuestion: Codable, Hashable, Sendable {
  /// At what time an agenda is to come.
  case time(DayPart)
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
    }
  }

  func answer(_ message: Message, _ question: NoticesQuestion) throws {
    switch question {
    case .time(let part):
      guard let text = try words(of: message, back: .notices(.menu)) else { return }
      try takeAgendaTime(text, part)
    }
  }
}
