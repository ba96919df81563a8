import Testing

@testable import Telegram

@Suite("Calls") struct CallTests {
  private let keyboard = InlineKeyboard([
    [.callback("Ok", data: "k:1", style: .success), .url("W", to: "https://a.b")],
    [],
    [.copy("C", value: "42"), .switchInline("S"), .pay("P")],
  ])
  private let file = FileSource.bytes([1, 2, 3], name: "a.jpg", mime: "image/jpeg")

  private func json(_ call: Call, chat: Int64? = nil, message: Int64? = nil) -> String {
    #expect(call.violation == nil)
    return String(decoding: call.json(chat: chat, message: message), as: UTF8.self)
  }

  @Test("splices chat and message into stored members")
  func splice() {
    let call = Call(method: "m", members: Array(#""text":"x""#.utf8))
    #expect(json(call) == #"{"text":"x"}"#)
    #expect(json(call, chat: -100) == #"{"chat_id":-100,"text":"x"}"#)
    #expect(json(call, chat: 1, message: 2) == #"{"chat_id":1,"message_id":2,"text":"x"}"#)
    #expect(json(.deleteMessage(), chat: 1, message: 2) == #"{"chat_id":1,"message_id":2}"#)
    #expect(json(.getMe()) == "{}")
  }

  @Test("messages and edits")
  func messages() {
    let buttons =
      #""reply_markup":{"inline_keyboard":[[{"text":"Ok","style":"success","callback_data":"k:1"},"#
      + #"{"text":"W","url":"https://a.b"}],[{"text":"C","copy_text":{"text":"42"}},"#
      + #"{"text":"S","switch_inline_query":""},{"text":"P","pay":true}]]}"#
    #expect(
      json(
        .sendMessage(HTML("a<").bold(), markup: .inline(keyboard), silent: true, replyTo: 9),
        chat: 7)
        == #"{"chat_id":7,"text":"<b>a&lt;</b>","parse_mode":"HTML","#
        + #""link_preview_options":{"is_disabled":true},"disable_notification":true,"#
        + #""reply_parameters":{"message_id":9,"allow_sending_without_reply":true},\#(buttons)}"#)
    #expect(
      json(.editMessageText(HTML("a"), keyboard: keyboard), chat: 7, message: 8)
        == #"{"chat_id":7,"message_id":8,"text":"a","parse_mode":"HTML","#
        + #""link_preview_options":{"is_disabled":true},\#(buttons)}"#)
    #expect(
      json(.editMessageCaption(HTML("a"))) == #"{"caption":"a","parse_mode":"HTML"}"#)
    #expect(json(.editMessageReplyMarkup(keyboard)) == "{\(buttons)}")
    #expect(json(.editMessageReplyMarkup(nil)) == "{}")
    #expect(
      json(.copyMessage(fromChat: 3, message: 4)) == #"{"from_chat_id":3,"message_id":4}"#)
    #expect(
      json(.forwardMessage(fromChat: 3, message: 4)) == #"{"from_chat_id":3,"message_id":4}"#)
    #expect(
      json(.sendVenue(latitude: 50.45, longitude: -0.5, title: "T", address: "A"))
        == #"{"latitude":50.45,"longitude":-0.5,"title":"T","address":"A"}"#)
    #expect(
      json(.sendLocation(latitude: 1, longitude: 2)) == #"{"latitude":1.0,"longitude":2.0}"#)
    #expect(
      json(.sendContact(phone: "+1", firstName: "F")) == #"{"phone_number":"+1","first_name":"F"}"#)
    #expect(json(.sendChatAction(.uploadPhoto)) == #"{"action":"upload_photo"}"#)
  }

  @Test("reply keyboards")
  func replyKeyboards() {
    let keyboard = ReplyKeyboard(
      rows: [[.text("T")], [.contact("C"), .location("L")]], oneTime: true, placeholder: "P")
    #expect(
      json(.sendMessage(HTML("a"), markup: .keyboard(keyboard))).hasSuffix(
        #""reply_markup":{"keyboard":[[{"text":"T"}],[{"text":"C","request_contact":true},"#
          + #"{"text":"L","request_location":true}]],"resize_keyboard":true,"#
          + #""one_time_keyboard":true,"input_field_placeholder":"P"}}"#))
    #expect(
      json(.sendMessage(HTML("a"), markup: .removeKeyboard)).hasSuffix(
        #""reply_markup":{"remove_keyboard":true}}"#))
    #expect(
      json(.sendMessage(HTML("a"), markup: .forceReply(placeholder: "P"))).hasSuffix(
        #""reply_markup":{"force_reply":true,"input_field_placeholder":"P"}}"#))
  }

  @Test("files by id, by address and as uploads")
  func files() {
    #expect(
      json(.sendPhoto(.id("ID"), caption: HTML("c")))
        == #"{"photo":"ID","caption":"c","parse_mode":"HTML"}"#)
    #expect(json(.sendDocument(.url("https://a.b"))) == #"{"document":"https://a.b"}"#)
    #expect(json(.sendVideo(.id("V"))) == #"{"video":"V"}"#)
    #expect(json(.sendAudio(.id("V"))) == #"{"audio":"V"}"#)
    #expect(json(.sendVoice(.id("V"))) == #"{"voice":"V"}"#)
    let upload = Call.sendPhoto(file)
    #expect(upload.members.isEmpty)
    #expect(
      upload.attachments == [
        Attachment(
          name: "photo", source: .bytes([1, 2, 3]), filename: "a.jpg", mime: "image/jpeg")
      ])
    let album = Call.sendMediaGroup([
      .photo(.id("P")), .photo(file, caption: HTML("c")), .video(file),
    ])
    #expect(
      json(album)
        == #"{"media":[{"type":"photo","media":"P"},{"type":"photo","media":"attach://file1","#
        + #""caption":"c","parse_mode":"HTML"},{"type":"video","media":"attach://file2"}]}"#)
    #expect(album.attachments.map(\.name) == ["file1", "file2"])
    #expect(
      json(.editMessageMedia(.document(.id("D"))))
        == #"{"media":{"type":"document","media":"D"}}"#)
  }

  @Test("answers to queries")
  func answers() {
    #expect(json(.answerCallbackQuery(id: "1")) == #"{"callback_query_id":"1"}"#)
    #expect(
      json(.answerCallbackQuery(id: "1", text: "t", alert: true, url: "u"))
        == #"{"callback_query_id":"1","text":"t","show_alert":true,"url":"u"}"#)
    #expect(
      json(
        .answerInlineQuery(
          id: "1", articles: [.init(id: "a", title: "T", text: HTML("&"))], nextOffset: "2",
          button: (text: "B", startParameter: "s")))
        == #"{"inline_query_id":"1","results":[{"type":"article","id":"a","title":"T","#
        + #""input_message_content":{"message_text":"&amp;","parse_mode":"HTML","#
        + #""link_preview_options":{"is_disabled":true}}}],"cache_time":0,"is_personal":true,"#
        + #""next_offset":"2","button":{"text":"B","start_parameter":"s"}}"#)
    #expect(
      json(.answerPreCheckoutQuery(id: "1")) == #"{"pre_checkout_query_id":"1","ok":true}"#)
    #expect(
      json(.answerPreCheckoutQuery(id: "1", error: "e"))
        == #"{"pre_checkout_query_id":"1","ok":false,"error_message":"e"}"#)
  }

  @Test("invoices")
  func invoices() {
    let invoice = Invoice(
      title: "T", description: "D", payload: "p", currency: "XTR",
      prices: [.init(label: "L", amount: 50)])
    let members =
      #""title":"T","description":"D","payload":"p","provider_token":"","currency":"XTR","#
      + #""prices":[{"label":"L","amount":50}]"#
    #expect(json(.createInvoiceLink(invoice)) == "{\(members)}")
    #expect(
      json(.sendInvoice(invoice, startParameter: "x"), chat: 1)
        == #"{"chat_id":1,\#(members),"start_parameter":"x"}"#)
    #expect(
      json(.refundStarPayment(user: 4, chargeID: "c"))
        == #"{"user_id":4,"telegram_payment_charge_id":"c"}"#)
  }

  @Test("the bot's profile and account")
  func profile() {
    #expect(
      json(
        .setMyCommands(
          [.init(name: "book", description: "B")], scope: .chat(5), languageCode: "uk"))
        == #"{"commands":[{"command":"book","description":"B"}],"#
        + #""scope":{"type":"chat","chat_id":5},"language_code":"uk"}"#)
    #expect(
      json(.deleteMyCommands(scope: .allPrivateChats))
        == #"{"scope":{"type":"all_private_chats"}}"#)
    #expect(json(.setMyName("N")) == #"{"name":"N"}"#)
    #expect(
      json(.setMyDescription("N", languageCode: "fr"))
        == #"{"description":"N","language_code":"fr"}"#)
    #expect(json(.setMyShortDescription("N")) == #"{"short_description":"N"}"#)
    #expect(
      json(.setChatMenuButton(.commands), chat: 3)
        == #"{"chat_id":3,"menu_button":{"type":"commands"}}"#)
    #expect(
      json(.setChatMenuButton(.webApp(text: "t", url: "u")))
        == #"{"menu_button":{"type":"web_app","text":"t","web_app":{"url":"u"}}}"#)
    #expect(json(.getFile(id: "f")) == #"{"file_id":"f"}"#)
    #expect(json(.deleteWebhook(dropPending: true)) == #"{"drop_pending_updates":true}"#)
    #expect(
      [Call.getMe(), .getWebhookInfo(), .getChat(), .logOut()].map(\.method)
        == ["getMe", "getWebhookInfo", "getChat", "logOut"])
    #expect(
      json(.getUpdates(offset: 7, timeout: 50, allowed: ["message"]))
        == #"{"offset":7,"limit":100,"timeout":50,"allowed_updates":["message"]}"#)
  }
}
