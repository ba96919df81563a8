import Conversation
import Foundation
import FrontDesk
import Pictures
import Store

/// The one-time link that makes its opener the owner, on standard output and never in the log.
enum OwnerLink {
  /// Prints a fresh link with its QR code when the business has no owner.
  static func printIfNeeded(_ house: House) throws {
    let parameter = try house.store.write { [means = house.means, clock = house.clock] tx in
      try FrontDesk(tx, now: clock(), means: means, origin: "command").ownerStartParameter()
    }
    guard let parameter else { return }
    let link = "https://t.me/\(house.bot.username)?start=\(parameter)"
    let picture = QRCode(link)?.terminal() ?? ""
    print(
      """

      This bot has no owner yet. Whoever opens this link becomes the owner; it works once, for a day:

      \(link)

      \(picture)
      """)
    fflush(nil)
  }
}
