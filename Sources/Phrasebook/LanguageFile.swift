/// A language file as written: one flat JSON object of texts, in order, each with its line.
///
/// Read by hand rather than by Foundation, which would hide doubled keys and know no lines.
struct LanguageFile {
  struct Entry {
    let key: String
    let text: String
    let line: Int
  }

  let code: String
  let entries: [Entry]

  var name: String { code + ".json" }

  init(code: String, json: some Collection<UInt8>) throws(PhrasebookFault) {
    var reader = FlatJSON(bytes: Array(json))
    do {
      entries = try reader.object()
    } catch {
      throw PhrasebookFault(problems: [
        .init(file: code + ".json", line: reader.line, text: error.text)
      ])
    }
    self.code = code
  }
}

/// The part of JSON (RFC 8259) that language files use: an object of strings.
private struct FlatJSON {
  struct Unreadable: Error { let text: String }

  let bytes: [UInt8]
  var position = 0
  var line = 1

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func object() throws(Unreadable) -> [LanguageFile.Entry] {
    var entries: [LanguageFile.Entry] = []
    try expect("{")
    if peek() == UInt8(ascii: "}") {
      position += 1
    } else {
      repeat {
        _ = peek()
        let start = line
        let key = try string()
        try expect(":")
        entries.append(.init(key: key, text: try string(), line: start))
      } while try hasMore()
    }
    if peek() != nil { throw Unreadable(text: "there is something after the object") }
    return entries
  }

  private mutating func hasMore() throws(Unreadable) -> Bool {
    switch peek() {
    case UInt8(ascii: ","):
      position += 1
      return true
    case UInt8(ascii: "}"):
      position += 1
      return false
    default:
      throw Unreadable(text: "“,” or “}” expected")
    }
  }

  /// The next byte that is not white space.
  private mutating func peek() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return bytes[position]
      }
      position += 1
    }
    return nil
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Unreadable) {
    guard peek() == UInt8(ascii: character) else {
      throw Unreadable(text: "“\(character)” expected")
    }
    position += 1
  }

  private mutating func string() throws(Unreadable) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let end = bytes[position...].firstIndex(where: Self.endsRun) {
      text += bytes[position..<end]
      position = end + 1
      switch bytes[end] {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw Unreadable(text: "this is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"):
        text.append(contentsOf: String(try escape()).utf8)
      default:
        throw Unreadable(text: "a text runs over the end of its line")
      }
    }
    throw Unreadable(text: "a text has no end")
  }

  /// Whether a byte of a text is not simply itself.
  private static func endsRun(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
  }

  private mutating func escape() throws(Unreadable) -> Unicode.Scalar {
    guard position < bytes.count else { throw Unreadable(text: "a text has no end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default: throw Unreadable(text: "unknown escape “\\\(Unicode.Scalar(byte))”")
    }
  }

  private mutating func codePoint() throws(Unreadable) -> Unicode.Scalar {
    var value = try hexadecimal()
    if (0xD800..<0xDC00).contains(value), bytes[position...].starts(with: #"\u"#.utf8) {
      position += 2
      let low = try hexadecimal()
      if (0xDC00..<0xE000).contains(low) {
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw Unreadable(text: "an escape is half a surrogate pair")
    }
    return scalar
  }

  private mutating func hexadecimal() throws(Unreadable) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, let text = String(validating: digits, as: UTF8.self),
      let value = UInt32(text, radix: 16)
    else { throw Unreadable(text: "“\\u” needs four hexadecimal digits") }
    position += 4
    return value
  }
}
