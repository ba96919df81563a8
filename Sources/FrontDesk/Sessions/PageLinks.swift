import Booking
import Store

/// What a link with a token opens on the web; a session also in the chat.
package enum PageKind: String, Sendable, Hashable, CaseIterable {
  /// A session from before the shoot on: the link of its QR card. Does not expire.
  case session
  /// What a session came to, for the client; expires.
  case results
  /// A booking.
  case visit
}

extension FrontDesk {
  /// The secret that opens a page, the same as long as the link is open; a new one is made when
  /// there is none. 43 characters, 256 bits. `expires` holds for a new one.
  package func pageToken(
    _ kind: PageKind, of subject: Int64, expires: Instant? = nil
  ) throws -> String {
    if let link = try tx.openPageLink(kind: kind.rawValue, subject: subject, now: now) {
      return token(of: link)
    }
    let nonce = (0..<2).flatMap { _ in withUnsafeBytes(of: means.random()) { Array($0) } }
    let id = try tx.addLink(
      kind: kind.rawValue, subject: subject, nonce: nonce, expires: expires, now: now
    ) { KeyRing.digest(of: means.keys.token(kind: kind.rawValue, id: $0, nonce: nonce)) }
    return means.keys.token(kind: kind.rawValue, id: id, nonce: nonce)
  }

  /// The secret of a link, made anew each time it is shown.
  package func token(of link: PageLink) -> String {
    means.keys.token(kind: link.kind, id: link.id.raw, nonce: link.nonce)
  }

  /// The link of that kind that a token belongs to, open or not; nil for one that was never made.
  package func pageLink(_ token: String, _ kind: PageKind) throws -> PageLink? {
    guard let link = try tx.pageLink(digest: KeyRing.digest(of: token)),
      link.kind == kind.rawValue, KeyRing.same(token, self.token(of: link))
    else { return nil }
    return link
  }

  /// Where a page is found on the web; nil while no public address is set.
  package func pageURL(_ path: String) -> String? {
    means.publicURL.map { $0 + "/" + path }
  }
}
