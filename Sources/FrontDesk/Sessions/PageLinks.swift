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
    return try makeLink(kind.rawValue, to: subject, expires: expires).token
  }

  /// The secret of a link, made anew each time it is shown.
  package func token(of link: PageLink) -> String {
    means.keys.token(kind: link.kind, id: link.id.raw, nonce: link.nonce)
  }

  /// Where a page is found on the web; nil while no public address is set.
  package func pageURL(_ path: String) -> String? {
    means.publicURL.map { $0 + "/" + path }
  }
}
