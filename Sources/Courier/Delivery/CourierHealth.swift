/// How the deliveries stand, since the process started.
package struct CourierHealth: Sendable, Hashable {
  /// Rows in memory that are not done with, including those under way.
  package var waiting: Int
  /// Whether more rows wait in the database than memory holds.
  package var hasMore: Bool
  package var sent: Int
  /// Given up, with a reason that `deadLetters` tells.
  package var dead: Int
  /// Not worth sending any more: too late, overtaken, or to somebody who left.
  package var dropped: Int
  package var retried: Int
  /// Telegram or the line is in trouble for all chats.
  package var isHeldUp: Bool
}
