import Booking
import Store

/// What opening a session's link came to.
package enum SessionOpening: Sendable {
  /// The person is its client; whether only just.
  case yours(Session, isNew: Bool)
  /// The person may look.
  case guest(Session)
  /// The person is of the staff that keeps it.
  case kept(Session)
  /// Somebody else's, and not open to others; or put away before anything came of it.
  case closed
  case takenBack
  case unknown
}

extension FrontDesk {
  /// Start parameters of these links begin with this letter.
  package static var sessionPrefix: String { "v" }

  /// The start parameter that opens a session in the chat.
  package func sessionParameter(of id: ID<Session>) throws -> String {
    Self.sessionPrefix + (try pageToken(.session, of: id.raw))
  }

  /// The session's page on the web, by the link of its card; nil while there are no pages.
  package func sessionURL(of id: ID<Session>) throws -> String? {
    guard means.publicURL != nil else { return nil }
    return try pageURL("s/" + pageToken(.session, of: id.raw))
  }

  /// Somebody opens a session by its link. The first who comes becomes its client where there is
  /// none and the specialist allows it.
  package func openSession(_ token: String, by person: Person) throws -> SessionOpening {
    let entry: PageEntry
    switch try openPage(token, .session) {
    case .unknown: return .unknown
    case .expired, .takenBack: return .takenBack
    case .open(let found): entry = found
    }
    guard var session = entry.session else { return .unknown }
    if session.client == person.id { return .yours(session, isNew: false) }
    if try rights(of: person).mayRead(session.specialist) { return .kept(session) }
    guard !person.isBlocked, session.status != .archived || session.isDelivered else {
      return .closed
    }
    if session.client == nil, session.isClaimable {
      session.client = person.id
      session.isClaimable = false
      try tx.addClient(person.id, to: session.specialist, now: now)
      let saved = try save(session, "claimSession", by: person)
      try tellKeeper(of: session, .sessionClaimed)
      guard case .done(let session) = saved else { return .closed }
      return .yours(session, isNew: true)
    }
    return session.isOpenToGuests ? .guest(session) : .closed
  }

  /// The session, where the person is its client.
  package func ownSession(_ id: ID<Session>, of person: Person) throws -> Session? {
    guard let session = try tx.session(id), session.client == person.id,
      session.status != .archived || session.isDelivered
    else { return nil }
    return session
  }
}
