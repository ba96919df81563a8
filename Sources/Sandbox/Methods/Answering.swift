/// Answers to queries of people: callbacks, inline, pre-checkout; and the money methods.
extension World {
  private static let tooOld =
    "query is too old and response timeout expired or query ID is invalid"

  mutating func answerCallbackQuery(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let id = call["callback_query_id"] else {
      throw .badRequest("\"callback_query_id\" is not specified")
    }
    let text = call["text"] ?? ""
    guard text.utf16.count <= 200 else { throw .badRequest("MESSAGE_TOO_LONG") }
    guard let query = callbacks[id], query.answer == nil,
      now - query.date < CallbackQuery.lifetime
    else { throw .badRequest(Self.tooOld) }
    let url = call["url"]
    if let url, !isOwnLink(url) { throw .badRequest("URL_INVALID") }
    let answer = CallbackAnswer(text: text, showAlert: call.bool("show_alert"), url: url)
    callbacks[id]?.answer = answer
    emit(
      "callback_answer", chat: query.chat,
      [
        "query_id": .string(id), "text": .string(text), "show_alert": .bool(answer.showAlert),
        "url": url.map(JSON.string) ?? .null,
      ])
    return true
  }

  /// Without a game only links to the bot itself may be opened.
  private func isOwnLink(_ url: String) -> Bool {
    let name = profile.username.lowercased()
    let lower = url.lowercased()
    return ["https://t.me/", "http://t.me/", "t.me/", "tg://resolve?domain="].contains {
      lower.hasPrefix($0 + name + "?") || lower.hasPrefix($0 + name + "&") || lower == $0 + name
    }
  }

  mutating func answerInlineQuery(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let id = call["inline_query_id"], let query = inlineQueries[id], query.results == nil,
      now - query.date < CallbackQuery.lifetime
    else { throw .badRequest(Self.tooOld) }
    guard let results = call.json("results")?.array else {
      throw .badRequest("can't parse JSON encoded inline query results")
    }
    guard results.count <= 50 else { throw .badRequest("RESULTS_TOO_MUCH") }
    var seen: Set<String> = []
    for result in results {
      guard let key = result["id"]?.string, (1...64).contains(key.utf8.count),
        result["type"]?.string != nil
      else { throw .badRequest("RESULT_ID_INVALID") }
      guard seen.insert(key).inserted else { throw .badRequest("RESULT_ID_DUPLICATE") }
      if let content = result["input_message_content"], let text = content["message_text"]?.string {
        let formatted = try Self.formatted(
          text, mode: content["parse_mode"]?.string, entities: content["entities"])
        guard !formatted.text.isEmpty else { throw .badRequest("message text is empty") }
        guard formatted.length <= Self.textLimit else { throw .badRequest("message is too long") }
      }
    }
    inlineQueries[id]?.results = results
    emit(
      "inline_results", chat: query.person, ["query_id": .string(id), "results": .array(results)])
    return true
  }

  /// A person types `@bot query`; the query's id.
  mutating func inlineQuery(_ person: PersonID, _ text: String) -> String? {
    guard let known = people[person] else { return nil }
    let id = generator.queryID()
    inlineQueries[id] = InlineQuery(person: person, date: now)
    updates.add(
      "inline_query",
      [
        "id": .string(id), "from": known.profile.user, "chat_type": "sender",
        "query": .string(text), "offset": "",
      ], now: now)
    return id
  }

  mutating func answerPreCheckoutQuery(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let id = call["pre_checkout_query_id"], let query = payments.waiting[id],
      now - query.date < Payments.patience
    else { throw .badRequest(Self.tooOld) }
    let agreed = call.bool("ok")
    if !agreed, call["error_message"] == nil { throw .badRequest("error message is required") }
    payments.waiting[id] = nil
    if agreed {
      settle(query)
    } else {
      emit(
        "callback_answer", chat: query.chat,
        [
          "query_id": .string(id), "text": .string(call["error_message"] ?? ""),
          "show_alert": true, "url": .null,
        ])
    }
    return true
  }

  /// The checked invoice of sendInvoice and createInvoiceLink.
  private func invoice(_ call: CallParameters) throws(Refusal) -> Payments.Invoice {
    guard let title = call["title"], (1...32).contains(title.count) else {
      throw .badRequest("invalid invoice title specified")
    }
    guard let description = call["description"], (1...255).contains(description.count) else {
      throw .badRequest("invalid invoice description specified")
    }
    guard let payload = call["payload"], (1...128).contains(payload.utf8.count) else {
      throw .badRequest("INVOICE_PAYLOAD_INVALID")
    }
    guard let currency = call["currency"], currency.count == 3,
      currency.allSatisfy({ $0.isASCII && $0.isUppercase })
    else { throw .badRequest("CURRENCY_INVALID") }
    guard let prices = call.json("prices")?.array, !prices.isEmpty else {
      throw .badRequest("can't parse labeled prices JSON object")
    }
    var total: Int64 = 0
    for price in prices {
      guard price["label"]?.string?.isEmpty == false, let amount = price["amount"]?.int,
        abs(amount) < 1 << 40
      else { throw .badRequest("can't parse labeled price") }
      total += amount
    }
    guard total > 0 else { throw .badRequest("CURRENCY_TOTAL_AMOUNT_INVALID") }
    if currency == "XTR" {
      guard prices.count == 1 else { throw .badRequest("STARS_INVOICE_INVALID") }
    } else if call["provider_token"] == nil {
      throw .badRequest("PAYMENT_PROVIDER_INVALID")
    }
    return Payments.Invoice(title: title, currency: currency, total: total, payload: payload)
  }

  mutating func sendInvoice(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try writableChat(call)
    let invoice = try invoice(call)
    var markup = try markup(call, in: chat, isInvoice: true)
    if markup == .none {
      markup = .inline([
        "inline_keyboard": [[["text": .string("Pay \(invoice.currency)"), "pay": true]]]
      ])
    }
    guard case .inline(let keyboard) = markup,
      keyboard["inline_keyboard"]?[0]?[0]?["pay"]?.bool == true
    else { throw .badRequest("first button of the invoice must be a pay button") }
    let content: JSONObject = [
      "invoice": [
        "title": .string(invoice.title), "description": .string(call["description"] ?? ""),
        "start_parameter": .string(call["start_parameter"] ?? ""),
        "currency": .string(invoice.currency), "total_amount": .int(invoice.total),
      ]
    ]
    let sent = try deliver(content, call, to: chat, markup)
    payments.invoices["\(chat)/\(sent["message_id"]?.int ?? 0)"] = invoice
    return sent
  }

  mutating func createInvoiceLink(_ call: CallParameters) throws(Refusal) -> JSON {
    let invoice = try invoice(call)
    let slug = generator.name(length: 16)
    payments.invoices[slug] = invoice
    return .string("https://t.me/$" + slug)
  }

  mutating func refundStarPayment(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let charge = call["telegram_payment_charge_id"], let paid = payments.charges[charge],
      paid.invoice.currency == "XTR", paid.person == call.int("user_id")
    else { throw .badRequest("CHARGE_NOT_FOUND") }
    guard !paid.refunded else { throw .badRequest("CHARGE_ALREADY_REFUNDED") }
    payments.charges[charge]?.refunded = true
    _ = send(
      from: paid.person,
      [
        "refunded_payment": [
          "currency": "XTR", "total_amount": .int(paid.invoice.total),
          "invoice_payload": .string(paid.invoice.payload),
          "telegram_payment_charge_id": .string(charge),
        ]
      ])
    return true
  }
}
