import Store

/// The way of a short message out of the house.
package protocol Texter: Sendable {
  /// `row` is that of the outbox, and names the message if it has to go twice.
  func send(_ message: ShortMessage, row: Int64) async -> Outcome
}

/// For a house without a gateway: every message is given up with that reason.
package struct NoTexter: Texter {
  package init() {}

  package func send(_ message: ShortMessage, row: Int64) async -> Outcome {
    .refused("No SMS gateway is configured (SMS_URL)")
  }
}
