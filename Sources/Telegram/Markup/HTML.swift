/// Text in Telegram's HTML parse mode; the only maker of markup, so that everything is escaped
/// exactly once.
///
///     HTML("Tom & Jerry").bold() + HTML(" at 10:00")
package struct HTML: Sendable, Hashable {
  /// With tags and entities, as sent.
  package let source: String

  private init(source: String) { self.source = source }

  /// Escapes `& < > "`.
  package init(_ plain: String) { source = HTML.escape(plain) }

  /// Markup written by us, such as a phrase with its own tags. Never for what people typed.
  package static func markup(_ trusted: String) -> HTML { HTML(source: trusted) }

  package static let empty = HTML(source: "")

  package var isEmpty: Bool { source.isEmpty }

  package static func + (left: HTML, right: HTML) -> HTML {
    HTML(source: left.source + right.source)
  }

  package static func += (left: inout HTML, right: HTML) { left = left + right }

  // MARK: Tags

  package func bold() -> HTML { wrapped("b") }
  package func italic() -> HTML { wrapped("i") }
  package func underline() -> HTML { wrapped("u") }
  package func strike() -> HTML { wrapped("s") }
  package func code() -> HTML { wrapped("code") }
  package func pre() -> HTML { wrapped("pre") }
  package func spoiler() -> HTML { wrapped("tg-spoiler") }

  /// A quotation; an expandable one is folded until tapped.
  package func quote(expandable: Bool = false) -> HTML {
    HTML(source: "<blockquote\(expandable ? " expandable" : "")>\(source)</blockquote>")
  }

  package func link(to url: String) -> HTML {
    HTML(source: "<a href=\"\(HTML.escape(url))\">\(source)</a>")
  }

  /// A mention that works for people without a username too.
  package func mention(user id: Int64) -> HTML { link(to: "tg://user?id=\(id)") }

  /// A time shown in the reader's own zone and language; `format` is `r` or `w?[dD]?[tT]?`
  /// (Bot API, date-time entity formatting). Apps that do not know it show the fallback.
  package static func time(unix: Int64, format: String, fallback: String) -> HTML {
    HTML(
      source: "<tg-time unix=\"\(unix)\" format=\"\(escape(format))\">\(escape(fallback))</tg-time>"
    )
  }

  private func wrapped(_ tag: String) -> HTML { HTML(source: "<\(tag)>\(source)</\(tag)>") }

  static func escape(_ plain: String) -> String {
    var plain = plain
    return plain.withUTF8 { text in
      let needsEscape = text.contains {
        $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
          || $0 == UInt8(ascii: "\"")
      }
      guard needsEscape else { return String(decoding: text, as: UTF8.self) }
      var out: [UInt8] = []
      out.reserveCapacity(text.count + 16)
      for byte in text {
        switch byte {
        case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
        default: out.append(byte)
        }
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}

extension HTML: CustomStringConvertible {
  package var description: String { source }
}

extension Sequence<HTML> {
  package func joined(separator: HTML = .empty) -> HTML {
    .markup(map(\.source).joined(separator: separator.source))
  }

  package func joined(separator: String) -> HTML { joined(separator: HTML(separator)) }
}
