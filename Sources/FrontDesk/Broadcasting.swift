import Booking
import Store

package enum DraftOutcome: Sendable {
  case ready(Broadcast, readers: Int)
  /// One at a time; this one has not come to its end.
  case running(Broadcast)
  case notAllowed
}

package enum BroadcastStart: Sendable, Hashable {
  case begun
  /// Nobody is left who would get it.
  case nobody
  case alreadyRunning
  /// So many a day are enough for anybody.
  case enough
  case notAllowed
}

/// Messages of the staff to many of its clients: of the owners to all of the house, of specialists
/// to their own. Only people with a chat who did not ask to be spared get them.
extension FrontDesk {
  /// Rows that wait to be sent at most, so that a stop stops and everybody else's messages are quick.
  static var broadcastBatch: Int { 500 }
  /// How long after a round its rows are looked at again.
  private static var secondsBetweenRounds: Int { 10 }
  package static var broadcastsPerDay: Int { 3 }
  private static var method: String { Notice.Kind.broadcast.rawValue }

  private func broadcastScope(of person: Person) throws -> ClientScope? {
    let rights = try rights(of: person)
    if rights.isOwner { return .house }
    return rights.own.map { .book($0) }
  }

  /// The person's own broadcast, which nobody else has to do with.
  private func own(_ id: ID<Broadcast>, _ person: Person) throws -> Broadcast? {
    guard let scope = try broadcastScope(of: person), let broadcast = try tx.broadcast(id),
      broadcast.author == person.id, broadcast.scope == scope
    else { return nil }
    return broadcast
  }

  package func mayBroadcast(_ person: Person) throws -> Bool {
    try broadcastScope(of: person) != nil
  }

  package func openBroadcast(of person: Person) throws -> Broadcast? {
    try tx.openBroadcast(of: person.id)
  }

  /// Keeps what is to be sent; `html` is Telegram HTML.
  package func draftBroadcast(
    _ html: String, photo: String?, by person: Person
  ) throws -> DraftOutcome {
    guard let scope = try broadcastScope(of: person) else { return .notAllowed }
    if let open = try tx.openBroadcast(of: person.id) { return .running(open) }
    let id = try tx.draftBroadcast(
      by: person.id, scope: scope, text: html, photo: photo, now: now)
    return try draft(id, by: person)
  }

  package func draft(_ id: ID<Broadcast>, by person: Person) throws -> DraftOutcome {
    guard let broadcast = try own(id, person) else { return .notAllowed }
    guard broadcast.state == .draft else { return .running(broadcast) }
    return .ready(broadcast, readers: try tx.countReaders(of: broadcast, now: now))
  }

  package func choose(
    _ audience: Audience, for id: ID<Broadcast>, by person: Person
  ) throws -> DraftOutcome {
    guard var broadcast = try own(id, person) else { return .notAllowed }
    guard broadcast.state == .draft else { return .running(broadcast) }
    broadcast.audience = audience
    try tx.save(broadcast, now: now)
    return try draft(id, by: person)
  }

  package func discardBroadcast(_ id: ID<Broadcast>, by person: Person) throws -> Bool {
    guard try own(id, person) != nil else { return false }
    try tx.removeDraft(id)
    return true
  }

  package func begin(_ id: ID<Broadcast>, by person: Person) throws -> BroadcastStart {
    guard var broadcast = try own(id, person) else { return .notAllowed }
    guard broadcast.state == .draft else { return .alreadyRunning }
    if try tx.openBroadcast(of: person.id) != nil { return .alreadyRunning }
    let today = try tx.countBroadcasts(of: person.id, since: now.adding(minutes: -1_440))
    guard today < Self.broadcastsPerDay else { return .enough }
    broadcast.total = try tx.countReaders(of: broadcast, now: now)
    guard broadcast.total > 0 else { return .nobody }
    broadcast.state = .running
    try tx.save(broadcast, now: now)
    try audit(
      "beginBroadcast", by: person.id, subject: id.raw, detail: String(broadcast.total))
    try tell(person, Notice(kind: .broadcastProgress, subject: id.raw))
    try tx.setTimer(Bell.broadcast.rawValue, subject: id.raw, due: now)
    return .begun
  }

  /// How it stands; nil when it is not the person's.
  package func progress(
    of id: ID<Broadcast>, for person: Person
  ) throws -> (Broadcast, BroadcastProgress)? {
    guard let broadcast = try own(id, person) else { return nil }
    return (broadcast, try tx.progress(of: id, method: Self.method))
  }

