/// A file that came with a request.
package struct Upload: Sendable {
  package var name: String
  package var mime: String?
  package var bytes: [UInt8]

  package init(name: String, mime: String? = nil, bytes: [UInt8]) {
    self.name = name
    self.mime = mime
    self.bytes = bytes
  }
}

/// The parameters of one call, all as text, as the server keeps them whatever way they came
/// (query, form, multipart, JSON).
struct CallParameters: Sendable {
  var values: [String: String] = [:]
  var files: [String: Upload] = [:]

  /// The text; nil when absent or empty, which the server treats alike.
  subscript(name: String) -> String? {
    values[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  func int(_ name: String) -> Int64? {
    self[name].flatMap { Int64($0.trimmed) }
  }

  /// The text parsed as JSON; nil when absent or no JSON.
  func json(_ name: String) -> JSON? { self[name].flatMap { JSON(parsing: $0) } }

  func double(_ name: String) -> Double? { self[name].flatMap { Double($0.trimmed) } }

  func bool(_ name: String) -> Bool {
    guard let value = self[name]?.trimmed.lowercased() else { return false }
    return value == "true" || value == "yes" || value == "1"
  }

  /// A JSON body's members: strings as they are, other values as their JSON text.
  mutating func add(_ object: JSONObject) {
    for member in object.members {
      switch member.value {
      case .string(let text): values[member.key] = text
      case .null: break
      default: values[member.key] = member.value.text
      }
    }
  }
}

extension String {
  /// Without white space around it.
  var trimmed: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
