import Booking
import Store

extension FrontDesk {
  /// Makes a copy that was put in the database's place fit to go on: to be called on every opening,
  /// before anything else is done with the store. Nil when the database is no copy.
  ///
  /// The copy's key goes to its place first, the one that lies there is kept beside it; should the
  /// process end in between, the next opening does it all again.
  package static func settleCopy(in store: Store, now: Instant) throws -> Settlement? {
    guard let mark = try store.read({ try $0.copyMark() }) else { return nil }
    if let key = mark.key {
      try KeyRing.install(key, at: store.path + ".key")
    }
    return try store.write { tx in
      var settlement = try tx.settleCopy(
        mark, messages: Bell.messages.map(\.rawValue), now: now)
      settlement.erased = try FrontDesk(tx, now: now, means: .none, origin: "command")
        .eraseAgain(mark.erased)
      try tx.note(
        "restoreCopy", on: AuditTopics.topic(of: "restoreCopy"), by: nil, from: "command",
        subject: nil, detail: mark.made.map { String($0.seconds) }, now: now)
      try tx.setTimer(Bell.restored.rawValue, subject: 0, due: now)
      return settlement
    }
  }

  /// An old copy does not bring back whoever has had themselves erased since. The staff has heard of
  /// it already. An owner who stepped down since is left alone: somebody has to be the owner.
  private func eraseAgain(_ people: [Int64]) throws -> Int {
    let gone = try people.compactMap { try tx.person(ID($0)) }.filter {
      try !$0.isOwner && tx.isInTheBooks($0.id)
    }
    for person in gone { try forget(person, tellsStaff: false) }
    return gone.count
  }

  /// Tells the owners that they look at an older state of things.
  func tellOfRestoration() throws {
    guard try tx.restoration() != nil else { return }
    for owner in try tx.owners() { try tell(owner, Notice(kind: .restored, subject: 0)) }
  }

  /// Throws away what a restoration kept back; nil when the person may not.
  package func forgetSuspended(by person: Person) throws -> Int? {
    guard person.isOwner else { return nil }
    let count = try tx.forgetSuspended()
    if count > 0 { try audit("forgetSuspended", by: person.id, detail: String(count)) }
    return count
  }
}
