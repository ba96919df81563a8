/// Simulated payments: invoices, pre-checkout queries with their ten seconds, charges, refunds.
struct Payments: Sendable {
  struct Invoice: Sendable {
    var title: String
    var currency: String
    var total: Int64
    var payload: String
  }

  struct PreCheckout: Sendable {
    var person: PersonID
    var chat: Int64
    var date: Int64
    var invoice: Invoice
  }

  struct Charge: Sendable {
    var person: PersonID
    var invoice: Invoice
    var refunded = false
  }

  static let patience: Int64 = 10

  /// By the message, `chat/message`, or by the slug of an invoice link.
  var invoices: [String: Invoice] = [:]
  var waiting: [String: PreCheckout] = [:]
  var charges: [String: Charge] = [:]
}

extension World {
  /// A person presses Pay on an invoice: the bot is asked; nil when there is no such invoice.
  mutating func pay(_ person: PersonID, invoice key: String) -> String? {
    guard let known = people[person], let invoice = payments.invoices[key] else { return nil }
    let query = generator.queryID()
    payments.waiting[query] = Payments.PreCheckout(
      person: person, chat: known.chatID, date: now, invoice: invoice)
    updates.add(
      "pre_checkout_query",
      [
        "id": .string(query), "from": known.profile.user, "currency": .string(invoice.currency),
        "total_amount": .int(invoice.total), "invoice_payload": .string(invoice.payload),
      ], now: now)
    return query
  }

  /// The bot agreed: the money moves and the chat shows it.
  mutating func settle(_ query: Payments.PreCheckout) {
    let charge = "stx" + generator.name(length: 40)
    payments.charges[charge] = Payments.Charge(person: query.person, invoice: query.invoice)
    _ = send(
      from: query.person,
      [
        "successful_payment": [
          "currency": .string(query.invoice.currency), "total_amount": .int(query.invoice.total),
          "invoice_payload": .string(query.invoice.payload),
          "telegram_payment_charge_id": .string(charge),
          "provider_payment_charge_id": .string("prov_" + generator.name(length: 16)),
        ]
      ])
  }
}
