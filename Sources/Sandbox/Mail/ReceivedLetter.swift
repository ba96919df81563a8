import Foundation

/// An e-mail or a short message that came to the sandbox, as its reader would see it.
package struct ReceivedLetter: Sendable, Equatable {
  package let id: Int
  /// Unix seconds of the sandbox's clock.
  package let date: Int64
  package let to: [String]
  package let sender: String
  package let subject: String
  /// The plain part; empty when there is none.
  package let text: String
  package let html: String?
  /// Names of the files that came with it.
  package let files: [String]
  /// A short message, to a phone.
  package let isSMS: Bool

  init(id: Int, date: Int64, phone: String, words: String) {
    self.id = id
    self.date = date
    to = [phone]
    sender = "SMS"
    subject = String(words.prefix(80))
    text = words
    html = nil
    files = []
    isSMS = true
  }

  init(id: Int, date: Int64, envelope: SMTPSession.Envelope) {
    let part = MIMEPart(envelope.message)
    self.id = id
    self.date = date
    to = envelope.to
    sender = part.header("from").map(MIMEPart.words) ?? envelope.from
    subject = part.header("subject").map(MIMEPart.words) ?? ""
    let leaves = part.leaves
    text = leaves.first { $0.type == "text/plain" && $0.fileName == nil }?.text ?? ""
    html = leaves.first { $0.type == "text/html" && $0.fileName == nil }?.text
    files = leaves.compactMap(\.fileName)
    isSMS = false
  }

  var json: JSON {
    .object([
      "id": .int(Int64(id)), "date": .int(date), "to": .array(to.map { .string($0) }),
      "from": .string(sender), "subject": .string(subject), "text": .string(text),
      "html": html.map { .string($0) } ?? .null, "files": .array(files.map { .string($0) }),
      "sms": .bool(isSMS),
    ])
  }
}

/// A part of a message with its headers (RFC 2045, RFC 2046), as far as letters are made of them.
struct MIMEPart {
  private var headers: [(name: String, value: String)] = []
  private var content: [UInt8] = []

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
      .map { $0.last == 13 ? $0.dropLast() : $0 }[...]
    while let line = lines.popFirst(), !line.isEmpty {
      let words = String(decoding: line, as: UTF8.self)
      if let first = words.first, first == " " || first == "\t", !headers.isEmpty {
        headers[headers.count - 1].value += words
      } else if let colon = words.firstIndex(of: ":") {
        headers.append(
          (
            words[..<colon].lowercased(),
            words[words.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          ))
      }
    }
    content = Array(lines.joined(separator: [13, 10]))
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Such as `text/plain`.
  var type: String {
    let value = header("content-type") ?? "text/plain"
    return value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
  }

  var fileName: String? {
    guard let disposition = header("content-disposition"),
      disposition.lowercased().hasPrefix("attachment")
    else { return nil }
    return Self.parameter("filename", of: disposition) ?? type
  }

  /// The parts that are not made of parts, in their order.
  var leaves: [MIMEPart] {
    guard type.hasPrefix("multipart/"),
      let boundary = Self.parameter("boundary", of: header("content-type") ?? "")
    else { return [self] }
    let text = String(decoding: content, as: UTF8.self)
    let pieces = ("\r\n" + text).components(separatedBy: "\r\n--" + boundary).dropFirst()
    return pieces.prefix { !$0.hasPrefix("--") }.flatMap { piece in
      MIMEPart(Array(piece.drop { $0 == "\r\n" || $0 == " " }.utf8)).leaves
    }
  }

  var text: String {
    switch header("content-transfer-encoding")?.lowercased() {
    case "quoted-printable": String(decoding: Self.unquoted(content), as: UTF8.self)
    case "base64":
      String(
        decoding: Data(base64Encoded: Data(content), options: .ignoreUnknownCharacters) ?? Data(),
        as: UTF8.self)
    default: String(decoding: content, as: UTF8.self)
    }
  }

  /// `name=value` or `name="value"` after a semicolon; `name*=UTF-8''…` (RFC 2231) too.
  private static func parameter(_ name: String, of value: String) -> String? {
    for piece in value.split(separator: ";").dropFirst() {
      let sides = piece.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard sides.count == 2 else { continue }
      let text = sides[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      if sides[0].lowercased() == name { return words(text) }
      if sides[0].lowercased() == name + "*" {
        return text.components(separatedBy: "''").last?.removingPercentEncoding
      }
    }
    return nil
  }

  /// Quoted-printable (RFC 2045 §6.7).
  static func unquoted(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "="), index + 2 < bytes.count {
        let pair = String(decoding: bytes[index + 1...index + 2], as: UTF8.self)
        if let byte = UInt8(pair, radix: 16) { plain.append(byte) }
        index += 3
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return plain
  }

  /// A header with its encoded words read (RFC 2047).
  static func words(_ header: String) -> String {
    var text = ""
    var rest = header[...]
    var isAfterWord = false
    while let start = rest.range(of: "=?") {
      let before = rest[..<start.lowerBound]
      let parts = rest[start.upperBound...].split(
        separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].hasPrefix("="), let plain = decoded(parts[1], parts[2])
      else {
        text += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        continue
      }
      // White space between encoded words is none of the text.
      if !(isAfterWord && before.allSatisfy(\.isWhitespace)) { text += before }
      text += plain
      rest = parts[3].dropFirst()
      isAfterWord = true
    }
    return text + rest
  }

  private static func decoded(_ kind: Substring, _ code: Substring) -> String? {
    switch kind.uppercased() {
    case "B": Data(base64Encoded: String(code)).map { String(decoding: $0, as: UTF8.self) }
    case "Q":
      String(
        decoding: unquoted(Array(code.replacingOccurrences(of: "_", with: " ").utf8)),
        as: UTF8.self)
    default: nil
    }
  }
}
