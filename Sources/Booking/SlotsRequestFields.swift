import Foundation

/// Any JSON value.
enum JSONDocument: Decodable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONDocument])
  case object([String: JSONDocument])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONDocument].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONDocument].self))
    }
  }
}

/// What was found wrong with a request, in the order of its fields.
final class Complaints {
  private(set) var all: [String] = []
  func add(_ complaint: String) { all.append(complaint) }
}

/// One object of a request: hands out its fields, and complains about those that make no sense,
/// by their full name.
final class RequestObject {
  private let path: String
  private let fields: [String: JSONDocument]
  private let complaints: Complaints
  private var asked: Set<String> = []

  init(_ document: JSONDocument, at path: String, _ complaints: Complaints) {
    self.path = path
    self.complaints = complaints
    if case .object(let fields) = document {
      self.fields = fields
    } else {
      fields = [:]
      complaints.add("\(path.isEmpty ? "request" : path): is not an object")
    }
  }

  var keys: [String] { fields.keys.sorted() }

  func complain(_ key: String, _ what: String) {
    complaints.add("\(name(key)): \(what)")
  }

  /// Complains about every field that nobody asked for: most likely a slip in its name.
  func refuseOthers() {
    for key in keys where !asked.contains(key) { complain(key, "is not a known field") }
  }

  func text(_ key: String) -> String? {
    if field(key) == nil { complain(key, "is missing") }
    return optionalText(key)
  }

  func optionalText(_ key: String) -> String? {
    guard let field = field(key) else { return nil }
    if case .text(let text) = field { return text }
    complain(key, "is not a text")
    return nil
  }

  func moment(_ key: String) -> Instant? {
    guard let text = text(key) else { return nil }
    if let moment = Instant(iso: text) { return moment }
    complain(key, "\(Self.quoted(text)) is not a moment such as 2026-03-29T22:00:00Z")
    return nil
  }

  func flag(_ key: String) -> Bool? {
    guard let field = field(key) else { return nil }
    if case .flag(let flag) = field { return flag }
    complain(key, "is neither true nor false")
    return nil
  }

  func requiredNumber(_ key: String, in range: ClosedRange<Int>) -> Int? {
    if field(key) == nil { complain(key, "is missing") }
    return number(key, in: range)
  }

  func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let field = field(key) else { return nil }
    guard case .number(let value) = field, let number = Int(exactly: value) else {
      complain(key, "is not a whole number")
      return nil
    }
    if range.contains(number) { return number }
    complain(key, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
    return nil
  }

  func object(_ key: String) -> RequestObject? {
    if field(key) == nil { complain(key, "is missing") }
    return optionalObject(key)
  }

  func optionalObject(_ key: String) -> RequestObject? {
    field(key).map { RequestObject($0, at: name(key), complaints) }
  }

  func objects(_ key: String) -> [RequestObject] {
    list(key).enumerated().map { index, item in
      RequestObject(item, at: "\(name(key))[\(index)]", complaints)
    }
  }

  /// A list of ranges such as `09:00-13:00`.
  func ranges(_ key: String) -> [TimeRange] {
    list(key).enumerated().compactMap { index, item in
      guard case .text(let text) = item else {
        complain("\(key)[\(index)]", "is not a text")
        return nil
      }
      if let range = TimeRange(text) { return range }
      complain("\(key)[\(index)]", "\(Self.quoted(text)) is not a time range")
      return nil
    }
  }

  /// A text of the request, safe to print on one line.
  static func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(64).map { scalar in
      scalar.properties.generalCategory == .control ? " " : String(scalar)
    }
    return "\"\(shown.joined())\(text.unicodeScalars.count > 64 ? "…" : "")\""
  }

  private func list(_ key: String) -> [JSONDocument] {
    guard let field = field(key) else { return [] }
    if case .list(let items) = field { return items }
    complain(key, "is not a list")
    return []
  }

  private func field(_ key: String) -> JSONDocument? {
    asked.insert(key)
    guard let field = fields[key] else { return nil }
    if case .null = field { return nil }
    return field
  }

  private func name(_ key: String) -> String {
    let shown = key.isEmpty ? "\"\"" : String(Self.quoted(key).dropFirst().dropLast())
    return path.isEmpty ? shown : "\(path).\(shown)"
  }
}
