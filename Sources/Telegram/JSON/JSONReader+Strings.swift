extension JSONReader {
  /// A string. Bytes that are not UTF-8 and lone surrogates become U+FFFD.
  package mutating func string() throws(JSONFault) -> String {
    let (range, hasEscapes) = try scanString()
    if hasEscapes { return String(decoding: try unescape(range), as: UTF8.self) }
    return String(
      decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self)
  }

  /// A string to compare at once, without building it.
  package mutating func token() throws(JSONFault) -> JSONKey {
    let (range, hasEscapes) = try scanString()
    if hasEscapes {
      return JSONKey(
        bytes: UnsafeBufferPointer(start: nil, count: 0), unescaped: try unescape(range))
    }
    return JSONKey(
      bytes: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), unescaped: nil
    )
  }

  /// Steps over a string; the range is what stands between its quotes.
  mutating func scanString() throws(JSONFault) -> (Range<Int>, hasEscapes: Bool) {
    guard try peek() == UInt8(ascii: "\"") else { throw fault(.wrongType) }
    let start = offset + 1
    var hasEscapes = false
    var index = PlainRun.end(in: base, from: start, to: end)
    while index < end {
      switch base[index] {
      case UInt8(ascii: "\""):
        offset = index + 1
        return (start..<index, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        index += 2
        if index < end { index = PlainRun.end(in: base, from: index, to: end) }
      default: throw JSONFault(.unexpectedByte, at: index)
      }
    }
    throw JSONFault(.endOfText, at: end)
  }

  func unescape(_ range: Range<Int>) throws(JSONFault) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = base[index]
      guard byte == UInt8(ascii: "\\") else {
        out.append(byte)
        index += 1
        continue
      }
      // scanString saw a byte behind every backslash.
      let escape = base[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(escape)
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "u"):
        var unit = try codeUnit(at: index, before: range.upperBound)
        index += 4
        if unit & 0xFC00 == 0xD800, index + 6 <= range.upperBound,
          base[index] == UInt8(ascii: "\\"), base[index + 1] == UInt8(ascii: "u")
        {
          let low = try codeUnit(at: index + 2, before: range.upperBound)
          if low & 0xFC00 == 0xDC00 {
            unit = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)
            index += 6
          }
        }
        out.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
      default: throw JSONFault(.badEscape, at: index - 1)
      }
    }
    return out
  }

  private func codeUnit(at start: Int, before limit: Int) throws(JSONFault) -> UInt32 {
    guard start + 4 <= limit else { throw JSONFault(.badEscape, at: start) }
    var unit: UInt32 = 0
    for index in start..<start + 4 {
      let digit: UInt8
      switch base[index] {
      case let byte where byte >= 0x30 && byte <= 0x39: digit = byte - 0x30
      case let byte where byte >= 0x41 && byte <= 0x46: digit = byte - 0x41 + 10
      case let byte where byte >= 0x61 && byte <= 0x66: digit = byte - 0x61 + 10
      default: throw JSONFault(.badEscape, at: index)
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
