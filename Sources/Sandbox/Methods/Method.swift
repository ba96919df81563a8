/// The Bot API methods that the sandbox knows, by lower-case name; getUpdates waits and is served by
/// `Sandbox` itself.
enum Method {
  typealias Body = @Sendable (inout World, CallParameters) throws(Refusal) -> JSON

  static let all: [String: Body] = messages.merging(profile) { first, _ in first }
    .merging(queries) { first, _ in first }

  private static let messages: [String: Body] = [
    "sendmessage": { (world, call) throws(Refusal) in try world.sendMessage(call) },
    "sendphoto": { (world, call) throws(Refusal) in try world.sendFile("photo", call) },
    "senddocument": { (world, call) throws(Refusal) in try world.sendFile("document", call) },
    "sendvideo": { (world, call) throws(Refusal) in try world.sendFile("video", call) },
    "sendaudio": { (world, call) throws(Refusal) in try world.sendFile("audio", call) },
    "sendvoice": { (world, call) throws(Refusal) in try world.sendFile("voice", call) },
    "sendanimation": { (world, call) throws(Refusal) in try world.sendFile("animation", call) },
    "sendsticker": { (world, call) throws(Refusal) in try world.sendFile("sticker", call) },
    "sendmediagroup": { (world, call) throws(Refusal) in try world.sendMediaGroup(call) },
    "sendlocation": { (world, call) throws(Refusal) in try world.sendLocation(call) },
    "sendvenue": { (world, call) throws(Refusal) in try world.sendVenue(call) },
    "sendcontact": { (world, call) throws(Refusal) in try world.sendContact(call) },
    "sendinvoice": { (world, call) throws(Refusal) in try world.sendInvoice(call) },
    "sendchataction": { (world, call) throws(Refusal) in try world.sendChatAction(call) },
    "copymessage": { (world, call) throws(Refusal) in try world.copyMessage(call) },
    "copymessages": { (world, call) throws(Refusal) in try world.copyMessages(call) },
    "forwardmessage": { (world, call) throws(Refusal) in try world.forwardMessage(call) },
    "editmessagetext": { (world, call) throws(Refusal) in try world.editMessageText(call) },
    "editmessagecaption": { (world, call) throws(Refusal) in try world.editMessageCaption(call) },
    "editmessagereplymarkup": { (world, call) throws(Refusal) in
      try world.editMessageReplyMarkup(call)
    },
    "editmessagemedia": { (world, call) throws(Refusal) in try world.editMessageMedia(call) },
    "deletemessage": { (world, call) throws(Refusal) in try world.deleteMessage(call) },
    "deletemessages": { (world, call) throws(Refusal) in try world.deleteMessages(call) },
    "pinchatmessage": { (world, call) throws(Refusal) in try world.pin(call, true) },
    "unpinchatmessage": { (world, call) throws(Refusal) in try world.pin(call, false) },
    "unpinallchatmessages": { (world, call) throws(Refusal) in try world.unpinAll(call) },
  ]

  private static let queries: [String: Body] = [
    "answercallbackquery": { (world, call) throws(Refusal) in try world.answerCallbackQuery(call) },
    "answerinlinequery": { (world, call) throws(Refusal) in try world.answerInlineQuery(call) },
    "answerprecheckoutquery": { (world, call) throws(Refusal) in
      try world.answerPreCheckoutQuery(call)
    },
    "createinvoicelink": { (world, call) throws(Refusal) in try world.createInvoiceLink(call) },
    "refundstarpayment": { (world, call) throws(Refusal) in try world.refundStarPayment(call) },
    "getfile": { (world, call) throws(Refusal) in try world.getFile(call) },
    "setwebhook": { (world, call) throws(Refusal) in try world.setWebhook(call) },
    "deletewebhook": { (world, call) throws(Refusal) in world.deleteWebhook(call) },
    "getwebhookinfo": { (world, _) throws(Refusal) in world.webhookInfo() },
  ]

  private static let profile: [String: Body] = [
    "getme": { (world, _) throws(Refusal) in world.getMe() },
    "logout": { (_, _) throws(Refusal) in true },
    "close": { (_, _) throws(Refusal) in true },
    "getchat": { (world, call) throws(Refusal) in try world.getChat(call) },
    "getchatmember": { (world, call) throws(Refusal) in try world.getChatMember(call) },
    "getuserprofilephotos": { (world, call) throws(Refusal) in
      try world.getUserProfilePhotos(call)
    },
    "setmycommands": { (world, call) throws(Refusal) in try world.setMyCommands(call) },
    "getmycommands": { (world, call) throws(Refusal) in try world.getMyCommands(call) },
    "deletemycommands": { (world, call) throws(Refusal) in try world.deleteMyCommands(call) },
    "setmyname": { (world, call) throws(Refusal) in try world.setMyName(call) },
    "getmyname": { (world, call) throws(Refusal) in world.getMyName(call) },
    "setmydescription": { (world, call) throws(Refusal) in try world.setMyDescription(call) },
    "getmydescription": { (world, call) throws(Refusal) in world.getMyDescription(call) },
    "setmyshortdescription": { (world, call) throws(Refusal) in
      try world.setMyShortDescription(call)
    },
    "getmyshortdescription": { (world, call) throws(Refusal) in
      world.getMyShortDescription(call)
    },
    "setchatmenubutton": { (world, call) throws(Refusal) in try world.setChatMenuButton(call) },
    "getchatmenubutton": { (world, call) throws(Refusal) in try world.getChatMenuButton(call) },
  ]

  /// Methods that count against the flood limits.
  static func isLimited(_ name: String) -> Bool {
    name != "sendchataction"
      && (name.hasPrefix("send") || name.hasPrefix("copy") || name.hasPrefix("forward")
        || name.hasPrefix("editmessage"))
  }
}

extension World {
  /// Runs one method (lower-case name), flood limits included.
  mutating func call(_ method: String, _ parameters: CallParameters) throws(Refusal) -> JSON {
    guard let body = Method.all[method] else { throw .methodNotFound }
    calls += 1
    if flood != nil, Method.isLimited(method), let chat = parameters.int("chat_id"),
      let wait = flood?.pass(chat: chat, now: clock.milliseconds)
    {
      throw .tooMany(retryAfter: wait)
    }
    return try body(&self, parameters)
  }
}
