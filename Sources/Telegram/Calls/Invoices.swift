/// A bill sent in the chat or as a link (Bot API `sendInvoice`).
package struct Invoice: Sendable, Hashable {
  package struct Price: Sendable, Hashable {
    package let label: String
    /// Minor units.
    package let amount: Int64

    package init(label: String, amount: Int64) {
      self.label = label
      self.amount = amount
    }
  }

  /// 1–32 characters.
  package let title: String
  /// 1–255 characters.
  package let description: String
  /// Comes back with the payment; 1–128 bytes; not shown.
  package let payload: String
  /// Nil for Telegram Stars.
  package let providerToken: String?
  /// ISO 4217; `XTR` for Stars, with exactly one price.
  package let currency: String
  package let prices: [Price]

  package init(
    title: String, description: String, payload: String, providerToken: String? = nil,
    currency: String, prices: [Price]
  ) {
    self.title = title
    self.description = description
    self.payload = payload
    self.providerToken = providerToken
    self.currency = currency
    self.prices = prices
  }

  var violation: LimitViolation? {
    let titleLength = Limits.length(title)
    if !(1...32).contains(titleLength) { return .invoiceTitle(titleLength) }
    let descriptionLength = Limits.length(description)
    if !(1...255).contains(descriptionLength) { return .invoiceDescription(descriptionLength) }
    let bytes = payload.utf8.count
    if !(1...128).contains(bytes) { return .invoicePayload(bytes) }
    let hasRightCount = currency == "XTR" ? prices.count == 1 : !prices.isEmpty
    return hasRightCount ? nil : .invoicePrices
  }

  func write(to writer: inout JSONWriter) {
    writer.member("title", title)
    writer.member("description", description)
    writer.member("payload", payload)
    writer.member("provider_token", providerToken ?? "")
    writer.member("currency", currency)
    writer.array("prices") { writer in
      for price in prices {
        writer.object {
          $0.member("label", price.label)
          $0.member("amount", price.amount)
        }
      }
    }
  }
}

extension Call {
  package static func sendInvoice(
    _ invoice: Invoice, keyboard: InlineKeyboard? = nil, startParameter: String? = nil,
    silent: Bool = false
  ) -> Call {
    Call(
      "sendInvoice",
      violation: invoice.violation ?? Limits.startParameter(startParameter)
        ?? Limits.keyboard(keyboard)
    ) {
      invoice.write(to: &$0)
      if let startParameter { $0.member("start_parameter", startParameter) }
      $0.delivery(silent: silent, replyTo: nil)
      $0.keyboard(keyboard)
    }
  }

  /// The result is the link, as a string.
  package static func createInvoiceLink(_ invoice: Invoice) -> Call {
    Call("createInvoiceLink", violation: invoice.violation) { invoice.write(to: &$0) }
  }

  /// Due within 10 s. A nil error lets the payment go on.
  package static func answerPreCheckoutQuery(id: String, error: String? = nil) -> Call {
    Call("answerPreCheckoutQuery") {
      $0.member("pre_checkout_query_id", id)
      $0.member("ok", error == nil)
      if let error { $0.member("error_message", error) }
    }
  }

  package static func refundStarPayment(user: Int64, chargeID: String) -> Call {
    Call("refundStarPayment") {
      $0.member("user_id", user)
      $0.member("telegram_payment_charge_id", chargeID)
    }
  }
}
