/// Percent-encoding for queries and web forms.
package enum FormEncoding {
  /// Everything but the unreserved characters of RFC 3986 §2.3 as `%XX` of its UTF-8.
  package static func percentEncoded(_ text: String) -> String {
    String(decoding: encoded(text), as: UTF8.self)
  }

  /// `a=1&b=2`, each name and value percent-encoded: for queries, and with
  /// `application/x-www-form-urlencoded` for bodies.
  package static func pairs(_ pairs: [(String, String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in pairs {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
      bytes += encoded(name)
      bytes.append(UInt8(ascii: "="))
      bytes += encoded(value)
    }
    return bytes
  }

  private static func encoded(_ text: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return bytes
  }
}
