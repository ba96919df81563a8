import Booking

extension Transaction {
  private static let day: Int64 = 86_400

  /// Removes a batch of what nobody needs any more: holds that lapsed a month ago, deliveries and
  /// updates that were given up three months ago, messages as old that nothing ever changed, what
  /// people waited for until a month ago, and files that have gone into no session for as long.
  package func tidy(now: Instant, batch: Int = 500) throws {
    let month = now.seconds - 30 * Self.day
    let quarter = now.seconds - 90 * Self.day
    // Their ids are never used again: an old button says that the time is gone.
    try run(
      """
      DELETE FROM booking WHERE id IN (SELECT id FROM booking INDEXED BY booking_lapsed
        WHERE state = 'expired' AND heldUntil IS NOT NULL AND heldUntil < ? LIMIT ?)
      """, [month, batch])
    try run(
      """
      DELETE FROM outbox WHERE id IN (SELECT id FROM outbox INDEXED BY outbox_dead
        WHERE state = 'dead' AND created < ? LIMIT ?)
      """, [quarter, batch])
    try run(
      """
      DELETE FROM keepsake WHERE (kind, subject, chat, message) IN (
        SELECT kind, subject, chat, message FROM keepsake WHERE created < ? LIMIT ?)
      """, [quarter, batch])
    try run(
      """
      DELETE FROM waiting WHERE id IN (SELECT id FROM waiting INDEXED BY waiting_ended
        WHERE ended IS NOT NULL AND ended < ? LIMIT ?)
      """, [month, batch])
    // Files that nobody said a session for, and the counts of uploads that are long over.
    try run(
      """
      DELETE FROM upload WHERE id IN (SELECT id FROM upload INDEXED BY upload_began
        WHERE began < ? AND (session IS NULL OR ended IS NOT NULL OR began < ?) LIMIT ?)
      """, [month, quarter, batch])
    try run(
      "DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE moment < ? LIMIT ?)",
      [quarter, batch])
  }
}
