/// Reads a type from the value the reader stands at.
package protocol JSONReadable {
  init(from reader: inout JSONReader) throws(JSONFault)
}

/// Pulls values straight from UTF-8 JSON (RFC 8259), building only what is asked for.
///
/// Never traps: every malformed text ends in a `JSONFault` with its offset. Members whose value is
/// `null` are passed over as if absent.
///
///     try reader.beginObject()
///     while let key = try reader.nextKey() {
///       switch key {
///       case "id": id = try reader.int64()
///       default: try reader.skip()
///       }
///     }
package struct JSONReader: ~Copyable {
  /// Nesting beyond this is refused; the Bot API stays below twenty.
  static let depthLimit = 128

  let base: UnsafePointer<UInt8>
  let end: Int
  package internal(set) var offset: Int
  var depth = 0
  /// A container was just opened: no comma is due before its first item.
  var isFresh = false

  /// A place to come back to after a failed attempt.
  package struct Mark {
    package let offset: Int
    let depth: Int
    let isFresh: Bool
  }

  private init(base: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    self.base = base
    self.end = end
    self.offset = start
  }

  /// Runs `body` on the whole of `bytes`, or on a part of it. Offsets count from the array's start.
  package static func read<T>(
    _ bytes: [UInt8], in range: Range<Int>? = nil,
    _ body: (inout JSONReader) throws(JSONFault) -> T
  ) throws(JSONFault) -> T {
    let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) -> T in
      guard let base = buffer.baseAddress else { throw JSONFault(.endOfText, at: 0) }
      var reader = JSONReader(base: base, from: range.lowerBound, to: range.upperBound)
      return try body(&reader)
    }
  }

  /// Reads one value that fills the text.
  package static func decode<T: JSONReadable>(
    _ type: T.Type = T.self, from bytes: [UInt8], in range: Range<Int>? = nil
  ) throws(JSONFault) -> T {
    try read(bytes, in: range) { (reader) throws(JSONFault) -> T in
      let value = try T(from: &reader)
      try reader.finish()
      return value
    }
  }

  // MARK: Containers

  package mutating func beginObject() throws(JSONFault) { try open(UInt8(ascii: "{")) }

  /// The next member's name, with the reader at its value, or nil when the object has ended.
  package mutating func nextKey() throws(JSONFault) -> JSONKey? {
    while true {
      guard try nextItem(closing: UInt8(ascii: "}")) else { return nil }
      let key = try token()
      guard try peek() == UInt8(ascii: ":") else { throw fault(.unexpectedByte) }
      offset += 1
      guard try peek() == UInt8(ascii: "n") else { return key }
      try literal("null")
    }
  }

  package mutating func beginArray() throws(JSONFault) { try open(UInt8(ascii: "[")) }

  /// Whether the array has another element; the reader then stands at it.
  package mutating func nextElement() throws(JSONFault) -> Bool {
    try nextItem(closing: UInt8(ascii: "]"))
  }

  package mutating func array<T: JSONReadable>(of type: T.Type = T.self) throws(JSONFault) -> [T] {
    var values: [T] = []
    try beginArray()
    while try nextElement() { values.append(try T(from: &self)) }
    return values
  }

  // MARK: Scalars

  package mutating func bool() throws(JSONFault) -> Bool {
    switch try peek() {
    case UInt8(ascii: "t"):
      try literal("true")
      return true
    case UInt8(ascii: "f"):
      try literal("false")
      return false
    default: throw fault(.wrongType)
    }
  }

  /// The value's first byte: tells an object from an array, a string or a number.
  @inline(__always)
  package mutating func peek() throws(JSONFault) -> UInt8 {
    if offset < end, base[offset] > 0x20 { return base[offset] }
    return try peekBeyondSpace()
  }

  private mutating func peekBeyondSpace() throws(JSONFault) -> UInt8 {
    while offset < end {
      let byte = base[offset]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        throw fault(.unexpectedByte)
      }
      offset += 1
    }
    throw fault(.endOfText)
  }

  // MARK: Places

  /// Only white space may follow.
  package mutating func finish() throws(JSONFault) {
    while offset < end {
      let byte = base[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        throw fault(.trailingBytes)
      }
      offset += 1
    }
  }

  package func mark() -> Mark { Mark(offset: offset, depth: depth, isFresh: isFresh) }

  package mutating func rewind(to mark: Mark) {
    offset = mark.offset
    depth = mark.depth
    isFresh = mark.isFresh
  }

  /// Steps over a value and returns its bytes' place in the text.
  package mutating func rawValue() throws(JSONFault) -> Range<Int> {
    _ = try peek()
    let start = offset
    try skip()
    return start..<offset
  }

  package func bytes(in range: Range<Int>) -> [UInt8] {
    let range = range.clamped(to: 0..<end)
    return Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason, at: offset) }

  /// For decoders: the value of a required member, or a fault that names it.
  package func required<T>(_ value: T?, _ name: StaticString) throws(JSONFault) -> T {
    guard let value else { throw fault(.missing("\(name)")) }
    return value
  }

  // MARK: Inside

  private mutating func open(_ bracket: UInt8) throws(JSONFault) {
    guard try peek() == bracket else { throw fault(.wrongType) }
    guard depth < JSONReader.depthLimit else { throw fault(.tooDeep) }
    offset += 1
    depth += 1
    isFresh = true
  }

  mutating func nextItem(closing bracket: UInt8) throws(JSONFault) -> Bool {
    let byte = try peek()
    if byte == bracket {
      offset += 1
      depth -= 1
      isFresh = false
      return false
    }
    if isFresh {
      isFresh = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte) }
    offset += 1
    // A comma promises another item.
    guard try peek() != bracket else { throw fault(.unexpectedByte) }
    return true
  }

  mutating func literal(_ word: StaticString) throws(JSONFault) {
    let count = word.utf8CodeUnitCount
    guard end - offset >= count else { throw fault(.endOfText) }
    for index in 0..<count where base[offset + index] != word.utf8Start[index] {
      throw fault(.unexpectedByte)
    }
    offset += count
  }
}
