import Booking
import Store

/// The link to what a session came to: made when it is delivered, for so many days.
extension FrontDesk {
  /// What the page of the results is called in its address: the booking's number, or the session's
  /// own behind an S.
  package func resultsNumber(of session: Session) throws -> String {
    Self.resultsNumber(
      of: session, booking: try session.booking.flatMap { try tx.visit($0) }?.number)
  }

  /// The same for whoever knows the booking's number.
  package static func resultsNumber(of session: Session, booking number: String?) -> String {
    number ?? "S\(session.id.raw)"
  }

  /// The address of the results as long as its link is open; nil while there are no pages.
  package func resultsURL(of session: Session) throws -> String? {
    try openResultsLink(of: session)?.url
  }

  /// The same with the moment until which it is open.
  package func openResultsLink(
    of session: Session
  ) throws -> (url: String, expires: Instant?)? {
    guard means.publicURL != nil, session.isDelivered,
      let link = try tx.openPageLink(
        kind: PageKind.results.rawValue, subject: session.id.raw, now: now)
    else { return nil }
    return try pageURL("results/\(resultsNumber(of: session))/\(token(of: link))").map {
      ($0, link.expires)
    }
  }

  /// Makes the link to the results when there are pages and none is open.
  func openResults(of session: Session) throws {
    guard means.publicURL != nil else { return }
    _ = try pageToken(.results, of: session.id.raw, expires: try resultsExpire())
  }

  private func resultsExpire() throws -> Instant {
    now.adding(minutes: try business().resultsDays * 1_440)
  }

  /// Takes back the links of a kind to a session: whoever has one finds it closed.
  package func takeBack(
    _ kind: PageKind, of id: ID<Session>, by person: Person
  ) throws -> SessionOutcome {
    guard let session = try managed(id, by: person) else { return .notAllowed }
    guard try tx.revokePageLinks(kind: kind.rawValue, subject: id.raw, now: now) else {
      return .already(session)
    }
    try audit("closeSession", by: person.id, subject: id.raw)
    return .done(session)
  }

  /// A new link in place of those that were given away.
  package func renewLink(
    _ kind: PageKind, of id: ID<Session>, by person: Person
  ) throws -> SessionOutcome {
    guard let session = try managed(id, by: person), kind != .visit else { return .notAllowed }
    guard kind == .session || session.isDelivered else { return .already(session) }
    _ = try tx.revokePageLinks(kind: kind.rawValue, subject: id.raw, now: now)
    _ = try pageToken(
      kind, of: id.raw, expires: kind == .results ? try resultsExpire() : nil)
    try audit("renewSession", by: person.id, subject: id.raw)
    return .done(session)
  }
}
