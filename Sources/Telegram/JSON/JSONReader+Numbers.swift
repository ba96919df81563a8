extension JSONReader {
  /// A whole number; `1.0` and `1e3` count, what does not fit is a fault.
  package mutating func int64() throws(JSONFault) -> Int64 {
    if let value = try plainNumber() { return value }
    let (range, isWhole) = try scanNumber()
    if isWhole {
      var index = range.lowerBound
      let isNegative = base[index] == UInt8(ascii: "-")
      if isNegative { index += 1 }
      var value: Int64 = 0
      while index < range.upperBound {
        let digit = Int64(base[index] - 0x30)
        let (product, over) = value.multipliedReportingOverflow(by: 10)
        let (next, overToo) =
          isNegative
          ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
        if over || overToo { throw JSONFault(.badNumber, at: range.lowerBound) }
        value = next
        index += 1
      }
      return value
    }
    guard let value = Int64(exactly: try number(range)) else {
      throw JSONFault(.badNumber, at: range.lowerBound)
    }
    return value
  }

  /// One to eighteen digits, a minus before them at most: almost every number. Nil for any other,
  /// with the reader where it was.
  private mutating func plainNumber() throws(JSONFault) -> Int64? {
    let isNegative = try peek() == UInt8(ascii: "-")
    let start = isNegative ? offset + 1 : offset
    let limit = min(end, start + 18)
    var index = start
    var value: Int64 = 0
    while index < limit, base[index] &- 0x30 < 10 {
      value = value &* 10 &+ Int64(base[index] &- 0x30)
      index += 1
    }
    guard index > start, index < end, base[start] != UInt8(ascii: "0") || index == start + 1 else {
      return nil
    }
    switch base[index] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      offset = index
      return isNegative ? -value : value
    default: return nil
    }
  }

  package mutating func int() throws(JSONFault) -> Int {
    Int(truncatingIfNeeded: try int64())
  }

  package mutating func double() throws(JSONFault) -> Double {
    try number(try scanNumber().0)
  }

  private func number(_ range: Range<Int>) throws(JSONFault) -> Double {
    let text = String(
      decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw JSONFault(.badNumber, at: range.lowerBound)
    }
    return value
  }

  /// Steps over a number of RFC 8259's grammar.
  mutating func scanNumber() throws(JSONFault) -> (Range<Int>, isWhole: Bool) {
    let first = try peek()
    let start = offset
    var index = offset
    var isWhole = true
    if first == UInt8(ascii: "-") { index += 1 }
    let leading = index
    try digits(&index)
    if base[leading] == UInt8(ascii: "0"), index - leading > 1 {
      throw JSONFault(.badNumber, at: start)
    }
    if index < end, base[index] == UInt8(ascii: ".") {
      isWhole = false
      index += 1
      try digits(&index)
    }
    if index < end, base[index] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      if index < end, base[index] == UInt8(ascii: "+") || base[index] == UInt8(ascii: "-") {
        index += 1
      }
      try digits(&index)
    }
    offset = index
    return (start..<index, isWhole)
  }

  private func digits(_ index: inout Int) throws(JSONFault) {
    let start = index
    while index < end, base[index] &- 0x30 < 10 { index += 1 }
    if index == start {
      throw JSONFault(index < end ? .unexpectedByte : .endOfText, at: index)
    }
  }
}
