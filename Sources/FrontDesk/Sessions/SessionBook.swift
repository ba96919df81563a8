import Booking
import Store

/// What came of changing a session.
package enum SessionOutcome: Sendable {
  case done(Session)
  /// It has moved on since the button was made; as it is now.
  case already(Session)
  case notAllowed
}

/// A session as the staff sees it.
package struct SessionCard: Sendable {
  package let session: Session
  package let client: Person?
  package let visit: Visit?
  package let figures: SessionFigures
  /// The newest links that opened it, also those that are over.
  package let link: PageLink?
  package let results: PageLink?
  package let mayManage: Bool
}

/// Sessions as the staff keeps them: each belongs to a specialist's book, and follows its rights.
extension FrontDesk {
  /// The session, where the person may look into the book it belongs to.
  package func readable(_ id: ID<Session>, for person: Person) throws -> Session? {
    guard let session = try tx.session(id),
      try rights(of: person).mayRead(session.specialist)
    else { return nil }
    return session
  }

  /// The session, where the person may change the book it belongs to.
  package func managed(_ id: ID<Session>, by person: Person) throws -> Session? {
    guard let session = try tx.session(id),
      try rights(of: person).mayManage(session.specialist)
    else { return nil }
    return session
  }

  /// A page of the sessions of the person's own book, or of every book; nil where the person may
  /// not look into it.
  package func sessions(
    of everyone: Bool, _ filter: SessionFilter, limit: Int, offset: Int, for person: Person
  ) throws -> (count: Int, lines: [SessionLine])? {
    let rights = try rights(of: person)
    let book: ID<Specialist>?
    if everyone || rights.own == nil {
      guard rights.readsEverything else { return nil }
      book = nil
    } else {
      book = rights.own
    }
    return (
      try tx.countSessions(of: book, filter),
      try tx.sessions(of: book, filter, limit: limit, offset: offset)
    )
  }

  package func card(of id: ID<Session>, for person: Person) throws -> SessionCard? {
    let rights = try rights(of: person)
    guard let session = try tx.session(id), rights.mayRead(session.specialist) else { return nil }
    return SessionCard(
      session: session, client: try session.client.flatMap { try tx.person($0) },
      visit: try session.booking.flatMap { try tx.visit($0) }, figures: try tx.figures(of: id),
      link: try tx.pageLinks(kind: PageKind.session.rawValue, subject: id.raw).first,
      results: try tx.pageLinks(kind: PageKind.results.rawValue, subject: id.raw).first,
      mayManage: rights.mayManage(session.specialist))
  }

  /// Specialists in whose books the person may keep sessions.
  package func sessionKeepers(for person: Person) throws -> [Specialist] {
    let rights = try rights(of: person)
    return try catalogue().specialists.filter { $0.isActive && rights.mayManage($0.id) }
  }

  // MARK: Beginning

  /// A session on its own. Without a specialist it is the person's own; `notAllowed` for those who
  /// keep no book.
  package func addSession(
    name: String, specialist: ID<Specialist>? = nil, by person: Person
  ) throws -> SessionOutcome {
    let rights = try rights(of: person)
    guard !name.isEmpty, let specialist = specialist ?? rights.own,
      rights.mayManage(specialist), try catalogue().specialist(specialist)?.isActive == true
    else { return .notAllowed }
    return try add(NewSession(specialist: specialist, name: name), by: person)
  }

  /// The session of a booking, begun in this moment when there is none: with the service's name, the
  /// day and the client of the booking.
  package func session(of id: ID<Visit>, by person: Person) throws -> SessionOutcome {
    guard let visit = try tx.visit(id), try rights(of: person).mayRead(visit.specialist) else {
      return .notAllowed
    }
    if let session = try tx.session(of: id) { return .already(session) }
    guard try mayManage(visit, person), visit.mayHaveResults,
      let service = try catalogue().service(visit.service)
    else { return .notAllowed }
    let zone = try catalogue().calendar(visit.calendar)?.rules.zone ?? business().zone
    return try add(
      NewSession(
        specialist: visit.specialist, name: service.name, day: zone.local(visit.starts).date,
        booking: id, client: visit.client), by: person)
  }

  private func add(_ session: NewSession, by person: Person) throws -> SessionOutcome {
    let id = try tx.add(session, now: now)
    try audit("addSession", by: person.id, subject: id.raw)
    guard let session = try tx.session(id) else { return .notAllowed }
    return .done(session)
  }

  // MARK: Changing

