/// Parses Telegram's MarkdownV2 and the older Markdown, the parts that bots use: styles, code, links,
/// quotes and custom links; with the server's errors for what is left open or unescaped.
struct MarkdownParser {
  private let text: [Character]
  private let version2: Bool
  private var position = 0
  private var result = FormattedText(text: "", entities: [])
  private var length = 0
  private var open: [(mark: String, type: String, offset: Int, byte: Int)] = []

  static func parse(_ text: String, version2: Bool) throws(HTMLParser.Failure) -> FormattedText {
    var parser = MarkdownParser(text: Array(text), version2: version2)
    return try parser.run()
  }

  private init(text: [Character], version2: Bool) {
    self.text = text
    self.version2 = version2
  }

  private var byteOffset: Int { String(text[..<position]).utf8.count }

  private func starts(with mark: String) -> Bool {
    text[position...].starts(with: mark)
  }

  private mutating func append(_ character: Character) {
    result.text.append(character)
    length += character.utf16.count
  }

  private var marks: [(mark: String, type: String)] {
    version2
      ? [
        ("||", "spoiler"), ("__", "underline"), ("*", "bold"), ("_", "italic"),
        ("~", "strikethrough"),
      ] : [("*", "bold"), ("_", "italic")]
  }

  private mutating func run() throws(HTMLParser.Failure) -> FormattedText {
    while position < text.count {
      let character = text[position]
      if character == "\\", position + 1 < text.count,
        version2
          ? text[position + 1].isASCII && !text[position + 1].isLetter
          : "_*`[".contains(text[position + 1])
      {
        append(text[position + 1])
        position += 2
      } else if character == "`" {
        try code()
      } else if character == "[" {
        open.append(("[", "text_link", length, byteOffset))
        position += 1
      } else if character == "]", open.last?.mark == "[" {
        try link()
      } else if let found = marks.first(where: { starts(with: $0.mark) }) {
        toggle(found.mark, found.type)
      } else if version2, ".!-=|{}()#+>~]".contains(character), !isQuote {
        throw HTMLParser.Failure(
          text: "Character '\(character)' is reserved and must be escaped with the preceding '\\'")
      } else if version2, isQuote {
        quote()
      } else {
        append(character)
        position += 1
      }
    }
    if let last = open.last {
      let name = last.type == "text_link" ? "TextUrl" : last.type.capitalizedFirst
      throw HTMLParser.Failure(text: "Can't find end of \(name) entity at byte offset \(last.byte)")
    }
    return result
  }

  private var isQuote: Bool {
    text[position] == ">" && (position == 0 || text[position - 1] == "\n")
  }

  /// The mark opens its style, or closes it when it is the innermost one.
  private mutating func toggle(_ mark: String, _ type: String) {
    if let last = open.last, last.mark == mark {
      open.removeLast()
      if length > last.offset {
        result.entities.append(
          Entity(type: type, offset: last.offset, length: length - last.offset))
      }
    } else {
      open.append((mark, type, length, byteOffset))
    }
    position += mark.count
  }

  private mutating func code() throws(HTMLParser.Failure) {
    let start = byteOffset
    let mark = starts(with: "```") ? "```" : "`"
    position += mark.count
    let offset = length
    var language = ""
    if mark == "```" {
      var end = position
      while end < text.count, !text[end].isWhitespace, text[end] != "`" { end += 1 }
      if end < text.count, text[end] == "\n" {
        language = String(text[position..<end])
        position = end + 1
      }
    }
    while position < text.count, !starts(with: mark) {
      if version2, text[position] == "\\", position + 1 < text.count { position += 1 }
      append(text[position])
      position += 1
    }
    let name = mark == "`" ? "Code" : "Pre"
    guard position < text.count else {
      throw HTMLParser.Failure(text: "Can't find end of \(name) entity at byte offset \(start)")
    }
    position += mark.count
    var entity = Entity(
      type: mark == "`" ? "code" : "pre", offset: offset, length: length - offset)
    if !language.isEmpty { entity.extra = ["language": .string(language)] }
    if entity.length > 0 { result.entities.append(entity) }
  }

  private mutating func link() throws(HTMLParser.Failure) {
    let opened = open.removeLast()
    position += 1
    var url = ""
    if position < text.count, text[position] == "(" {
      position += 1
      while position < text.count, text[position] != ")" {
        if text[position] == "\\", position + 1 < text.count { position += 1 }
        url.append(text[position])
        position += 1
      }
      guard position < text.count else {
        throw HTMLParser.Failure(text: "Can't find end of a URL at byte offset \(opened.byte)")
      }
      position += 1
    }
    let entity = Entity(type: "", offset: opened.offset, length: length - opened.offset)
    if entity.length > 0, let made = LinkEntity.make(url, entity) { result.entities.append(made) }
  }

  /// A line that starts with ">"; neighbours melt into one block.
  private mutating func quote() {
    position += 1
    var end = position
    while end < text.count, text[end] != "\n" { end += 1 }
    let units = String(text[position..<end]).utf16.count
    guard units > 0 else { return }
    if let last = result.entities.lastIndex(where: { $0.type == "blockquote" }),
      result.entities[last].end + 1 == length
    {
      result.entities[last].length += units + 1
    } else {
      result.entities.append(Entity(type: "blockquote", offset: length, length: units))
    }
  }
}
