/// Finding the chat and the message that a call names, and whether the bot may write there.
extension World {
  /// The chat of a parameter, known or not.
  func chatID(_ call: CallParameters, _ name: String = "chat_id") throws(Refusal) -> Int64 {
    guard let text = call[name]?.trimmed else { throw .badRequest("\(name) is empty") }
    if let id = Int64(text) {
      if let new = migrated[id] {
        throw Refusal(
          code: 400,
          description: "Bad Request: group chat was upgraded to a supergroup chat",
          migrateTo: new)
      }
      guard chats[id] != nil else { throw .badRequest("chat not found") }
      return id
    }
    // Only channels and supergroups are addressed by name; the sandbox has none.
    throw .badRequest("chat not found")
  }

  /// The chat, when the bot may write to it now.
  func writableChat(_ call: CallParameters) throws(Refusal) -> Int64 {
    let id = try chatID(call)
    if case .person(let personID) = chats[id]?.kind, let person = people[personID] {
      if person.blocked { throw .forbidden("bot was blocked by the user") }
      if !person.started { throw .forbidden("bot can't initiate conversation with a user") }
    }
    return id
  }

  /// The bot's own message that an edit names.
  func editable(_ call: CallParameters) throws(Refusal) -> StoredMessage {
    if call["inline_message_id"] != nil { throw .badRequest("MESSAGE_ID_INVALID") }
    let chat = try writableChat(call)
    guard let id = call.int("message_id"), id != 0 else {
      throw .badRequest("message identifier is not specified")
    }
    guard let message = chats[chat]?.message(id) else {
      throw .badRequest("message to edit not found")
    }
    guard message.fromBot, !message.hadReplyKeyboard else {
      throw .badRequest("message can't be edited")
    }
    return message
  }

  /// The message that is replied to; nil when none is or the caller does without.
  func replyTarget(_ call: CallParameters, in chat: Int64) throws(Refusal) -> Int64? {
    let parameters = call.json("reply_parameters")
    guard
      let id = parameters?["message_id"]?.int ?? call.int("reply_to_message_id"), id != 0
    else { return nil }
    if chats[chat]?.message(id) != nil { return id }
    if parameters?["allow_sending_without_reply"]?.bool == true
      || call.bool("allow_sending_without_reply")
    {
      return nil
    }
    throw .badRequest("message to be replied not found")
  }

  /// A text parameter with its parse mode or entities, tidied; may be empty.
  func formatted(
    _ call: CallParameters, _ name: String, entities key: String
  ) throws(Refusal) -> FormattedText {
    try Self.formatted(
      call[name] ?? "", mode: call["parse_mode"],
      entities: call[key].map { JSON(parsing: $0) ?? .null })
  }

  static func formatted(
    _ text: String, mode: String?, entities: JSON?
  ) throws(Refusal) -> FormattedText {
    switch mode?.lowercased() ?? "none" {
    case "none": break
    case "html":
      do {
        return try HTMLParser.parse(text).tidied()
      } catch {
        throw .badRequest("can't parse entities: " + error.text)
      }
    case "markdownv2", "markdown":
      do {
        return try MarkdownParser.parse(text, version2: mode?.lowercased() == "markdownv2").tidied()
      } catch {
        throw .badRequest("can't parse entities: " + error.text)
      }
    default: throw .badRequest("unsupported parse_mode")
    }
    guard let entities else { return FormattedText(text: text, entities: []).tidied() }
    guard let list = entities.array else {
      throw .badRequest("can't parse entities: expected an Array")
    }
    var parsed: [Entity] = []
    for item in list { if let entity = try Self.entity(item) { parsed.append(entity) } }
    return FormattedText(text: text, entities: parsed).tidied()
  }

  /// One MessageEntity of the caller; nil for kinds that the server finds by itself.
  private static func entity(_ json: JSON) throws(Refusal) -> Entity? {
    guard let type = json["type"]?.string, let offset = json["offset"]?.int,
      let length = json["length"]?.int
    else { throw .badRequest("can't parse MessageEntity: Can't find field \"type\"") }
    var entity = Entity(type: type, offset: Int(clamping: offset), length: Int(clamping: length))
    switch type {
    case "bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote",
      "expandable_blockquote":
      break
    case "pre": if let language = json["language"] { entity.extra = ["language": language] }
    case "text_link":
      let url = json["url"]?.string ?? ""
      guard let link = LinkEntity.normalized(url) else {
        throw .badRequest("entity URL '\(url)' is invalid: Wrong HTTP URL")
      }
      entity.extra = ["url": .string(link)]
    case "text_mention": if let user = json["user"] { entity.extra = ["user": user] }
    case "custom_emoji":
      if let id = json["custom_emoji_id"] { entity.extra = ["custom_emoji_id": id] }
    case "date_time":
      let format = json["date_time_format"]?.string ?? ""
      guard let unix = json["unix_time"], DateTimeEntity.isFormat(format) else {
        throw .badRequest("can't parse MessageEntity: invalid date-time entity")
      }
      entity.extra = ["unix_time": unix]
      if !format.isEmpty { entity.extra["date_time_format"] = .string(format) }
    default: return nil
    }
    // Bound what arithmetic on offsets may meet later.
    guard entity.offset >= 0, entity.length > 0, entity.offset < 1 << 24, entity.length < 1 << 24
    else { return nil }
    return entity
  }
}
