/// One form of a phrase, taken apart at load so that saying it is only joining strings.
struct PhraseForm: Sendable {
  enum Segment: Hashable, Sendable {
    case literal(String)
    /// `{name}`; written `{Name}`, the argument starts with a capital. Inside a tag's
    /// attribute (`isQuoted`) quotes are escaped too.
    case argument(String, isCapital: Bool, isQuoted: Bool)
  }

  /// Without the tags.
  let plain: [Segment]
  /// With the phrase's own tags, the rest escaped.
  let markup: [Segment]

  /// The names of the placeholders.
  var placeholders: Set<String> {
    var names: Set<String> = []
    for case .argument(let name, _, _) in markup { names.insert(name) }
    return names
  }
}

extension [PhraseForm.Segment] {
  /// The segments joined, each placeholder replaced by what `value` gives for its name and for
  /// whether it stands inside quotes.
  func filled(_ value: (_ name: String, _ isQuoted: Bool) -> String) -> String {
    if count == 1, case .literal(let text) = self[0] { return text }
    var text = ""
    for segment in self {
      switch segment {
      case .literal(let literal):
        text += literal
      case .argument(let name, let isCapital, let isQuoted):
        let argument = value(name, isQuoted)
        text += isCapital ? argument.capitalisedFirst : argument
      }
    }
    return text
  }
}

extension String {
  /// With a capital first letter, as at the start of a line.
  package var capitalisedFirst: String {
    // What stands on an ASCII letter stays where it is.
    if let byte = utf8.first, byte < 0x80 {
      guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) else { return self }
      var bytes = Array(utf8)
      bytes[0] = byte - 0x20
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}

/// Takes a phrase apart, and tells what is wrong with it.
struct PhraseFormParser {
  /// Tags of Telegram's HTML that phrases may use.
  static let tags: Set<String> = ["b", "i", "u", "s", "code", "pre", "a", "blockquote"]

  private(set) var problems: [String] = []
  private var plain = Segments()
  private var markup = Segments()
  private var open: [String] = []

  mutating func parse(_ text: String) -> PhraseForm {
    var rest = text[...]
    while let byte = rest.utf8.first {
      let run = rest[..<(rest.utf8.firstIndex(where: Self.isMark) ?? rest.endIndex)]
      guard run.isEmpty else {
        plain.literal(run)
        markup.literal(run)
        rest = rest[run.endIndex...]
        continue
      }
      rest = rest[rest.utf8.index(after: rest.startIndex)...]
      switch byte {
      case UInt8(ascii: "{"):
        guard let (name, isCapital) = placeholder(&rest) else { continue }
        plain.argument(name, isCapital, false)
        markup.argument(name, isCapital, false)
      case UInt8(ascii: "}"):
        problems.append("“}” without “{”")
      case UInt8(ascii: "<"):
        guard let end = rest.firstIndex(of: ">") else {
          problems.append("“<” without “>”")
          return finished()
        }
        tag(rest[..<end])
        rest = rest[end...].dropFirst()
      case UInt8(ascii: ">"):
        plain.literal(">")
        markup.literal("&gt;")
      default:
        plain.literal("&")
        markup.literal("&amp;")
      }
    }
    for name in open { problems.append("<\(name)> is not closed") }
    return finished()
  }

  private func finished() -> PhraseForm { PhraseForm(plain: plain.whole, markup: markup.whole) }

  /// Whether a byte is more than itself. Texts between marks are taken whole.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "&"):
      true
    default: false
    }
  }

  /// Takes `name}` off the front.
  private mutating func placeholder(_ rest: inout Substring) -> (name: String, isCapital: Bool)? {
    let written = rest.prefix { $0 != "}" }
    guard let first = written.first, written.endIndex < rest.endIndex, first.isASCII,
      first.isLetter, written.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      problems.append("“{” without a name and “}”")
      return nil
    }
    rest = rest[written.endIndex...].dropFirst()
    return (first.lowercased() + written.dropFirst(), first.isUppercase)
  }

  /// The inside of a `<…>`: opens or closes a tag.
  private mutating func tag(_ inside: Substring) {
    if inside.first == "/" {
      let name = String(inside.dropFirst())
      if open.last == name {
        open.removeLast()
      } else {
        problems.append("</\(name)> closes nothing")
      }
    } else {
      let name = String(inside.prefix { $0 != " " })
      if Self.tags.contains(name) {
        open.append(name)
      } else {
        problems.append("unknown tag <\(name)>")
      }
    }
    markup.literal("<")
    var rest = inside
    while let character = rest.first {
      rest.removeFirst()
      if character != "{" {
        markup.literal(String(character))
      } else if let (name, isCapital) = placeholder(&rest) {
        markup.argument(name, isCapital, true)
      }
    }
    markup.literal(">")
  }
}

/// Segments in the making; neighbouring literals become one.
private struct Segments {
  private var segments: [PhraseForm.Segment] = []
  private var pending = ""

  var whole: [PhraseForm.Segment] { pending.isEmpty ? segments : segments + [.literal(pending)] }

  mutating func literal(_ text: some StringProtocol) { pending += text }

  mutating func argument(_ name: String, _ isCapital: Bool, _ isQuoted: Bool) {
    segments = whole + [.argument(name, isCapital: isCapital, isQuoted: isQuoted)]
    pending = ""
  }
}
