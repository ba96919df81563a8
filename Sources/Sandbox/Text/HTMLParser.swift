/// Parses Telegram's HTML style (Bot API, "Formatting options") with the server's own strictness
/// and error texts; offsets in the errors are bytes of the input.
struct HTMLParser {
  private let text: [UInt8]
  private var position = 0
  private var output: [UInt8] = []
  private var length = 0
  private var open: [OpenTag] = []
  private var entities: [Entity] = []

  private struct OpenTag {
    var name: String
    var attributes: [String: String]
    var offset: Int
    var outputStart: Int
  }

  struct Failure: Error, Equatable { let text: String }

  private static let tags: Set<String> = [
    "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji",
    "tg-time", "span", "pre", "code", "blockquote",
  ]

  private init(_ text: String) { self.text = Array(text.utf8) }

  /// The text without tags and its entities, not yet trimmed; throws the server's description,
  /// without its "Bad Request: can't parse entities: ".
  static func parse(_ text: String) throws(Failure) -> FormattedText {
    var parser = HTMLParser(text)
    return try parser.run()
  }

  private var byte: UInt8 { position < text.count ? text[position] : 0 }

  private var atSpace: Bool { position < text.count && Self.isSpace(byte) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte) || byte == 0
  }

  private mutating func run() throws(Failure) -> FormattedText {
    while position < text.count {
      if byte == UInt8(ascii: "&"), let scalar = reference() {
        append(scalar)
      } else if byte == UInt8(ascii: "<") {
        let start = position
        position += 1
        if byte == UInt8(ascii: "/") { try endTag(start) } else { try startTag(start) }
      } else {
        if byte & 0xC0 != 0x80 { length += byte >= 0xF0 ? 2 : 1 }
        output.append(byte)
        position += 1
      }
    }
    if let last = open.last {
      throw Failure(text: "Can't find end tag corresponding to start tag \"\(last.name)\"")
    }
    // A language belongs to a whole block only.
    for index in entities.indices where entities[index].type == "code" {
      entities[index].extra["language"] = nil
    }
    return FormattedText(text: String(decoding: output, as: UTF8.self), entities: entities)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    output.append(contentsOf: String(scalar).utf8)
    length += scalar.value > 0xFFFF ? 2 : 1
  }

  /// A character reference at the position: numeric ones and lt, gt, amp, quot; others stay text.
  private mutating func reference() -> Unicode.Scalar? {
    var end = position + 1
    func at(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    var code: UInt32?
    if at(end) == UInt8(ascii: "#") {
      end += 1
      let radix = at(end) == UInt8(ascii: "x") ? 16 : 10
      if radix == 16 { end += 1 }
      let start = end
      while Character(Unicode.Scalar(at(end))).isASCIIDigit(radix: radix) { end += 1 }
      guard end - position < 10 else { return nil }
      code = UInt32(String(decoding: text[start..<end], as: UTF8.self), radix: radix)
    } else {
      let start = end
      while Character(Unicode.Scalar(at(end))).isASCIILetter { end += 1 }
      let names: [String: UInt32] = ["lt": 60, "gt": 62, "amp": 38, "quot": 34]
      code = names[String(decoding: text[start..<end], as: UTF8.self)]
    }
    guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return nil }
    position = at(end) == UInt8(ascii: ";") ? end + 1 : end
    return scalar
  }

  private mutating func startTag(_ start: Int) throws(Failure) {
    while position < text.count, !atSpace, byte != UInt8(ascii: ">") { position += 1 }
    guard position < text.count else { throw unclosed(start) }
    let name = String(decoding: text[(start + 1)..<position], as: UTF8.self).lowercased()
    guard Self.tags.contains(name) else {
      throw Failure(text: "Unsupported start tag \"\(name)\" at byte offset \(start)")
    }
    var attributes: [String: String] = [:]
    while byte != UInt8(ascii: ">") {
      skipSpace()
      guard position < text.count else { throw unclosed(start, name) }
      if byte == UInt8(ascii: ">") { break }
      let (key, value) = try attribute(start, name)
      attributes[key] = value
    }
    position += 1
    if name == "span", attributes["class"] != "tg-spoiler" {
      throw Failure(
        text: "Tag \"span\" must have class \"tg-spoiler\" at byte offset \(start)")
    }
    open.append(
      OpenTag(name: name, attributes: attributes, offset: length, outputStart: output.count))
  }

  private func unclosed(_ start: Int, _ name: String? = nil) -> Failure {
    let tag = name.map { " \"\($0)\"" } ?? ""
    return Failure(text: "Unclosed start tag\(tag) at byte offset \(start)")
  }

  private mutating func skipSpace() {
    while atSpace { position += 1 }
  }

  private mutating func attribute(_ start: Int, _ tag: String) throws(Failure) -> (String, String) {
    let nameStart = position
    while position < text.count, !atSpace, byte != UInt8(ascii: "="), byte != UInt8(ascii: ">") {
      position += 1
    }
    let name = String(decoding: text[nameStart..<position], as: UTF8.self)
    guard !name.isEmpty else {
      throw Failure(
        text: "Empty attribute name in the tag \"\(tag)\" at byte offset \(start)")
    }
    skipSpace()
    guard position < text.count else { throw unclosed(start, tag) }
    guard byte == UInt8(ascii: "=") else { return (name, "") }
    position += 1
    skipSpace()
    guard position < text.count else { throw unclosed(start, tag) }
    var value: [UInt8] = []
    let quote = byte
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      while position < text.count, byte != quote {
        if byte == UInt8(ascii: "&"), let scalar = reference() {
          value.append(contentsOf: String(scalar).utf8)
        } else {
          value.append(byte)
          position += 1
        }
      }
      position += 1
    } else {
      let tokenStart = position
      while position < text.count,
        Character(Unicode.Scalar(byte)).isASCIILetter
          || Character(Unicode.Scalar(byte)).isASCIIDigit(radix: 10)
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      {
        value.append(byte)
        position += 1
      }
      guard atSpace || byte == UInt8(ascii: ">") else {
        throw Failure(text: "Unexpected end of name token at byte offset \(tokenStart)")
      }
      return (name, String(decoding: value, as: UTF8.self).lowercased())
    }
    guard position < text.count else { throw unclosed(start, tag) }
    return (name, String(decoding: value, as: UTF8.self))
  }

  private mutating func endTag(_ start: Int) throws(Failure) {
    guard let tag = open.last else {
      throw Failure(text: "Unexpected end tag at byte offset \(start)")
    }
    while position < text.count, !atSpace, byte != UInt8(ascii: ">") { position += 1 }
    let name = String(decoding: text[(start + 2)..<position], as: UTF8.self).lowercased()
    skipSpace()
    guard byte == UInt8(ascii: ">") else {
      throw Failure(text: "Unclosed end tag at byte offset \(start)")
    }
    position += 1
    guard name.isEmpty || name == tag.name else {
      throw Failure(
        text: "Unmatched end tag at byte offset \(start), expected \"</\(tag.name)>\", found"
          + " \"</\(name)>\"")
    }
    open.removeLast()
    if length > tag.offset { try close(tag, start) }
  }

  private mutating func close(_ tag: OpenTag, _ start: Int) throws(Failure) {
    var entity = Entity(type: "", offset: tag.offset, length: length - tag.offset)
    switch tag.name {
    case "b", "strong": entity.type = "bold"
    case "i", "em": entity.type = "italic"
    case "u", "ins": entity.type = "underline"
    case "s", "strike", "del": entity.type = "strikethrough"
    case "span", "tg-spoiler": entity.type = "spoiler"
    case "blockquote":
      entity.type = tag.attributes["expandable"] == nil ? "blockquote" : "expandable_blockquote"
    case "tg-emoji":
      guard let id = tag.attributes["emoji-id"].flatMap(Int64.init) else {
        throw Failure(text: "Invalid custom emoji identifier specified")
      }
      entity.type = "custom_emoji"
      entity.extra = ["custom_emoji_id": .string(String(id))]
    case "tg-time":
      entity = try DateTimeEntity.make(tag.attributes, entity, byteOffset: start)
    case "a":
      let inner = String(decoding: output[tag.outputStart...], as: UTF8.self)
      let link = tag.attributes["href"].flatMap { $0.isEmpty ? nil : $0 } ?? inner
      guard let linked = LinkEntity.make(link, entity) else { return }
      entity = linked
    case "code":
      entity.type = "code"
      let language = tag.attributes["class"].flatMap {
        $0.hasPrefix("language-") ? String($0.dropFirst(9)) : nil
      }
      if let language, !language.isEmpty { entity.extra = ["language": .string(language)] }
    case "pre":
      entity.type = "pre"
      // <pre><code class="language-x">: one block with a language.
      if let inner = entities.last, inner.type == "code", inner.offset == entity.offset,
        inner.length == entity.length, let language = inner.extra["language"]
      {
        entities.removeLast()
        entity.extra = ["language": language]
      }
    default: return
    }
    entities.append(entity)
  }
}

extension Character {
  var isASCIILetter: Bool { isASCII && isLetter }

  func isASCIIDigit(radix: Int) -> Bool {
    isASCII && (radix == 16 ? isHexDigit : isNumber)
  }
}
