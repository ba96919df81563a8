/// The bytes of a member's name or of a short token, compared without building a `String`.
///
/// Points into the text of its reader: use it at once, never keep it.
package struct JSONKey {
  /// Empty if there were escapes.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Set only when the text had escapes, which Telegram never uses in names.
  let unescaped: [UInt8]?

  /// Inlined, since almost every comparison ends with the lengths.
  @inline(__always)
  package static func ~= (pattern: StaticString, key: JSONKey) -> Bool {
    guard key.bytes.count == pattern.utf8CodeUnitCount, key.unescaped == nil else {
      return key.unescaped != nil && key.equals(unescaped: pattern)
    }
    return key.equals(pattern)
  }

  private func equals(_ pattern: StaticString) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    let other = pattern.utf8Start
    var index = 0
    while index < bytes.count {
      if start[index] != other[index] { return false }
      index += 1
    }
    return true
  }

  private func equals(unescaped pattern: StaticString) -> Bool {
    unescaped?.elementsEqual(
      UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount)) ?? false
  }

  package var string: String {
    unescaped.map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: bytes, as: UTF8.self)
  }
}
