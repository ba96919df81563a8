/// Text made fit for a calendar: without the control characters that RFC 5545 §3.1 forbids.
/// libical escapes what is left, but lets control characters through, and in an address or a
/// parameter even line ends, with which a client's name could write properties of its own.
enum PlainText {
  /// Several lines, with plain line feeds between them, and no blanks at either end: readers
  /// drop them anyway.
  static func lines(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r", "\u{85}", "\u{2028}", "\u{2029}": clean.append("\n")
      case "\n": if !afterReturn { clean.append("\n") }
      case "\t": clean.append(scalar)
      default: if !isControl(scalar) { clean.append(scalar) }
      }
      afterReturn = scalar == "\r"
    }
    let blank = { (scalar: Unicode.Scalar) in " \t\n".unicodeScalars.contains(scalar) }
    let rest = clean.drop(while: blank)
    guard let last = rest.lastIndex(where: { !blank($0) }) else { return "" }
    return String(rest[...last])
  }

  /// One word, such as an address: no control characters, no blanks.
  static func word(_ text: String) -> String {
    String(text.unicodeScalars.filter { !isControl($0) && !$0.properties.isWhitespace })
  }

  /// The value of a parameter: one line; quotation marks cannot be written in one.
  static func parameter(_ text: String) -> String {
    let words = lines(text).split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
    return String(words.map { $0 == "\"" ? "'" : $0 })
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
  }
}
