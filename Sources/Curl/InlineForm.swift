/// A form whose parts are all in memory, as one body of `multipart/form-data` (RFC 7578).
///
/// curl's own forms draw their boundary through OpenSSL and are read by callbacks, which costs a
/// small file more than all the rest of its request.
struct InlineForm {
  /// Larger forms are curl's, which copies nothing.
  private static let limit = 32 << 10

  let body: [UInt8]
  let contentType: String

  /// Nil if the form has to be left to curl.
  init?(_ parts: [HTTPRequest.Part]) {
    var random = SystemRandomNumberGenerator()
    // 128 bits that the parts can't foresee.
    let boundary =
      "----form" + String(random.next() as UInt64, radix: 16)
      + String(random.next() as UInt64, radix: 16)
    self.init(parts, boundary: boundary)
  }

  init?(_ parts: [HTTPRequest.Part], boundary: String) {
    var body: [UInt8] = []
    body.reserveCapacity(4096)
    for part in parts {
      guard case .bytes(let content) = part.content, body.count + content.count <= Self.limit,
        // curl finds the type by the name's ending.
        part.filename == nil || part.contentType != nil
      else { return nil }
      body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"".utf8
      Self.append(part.name, to: &body)
      if let filename = part.filename {
        body += "\"; filename=\"".utf8
        Self.append(filename, to: &body)
      }
      body += "\"\r\n".utf8
      if let type = part.contentType {
        guard type.utf8.allSatisfy({ $0 >= 0x20 }) else { return nil }
        body += "Content-Type: \(type)\r\n".utf8
      }
      body += "\r\n".utf8
      body += content
      body += "\r\n".utf8
    }
    body += "--\(boundary)--\r\n".utf8
    self.body = body
    contentType = "multipart/form-data; boundary=\(boundary)"
  }

  /// As browsers and curl write names: `"` and line ends in percent signs (HTML, multipart form
  /// data).
  private static func append(_ name: String, to body: inout [UInt8]) {
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "\""): body += "%22".utf8
      case UInt8(ascii: "\r"): body += "%0D".utf8
      case UInt8(ascii: "\n"): body += "%0A".utf8
      default: body.append(byte)
      }
    }
  }
}
