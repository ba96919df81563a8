/// A change of someone's standing in a chat (Bot API `ChatMemberUpdated`); as `my_chat_member`
/// it says that the bot was blocked, unblocked, added or removed.
package struct ChatMemberUpdate: Sendable, Hashable {
  package enum Status: Sendable, Hashable {
    case creator
    case administrator
    case member
    case restricted
    case left
    case kicked
    case other
  }

  package let chat: Chat
  package let from: User
  /// Unix seconds.
  package let date: Int64
  package let oldStatus: Status
  package let newStatus: Status

  package init(chat: Chat, from: User, date: Int64, oldStatus: Status, newStatus: Status) {
    self.chat = chat
    self.from = from
    self.date = date
    self.oldStatus = oldStatus
    self.newStatus = newStatus
  }

  /// The bot can no longer write here.
  package var isBlocked: Bool { newStatus == .kicked || newStatus == .left }
}

extension ChatMemberUpdate: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var chat: Chat?
    var from: User?
    var date: Int64 = 0
    var oldStatus = Status.other
    var newStatus = Status.other
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "chat": chat = try Chat(from: &reader)
      case "from": from = try User(from: &reader)
      case "date": date = try reader.int64()
      case "old_chat_member": oldStatus = try ChatMemberUpdate.status(&reader)
      case "new_chat_member": newStatus = try ChatMemberUpdate.status(&reader)
      default: try reader.skip()
      }
    }
    self.init(
      chat: try reader.required(chat, "chat"), from: try reader.required(from, "from"), date: date,
      oldStatus: oldStatus, newStatus: newStatus)
  }

  private static func status(_ reader: inout JSONReader) throws(JSONFault) -> Status {
    var status = Status.other
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "status":
        switch try reader.token() {
        case "creator": status = .creator
        case "administrator": status = .administrator
        case "member": status = .member
        case "restricted": status = .restricted
        case "left": status = .left
        case "kicked": status = .kicked
        default: status = .other
        }
      default: try reader.skip()
      }
    }
    return status
  }
}
