import Curl

extension Call {
  /// The call as form fields, for uploads: strings go bare, everything else as JSON.
  func form(chat: Int64?, message: Int64?) throws(JSONFault) -> [HTTPRequest.Part] {
    var parts: [HTTPRequest.Part] = []
    try JSONReader.read(json(chat: chat, message: message)) { (reader) throws(JSONFault) in
      try reader.beginObject()
      while let key = try reader.nextKey() {
        let name = key.string
        let content: [UInt8]
        if try reader.peek() == UInt8(ascii: "\"") {
          content = Array(try reader.string().utf8)
        } else {
          let place = try reader.rawValue()
          content = reader.bytes(in: place)
        }
        parts.append(HTTPRequest.Part(name: name, content: .bytes(content)))
      }
    }
    for attachment in attachments {
      let content: HTTPRequest.Part.Content =
        switch attachment.source {
        case .bytes(let bytes): .bytes(bytes)
        case .path(let path): .file(path: path)
        }
      parts.append(
        HTTPRequest.Part(
          name: attachment.name, content: content, filename: attachment.filename,
          contentType: attachment.mime))
    }
    return parts
  }
}
