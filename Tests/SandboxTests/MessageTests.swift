import Testing

@testable import Sandbox

@Suite("Messages of the bot")
struct MessageTests {
  @Test("a message has the real one's shape")
  func shape() {
    var world = makeWorld()
    let sent = world.send("<b>Hi</b>", ["parse_mode": "html", "reply_markup": inline("x")]).result
    #expect(sent["text"] == "Hi")
    #expect(sent["from"]?["is_bot"] == true)
    #expect(sent["chat"]?["id"] == .int(client) && client > Int64(UInt32.max))
    #expect(sent["chat"]?["type"] == "private")
    #expect(sent["date"] == 1_780_000_000)
    #expect(sent["entities"]?[0]?["type"] == "bold")
    #expect(sent["reply_markup"]?["inline_keyboard"]?[0]?[0]?["callback_data"] == "x")
  }

  @Test("refusals have the server's words")
  func refusals() {
    var world = makeWorld()
    #expect(world.ask("sendMessage", ["text": "x"]).error == "Bad Request: chat_id is empty")
    #expect(
      world.ask("sendMessage", ["chat_id": 12, "text": "x"]).error
        == "Bad Request: chat not found")
    #expect(world.send("  \n ").error == "Bad Request: message text is empty")
    #expect(world.send("x", ["parse_mode": "bb"]).error == "Bad Request: unsupported parse_mode")
    #expect(
      world.send("<b>x", ["parse_mode": "HTML"]).error
        == "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"")
    #expect(world.ask("sendNothing").error == "Not Found: method not found")
    #expect(
      world.send("x", ["reply_parameters": ["message_id": 99]]).error
        == "Bad Request: message to be replied not found")
    #expect(
      world.send(
        "x", ["reply_parameters": ["message_id": 99, "allow_sending_without_reply": true]]
      ).error == "")
  }

  @Test("the limit is 4096 UTF-16 units after parsing")
  func length() {
    var world = makeWorld()
    let long = String(repeating: "👍", count: 2048)
    #expect(world.send("<b>\(long)</b>", ["parse_mode": "HTML"]).error == "")
    #expect(world.send(long + "x").error == "Bad Request: message is too long")
    let caption = String(repeating: "c", count: 1025)
    let error = world.ask(
      "sendPhoto", ["chat_id": .int(client), "caption": .string(caption)],
      files: ["photo": Upload(name: "a.png", bytes: png())]
    ).error
    #expect(error == "Bad Request: message caption is too long")
  }

  @Test("nobody is written to before /start or after a block")
  func reach() {
    var world = World(SandboxConfiguration())
    #expect(world.send("x").error == "Forbidden: bot can't initiate conversation with a user")
    _ = world.say(client, "/start")
    #expect(world.send("x").error == "")
    world.setBlocked(client, true)
    #expect(world.send("x").error == "Forbidden: bot was blocked by the user")
    _ = world.say(client, "back")
    #expect(world.send("x").error == "")
  }

  @Test("keyboards are checked")
  func keyboards() {
    var world = makeWorld()
    func error(_ markup: JSON) -> String { world.send("x", ["reply_markup": markup]).error }
    #expect(error(inline(String(repeating: "d", count: 64))) == "")
    #expect(error(inline(String(repeating: "д", count: 33))) == "Bad Request: BUTTON_DATA_INVALID")
    #expect(error(inline("")).hasSuffix("Text buttons are unallowed in the inline keyboard"))
    #expect(error(inline("x", text: " ")) == "Bad Request: inline keyboard button text is empty")
    #expect(
      error(["inline_keyboard": [[["text": "a", "callback_data": "x", "url": "a.org"]]]])
        == "Bad Request: BUTTON_TYPE_INVALID")
    #expect(
      error(["inline_keyboard": [[["text": "a", "url": "nowhere"]]]])
        == "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL")
    #expect(
      error(["inline_keyboard": [[["text": "a", "pay": true]]]])
        == "Bad Request: BUTTON_TYPE_INVALID")
    let rows = JSON.array(
      (0..<101).map { [["text": .string("b\($0)"), "callback_data": "x"]] })
    #expect(error(["inline_keyboard": rows]) == "Bad Request: REPLY_MARKUP_TOO_LONG")
    #expect(error(["keyboard": [["A"], [["text": "B", "request_contact": true]]]]) == "")
    #expect(world.chats[client]?.replyKeyboard?["keyboard"]?[1]?[0]?["request_contact"] == true)
    #expect(error(["remove_keyboard": true]) == "")
    #expect(world.chats[client]?.replyKeyboard == nil)
    #expect(error("nonsense").contains("reply"))
  }

  @Test("edits change the message in place, and only with a change")
  func edits() {
    var world = makeWorld()
    let sent = world.send("one", ["reply_markup": inline("x")]).result
    let target: [String: JSON] = ["chat_id": .int(client), "message_id": sent["message_id"] ?? 0]
    func edit(_ more: [String: JSON], _ method: String = "editMessageText") -> (
      result: JSON, error: String
    ) {
      world.ask(method, target.merging(more) { $1 })
    }
    let same = edit(["text": "one", "reply_markup": inline("x")])
    #expect(
      same.error == "Bad Request: message is not modified: specified new message content and reply "
        + "markup are exactly the same as a current content and reply markup of the message")
    let changed = edit(["text": "two", "reply_markup": inline("x")]).result
    #expect(changed["text"] == "two" && changed["edit_date"] == 1_780_000_000)
    #expect(edit(["text": "two"]).result["reply_markup"] == nil)
    #expect(
      edit(["text": "two", "reply_markup": ["keyboard": [["A"]]]]).error
        == "Bad Request: inline keyboard expected")
    #expect(
      edit(["caption": "c"], "editMessageCaption").error
        == "Bad Request: there is no caption in the message to edit")
    #expect(edit(["reply_markup": inline("y")], "editMessageReplyMarkup").error == "")
    #expect(
      edit(["text": "x", "message_id": 9999]).error == "Bad Request: message to edit not found")
    let own = world.say(client, "mine")?.id ?? 0
    #expect(
      edit(["text": "x", "message_id": .int(own)]).error == "Bad Request: message can't be edited")
    let withKeys = world.send("k", ["reply_markup": ["keyboard": [["A"]]]]).result
    #expect(
      edit(["text": "x", "message_id": withKeys["message_id"] ?? 0]).error
        == "Bad Request: message can't be edited")
  }

  @Test("deleting works once, for 48 hours")
  func deleting() {
    var world = makeWorld()
    let first = world.send("one").result["message_id"] ?? 0
    let second = world.send("two").result["message_id"] ?? 0
    func delete(_ id: JSON) -> String {
      world.ask("deleteMessage", ["chat_id": .int(client), "message_id": id]).error
    }
    #expect(delete(first) == "")
    #expect(delete(first) == "Bad Request: message to delete not found")
    world.clock.advance(by: 48 * 3600)
    #expect(delete(second) == "Bad Request: message can't be deleted for everyone")
    let third = world.send("three").result["message_id"] ?? 0
    let all: JSON = ["chat_id": .int(client), "message_ids": [first, third]]
    #expect(
      world.ask(
        "deleteMessages", ["chat_id": .int(client), "message_ids": all["message_ids"] ?? []]
      ).result == true)
    #expect(delete(third) == "Bad Request: message to delete not found")
  }

  @Test("copies and forwards carry the content")
  func copies() {
    var world = makeWorld()
    let id = world.say(client, "look /here")?.id ?? 0
    let from: [String: JSON] = [
      "chat_id": .int(other), "from_chat_id": .int(client), "message_id": .int(id),
    ]
    let forwarded = world.ask("forwardMessage", from).result
    #expect(forwarded["forward_origin"]?["sender_user"]?["id"] == .int(client))
    #expect(forwarded["text"] == "look /here")
    let copied = world.ask("copyMessage", from).result
    #expect(copied.object?.keys == ["message_id"])
    let message = world.chats[other]?.message(copied["message_id"]?.int ?? 0)
    #expect(message?.json["text"] == "look /here" && message?.json["forward_origin"] == nil)
    #expect(
      world.ask("copyMessage", from.merging(["message_id": 9999]) { $1 }).error
        == "Bad Request: message to copy not found")
  }

  @Test("a migrated chat names its new id")
  func migration() {
    var world = makeWorld()
    world.migrate(from: client, to: -1_001_234_567_890)
    var parameters = CallParameters()
    parameters.values = ["chat_id": String(client), "text": "x"]
    do throws(Refusal) {
      _ = try world.call("sendmessage", parameters)
      Issue.record("sent to the old chat")
    } catch {
      #expect(error.code == 400 && error.migrateTo == -1_001_234_567_890)
    }
    #expect(world.ask("sendMessage", ["chat_id": -1_001_234_567_890, "text": "x"]).error == "")
  }

  @Test("a group that migrates says so under its title")
  func groupMigration() {
    var world = makeWorld()
    world.addGroup(id: -5, title: "Team", members: [client])
    world.migrate(from: -5, to: -1_001_234_567_891)
    let update = world.updates.take(offset: 0, limit: 1, now: world.now).first?["message"]
    #expect(update?["migrate_to_chat_id"]?.int == -1_001_234_567_891)
    #expect(update?["chat"]?["title"] == "Team" && update?["chat"]?["type"] == "group")
  }

  @Test("places and contacts come back")
  func places() {
    var world = makeWorld()
    let venue = world.ask(
      "sendVenue",
      [
        "chat_id": .int(client), "latitude": 50.45, "longitude": 30.52, "title": "Shop",
        "address": "Street 1",
      ].mapValues { $0 })
    #expect(venue.result["venue"]?["title"] == "Shop")
    #expect(venue.result["location"]?["latitude"] == 50.45)
    let contact = world.ask(
      "sendContact", ["chat_id": .int(client), "phone_number": "+1", "first_name": "A"])
    #expect(contact.result["contact"]?["phone_number"] == "+1")
    #expect(
      world.ask("sendChatAction", ["chat_id": .int(client), "action": "dancing"]).error
        == "Bad Request: wrong parameter action in request")
  }
}

extension JSON: ExpressibleByFloatLiteral {
  public init(floatLiteral value: Double) { self = .double(value) }
}
