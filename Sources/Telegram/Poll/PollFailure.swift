/// Why polling ended for good: each needs a person.
package enum PollFailure: Error, Sendable, Hashable {
  case unauthorized
  /// Another process keeps polling with the same token.
  case conflict
  case webhook
}

extension PollFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unauthorized:
      "Telegram refuses the bot's token. Copy it again from @BotFather."
    case .conflict:
      "Another process polls with the same token and keeps ending our polls. "
        + "Stop it, or give this bot a token of its own."
    case .webhook:
      "A webhook is set for this bot, so it cannot poll. Another program may live by it; if not, "
        + "delete it: open https://api.telegram.org/bot<BOT_TOKEN>/deleteWebhook in a browser, "
        + "then start again."
    }
  }
}
