import Testing

@testable import Telegram

@Suite("Updates") struct UpdateTests {
  private func read(_ json: String) throws -> Update { try Update(raw: Array(json.utf8)) }

  private func message(_ rest: String) throws -> Message {
    let update = try read(Payload.update(1, "message", Payload.message(rest)))
    guard case .message(let message) = update.kind else {
      throw JSONFault(.missing("message"), at: 0)
    }
    return message
  }

  @Test("a text with a command, from someone with a 52-bit id")
  func command() throws {
    let message = try message(
      #""text":"/Start@My_Bot  inv_A-1 ","entities":[{"type":"bot_command","offset":0,"length":13}]"#
    )
    #expect(message.id == 17)
    #expect(message.date == 1_763_712_345)
    #expect(message.chat == Chat(id: 4_503_599_627_370_495, kind: .private))
    #expect(
      message.from
        == User(
          id: 4_503_599_627_370_495, firstName: "Олена", lastName: "Коваль", username: "olena_k",
          languageCode: "uk"))
    #expect(message.from?.fullName == "Олена Коваль")
    #expect(message.content == .text)
    #expect(
      message.command == BotCommand(name: "start", botName: "My_Bot", argument: "inv_A-1"))
    #expect(message.entities == [Entity(kind: .botCommand, offset: 0, length: 13)])
    #expect(!message.isInaccessible)
  }

  @Test(
    "commands and what only looks like one",
    arguments: [
      ("/book", BotCommand(name: "book")),
      ("/b\n two\nlines ", .init(name: "b", argument: "two\nlines")),
      ("/", nil), ("book", nil), (" /book", nil), ("/книга", nil), ("/a-b", nil), ("/a@", nil),
      ("/a/b", nil), ("", nil),
    ] as [(String, BotCommand?)])
  func commands(text: String, command: BotCommand?) {
    #expect(BotCommand(parsing: text) == command)
  }

  @Test("a photo with its caption, in an album, as an answer")
  func photo() throws {
    let message = try message(
      #"""
      "media_group_id":"77","caption":"Тарас","reply_to_message":{"message_id":3,"date":1,"chat":{"id":1,
      "type":"private"},"text":"?"},"photo":[
      {"file_id":"S","file_unique_id":"s","width":90,"height":60,"file_size":1200},
      {"file_id":"L","file_unique_id":"l","width":1280,"height":853}]
      """#)
    #expect(message.content == .photo)
    #expect(message.caption == "Тарас")
    #expect(message.photo.map(\.fileID) == ["S", "L"])
    #expect(message.photo.first?.size == 1200)
    #expect(message.mediaGroupID == "77")
    #expect(message.replyTo == 3)
  }

  @Test(
    "files of every kind",
    arguments: [
      ("document", MessageContent.document), ("video", .video), ("audio", .audio),
      ("voice", .voice), ("video_note", .videoNote), ("sticker", .sticker),
      ("animation", .animation),
    ])
  func files(name: String, content: MessageContent) throws {
    let file = #"""
      {"file_id":"F","file_unique_id":"U","file_name":"n.bin","mime_type":"a/b","duration":7,
      "file_size":3000000000,"width":1,"height":1,"is_animated":false,"thumbnail":
      {"file_id":"T","file_unique_id":"t","width":1,"height":1}}
      """#
    // An animation comes with a document of the same file.
    let extra = name == "animation" ? #","document":\#(file)"# : ""
    let message = try message("\"\(name)\":\(file)\(extra)")
    #expect(message.content == content)
    let found = [
      message.document, message.video, message.audio, message.voice, message.videoNote,
      message.sticker, message.animation,
    ].compactMap { $0 }
    #expect(
      found.first
        == MediaFile(
          fileID: "F", uniqueID: "U", name: "n.bin", mime: "a/b", size: 3_000_000_000, duration: 7,
          width: 1, height: 1,
          thumbnail: PhotoSize(fileID: "T", uniqueID: "t", width: 1, height: 1)))
  }

  @Test("contact, place, payment, refund and shared users")
  func others() throws {
    let contact = try message(
      #""contact":{"phone_number":"380441234567","first_name":"О","user_id":5,"vcard":"x"}"#)
    #expect(contact.content == .contact)
    #expect(contact.contact == Contact(phoneNumber: "380441234567", firstName: "О", userID: 5))
    let venue = try message(
      #"""
      "venue":{"location":{"latitude":50.45,"longitude":-3e-1},"title":"T","address":"A"},
      "location":{"latitude":50.45,"longitude":-0.3}
      """#)
    #expect(venue.content == .venue)
    #expect(venue.location == Location(latitude: 50.45, longitude: -0.3))
    #expect(venue.venue?.title == "T")
    let money = #"""
      {"currency":"UAH","total_amount":45000,"invoice_payload":"o:1",
      "telegram_payment_charge_id":"tc","provider_payment_charge_id":"pc"}
      """#
    let paid = try message("\"successful_payment\":\(money)")
    #expect(paid.content == .payment)
    #expect(
      paid.successfulPayment
        == Payment(
          currency: "UAH", totalAmount: 45000, payload: "o:1", telegramChargeID: "tc",
          providerChargeID: "pc"))
    #expect(try message("\"refunded_payment\":\(money)").content == .refund)
    let shared = try message(
      #""users_shared":{"request_id":4,"users":[{"user_id":1,"first_name":"x"},{"user_id":2}]}"#)
    #expect(shared.usersShared == UsersShared(requestID: 4, userIDs: [1, 2]))
  }

  @Test("service messages, forwards and kinds from the future")
  func service() throws {
    #expect(try message(#""new_chat_title":"x""#).content == .service)
    let migration = try message(#""migrate_to_chat_id":-1001234567890"#)
    #expect(migration.migrateToChatID == -1_001_234_567_890)
    #expect(migration.content == .service)
    #expect(try message(#""hologram":{"file_id":"x"}"#).content == .other)
    let forward = try message(#""forward_origin":{"type":"hidden_user","date":1},"text":"t""#)
    #expect(forward.isForward)
  }

  @Test("a tap, and its raw JSON for quarantine")
  func callback() throws {
    let update = try read(" \n" + Payload.callback + " ")
    guard case .callbackQuery(let query) = update.kind else {
      Issue.record("not a callback query")
      return
    }
    #expect(query.id == "4382bfdwdsb323b2d9")
    #expect(query.data == "t:900")
    #expect(query.message?.id == 4711)
    #expect(query.message?.text == "Оберіть час 🕐")
    #expect(String(decoding: update.raw, as: UTF8.self) == Payload.callback)
    #expect(try Update(raw: update.raw) == update)
  }

  @Test("a tap under a message out of reach")
  func inaccessible() throws {
    let update = try read(
      Payload.update(
        4, "callback_query",
        #"{"id":"1","from":\#(Payload.olena),"data":"x","message":{"chat":{"id":5,"type":"private"},"message_id":6,"date":0}}"#
      ))
    guard case .callbackQuery(let query) = update.kind else {
      Issue.record("not a callback query")
      return
    }
    #expect(query.message?.isInaccessible == true)
    #expect(query.message?.content == .inaccessible)
    #expect(query.message?.chat.id == 5)
  }

  @Test("inline and pre-checkout queries, membership, edits")
  func otherKinds() throws {
    let from = Payload.olena
    guard
      case .inlineQuery(let inline) = try read(
        Payload.update(
          1, "inline_query", #"{"id":"i","from":\#(from),"query":"стриж","offset":""}"#)
      ).kind,
      case .preCheckoutQuery(let checkout) = try read(
        Payload.update(
          2, "pre_checkout_query",
          #"{"id":"p","from":\#(from),"currency":"XTR","total_amount":5,"invoice_payload":"o"}"#)
      ).kind,
      case .myChatMember(let member) = try read(
        Payload.update(
          3, "my_chat_member",
          #"""
          {"chat":\#(Payload.privateChat),"from":\#(from),"date":9,"old_chat_member":
          {"user":\#(from),"status":"member"},"new_chat_member":{"user":\#(from),"status":"kicked",
          "until_date":0}}
          """#)
      ).kind,
      case .editedMessage(let edited) = try read(
        Payload.update(4, "edited_message", Payload.message(#""text":"x""#))
      ).kind
    else {
      Issue.record("a kind was not recognised")
      return
    }
    #expect(inline.query == "стриж")
    #expect(checkout.totalAmount == 5)
    #expect(checkout.payload == "o")
    #expect(member.oldStatus == .member)
    #expect(member.isBlocked)
    #expect(edited.text == "x")
  }

  @Test("kinds without use keep their name", arguments: ["channel_post", "poll", "telepathy"])
  func unknown(kind: String) throws {
    #expect(try read(Payload.update(1, kind, "{}")).kind == .unknown(kind))
  }

  @Test("an unreadable update does not cost the others")
  func batch() throws {
    let json = """
      [\(Payload.update(5, "message", Payload.message(#""text":"a""#))),
      {"update_id":6,"message":{"message_id":"not a number"}},
      {"message":{}}, 17, "x", {"update_id":"?"},
      \(Payload.update(7, "poll", "{}"))]
      """
    let batch = try JSONReader.decode(UpdateBatch.self, from: Array(json.utf8))
    #expect(batch.updates.map(\.id) == [5, 6, 7])
    #expect(batch.skipped == 4)
    #expect(batch.updates.dropFirst().first?.kind == .unknown("unreadable"))
    #expect(
      batch.updates.dropFirst().first.map { String(decoding: $0.raw, as: UTF8.self) }
        == #"{"update_id":6,"message":{"message_id":"not a number"}}"#)
    #expect(throws: JSONFault.self) {
      try JSONReader.decode(UpdateBatch.self, from: Array(json.utf8.dropLast(3)))
    }
  }
}
