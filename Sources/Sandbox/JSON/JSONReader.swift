/// Reads JSON (RFC 8259) from UTF-8 bytes; nil where the text is no JSON.
extension JSON {
  package init?(parsing text: String) {
    self.init(bytes: Array(text.utf8))
  }

  package init?(bytes: [UInt8]) {
    var reader = JSONReader(bytes: bytes)
    guard let value = reader.document() else { return nil }
    self = value
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  /// Deeper texts are refused, so that a hostile one can't exhaust the stack.
  let deepest = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func document() -> JSON? {
    guard let value = value(depth: 0) else { return nil }
    skipSpace()
    return position == bytes.count ? value : nil
  }

  mutating func skipSpace() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func word(_ text: StaticString, _ value: JSON) -> JSON? {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return nil }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return nil }
    position += count
    return value
  }

  mutating func value(depth: Int) -> JSON? {
    guard depth < deepest else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map(JSON.string)
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  mutating func object(depth: Int) -> JSON? {
    position += 1
    var object = JSONObject()
    if take("}") { return .object(object) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\""), let key = string(), take(":"),
        let value = value(depth: depth + 1)
      else { return nil }
      object[key] = value
    } while take(",")
    return take("}") ? .object(object) : nil
  }

  mutating func array(depth: Int) -> JSON? {
    position += 1
    var items: [JSON] = []
    if take("]") { return .array(items) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      items.append(value)
    } while take(",")
    return take("]") ? .array(items) : nil
  }

  mutating func number() -> JSON? {
    let start = position
    var whole = true
    scan: while let byte = next {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): whole = false
      default: break scan
      }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if whole, let value = Int64(text) { return .int(value) }
    return Double(text).map(JSON.double)
  }

  mutating func string() -> String? {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(validating: bytes[start..<position], as: UTF8.self)
    }
    var out = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: out, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard escape(into: &out) else { return nil }
      case 0..<32: return nil
      default: out.append(byte)
      }
    }
    return nil
  }

  mutating func escape(into out: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "n"): out.append(10)
    case UInt8(ascii: "r"): out.append(13)
    case UInt8(ascii: "t"): out.append(9)
    case UInt8(ascii: "b"): out.append(8)
    case UInt8(ascii: "f"): out.append(12)
    case UInt8(ascii: "u"):
      guard let first = hexUnit() else { return false }
      var code = UInt32(first)
      if (0xD800..<0xDC00).contains(first) {
        guard next == UInt8(ascii: "\\") else { return false }
        position += 1
        guard next == UInt8(ascii: "u") else { return false }
        position += 1
        guard let second = hexUnit(), (0xDC00..<0xE000).contains(second) else { return false }
        code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { return false }
      out.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    default: return false
    }
    return true
  }

  mutating func hexUnit() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    let text = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
    position += 4
    return UInt16(text, radix: 16)
  }
}
