import Foundation

/// Reads request bodies: multipart/form-data (RFC 7578), forms and percent encoding.
enum FormBody {
  /// The parts of a multipart body: texts into `values`, files (parts with a file name) into `files`,
  /// in order also into `list`; nil when the body is malformed.
  static func multipart(
    _ body: [UInt8], contentType: String
  ) -> (parameters: CallParameters, list: [Upload])? {
    guard let boundary = parameter("boundary", of: contentType), !boundary.isEmpty else {
      return nil
    }
    let delimiter = Array("--\(boundary)".utf8)
    guard var position = find(delimiter, in: body, from: 0) else { return nil }
    let closing = Array("\r\n--\(boundary)".utf8)
    var parameters = CallParameters()
    var list: [Upload] = []
    position += delimiter.count
    while true {
      if body[position...].starts(with: Array("--".utf8)) { return (parameters, list) }
      guard body[position...].starts(with: [13, 10]),
        let headEnd = find([13, 10, 13, 10], in: body, from: position),
        let end = find(closing, in: body, from: headEnd + 2)
      else { return nil }
      let head = String(decoding: body[min(position + 2, headEnd)..<headEnd], as: UTF8.self)
      let contentStart = min(headEnd + 4, end)
      if let part = Part(head: head) {
        let bytes = Array(body[contentStart..<end])
        if let file = part.fileName {
          let upload = Upload(name: file, mime: part.contentType, bytes: bytes)
          parameters.files[part.name] = upload
          list.append(upload)
        } else {
          parameters.values[part.name] = String(decoding: bytes, as: UTF8.self)
        }
      }
      position = end + closing.count
    }
  }

  private struct Part {
    var name: String
    var fileName: String?
    var contentType: String?

    init?(head: String) {
      var found: String?
      for line in head.components(separatedBy: "\r\n") {
        let lower = line.lowercased()
        if lower.hasPrefix("content-disposition:") {
          found = FormBody.parameter("name", of: line)
          fileName = FormBody.parameter("filename", of: line)
          if let encoded = FormBody.parameter("filename*", of: line),
            let mark = encoded.firstRange(of: "''")
          {
            fileName = FormBody.decode(encoded[mark.upperBound...].utf8, plus: false)
          }
        } else if lower.hasPrefix("content-type:") {
          contentType = String(line.dropFirst(13)).trimmed
        }
      }
      guard let found else { return nil }
      name = found
    }
  }

  /// A parameter of a header value, quoted or not.
  static func parameter(_ name: String, of header: String) -> String? {
    var rest = Substring(header)
    while let range = rest.firstRange(of: name + "=") {
      let before =
        range.lowerBound == rest.startIndex ? " " : rest[rest.index(before: range.lowerBound)]
      rest = rest[range.upperBound...]
      guard before == ";" || before == " " else { continue }
      guard rest.first == "\"" else {
        return String(rest.prefix { $0 != ";" && $0 != " " })
      }
      var value = ""
      var escaped = false
      for character in rest.dropFirst() {
        if escaped {
          value.append(character)
          escaped = false
        } else if character == "\\" {
          escaped = true
        } else if character == "\"" {
          break
        } else {
          value.append(character)
        }
      }
      return value.replacing("%22", with: "\"")
    }
    return nil
  }

  /// The place of `needle` at or after `start`; memchr, because uploads have megabytes.
  private static func find(_ needle: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first else { return nil }
    return body.withUnsafeBytes { haystack -> Int? in
      guard let base = haystack.baseAddress else { return nil }
      var position = start
      while position + needle.count <= haystack.count {
        let room = haystack.count - needle.count + 1 - position
        guard let hit = memchr(base + position, Int32(first), room) else { return nil }
        position = UnsafeRawPointer(hit) - base
        if memcmp(base + position, needle, needle.count) == 0 { return position }
        position += 1
      }
      return nil
    }
  }

  /// `a=1&b=2`, percent-encoded, into the values.
  static func form(_ text: some Sequence<UInt8>, into parameters: inout CallParameters) {
    for pair in Array(text).split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      parameters.values[decode(parts[0], plus: true)] =
        parts.count > 1 ? decode(parts[1], plus: true) : ""
    }
  }

  static func decode(_ bytes: some Sequence<UInt8>, plus: Bool) -> String {
    let bytes = Array(bytes)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(
          String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        out.append(value)
        index += 3
      } else {
        out.append(plus && bytes[index] == UInt8(ascii: "+") ? 32 : bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
