/// sendMessage, sendLocation, sendVenue, sendContact, sendChatAction, and what all sending shares.
extension World {
  static let textLimit = 4096
  static let captionLimit = 1024

  /// Posts the bot's message with the call's reply, markup and flags; answers the Message.
  mutating func deliver(
    _ content: JSONObject, _ call: CallParameters, to chat: Int64, _ markup: ReplyMarkup
  ) throws(Refusal) -> JSON {
    let target = try replyTarget(call, in: chat)
    var content = content
    if call.bool("protect_content") { content.append("has_protected_content", true) }
    if let effect = call["message_effect_id"] { content.append("effect_id", .string(effect)) }
    if let keyboard = markup.json { content.append("reply_markup", keyboard) }
    let message = post(
      to: chat, from: nil, content, replyTo: target, hadReplyKeyboard: markup.isReplyKeyboard)
    switch markup {
    case .none, .inline: break
    case .keyboard(let keyboard):
      setReplyKeyboard(
        keyboard, placeholder: keyboard["input_field_placeholder"]?.string, in: chat)
    case .remove: setReplyKeyboard(nil, placeholder: nil, in: chat)
    case .forceReply(let placeholder):
      setReplyKeyboard(nil, placeholder: placeholder, in: chat)
    }
    return .object(message.json)
  }

  func markup(
    _ call: CallParameters, in chat: Int64, isInvoice: Bool = false
  ) throws(Refusal) -> ReplyMarkup {
    try ReplyMarkup.parse(
      call, inPrivate: chats[chat]?.isGroup != true, isInvoice: isInvoice)
  }

  mutating func sendMessage(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let text = try formatted(call, "text", entities: "entities")
    guard !text.text.isEmpty else { throw .badRequest("message text is empty") }
    guard text.length <= Self.textLimit else { throw .badRequest("message is too long") }
    let markup = try markup(call, in: chat)
    var content: JSONObject = ["text": .string(text.text)]
    if !text.entities.isEmpty { content.append("entities", .array(text.entities.map(\.json))) }
    if let options = call.json("link_preview_options"), options.object?.isEmpty == false {
      content.append("link_preview_options", options)
    }
    return try deliver(content, call, to: chat, markup)
  }

  /// Latitude and longitude of the call, in degrees.
  private func location(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let latitude = call.double("latitude"), let longitude = call.double("longitude"),
      abs(latitude) <= 90, abs(longitude) <= 180
    else { throw .badRequest("wrong latitude or longitude specified") }
    return ["latitude": .double(latitude), "longitude": .double(longitude)]
  }

  mutating func sendLocation(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let location = try location(call)
    return try deliver(["location": location], call, to: chat, try markup(call, in: chat))
  }

  mutating func sendVenue(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let location = try location(call)
    guard let title = call["title"] else { throw .badRequest("venue title must be non-empty") }
    guard let address = call["address"] else {
      throw .badRequest("venue address must be non-empty")
    }
    var venue: JSONObject = [
      "location": location, "title": .string(title), "address": .string(address),
    ]
    for key in ["foursquare_id", "foursquare_type", "google_place_id", "google_place_type"] {
      if let value = call[key] { venue.append(key, .string(value)) }
    }
    return try deliver(
      ["location": location, "venue": .object(venue)], call, to: chat, try markup(call, in: chat))
  }

  mutating func sendContact(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    guard let phone = call["phone_number"] else {
      throw .badRequest("phone number must be non-empty")
    }
    guard let name = call["first_name"] else { throw .badRequest("first name must be non-empty") }
    var contact: JSONObject = ["phone_number": .string(phone), "first_name": .string(name)]
    for key in ["last_name", "vcard"] {
      if let value = call[key] { contact.append(key, .string(value)) }
    }
    return try deliver(
      ["contact": .object(contact)], call, to: chat, try markup(call, in: chat))
  }

  private static let actions: Set<String> = [
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
  ]

  mutating func sendChatAction(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    guard let action = call["action"], Self.actions.contains(action) else {
      throw .badRequest("wrong parameter action in request")
    }
    emit("action", chat: chat, ["action": .string(action)])
    return true
  }
}
