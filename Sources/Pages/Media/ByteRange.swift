/// The part of something that a request asks for (RFC 9110 §14).
enum ByteRange: Equatable {
  /// All of it: nothing was asked, or nothing that we understand.
  case whole
  case part(Range<Int64>)
  /// There is nothing at that place.
  case unsatisfiable

  /// Several parts at once are answered with the whole, which every reader can take.
  init(_ header: String?, size: Int64) {
    guard let header, header.hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let parts = header.dropFirst(6).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !header.contains(",") else {
      self = .whole
      return
    }
    switch (Self.number(parts[0]), Self.number(parts[1])) {
    case (.some(let first), .some(let last)):
      if first > last { self = .whole } else { self = Self.checked(first, last, size) }
    case (.some(let first), nil) where parts[1].isEmpty:
      self = Self.checked(first, size - 1, size)
    case (nil, .some(let count)) where parts[0].isEmpty:
      self = count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
    default: self = .whole
    }
  }

  private static func checked(_ first: Int64, _ last: Int64, _ size: Int64) -> ByteRange {
    first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
  }

  private static func number(_ text: Substring) -> Int64? {
    text.utf8.allSatisfy { (48...57).contains($0) } ? Int64(text) : nil
  }
}
