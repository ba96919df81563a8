/// The bot's secret, part of every URL: never printed, never in an error.
package struct BotToken: Sendable, Equatable {
  /// For URLs only.
  let secret: String

  /// Nil unless it looks like `123456789:AA…`: digits, a colon and at least 20 of `[A-Za-z0-9_-]`.
  package init?(_ text: String) {
    var bytes = Substring(text)
    while let first = bytes.first, first.isWhitespace { bytes.removeFirst() }
    while let last = bytes.last, last.isWhitespace { bytes.removeLast() }
    guard let colon = bytes.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let id = bytes.utf8[..<colon]
    let key = bytes.utf8[colon...].dropFirst()
    guard (1...19).contains(id.count), id.allSatisfy({ $0 &- 0x30 < 10 }), key.count >= 20,
      key.allSatisfy({ byte in
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "-")
      })
    else { return nil }
    secret = String(bytes)
  }

  /// The bot's own account: the public half of the token.
  package var botID: Int64 {
    Int64(secret.prefix { $0 != ":" }) ?? 0
  }
}

extension BotToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "…" }
  package var debugDescription: String { "…" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
