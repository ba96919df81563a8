import FrontDesk
import Store
import Telegram

/// The texts that clients get, in the business's own words.
enum TextsTap: TapFamily {
  static let letter: Character = "Q"

  case list
  case group(OwnText.Group)
  /// One text in a language.
  case text(OwnText, String)
  case edit(OwnText, String)
  /// Keeps what was typed and looked at.
  case save(OwnText, String)
  case reset(OwnText, String)

  var data: String {
    switch self {
    case .list: "Ql"
    case .group(let group): pack("Qg", group.rawValue)
    case .text(let text, let language): pack("Qt", text.rawValue) + "." + language
    case .edit(let text, let language): pack("Qe", text.rawValue) + "." + language
    case .save(let text, let language): pack("Qs", text.rawValue) + "." + language
    case .reset(let text, let language): pack("Qr", text.rawValue) + "." + language
    }
  }

  init?(_ verb: String, _ text: String, _ read: inout TapArguments) {
    if verb == "Ql" {
      self = .list
      return
    }
    if verb == "Qg" {
      guard let group = read.number().flatMap(OwnText.Group.init(rawValue:)) else { return nil }
      self = .group(group)
      return
    }
    guard let text = read.number().flatMap(OwnText.init(rawValue:)) else { return nil }
    let language = read.word()
    guard !language.isEmpty, language.count <= 8 else { return nil }
    switch verb {
    case "Qt": self = .text(text, language)
    case "Qe": self = .edit(text, language)
    case "Qs": self = .save(text, language)
    case "Qr": self = .reset(text, language)
    default: return nil
    }
  }
}

/// What is asked about texts.
enum TextsQuestion: Codable, Hashable, Sendable {
  case words(text: Int, language: String)
  /// Looked at and not kept yet; typing again replaces it.
  case preview(text: Int, language: String, words: String)
}

extension Turn {
  func follow(_ tap: TextsTap) throws {
    guard person.isOwner else { return try notAllowed() }
    switch tap {
    case .list: try showTexts()
    case .group(let group): try showTexts(group)
    case .text(let text, let language): try showText(text, language)
    case .edit(let text, let language): try askText(text, language)
    case .save(let text, let language): try saveText(text, language)
    case .reset(let text, let language): try resetText(text, language)
    }
  }

  func answer(_ message: Message, _ question: TextsQuestion) throws {
    guard person.isOwner else { return try notAllowed() }
    switch question {
    case .words(let number, let language), .preview(let number, let language, _):
      guard let text = OwnText(rawValue: number) else { return try showTexts() }
      guard let words = try words(of: message, back: .texts(.text(text, language))) else { return }
      try takeText(words, text, language)
    }
  }
}
