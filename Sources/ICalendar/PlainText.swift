/// Text made fit for a calendar: without the control characters that RFC 5545 §3.1 forbids.
/// libical escapes what is left, but lets control characters through, and in an address or a
/// parameter even line ends, with which a client's name could write properties of its own.
enum PlainText {
  /// Several lines, with plain line feeds between them, and no blanks at either end: readers
  /// drop them anyway.
  static func lines(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case lineFeed:
        if index == 0 || bytes[index - 1] != carriageReturn { clean.append(lineFeed) }
        index += 1
      case carriageReturn:
        clean.append(lineFeed)
        index += 1
      case 0x20..<0x7F, 0x80..<0xC2, 0xC3..<0xE2, 0xE3...0xFF, tab:
        clean.append(byte)
        index += 1
      case 0xC2 where bytes[index + 1] < 0xA0:
        // Control characters; U+0085 ends a line.
        if bytes[index + 1] == 0x85 { clean.append(lineFeed) }
        index += 2
      case 0xE2 where bytes[index + 1] == 0x80 && 0xA8...0xA9 ~= bytes[index + 2]:
        // U+2028 and U+2029, which end a line.
        clean.append(lineFeed)
        index += 3
      case 0xC2, 0xE2:
        clean.append(byte)
        index += 1
      default:
        index += 1
      }
    }
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == tab || byte == lineFeed }
    guard let first = clean.firstIndex(where: { !isBlank($0) }),
      let last = clean.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: clean[first...last], as: UTF8.self)
  }

  private static let (tab, lineFeed, carriageReturn) = (UInt8(9), UInt8(10), UInt8(13))

  /// One word, such as an address: no control characters, no blanks.
  static func word(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) { return text }
    return String(text.unicodeScalars.filter { !isControl($0) && !$0.properties.isWhitespace })
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
