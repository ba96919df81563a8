import Booking
import Store

extension FrontDesk {
  /// Makes a link with a secret in it. Only what the secret is made from is kept: it can be made
  /// again as long as the link is there. `words`: 64 random bits each.
  func makeLink(
    _ kind: String, to subject: Int64, expires: Instant?, words: Int = 2
  ) throws -> (id: Int64, token: String) {
    let nonce = (0..<words).flatMap { _ in withUnsafeBytes(of: means.random()) { Array($0) } }
    func token(_ id: Int64) -> String { means.keys.token(kind: kind, id: id, nonce: nonce) }
    let id = try tx.addLink(
      kind: kind, subject: subject, nonce: nonce, expires: expires, now: now
    ) { KeyRing.digest(of: token($0)) }
    return (id, token(id))
  }
}
