/// Bytes that stand for themselves in a JSON string: all but quotes, backslashes and control
/// characters (RFC 8259 §7).
enum PlainRun {
  /// The place of the first byte from `start` on that does not stand for itself; `limit` if none.
  ///
  /// Looks at eight bytes at a time: `x - n & ~x` has a byte's high bit set where the byte is below
  /// `n`. A borrow may set it wrongly for bytes after that one, never before: the first is right.
  @inline(__always)
  static func end(in text: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= limit {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let found =
        ((word &- (ones &* 0x20)) & ~word) | ((quotes &- ones) & ~quotes)
        | ((backslashes &- ones) & ~backslashes)
      let marks = found & (ones &* 0x80)
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < limit {
      let byte = text[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      index += 1
    }
    return index
  }
}
