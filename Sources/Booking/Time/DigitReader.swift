/// Reads fixed-width numbers and marks from ASCII, for the few formats of dates and times.
struct DigitReader<Bytes: Collection<UInt8>> {
  private var rest: Bytes.SubSequence

  init(_ bytes: Bytes) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes the mark if it comes next.
  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Exactly so many decimal digits; nil, and nothing taken, when there are fewer.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    var index = rest.startIndex
    for _ in 0..<digits {
      guard index < rest.endIndex, case 48...57 = rest[index] else { return nil }
      value = value * 10 + Int(rest[index] - 48)
      index = rest.index(after: index)
    }
    rest = rest[index...]
    return value
  }
}
