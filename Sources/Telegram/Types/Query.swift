/// A tap on an inline button (Bot API `CallbackQuery`). Its answer is worthless after 15 s.
package struct CallbackQuery: Sendable, Hashable {
  package let id: String
  package let from: User
  /// The message with the button; perhaps inaccessible, absent for inline messages.
  package let message: Message?
  package let data: String?
  package let inlineMessageID: String?

  package init(
    id: String, from: User, message: Message? = nil, data: String? = nil,
    inlineMessageID: String? = nil
  ) {
    self.id = id
    self.from = from
    self.message = message
    self.data = data
    self.inlineMessageID = inlineMessageID
  }
}

/// Text typed after the bot's name in any chat (Bot API `InlineQuery`).
package struct InlineQuery: Sendable, Hashable {
  package let id: String
  package let from: User
  package let query: String
  package let offset: String

  package init(id: String, from: User, query: String, offset: String = "") {
    self.id = id
    self.from = from
    self.query = query
    self.offset = offset
  }
}

extension CallbackQuery: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var id: String?
    var from: User?
    var message: Message?
    var data: String?
    var inlineMessageID: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try reader.string()
      case "from": from = try User(from: &reader)
      case "message": message = try Message(from: &reader)
      case "data": data = try reader.string()
      case "inline_message_id": inlineMessageID = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      id: try reader.required(id, "id"), from: try reader.required(from, "from"),
      message: message, data: data, inlineMessageID: inlineMessageID)
  }
}

extension InlineQuery: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var id: String?
    var from: User?
    var query = ""
    var offset = ""
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try reader.string()
      case "from": from = try User(from: &reader)
      case "query": query = try reader.string()
      case "offset": offset = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      id: try reader.required(id, "id"), from: try reader.required(from, "from"), query: query,
      offset: offset)
  }
}
