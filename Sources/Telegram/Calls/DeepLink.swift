/// Links that open the bot with a parameter for `/start` (Telegram, deep linking).
package enum DeepLink {
  /// 1–64 of `[A-Za-z0-9_-]`.
  package static func isValid(_ parameter: String) -> Bool {
    let bytes = parameter.utf8
    return (1...64).contains(bytes.count)
      && bytes.allSatisfy { byte in
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "-")
      }
  }

  /// Nil when the parameter cannot stand in a link.
  package static func start(bot username: String, parameter: String) -> String? {
    isValid(parameter) ? "https://t.me/\(username)?start=\(parameter)" : nil
  }
}
