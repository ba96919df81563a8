/// How a try to deliver something ended, in the terms of what to do next.
package enum Outcome: Sendable, Hashable {
  /// It arrived; with the id of the message that shows it, where there is one.
  case delivered(message: Int64?)
  /// There is nothing to tell any more: the query is too old, the screen has moved on, the notice
  /// has lost its point.
  case worthless
  /// It will never be taken: the reason is for the person who runs the bot.
  case refused(String)
  /// The chat can't be written to until its people do something about it.
  case unreachable(String)
  /// The message to edit is not there any more.
  case messageGone(String)
  /// The group has become this supergroup.
  case moved(to: Int64)
  /// 429.
  case wait(seconds: Int)
  /// It surely did not arrive; later it may.
  case notSent(String)
  /// It surely did not arrive, and no other will by this way, until the server behind it is back or
  /// mended.
  case closed(String)
  /// It was on its way when the line broke: nobody knows.
  case unknown(String)
  /// Telegram does not know this bot (any more).
  case tokenRefused
}

/// Why the Courier had to stop by itself.
package enum CourierFailure: Error, Sendable, CustomStringConvertible {
  case tokenRefused

  package var description: String {
    switch self {
    case .tokenRefused: "Telegram refused the bot's token while sending"
    }
  }
}
