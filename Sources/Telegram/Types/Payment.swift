/// Money that has arrived or gone back (Bot API `SuccessfulPayment`, `RefundedPayment`).
package struct Payment: Sendable, Hashable {
  /// ISO 4217, or `XTR` for Telegram Stars.
  package let currency: String
  /// Minor units.
  package let totalAmount: Int64
  /// What the invoice carried.
  package let payload: String
  /// A payment's identity: record it once.
  package let telegramChargeID: String
  package let providerChargeID: String?

  package init(
    currency: String, totalAmount: Int64, payload: String, telegramChargeID: String,
    providerChargeID: String? = nil
  ) {
    self.currency = currency
    self.totalAmount = totalAmount
    self.payload = payload
    self.telegramChargeID = telegramChargeID
    self.providerChargeID = providerChargeID
  }
}

/// A question to be answered within 10 s (Bot API `PreCheckoutQuery`).
package struct PreCheckoutQuery: Sendable, Hashable {
  package let id: String
  package let from: User
  package let currency: String
  /// Minor units.
  package let totalAmount: Int64
  package let payload: String

  package init(id: String, from: User, currency: String, totalAmount: Int64, payload: String) {
    self.id = id
    self.from = from
    self.currency = currency
    self.totalAmount = totalAmount
    self.payload = payload
  }
}

extension Payment: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var currency = ""
    var totalAmount: Int64?
    var payload = ""
    var telegramChargeID: String?
    var providerChargeID: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "currency": currency = try reader.string()
      case "total_amount": totalAmount = try reader.int64()
      case "invoice_payload": payload = try reader.string()
      case "telegram_payment_charge_id": telegramChargeID = try reader.string()
      case "provider_payment_charge_id": providerChargeID = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      currency: currency, totalAmount: try reader.required(totalAmount, "total_amount"),
      payload: payload,
      telegramChargeID: try reader.required(telegramChargeID, "telegram_payment_charge_id"),
      providerChargeID: providerChargeID)
  }
}

extension PreCheckoutQuery: JSONReadable {
  package init(from reader: inout JSONReader) throws(JSONFault) {
    var id: String?
    var from: User?
    var currency = ""
    var totalAmount: Int64 = 0
    var payload = ""
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try reader.string()
      case "from": from = try User(from: &reader)
      case "currency": currency = try reader.string()
      case "total_amount": totalAmount = try reader.int64()
      case "invoice_payload": payload = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      id: try reader.required(id, "id"), from: try reader.required(from, "from"),
      currency: currency, totalAmount: totalAmount, payload: payload)
  }
}
