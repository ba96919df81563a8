import Booking
import Store

/// What came of looking a booking up; whoever asks is told the same of all of them.
package enum LookupOutcome: Sendable, Hashable {
  /// A letter with the links goes to the address in the books.
  case sent
  /// Nothing there goes by that number and that address.
  case unknown
  /// As many letters as one person gets in a day have gone.
  case enough
  /// No mail server is configured, or there are no pages.
  case noWay
}

extension FrontDesk {
  /// The method of an outbox row that is the letter: its body is the booking's or session's number.
  package static let lookupMethod = "lookUp"
  /// Letters with links that go to one person in a day.
  static let lookupsPerDay = 3

  /// Sends the links of a booking, or of a session without one, to the address in the books, if it
  /// is the one that was given.
  package func lookUp(number: String, email: String) throws -> LookupOutcome {
    guard means.sendsLetters, means.publicURL != nil else { return .noWay }
    let number = number.uppercased()
    guard let found = try subject(of: number), let client = try tx.person(found.client),
      let address = client.email, address.lowercased() == email.lowercased()
    else { return .unknown }
    guard
      try tx.countLookUps(of: client.id, since: now.adding(minutes: -1_440))
        < Self.lookupsPerDay
    else { return .enough }
    try tx.noteLookUp(of: client.id, now: now)
    // Made here: who writes the letter only reads.
    if let visit = found.visit { _ = try pageToken(.visit, of: visit.id.raw) }
    try tx.post(
      Posting(
        channel: .letter, person: client.id, priority: .reply, method: Self.lookupMethod,
        body: Array(number.utf8), expires: now.adding(minutes: 120)), now: now)
    return .sent
  }

  /// The links that the letter shows; nil where nothing is left to show.
  package func lookedUp(_ number: String) throws -> LookedUp? {
    guard let found = try subject(of: number), let client = try tx.person(found.client) else {
      return nil
    }
    let results = try found.session.flatMap { session in
      try tx.openPageLink(kind: PageKind.results.rawValue, subject: session.id.raw, now: now)
    }
    return LookedUp(
      client: client, visit: found.visit, session: found.session,
      page: try found.visit.flatMap { try knownVisitURL(of: $0) },
      results: results.flatMap { pageURL("results/\(number)/" + token(of: $0)) },
      resultsUntil: results?.expires)
  }

  private func subject(
    of number: String
  ) throws -> (client: ID<Person>, visit: Visit?, session: Session?)? {
    if let visit = try tx.visit(number: number), visit.state != .held {
      return (visit.client, visit, try tx.session(of: visit.id))
    }
    guard number.hasPrefix("S"), let id = Int64(number.dropFirst()),
      let session = try tx.session(ID(id)), session.booking == nil, let client = session.client
    else { return nil }
    return (client, nil, session)
  }
}

/// What the letter to whoever looked something up can say.
package struct LookedUp: Sendable {
  package let client: Person
  package let visit: Visit?
  package let session: Session?
  package let page: String?
  package let results: String?
  package let resultsUntil: Instant?
}

extension FrontDesk {
  /// Stores a message that was written on the web; its author is somebody without a chat, whom the
  /// answer reaches by e-mail.
  package func leaveMessage(
    subject: String, text: String, name: String, email: String, language: String?
  ) throws -> ContactOutcome {
    let author: Person
    if let known = try tx.webWriter(name: name, email: email) {
      author = known
    } else {
      let id = try tx.addWebWriter(name: name, email: email, language: language, now: now)
      guard let made = try tx.person(id) else { return .gone }
      author = made
    }
    return try leaveMessage(subject: subject, text: text, by: author)
  }
}
