/// Appends JSON to a byte array, commas included.
///
///     var writer = JSONWriter()
///     writer.member("text", "hi")
///     writer.object("user") { $0.member("id", 7) }
///     writer.bytes  // "text":"hi","user":{"id":7}
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  // MARK: Members

  package mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int64) {
    key(name)
    integer(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int) { member(name, Int64(value)) }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    append(value ? "true" : "false")
  }

  package mutating func member(_ name: StaticString, _ value: Double) {
    key(name)
    // JSON has no word for what is not finite.
    bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  package mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    key(name)
    enclose("{", "}", body)
  }

  package mutating func array(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    key(name)
    enclose("[", "]", body)
  }

  // MARK: Elements

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    comma()
    enclose("{", "}", body)
  }

  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    comma()
    enclose("[", "]", body)
  }

  package mutating func element(_ value: String) {
    comma()
    string(value)
    needsComma = true
  }

  package mutating func element(_ value: Int64) {
    comma()
    integer(value)
    needsComma = true
  }

  // MARK: Inside

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func key(_ name: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    append(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = true
  }

  private mutating func enclose(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func integer(_ value: Int64) { bytes.append(decimal: value) }

  /// Copies runs of plain bytes at once and escapes what RFC 8259 §7 demands.
  private mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { text in
      guard let start = text.baseAddress else { return }
      var run = 0
      while true {
        let index = PlainRun.end(in: start, from: run, to: text.count)
        if run < index {
          bytes.append(contentsOf: UnsafeBufferPointer(start: start + run, count: index - run))
        }
        if index == text.count { break }
        escape(text[index])
        run = index + 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      append("u00")
      for digit in [byte >> 4, byte & 15] {
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}

extension [UInt8] {
  /// Appends a number in decimal digits without building a string.
  package mutating func append(decimal value: Int64) {
    // Sign and nineteen digits, from the last to the first.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value.magnitude
      var start = digits.count
      repeat {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }
}
