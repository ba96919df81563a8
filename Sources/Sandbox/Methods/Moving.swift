/// Forwarding, copying, deleting and pinning.
extension World {
  /// The message that forwardMessage and copyMessage name.
  private func source(_ call: CallParameters, _ what: String) throws(Refusal) -> StoredMessage {
    let from = try chatID(call, "from_chat_id")
    guard let id = call.int("message_id"), id != 0 else {
      throw .badRequest("message identifier is not specified")
    }
    guard let message = chats[from]?.message(id) else {
      throw .badRequest("message to \(what) not found")
    }
    return message
  }

  private static let frame: Set<String> = [
    "message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup",
    "forward_origin", "media_group_id", "has_protected_content", "effect_id",
  ]

  private static let uncopyable = [
    "successful_payment", "refunded_payment", "pinned_message", "migrate_to_chat_id",
  ]

  private func content(of message: StoredMessage) -> JSONObject {
    var content = JSONObject()
    for member in message.json.members where !Self.frame.contains(member.key) {
      content.append(member.key, member.value)
    }
    return content
  }

  mutating func forwardMessage(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let message = try source(call, "forward")
    guard message.json["has_protected_content"]?.bool != true,
      !Self.uncopyable.contains(where: { message.json[$0] != nil })
    else { throw .badRequest("message can't be forwarded") }
    var content: JSONObject = [:]
    if let origin = message.json["forward_origin"] {
      content.append("forward_origin", origin)
    } else {
      content.append(
        "forward_origin",
        [
          "type": "user", "sender_user": message.json["from"] ?? profile.user,
          "date": message.json["date"] ?? .int(now),
        ])
    }
    for member in self.content(of: message).members { content.append(member.key, member.value) }
    return .object(post(to: chat, from: nil, content).json)
  }

  mutating func copyMessage(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let message = try source(call, "copy")
    guard message.json["has_protected_content"]?.bool != true || message.fromBot,
      !Self.uncopyable.contains(where: { message.json[$0] != nil }),
      message.json["invoice"] == nil
    else { throw .badRequest("message can't be copied") }
    let markup = try markup(call, in: chat)
    var content = content(of: message)
    if call.values["caption"] != nil, content["text"] == nil {
      let caption = try caption(call)
      content["caption"] = nil
      content["caption_entities"] = nil
      add(caption, to: &content)
    }
    let sent = try deliver(content, call, to: chat, markup)
    return ["message_id": sent["message_id"] ?? 0]
  }

  mutating func copyMessages(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let from = try chatID(call, "from_chat_id")
    var copies: [JSON] = []
    for id in try messageIDs(call) {
      // Missing messages are skipped.
      guard let message = chats[from]?.message(id) else { continue }
      let copy = post(to: chat, from: nil, content(of: message))
      copies.append(["message_id": .int(copy.id)])
    }
    guard !copies.isEmpty else { throw .badRequest("there are no messages to copy") }
    return .array(copies)
  }

  private func messageIDs(_ call: CallParameters) throws(Refusal) -> [Int64] {
    guard let list = call.json("message_ids")?.array else {
      throw .badRequest("message identifiers are not specified")
    }
    let ids = list.compactMap { $0.int ?? $0.string.flatMap(Int64.init) }
    guard !ids.isEmpty else { throw .badRequest("message identifiers are not specified") }
    guard ids.count <= 100 else { throw .badRequest("too many message identifiers specified") }
    return ids
  }

  private static let deletable: Int64 = 48 * 3600

  mutating func deleteMessage(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try chatID(call)
    guard let id = call.int("message_id"), id != 0 else {
      throw .badRequest("message identifier is not specified")
    }
    guard let message = chats[chat]?.message(id) else {
      throw .badRequest("message to delete not found")
    }
    guard let date = message.json["date"]?.int, now - date < Self.deletable,
      message.fromBot || chats[chat]?.isGroup == false
    else { throw .badRequest("message can't be deleted for everyone") }
    delete(id, in: chat)
    return true
  }

  mutating func deleteMessages(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try chatID(call)
    for id in try messageIDs(call) {
      guard let date = chats[chat]?.message(id)?.json["date"]?.int, now - date < Self.deletable
      else { continue }
      delete(id, in: chat)
    }
    return true
  }

  mutating func pin(_ call: CallParameters, _ pinned: Bool) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let id = call.int("message_id") ?? (pinned ? nil : chats[chat]?.pinned.last)
    guard let id, chats[chat]?.message(id) != nil else {
      throw .badRequest("message to \(pinned ? "pin" : "unpin") not found")
    }
    chats[chat]?.pinned.removeAll { $0 == id }
    if pinned { chats[chat]?.pinned.append(id) }
    return true
  }

  mutating func unpinAll(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    chats[chat]?.pinned = []
    return true
  }
}
