/// The `result` of a successful call, read only as far as it is asked.
package struct CallResult: Sendable {
  private let body: [UInt8]
  private let range: Range<Int>

  init(body: [UInt8], range: Range<Int>) {
    self.body = body
    self.range = range
  }

  /// Its JSON.
  package var bytes: [UInt8] { Array(body[range]) }

  package func decode<T: JSONReadable>(_ type: T.Type = T.self) throws(JSONFault) -> T {
    try JSONReader.decode(type, from: body, in: range)
  }

  /// A string result, such as an invoice link.
  package var string: String? {
    try? JSONReader.read(body, in: range) { (reader) throws(JSONFault) in try reader.string() }
  }

  /// Of the message that was sent, edited or copied.
  package var messageID: Int64? {
    guard range.lowerBound < body.count, body[range.lowerBound] == UInt8(ascii: "{") else {
      return messageIDs.first
    }
    let id = try? JSONReader.read(body, in: range) { (reader) throws(JSONFault) in
      try CallResult.messageID(&reader)
    }
    return id ?? nil
  }

  /// Of an album's messages, in order; of a single message, its one.
  package var messageIDs: [Int64] {
    let ids = try? JSONReader.read(body, in: range) { (reader) throws(JSONFault) -> [Int64] in
      var ids: [Int64] = []
      if try reader.peek() == UInt8(ascii: "{") {
        if let id = try CallResult.messageID(&reader) { ids.append(id) }
        return ids
      }
      try reader.beginArray()
      while try reader.nextElement() {
        let place = try reader.rawValue()
        let id = try JSONReader.read(body, in: place) { (element) throws(JSONFault) in
          try CallResult.messageID(&element)
        }
        if let id { ids.append(id) }
      }
      return ids
    }
    return ids ?? []
  }

  /// Of the files in the sent messages, to send them again without upload: a photo's largest size.
  package var fileIDs: [String] {
    let messages: [Message]
    if let message = try? decode(Message.self) {
      messages = [message]
    } else {
      messages =
        (try? JSONReader.read(body, in: range) { (reader) throws(JSONFault) -> [Message] in
          try reader.array()
        }) ?? []
    }
    return messages.compactMap { message in
      message.photo.last?.fileID ?? message.video?.fileID ?? message.animation?.fileID
        ?? message.document?.fileID ?? message.audio?.fileID ?? message.voice?.fileID
    }
  }

  /// Stops at the id, which the server writes first.
  private static func messageID(_ reader: inout JSONReader) throws(JSONFault) -> Int64? {
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "message_id": return try reader.int64()
      default: try reader.skip()
      }
    }
    return nil
  }
}
