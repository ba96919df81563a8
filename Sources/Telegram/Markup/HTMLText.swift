/// The pieces of a text in HTML parse mode, over its UTF-8 bytes.
struct HTMLPieces {
  enum Piece {
    /// `<b>`, with the place of the tag's name; `</b>` when closing.
    case tag(name: Range<Int>, isClosing: Bool)
    /// One character reference or one scalar: how many UTF-16 units it stands for, and which scalar.
    case text(units: Int, scalar: Unicode.Scalar?)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Piece? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "<"): return tag()
    case UInt8(ascii: "&"): return reference()
    case 0..<0x80:
      index += 1
      return .text(units: 1, scalar: nil)
    case 0x80..<0xE0: index += 2
    case 0xE0..<0xF0: index += 3
    default:
      index += 4
      return .text(units: 2, scalar: nil)
    }
    return .text(units: 1, scalar: nil)
  }

  private mutating func tag() -> Piece {
    var cursor = index + 1
    let isClosing = cursor < bytes.count && bytes[cursor] == UInt8(ascii: "/")
    if isClosing { cursor += 1 }
    let start = cursor
    while cursor < bytes.count, bytes[cursor] > 0x20, bytes[cursor] != UInt8(ascii: ">") {
      cursor += 1
    }
    let name = start..<cursor
    // A ">" in a quoted attribute does not end the tag.
    var quote: UInt8?
    while cursor < bytes.count, quote != nil || bytes[cursor] != UInt8(ascii: ">") {
      let byte = bytes[cursor]
      if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == quote {
        quote = nil
      }
      cursor += 1
    }
    index = min(cursor + 1, bytes.count)
    return .tag(name: name, isClosing: isClosing)
  }

  /// `&lt; &gt; &amp; &quot;` and numbers are known to Telegram; another `&` is itself.
  private mutating func reference() -> Piece {
    let limit = min(index + 12, bytes.count)
    guard let semicolon = (index..<limit).first(where: { bytes[$0] == UInt8(ascii: ";") }) else {
      index += 1
      return .text(units: 1, scalar: nil)
    }
    let name = String(decoding: bytes[index + 1..<semicolon], as: UTF8.self)
    let scalar: Unicode.Scalar?
    switch name {
    case "lt": scalar = "<"
    case "gt": scalar = ">"
    case "amp": scalar = "&"
    case "quot": scalar = "\""
    default:
      if name.hasPrefix("#x") || name.hasPrefix("#X") {
        scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else if name.hasPrefix("#") {
        scalar = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
      } else {
        scalar = nil
      }
    }
    guard let scalar else {
      index += 1
      return .text(units: 1, scalar: nil)
    }
    index = semicolon + 1
    return .text(units: scalar.value > 0xFFFF ? 2 : 1, scalar: scalar)
  }
}

extension HTML {
  /// UTF-16 code units after entity parsing: what Telegram's limits count.
  package var length: Int {
    var text = source
    return text.withUTF8 { bytes in
      var pieces = HTMLPieces(bytes)
      var length = 0
      while let piece = pieces.next() {
        if case .text(let units, _) = piece { length += units }
      }
      return length
    }
  }

  /// Its length if that is more than `limit`. A text has at least as many bytes as UTF-16 units, so
  /// most need no counting.
  func length(beyond limit: Int) -> Int? {
    guard source.utf8.count > limit else { return nil }
    let length = length
    return length > limit ? length : nil
  }

  /// The first of what is read; nil if there is nothing.
  var firstScalar: Unicode.Scalar? {
    var text = source
    return text.withUTF8 { bytes in
      var pieces = HTMLPieces(bytes)
      var start = 0
      while let piece = pieces.next() {
        if case .text(_, let scalar) = piece {
          return scalar
            ?? String(decoding: bytes[start..<pieces.index], as: UTF8.self)
            .unicodeScalars.first
        }
        start = pieces.index
      }
      return nil
    }
  }

  /// What is read: without tags, character references resolved.
  package var plain: String {
    var text = source
    return text.withUTF8 { bytes in
      var pieces = HTMLPieces(bytes)
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      var start = 0
      while let piece = pieces.next() {
        if case .text(_, let scalar) = piece {
          if let scalar {
            out.append(contentsOf: String(scalar).utf8)
          } else {
            out.append(contentsOf: bytes[start..<pieces.index])
          }
        }
        start = pieces.index
      }
      return String(decoding: out, as: UTF8.self)
    }
  }

  /// At most `limit` UTF-16 units: cut between whole characters, ended with `…`, open tags closed.
  package func truncated(to limit: Int) -> HTML {
    guard length > limit else { return self }
    guard limit > 0 else { return .empty }
    var room = 0
    for character in plain {
      let units = character.utf16.count
      if room + units > limit - 1 { break }
      room += units
    }
    var text = source
    return text.withUTF8 { bytes in
      var pieces = HTMLPieces(bytes)
      var open: [Range<Int>] = []
      var end = 0
      var used = 0
      while used < room, let piece = pieces.next() {
        switch piece {
        case .text(let units, _): used += units
        case .tag(let name, false): open.append(name)
        case .tag(_, true): _ = open.popLast()
        }
        end = pieces.index
      }
      var out = Array(bytes[..<end])
      out.append(contentsOf: "…".utf8)
      for name in open.reversed() {
        out.append(contentsOf: "</".utf8)
        out.append(contentsOf: bytes[name])
        out.append(UInt8(ascii: ">"))
      }
      return .markup(String(decoding: out, as: UTF8.self))
    }
  }
}
