/// One event from Telegram (Bot API `Update`).
package struct Update: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case message(Message)
    case editedMessage(Message)
    case callbackQuery(CallbackQuery)
    case inlineQuery(InlineQuery)
    case preCheckoutQuery(PreCheckoutQuery)
    case myChatMember(ChatMemberUpdate)
    /// A kind this program has no use for, by its name in the API, or `unreadable`.
    case unknown(String)
  }

  package let id: Int64
  package let kind: Kind
  /// Its JSON, for quarantine.
  package let raw: [UInt8]

  package init(id: Int64, kind: Kind, raw: [UInt8] = []) {
    self.id = id
    self.kind = kind
    self.raw = raw
  }

  /// Reads an update back from its raw JSON.
  package init(raw: [UInt8]) throws(JSONFault) {
    self = try JSONReader.decode(Update.self, from: raw)
  }
}

extension Update: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    _ = try reader.peek()
    let start = reader.offset
    var id: Int64?
    var kind: Kind?
    var unknown: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "update_id": id = try reader.int64()
      case "message": kind = .message(try Message(from: &reader))
      case "edited_message": kind = .editedMessage(try Message(from: &reader))
      case "callback_query": kind = .callbackQuery(try CallbackQuery(from: &reader))
      case "inline_query": kind = .inlineQuery(try InlineQuery(from: &reader))
      case "pre_checkout_query": kind = .preCheckoutQuery(try PreCheckoutQuery(from: &reader))
      case "my_chat_member": kind = .myChatMember(try ChatMemberUpdate(from: &reader))
      default:
        unknown = key.string
        try reader.skip()
      }
    }
    self.id = try reader.required(id, "update_id")
    self.kind = consume kind ?? .unknown(unknown ?? "empty")
    raw = reader.bytes(in: start..<reader.offset)
  }
}
