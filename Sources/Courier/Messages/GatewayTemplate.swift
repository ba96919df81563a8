import Foundation

/// Text with placeholders, filled in for a gateway: `{phone}` in E.164, `{digits}` the same without
/// its plus, `{text}`, `{sender}`, and `{id}`, which is the same when a message goes twice.
///
/// Filled in one pass, so that what somebody wrote can't be taken for a placeholder.
struct GatewayTemplate: Sendable {
  /// How values are written so that they stay values.
  enum Escaping: Sendable {
    /// Percent-encoded, for an address.
    case address
    /// `application/x-www-form-urlencoded`.
    case form
    /// Inside a JSON string.
    case json
    case xml
    case none
  }

  static let names = ["phone", "digits", "text", "sender", "id"]

  private enum Piece: Sendable {
    case words(String)
    case value(String)
  }

  private let pieces: [Piece]
  private let escaping: Escaping

  init(_ source: String, _ escaping: Escaping) {
    var pieces: [Piece] = []
    var rest = source[...]
    while let opening = rest.firstIndex(of: "{") {
      let after = rest.index(after: opening)
      guard let name = Self.names.first(where: { rest[after...].hasPrefix($0 + "}") }) else {
        pieces.append(.words(String(rest[...opening])))
        rest = rest[after...]
        continue
      }
      pieces.append(.words(String(rest[..<opening])))
      pieces.append(.value(name))
      rest = rest[rest.index(after, offsetBy: name.count + 1)...]
    }
    pieces.append(.words(String(rest)))
    self.pieces = pieces
    self.escaping = escaping
  }

  func has(_ name: String) -> Bool {
    pieces.contains { if case .value(name) = $0 { true } else { false } }
  }

  func filled(_ values: [String: String]) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .value(let name): escaped(values[name] ?? "")
      }
    }.joined()
  }

  private func escaped(_ value: String) -> String {
    switch escaping {
    case .none: return value
    case .address: return Self.percentEncoded(value)
    case .form: return Self.percentEncoded(value).replacingOccurrences(of: "%20", with: "+")
    case .json:
      var text = ""
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case _ where scalar.value < 32:
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
      }
      return text
    case .xml:
      var text = ""
      for character in value {
        switch character {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&apos;"
        default: text.append(character)
        }
      }
      return text
    }
  }

  /// Everything but the unreserved characters of RFC 3986 §2.3.
  private static func percentEncoded(_ value: String) -> String {
    let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    var text = ""
    for byte in value.utf8 {
      if kept.contains(byte) {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return text
  }
}
