/// The bytes of a member's name or of a short token, compared without building a `String`.
///
/// Points into the text of its reader: use it at once, never keep it.
package struct JSONKey {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Set only when the text had escapes, which Telegram never uses in names.
  let unescaped: [UInt8]?

  package static func ~= (pattern: StaticString, key: JSONKey) -> Bool { key.equals(pattern) }

  @inline(__always)
  func equals(_ pattern: StaticString) -> Bool {
    if let unescaped {
      return unescaped.elementsEqual(
        UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount))
    }
    let count = pattern.utf8CodeUnitCount
    guard count == bytes.count, let start = bytes.baseAddress else { return count == bytes.count }
    let other = pattern.utf8Start
    var index = 0
    while index < count {
      if start[index] != other[index] { return false }
      index += 1
    }
    return true
  }

  package var string: String {
    unescaped.map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: bytes, as: UTF8.self)
  }
}
