import Chance
import Testing

@testable import Sandbox

@Suite("Queries, payments and the bot's profile")
struct QueryTests {
  private static let tooOld =
    "Bad Request: query is too old and response timeout expired or query ID is invalid"

  @Test("a tap is answered once, within 150 seconds")
  func taps() {
    var world = makeWorld()
    let message = world.send("x", ["reply_markup": inline("d")]).result["message_id"]?.int ?? 0
    let query = world.tap(client, message: message, data: "d") ?? ""
    func answer(_ id: String) -> String {
      world.ask("answerCallbackQuery", ["callback_query_id": .string(id), "text": "ok"]).error
    }
    #expect(answer(query) == "")
    #expect(world.callbacks[query]?.answer?.text == "ok")
    #expect(answer(query) == Self.tooOld)
    #expect(answer("123") == Self.tooOld)
    let late = world.tap(client, message: message, data: "d") ?? ""
    world.clock.advance(by: 150)
    #expect(answer(late) == Self.tooOld)
  }

  @Test("a tap on a message that is gone brings an inaccessible message")
  func gone() throws {
    var world = makeWorld()
    _ = world.tap(client, message: 777, data: "forged")
    let number = try world.beginPoll(CallParameters())
    let query = try world.poll(number, CallParameters())[0]["callback_query"]
    #expect(query?["message"]?["date"] == 0 && query?["message"]?["message_id"] == 777)
    #expect(query?["data"] == "forged" && query?["chat_instance"]?.string != nil)
  }

  @Test("a payment asks the bot, moves on its word, and can be refunded once")
  func payment() {
    var world = makeWorld()
    let invoice: [String: JSON] = [
      "chat_id": .int(client), "title": "Deposit", "description": "For Friday", "payload": "b1",
      "currency": "XTR", "prices": [["label": "Deposit", "amount": 50]],
    ]
    let sent = world.ask("sendInvoice", invoice).result
    #expect(sent["invoice"]?["total_amount"] == 50)
    let key = "\(client)/\(sent["message_id"]?.int ?? 0)"
    let late = world.pay(client, invoice: key) ?? ""
    world.clock.advance(by: 10)
    #expect(
      world.ask("answerPreCheckoutQuery", ["pre_checkout_query_id": .string(late), "ok": true])
        .error == Self.tooOld)
    let query = world.pay(client, invoice: key) ?? ""
    #expect(
      world.ask("answerPreCheckoutQuery", ["pre_checkout_query_id": .string(query), "ok": true])
        .result == true)
    let paid = world.chats[client]?.messages.last?.json["successful_payment"]
    #expect(paid?["invoice_payload"] == "b1")
    let refund: [String: JSON] = [
      "user_id": .int(client),
      "telegram_payment_charge_id": paid?["telegram_payment_charge_id"] ?? "",
    ]
    #expect(world.ask("refundStarPayment", refund).result == true)
    #expect(
      world.ask("refundStarPayment", refund).error == "Bad Request: CHARGE_ALREADY_REFUNDED")
    #expect(
      world.ask("sendInvoice", invoice.merging(["currency": "EUR"]) { $1 }).error
        == "Bad Request: PAYMENT_PROVIDER_INVALID")
  }

  @Test("commands follow scope and language")
  func commands() {
    var world = makeWorld()
    func set(_ name: String, _ more: [String: JSON]) -> String {
      let list: JSON = [["command": .string(name), "description": "d"]]
      return world.ask("setMyCommands", more.merging(["commands": list]) { $1 }).error
    }
    #expect(set("start", [:]) == "")
    #expect(set("debut", ["language_code": "fr"]) == "")
    #expect(set("agenda", ["scope": ["type": "chat", "chat_id": .int(other)]]) == "")
    #expect(set("Bad-Name", [:]) == "Bad Request: BOT_COMMAND_INVALID")
    #expect(set("x", ["scope": ["type": "chat", "chat_id": 5]]) == "Bad Request: chat not found")
    func seen(_ id: PersonID) -> [String] {
      world.people[id].map { world.commands(for: $0) }?.compactMap { $0["command"]?.string } ?? []
    }
    #expect(seen(client) == ["start"])
    #expect(seen(other) == ["agenda"])
    world.people[client]?.profile.languageCode = "fr"
    #expect(seen(client) == ["debut"])
    #expect(world.ask("getMyCommands", ["language_code": "fr"]).result[0]?["command"] == "debut")
    #expect(world.ask("deleteMyCommands", ["language_code": "fr"]).result == true)
    #expect(seen(client) == ["start"])
  }

  @Test("inline queries are answered once and checked")
  func inlineMode() {
    var world = makeWorld()
    let query = world.inlineQuery(client, "cut") ?? ""
    func answer(_ ids: [String]) -> String {
      let results = JSON.array(
        ids.map {
          [
            "type": "article", "id": .string($0), "title": "T",
            "input_message_content": ["message_text": "x"],
          ]
        })
      return world.ask(
        "answerInlineQuery", ["inline_query_id": .string(query), "results": results]
      ).error
    }
    #expect(answer(["a", "a"]) == "Bad Request: RESULT_ID_DUPLICATE")
    #expect(answer(["a", "b"]) == "")
    #expect(answer(["a"]) == Self.tooOld)
  }

  @Test("flood limits answer 429 with the seconds to wait")
  func flood() {
    var world = makeWorld { configuration in
      configuration.limits = FloodLimits()
    }
    var errors: [String] = []
    for index in 0..<7 { errors.append(world.send("\(index)").error) }
    #expect(errors.filter { $0.isEmpty }.count == 5)
    #expect(errors.last == "Too Many Requests: retry after 1")
    world.clock.advance(by: 2)
    #expect(world.send("x").error == "")
  }

  @Test("planned faults hit the named method, in order, and are used up")
  func planned() {
    var faults = Faults()
    var generator = SplitMix(seed: 1)
    let known = faults.apply(
      ["next": [["kind": "429", "count": 2, "method": "sendMessage"], ["kind": "reset"]]])
    let unknown = faults.apply(["nonsense": 1])
    #expect(known && !unknown)
    #expect(faults.take(method: "getupdates", using: &generator)?.kind == .reset)
    #expect(faults.take(method: "sendmessage", using: &generator)?.kind == .tooManyRequests)
    #expect(faults.take(method: "sendmessage", using: &generator)?.kind == .tooManyRequests)
    #expect(faults.take(method: "sendmessage", using: &generator) == nil)
  }

  @Test("what the bot asks of itself and of chats is answered")
  func profile() {
    var world = makeWorld()
    #expect(world.ask("getMe").result["is_bot"] == true)
    #expect(world.ask("getChat", ["chat_id": .int(client)]).result["accent_color_id"] == 0)
    #expect(
      world.ask("getChatMember", ["chat_id": .int(client), "user_id": .int(client)])
        .result["status"] == "member")
    #expect(world.ask("setMyDescription", ["description": "Hello"]).result == true)
    #expect(
      world.ask("getMyDescription", ["language_code": "fr"]).result["description"] == "Hello")
    #expect(world.ask("setChatMenuButton", ["menu_button": ["type": "commands"]]).result == true)
  }
}