  /// Changes what the staff says of a session. Its client, status and words go their own ways.
  package func edit(
    _ id: ID<Session>, by person: Person, _ change: (inout Session) -> Void
  ) throws -> SessionOutcome {
    guard let before = try managed(id, by: person) else { return .notAllowed }
    var session = before
    change(&session)
    session.client = before.client
    session.status = before.status
    session.message = before.message
    session.completed = before.completed
    if session.name.isEmpty { return .notAllowed }
    if session.specialist != before.specialist {
      guard try rights(of: person).mayManage(session.specialist),
        try catalogue().specialist(session.specialist)?.isActive == true
      else { return .notAllowed }
    }
    if session == before { return .already(before) }
    return try save(session, "editSession", by: person, AuditChanges(before, session))
  }

  /// Ties a session to a client, or to nobody. The client has to be one whom the person may serve.
  package func setClient(
    _ client: ID<Person>?, of id: ID<Session>, by person: Person
  ) throws -> SessionOutcome {
    guard var session = try managed(id, by: person) else { return .notAllowed }
    if session.client == client { return .already(session) }
    // Of a booking's session it is the booking that says whose it is.
    guard session.booking == nil else { return .already(session) }
    if let client {
      guard try mayServe(client, person) else { return .notAllowed }
      try tx.addClient(client, to: session.specialist, now: now)
    }
    session.client = client
    return try save(session, "tieSession", by: person)
  }

  /// Puts a session away; what its client sees stays.
  package func archive(_ id: ID<Session>, by person: Person) throws -> SessionOutcome {
    guard var session = try managed(id, by: person) else { return .notAllowed }
    guard session.status != .archived else { return .already(session) }
    session.status = .archived
    return try save(session, "archiveSession", by: person)
  }

  /// Takes a session up again: from the archive back to where it stood, what was delivered back to
  /// work, which hides the files from the client until they are delivered anew.
  package func reopen(_ id: ID<Session>, by person: Person) throws -> SessionOutcome {
    guard var session = try managed(id, by: person) else { return .notAllowed }
    switch session.status {
    case .archived where session.completed != nil: session.status = .completed
    case .archived, .completed:
      session.status = try tx.fileCount(of: id, onlyVisible: false) > 0 ? .active : .created
      session.completed = nil
    case .created, .active: return .already(session)
    }
    return try save(session, "reopenSession", by: person)
  }

  /// The work has begun; the first file says so too.
  package func begin(_ id: ID<Session>, by person: Person) throws -> SessionOutcome {
    guard var session = try managed(id, by: person) else { return .notAllowed }
    guard session.status == .created else { return .already(session) }
    session.status = .active
    return try save(session, "beginSession", by: person)
  }

  /// Removes a session with its files and links, for good.
  package func delete(_ id: ID<Session>, by person: Person) throws -> Bool {
    guard try managed(id, by: person) != nil else { return false }
    try tx.remove(id)
    try audit("deleteSession", by: person.id, subject: id.raw)
    return true
  }

  func save(
    _ session: Session, _ verb: String, by person: Person?, _ changes: AuditChanges? = nil
  ) throws -> SessionOutcome {
    try tx.save(session)
    try audit(verb, by: person?.id, subject: session.id.raw, detail: changes?.detail)
    return .done(try tx.session(session.id) ?? session)
  }

  /// Tells the specialist whose session it is, or the owners where the specialist can't be told.
  func tellKeeper(of session: Session, _ kind: Notice.Kind, count: Int = 0) throws {
    let notice = Notice(kind: kind, subject: session.id.raw, revision: count)
    if let keeper = try catalogue().specialist(session.specialist), keeper.isActive,
      let person = try keeper.person.flatMap({ try tx.person($0) }), try tell(person, notice)
    {
      return
    }
    for owner in try tx.owners() { try tell(owner, notice) }
  }
}

extension Visit {
  /// Whether something may come of it for the client to have.
  package var mayHaveResults: Bool { state == .confirmed || state == .completed }
}

extension AuditChanges {
  init(_ old: Session, _ new: Session) {
    note("name", old.name, new.name)
    note("about", old.about, new.about)
    note("day", old.day?.description, new.day?.description)
    note(
      "specialist", old.specialist == new.specialist ? nil : String(old.specialist.raw),
      old.specialist == new.specialist ? nil : String(new.specialist.raw))
    note("claimable", old.isClaimable, new.isClaimable)
    note("openToGuests", old.isOpenToGuests, new.isOpenToGuests)
    note("pickLimit", old.pickLimit, new.pickLimit)
  }
}
