extension JSONReader {
  /// Steps over the value the reader stands at, checking its structure, building nothing.
  package mutating func skip() throws(JSONFault) {
    switch try peek() {
    case UInt8(ascii: "{"):
      try beginObject()
      while try nextItem(closing: UInt8(ascii: "}")) {
        try skipName()
        try skip()
      }
    case UInt8(ascii: "["):
      try beginArray()
      while try nextElement() { try skip() }
    case UInt8(ascii: "\""): _ = try scanString()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: _ = try scanNumber()
    }
  }

  /// Steps over a member's name and its colon.
  private mutating func skipName() throws(JSONFault) {
    let (range, hasEscapes) = try scanString()
    // An escape that is none is a fault in names that are passed over, too.
    if hasEscapes { _ = try unescape(range) }
    guard try peek() == UInt8(ascii: ":") else { throw fault(.unexpectedByte) }
    offset += 1
  }
}
