/// editMessage…: only the bot's own messages, only inline keyboards, and never without a change.
/// An edit without reply_markup takes the keyboard away, as on the real server.
extension World {
  private static let contentKeys = [
    "text", "entities", "caption", "caption_entities", "photo", "document", "video", "audio",
    "animation", "voice", "sticker", "reply_markup", "link_preview_options", "has_media_spoiler",
    "show_caption_above_media",
  ]

  /// Stores the change; refuses one that changes nothing.
  private mutating func commit(
    _ message: StoredMessage, was: StoredMessage
  ) throws(Refusal) -> JSON {
    guard Self.contentKeys.contains(where: { message.json[$0] != was.json[$0] }) else {
      throw .badRequest(
        "message is not modified: specified new message content and reply markup are exactly "
          + "the same as a current content and reply markup of the message")
    }
    var changed = message
    let markup = changed.json["reply_markup"]
    changed.json["reply_markup"] = nil
    changed.json["edit_date"] = .int(now)
    changed.json["reply_markup"] = markup
    replace(changed)
    return .object(changed.json)
  }

  private static func isInvoice(_ message: StoredMessage) -> Bool {
    message.json["invoice"] != nil
  }

  mutating func editMessageText(_ call: CallParameters) throws(Refusal) -> JSON {
    let old = try editable(call)
    guard old.json["text"] != nil else {
      throw .badRequest("there is no text in the message to edit")
    }
    let text = try formatted(call, "text", entities: "entities")
    guard !text.text.isEmpty else { throw .badRequest("message text is empty") }
    guard text.length <= Self.textLimit else { throw .badRequest("message is too long") }
    let markup = try ReplyMarkup.parseInline(call)
    var message = old
    message.json["text"] = .string(text.text)
    message.json["entities"] = text.entities.isEmpty ? nil : .array(text.entities.map(\.json))
    message.json["link_preview_options"] = call.json("link_preview_options")
    message.json["reply_markup"] = markup
    return try commit(message, was: old)
  }

  mutating func editMessageCaption(_ call: CallParameters) throws(Refusal) -> JSON {
    let old = try editable(call)
    let media = ["photo", "document", "video", "audio", "animation", "voice"]
    guard media.contains(where: { old.json[$0] != nil }) else {
      throw .badRequest("there is no caption in the message to edit")
    }
    let caption = try caption(call)
    let markup = try ReplyMarkup.parseInline(call)
    var message = old
    message.json["caption"] = nil
    message.json["caption_entities"] = nil
    add(caption, to: &message.json)
    message.json["show_caption_above_media"] = call.bool("show_caption_above_media") ? true : nil
    message.json["reply_markup"] = markup
    return try commit(message, was: old)
  }

  mutating func editMessageReplyMarkup(_ call: CallParameters) throws(Refusal) -> JSON {
    let old = try editable(call)
    var message = old
    message.json["reply_markup"] = try ReplyMarkup.parseInline(
      call, isInvoice: Self.isInvoice(old))
    return try commit(message, was: old)
  }

  mutating func editMessageMedia(_ call: CallParameters) throws(Refusal) -> JSON {
    let old = try editable(call)
    guard let media = call.json("media") else {
      throw .badRequest("can't parse media JSON object")
    }
    if old.json["media_group_id"] != nil, let kind = media["type"]?.string, old.json[kind] == nil {
      throw .badRequest("message content type can't be changed in an album")
    }
    let markup = try ReplyMarkup.parseInline(call)
    let content = try inputMedia(media, call)
    var message = old
    for key in Self.contentKeys { message.json[key] = nil }
    for member in content.members { message.json[member.key] = member.value }
    message.json["reply_markup"] = markup
    return try commit(message, was: old)
  }
}
