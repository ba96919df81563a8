import Booking
import Store

/// What a token opens at present.
package enum PageOpening: Sendable {
  case open(PageEntry)
  /// Its time is over.
  case expired(PageEntry)
  /// The business closed it.
  case takenBack(PageEntry)
  /// Nothing was ever opened by it: mistyped, cut off, guessed, or of another kind of page.
  case unknown
}

extension FrontDesk {
  /// Days after its end for which the page of a booking still tells its facts.
  static let visitPageDays = 30

  /// Looks a token up. Takes one read, and as long for a token that was never made as for one that
  /// opens something.
  package func openPage(_ token: String, _ kind: PageKind) throws -> PageOpening {
    let entry = try tx.pageEntry(digest: KeyRing.digest(of: token))
    let made =
      entry.map { self.token(of: $0.link) }
      ?? means.keys.token(kind: kind.rawValue, id: 0, nonce: [])
    guard KeyRing.same(token, made), let entry, entry.link.kind == kind.rawValue else {
      return .unknown
    }
    if entry.link.takenBack != nil { return .takenBack(entry) }
    return entry.link.isOpen(at: now) ? .open(entry) : .expired(entry)
  }

  /// Adds what was counted of visits to pages.
  package func count(_ visits: [ID<PageLink>: PageCount]) throws {
    for (link, visits) in visits {
      try tx.count(link, views: visits.views, downloads: visits.downloads)
    }
  }

  /// The booking that the page of an open link is about; nil for one that nobody may see any more.
  package func visit(of entry: PageEntry) throws -> Visit? {
    guard entry.link.kind == PageKind.visit.rawValue,
      let visit = try tx.visit(ID(entry.link.subject)), visit.state != .held
    else { return nil }
    return visit
  }

  /// Start parameters that open a booking in the chat begin with this letter.
  package static var visitPrefix: String { "b" }

  /// The booking whose page that token opens.
  package func visitOfPage(_ token: String) throws -> ID<Visit>? {
    guard case .open(let entry) = try openPage(token, .visit) else { return nil }
    return try visit(of: entry)?.id
  }

  /// The booking's page on the web, with a link made for it; nil while there are no pages.
  package func visitURL(of visit: Visit) throws -> String? {
    guard means.publicURL != nil, !isLongOver(visit) else { return nil }
    return try pageURL("b/" + pageToken(.visit, of: visit.id.raw))
  }

  /// The same by a link that is there already: for whoever only reads.
  package func knownVisitURL(of visit: Visit) throws -> String? {
    guard means.publicURL != nil,
      let link = try tx.openPageLink(
        kind: PageKind.visit.rawValue, subject: visit.id.raw, now: now)
    else { return nil }
    return pageURL("b/" + token(of: link))
  }

  /// Makes the page of a booking that a guest is told of by letter: without a chat, it is there that
  /// they can give it up.
  func preparePage(for notice: Notice) throws {
    guard means.publicURL != nil, notice.kind.reach.isVital || notice.kind == .bookedForYou,
      let visit = try tx.visit(notice.visit)
    else { return }
    _ = try pageToken(.visit, of: visit.id.raw)
  }

  /// Whether the page of a booking only says that it is over.
  package func isLongOver(_ visit: Visit) -> Bool {
    now > visit.ends.adding(minutes: Self.visitPageDays * 1_440)
  }

  /// Whether the client gives the booking up on its page, because there is no chat to do it in.
  package func cancelsOnPage(_ client: Person) -> Bool { client.telegram == nil }

  /// A guest gives a booking up by the token of its page; the token is as good as their word.
  package func cancelOnPage(_ token: String) throws -> CancelOutcome {
    guard case .open(let entry) = try openPage(token, .visit), let visit = try visit(of: entry),
      let client = try tx.person(visit.client), cancelsOnPage(client)
    else { return .notYours }
    return try cancel(visit.id, by: client)
  }
}

/// How often a link was looked at and downloaded from.
package struct PageCount: Sendable, Hashable {
  package var views = 0
  package var downloads = 0

  package init() {}
}
