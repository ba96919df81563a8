/// Messages coming into being, changing and going: the same for people and for the bot.
extension World {
  /// Bot API Chat.
  func chatJSON(_ id: Int64) -> JSON {
    guard let chat = chats[id] else { return ["id": .int(id), "type": "private"] }
    switch chat.kind {
    case .person(let personID):
      var object: JSONObject = ["id": .int(id)]
      if let person = people[personID]?.profile {
        object.append("first_name", .string(person.firstName))
        if let last = person.lastName { object.append("last_name", .string(last)) }
        if let username = person.username { object.append("username", .string(username)) }
      }
      object.append("type", "private")
      return .object(object)
    case .group(let title, _):
      let isSuper = id < -1_000_000_000_000
      return [
        "id": .int(id), "title": .string(title), "type": isSuper ? "supergroup" : "group",
      ]
    }
  }

  /// Adds a message to the chat; `content` holds what follows `date`. `person` nil: the bot wrote it.
  @discardableResult
  mutating func post(
    to chat: Int64, from person: PersonID?, _ content: JSONObject, replyTo: Int64? = nil,
    hadReplyKeyboard: Bool = false
  ) -> StoredMessage {
    lastMessageID += 1
    let author = person.flatMap { people[$0]?.profile.user } ?? profile.user
    var json: JSONObject = [
      "message_id": .int(lastMessageID), "from": author, "chat": chatJSON(chat),
      "date": .int(now),
    ]
    if let replyTo, let original = chats[chat]?.message(replyTo) {
      var quoted = original.json
      quoted["reply_to_message"] = nil
      json.append("reply_to_message", .object(quoted))
    }
    for member in content.members { json.append(member.key, member.value) }
    let message = StoredMessage(
      id: lastMessageID, chat: chat, fromBot: person == nil, json: json,
      hadReplyKeyboard: hadReplyKeyboard)
    chats[chat]?.add(message)
    emit("message", chat: chat, ["message": .object(json)])
    return message
  }

  /// Keeps the changed message and tells the page.
  mutating func replace(_ message: StoredMessage) {
    chats[message.chat]?.replace(message)
    emit("edit", chat: message.chat, ["message": .object(message.json)])
  }

  @discardableResult
  mutating func delete(_ id: Int64, in chat: Int64) -> Bool {
    guard chats[chat]?.remove(id) == true else { return false }
    chats[chat]?.pinned.removeAll { $0 == id }
    emit("delete", chat: chat, ["message_id": .int(id)])
    return true
  }

  mutating func setReplyKeyboard(_ keyboard: JSON?, placeholder: String?, in chat: Int64) {
    chats[chat]?.replyKeyboard = keyboard
    chats[chat]?.placeholder = placeholder
    emit(
      "reply_keyboard", chat: chat,
      ["reply_keyboard": keyboard ?? .null, "placeholder": placeholder.map(JSON.string) ?? .null])
  }

  /// A file as it stands inside a message: key and value (Bot API PhotoSize, Document…).
  func media(_ item: FileCabinet.Item, _ details: JSONObject = [:]) -> (key: String, value: JSON) {
    var object: JSONObject = [:]
    let file: JSONObject = [
      "file_id": .string(item.fileID), "file_unique_id": .string(item.uniqueID),
      "file_size": .int(Int64(item.bytes.count)),
    ]
    switch item.kind {
    case "photo": return ("photo", .array(photoSizes(item)))
    case "sticker":
      object = [
        "width": 512, "height": 512, "emoji": "👍", "is_animated": false, "is_video": false,
        "type": "regular",
      ]
    case "voice": object = ["duration": details["duration"] ?? 0, "mime_type": .string(item.mime)]
    default:
      // What these kinds must have; where nobody said it, it is made up.
      if ["video", "animation"].contains(item.kind) {
        object["width"] = .int(Int64(item.width ?? 640))
        object["height"] = .int(Int64(item.height ?? 360))
      }
      if item.kind != "document" { object["duration"] = 0 }
      for member in details.members { object[member.key] = member.value }
      object.append("file_name", .string(item.name))
      object.append("mime_type", .string(item.mime))
      if let width = item.width, let height = item.height {
        let (small, tall) = Self.fit(width, height, into: 320)
        object.append(
          "thumbnail",
          [
            "file_id": .string(item.fileID + "~m"), "file_unique_id": .string(item.uniqueID + "~m"),
            "file_size": .int(Int64(item.bytes.count)), "width": .int(small), "height": .int(tall),
          ])
      }
    }
    for member in file.members { object.append(member.key, member.value) }
    return (item.kind, .object(object))
  }

  /// The sizes that Telegram makes of a photo: 90, 320, 800 and 1280 pixels, as far as it is larger.
  /// The pixels behind all of them are those of the upload.
  private func photoSizes(_ item: FileCabinet.Item) -> [JSON] {
    let width = item.width ?? 800
    let height = item.height ?? 600
    let longest = max(width, height)
    let steps = [("~s", 90), ("~m", 320), ("~x", 800), ("", 1280)]
    var result: [JSON] = []
    for (suffix, limit) in steps where suffix.isEmpty || longest > limit {
      let (small, tall) = Self.fit(width, height, into: limit)
      result.append([
        "file_id": .string(item.fileID + suffix),
        "file_unique_id": .string(item.uniqueID + suffix),
        "file_size": .int(Int64(item.bytes.count)), "width": .int(small), "height": .int(tall),
      ])
    }
    return result
  }

  private static func fit(_ width: Int, _ height: Int, into limit: Int) -> (Int64, Int64) {
    let longest = max(width, height)
    guard longest > limit else { return (Int64(width), Int64(height)) }
    return (Int64(max(1, width * limit / longest)), Int64(max(1, height * limit / longest)))
  }
}