  /// Makes no more rows until it is resumed; what waits already goes. False when it is not the
  /// person's.
  package func pause(_ id: ID<Broadcast>, by person: Person) throws -> Bool {
    guard var broadcast = try own(id, person) else { return false }
    guard broadcast.state == .running else { return true }
    broadcast.state = .paused
    try tx.save(broadcast, now: now)
    try tx.clearTimers(Bell.broadcast.rawValue, subject: id.raw)
    return true
  }

  package func resume(_ id: ID<Broadcast>, by person: Person) throws -> Bool {
    guard var broadcast = try own(id, person) else { return false }
    guard broadcast.state == .paused else { return true }
    broadcast.state = .running
    try tx.save(broadcast, now: now)
    try tx.setTimer(Bell.broadcast.rawValue, subject: id.raw, due: now)
    return true
  }

  /// Ends it and takes back what has not been sent.
  package func stop(_ id: ID<Broadcast>, by person: Person) throws -> Bool {
    guard var broadcast = try own(id, person) else { return false }
    guard broadcast.isOpen else { return true }
    broadcast.state = .stopped
    try tx.save(broadcast, now: now)
    try tx.clearTimers(Bell.broadcast.rawValue, subject: id.raw)
    let count = try tx.withdraw(id, method: Self.method)
    try audit("stopBroadcast", by: person.id, subject: id.raw, detail: String(count))
    try follow(Keepsake(.broadcast, id.raw))
    return true
  }

  /// Makes the next rows, shows how far it has come, and ends it when all has gone.
  ///
  /// Who has quiet hours is passed over; when everybody has been asked, those are asked again when
  /// the first of them is up.
  func goOn(with id: ID<Broadcast>) throws {
    guard var broadcast = try tx.broadcast(id), broadcast.state == .running else { return }
    // A specialist who was deactivated, or an owner who stepped down, speaks for nobody.
    guard let author = try tx.person(broadcast.author), try own(id, author) != nil else {
      broadcast.state = .stopped
      try tx.save(broadcast, now: now)
      _ = try tx.withdraw(id, method: Self.method)
      return
    }
    let before = try tx.progress(of: id, method: Self.method)
    let room = Self.broadcastBatch - before.waiting
    let readers = room > 0 ? try tx.nextReaders(of: broadcast, limit: room, now: now) : []
    for reader in readers {
      broadcast.cursor = reader.raw
      guard let person = try tx.person(reader), try waking(now, person) <= now,
        try tx.noteReader(reader, of: id)
      else { continue }
      try tell(person, Notice(kind: .broadcast, subject: id.raw), at: .broadcast)
    }
    var next = now.adding(seconds: Self.secondsBetweenRounds)
    let isAsked = room > 0 && readers.isEmpty && before.waiting == 0
    let morning = isAsked ? try firstUp(of: broadcast) : nil
    let isOver = isAsked && morning == nil
    if isOver { broadcast.state = .done }
    if let morning {
      broadcast.cursor = 0
      next = max(next, morning)
    }
    // Clients may have come meanwhile.
    broadcast.total = max(broadcast.total, before.made)
    try tx.save(broadcast, now: now)
    if isOver {
      try audit("endBroadcast", by: nil, subject: id.raw, detail: String(before.sent))
    } else {
      try tx.setTimer(Bell.broadcast.rawValue, subject: id.raw, due: next)
    }
    try follow(Keepsake(.broadcast, id.raw)) { _ in isOver }
  }

  /// When the first of those who were passed over is up; nil when nobody was.
  private func firstUp(of broadcast: Broadcast) throws -> Instant? {
    var all = broadcast
    all.cursor = 0
    return try tx.nextReaders(of: all, limit: Self.broadcastBatch, now: now)
      .compactMap { try tx.person($0) }.map { try waking(now, $0) }.min()
  }

  // MARK: The reader's side

  package func wantsNews(_ person: Person) throws -> Bool { try !tx.refusesNews(person.id) }

  /// Spares the person from now on, and for good; what waits for them already is taken back.
  package func setNews(_ wanted: Bool, for person: Person) throws {
    guard try wantsNews(person) != wanted else { return }
    if wanted {
      try tx.acceptNews(person.id)
    } else {
      try tx.refuseNews(person.id, method: Self.method, now: now)
    }
    try audit(wanted ? "acceptNews" : "refuseNews", by: person.id, subject: person.id.raw)
  }
}
