import Booking
import Store

/// What came of joining the waiting list.
package enum WaitingJoinOutcome: Sendable {
  case joined(WaitingEntry)
  /// They wait for this already.
  case already(WaitingEntry)
  /// They wait for as much as one may.
  case tooMany(limit: Int)
  case refused(BookingRefusal)
  /// The last day is over, or too far away to be booked.
  case noSuchDays
}

package enum WaitingOutcome: Sendable {
  case done(WaitingEntry)
  /// It had ended before.
  case over(WaitingEntry)
  case notYours
}

extension FrontDesk {
  /// How many entries a person may have.
  package static var waitingLimit: Int { 5 }

  /// The client waits for a time of a service to come free, on the days from `first` through `last`,
  /// maybe with one specialist and at one part of the day only.
  package func joinWaiting(
    _ wish: Wish, from first: LocalDate, through last: LocalDate, part: PartOfDay?,
    by client: Person
  ) throws -> WaitingJoinOutcome {
    if client.isBlocked { return .refused(.blocked) }
    if try !isLetIn(client) { return .refused(.byInvitation) }
    guard try catalogue().service(wish.service)?.isOnOffer == true,
      try !catalogue().calendars(offering: wish.service, of: wish.specialist).isEmpty
    else { return .refused(.serviceGone) }
    let zone = try zone(for: wish)
    let first = max(first, zone.local(now).date)
    let last = try min(last, horizon(for: wish))
    guard first <= last else { return .noSuchDays }
    let entries = try tx.waiting(of: client.id)
    if let known = entries.first(where: {
      $0.service == wish.service && $0.specialist == wish.specialist && $0.first == first
        && $0.last == last
    }) {
      if known.part == part { return .already(known) }
      try tx.setPart(part, of: known.id)
      return .joined(try tx.waiting(known.id) ?? known)
    }
    if entries.count >= Self.waitingLimit { return .tooMany(limit: Self.waitingLimit) }
    let entry = try tx.addWaiting(
      client.id, service: wish.service, specialist: wish.specialist, first: first, last: last,
      part: part, now: now)
    try tx.setTimer(
      Bell.waitingEnd.rawValue, subject: entry.id.raw, due: zone.dayRange(of: last).upperBound)
    try audit("joinWaiting", by: client.id, subject: client.id.raw)
    return .joined(entry)
  }

  /// The entry, if it is the client's.
  package func waiting(_ id: ID<WaitingEntry>, of client: Person) throws -> WaitingEntry? {
    try tx.waiting(id).flatMap { $0.client == client.id ? $0 : nil }
  }

  package func leaveWaiting(
    _ id: ID<WaitingEntry>, by client: Person
  ) throws -> WaitingOutcome {
    guard let entry = try waiting(id, of: client) else { return .notYours }
    guard entry.isOpen else { return .over(entry) }
    try end(entry, as: .left)
    try audit("leaveWaiting", by: client.id, subject: client.id.raw)
    return .done(entry)
  }

  /// Ends an entry; a time that is offered for it goes to the next in line.
  func end(_ entry: WaitingEntry, as ending: WaitingEntry.Ending) throws {
    try tx.end(entry.id, as: ending, now: now)
    try tx.clearTimers(Bell.waitingEnd.rawValue, subject: entry.id.raw)
    if let offer = try tx.openWaitingOffer(of: entry.id) {
      try close(offer, as: ending == .booked ? .taken : .withdrawn)
    }
  }

  /// The last day is over: told once.
  func endWaiting(_ id: ID<WaitingEntry>) throws {
    guard let entry = try tx.waiting(id), entry.isOpen else { return }
    try end(entry, as: .over)
    if let client = try tx.person(entry.client) {
      try tell(client, Notice(kind: .waitingOver, subject: id.raw))
    }
  }

  /// Everything a person waits for ends with them.
  func endWaiting(of client: ID<Person>) throws {
    for entry in try tx.waiting(of: client) { try end(entry, as: .left) }
  }

  // MARK: The staff

  /// Whose waiting clients the person may see: everybody's (nil inside), or those of their own book.
  private func scope(of staff: Person) throws -> ID<Specialist>?? {
    let rights = try rights(of: staff)
    guard rights.isStaff else { return nil }
    return .some(rights.readsEverything ? nil : rights.own)
  }

  /// How many wait for each service that the person looks after; nil for who is not of the staff.
  package func waitingCounts(by staff: Person) throws -> [ID<Service>: Int]? {
    guard let scope = try scope(of: staff) else { return nil }
    let counts = try tx.countWaiting(of: scope)
    guard let own = scope else { return counts }
    let catalogue = try catalogue()
    return counts.filter { catalogue.keepers(of: $0.key).contains(own) }
  }

  /// A page of those who wait for a service, longest first; nil where the person may not know.
  package func waitingLine(
    for service: ID<Service>, page: Int, size: Int, by staff: Person
  ) throws -> (entries: [NamedEntry], hasMore: Bool)? {
    guard let scope = try scope(of: staff) else { return nil }
    if let own = scope, try !catalogue().keepers(of: service).contains(own) { return nil }
    let found = try tx.line(
      for: service, of: scope, limit: size + 1, offset: max(page, 0) * size)
    return (Array(found.prefix(size)), found.count > size)
  }

  /// An entry that the person may take off the list.
  package func managedWaiting(
    _ id: ID<WaitingEntry>, by staff: Person
  ) throws -> WaitingEntry? {
    let rights = try rights(of: staff)
    guard rights.isStaff, let entry = try tx.waiting(id) else { return nil }
    if rights.managesEverything { return entry }
    let keepers = try entry.specialist.map { [$0] } ?? catalogue().keepers(of: entry.service)
    return keepers.contains(where: rights.mayManage) ? entry : nil
  }

  /// Takes a client off the list, and tells them.
  package func removeWaiting(
    _ id: ID<WaitingEntry>, by staff: Person
  ) throws -> WaitingOutcome {
    guard let entry = try managedWaiting(id, by: staff) else { return .notYours }
    guard entry.isOpen else { return .over(entry) }
    try end(entry, as: .removed)
    if let client = try tx.person(entry.client) {
      try tell(client, Notice(kind: .waitingRemoved, subject: id.raw))
    }
    try audit("removeWaiting", by: staff.id, subject: entry.client.raw)
    return .done(entry)
  }
}
