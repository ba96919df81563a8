import Booking
import Store

/// What came of opening a link that ties a guest's bookings to a chat.
package enum ClaimOutcome: Sendable {
  /// The guest was this person; the bookings to come.
  case claimed([Visit])
  /// It was opened before, by the same person.
  case already
  case used
  case expired
  /// Staff opened it: it is for the client, and stays good.
  case forClient(name: String)
  case unknown
}

/// Guests are people in the books without a chat. When they write to the bot, what is in the books
/// becomes theirs.
extension FrontDesk {
  private static var linkKind: String { "guest" }
  /// Start parameters of these links begin with this letter.
  package static var guestPrefix: String { "g" }
  private static var linkDays: Int { 30 }

  /// Somebody new wrote, or under a new username: gives them the bookings to come that were made
  /// for a guest of that username. Returns those bookings.
  ///
  /// Usernames change hands, so visits of the past give no right to anything: a guest who has some
  /// keeps them, with the notes, until the staff says that both are one.
  package func matchUsername(of person: Person) throws -> [Visit] {
    guard let username = person.username else { return [] }
    var found: [Visit] = []
    for guest in try tx.guests(username: username) {
      let coming = try tx.upcoming(of: guest.id, now: now, limit: 100)
      if coming.isEmpty { continue }
      let staff = try keepers(of: guest)
      if try tx.hasPast(guest.id, now: now) {
        try tx.giveComing(of: guest.id, to: person.id, now: now)
        try planReminders(for: person.id)
        try bar(person, as: guest)
        try audit("matchGuest", by: person.id, subject: guest.id.raw)
      } else {
        try join(guest, to: person, verb: "matchGuest")
      }
      try tell(staff, guest, is: person)
      found += try coming.compactMap { try tx.visit($0.id) }
    }
    return found.sorted { $0.starts < $1.starts }
  }

  /// The person shared their own contact: guests with that number are this person, whatever they
  /// were called. Returns the bookings to come.
  package func matchPhone(of person: Person) throws -> [Visit] {
    guard let phone = person.phone else { return [] }
    return try tx.guests(phone: phone).flatMap { try absorb($0, into: person) }
      .sorted { $0.starts < $1.starts }
  }

  /// A guest was entered or got a number or username: the chat they belong to where that is known,
  /// and the bookings have been given to it.
  package func matchGuest(_ id: ID<Person>) throws -> Person? {
    guard let guest = try tx.person(id), try tx.isGuest(id) else { return nil }
    if let phone = guest.phone, let person = try tx.sharer(of: phone) {
      _ = try absorb(guest, into: person)
      return try tx.person(person.id)
    }
    guard let username = guest.username else { return nil }
    let chatters = try tx.chatters(username: username)
    guard let person = chatters.first, chatters.count == 1,
      try !tx.upcoming(of: id, now: now, limit: 1).isEmpty
    else { return nil }
    _ = try matchUsername(of: person)
    return try tx.person(person.id)
  }

  private func absorb(_ guest: Person, into person: Person) throws -> [Visit] {
    let coming = try tx.upcoming(of: guest.id, now: now, limit: 100)
    let staff = try keepers(of: guest)
    try join(guest, to: person, verb: "matchGuest")
    try tell(staff, guest, is: person)
    return try coming.compactMap { try tx.visit($0.id) }
  }

  private func join(_ guest: Person, to person: Person, verb: String, by actor: Person? = nil)
    throws
  {
    try tx.join(guest.id, to: person.id, now: now)
    try planReminders(for: person.id)
    guard var known = try tx.person(person.id) else { return }
    // The staff goes on reaching them as before; what they said themselves stands.
    if known.phone == nil || known.email == nil {
      known.phone = known.phone ?? guest.phone
      known.email = known.email ?? guest.email
      try tx.save(known)
    }
    try bar(known, as: guest)
    try audit(verb, by: actor?.id ?? person.id, subject: guest.id.raw)
  }

  /// Who was blocked as a guest is blocked in the chat too.
  private func bar(_ person: Person, as guest: Person) throws {
    guard guest.isBlocked, var person = try tx.person(person.id), !person.isBlocked,
      try !isStaff(person)
    else { return }
    person.isBlocked = true
    try tx.save(person)
  }

  /// The staff in whose books a guest is: before the match, which empties them.
  private func keepers(of guest: Person) throws -> [ID<Person>] {
    let books = try tx.books(of: guest.id)
    let people = try books.compactMap { try catalogue().specialist($0) }.filter(\.isActive)
      .compactMap(\.person)
    return people.isEmpty ? try tx.owners().map(\.id) : people
  }

  private func tell(_ staff: [ID<Person>], _ guest: Person, is person: Person) throws {
    let notice = Notice(
      kind: .guestMatched, subject: person.id.raw, revision: Int(guest.id.raw), text: guest.name)
    for id in staff where id != person.id {
      if let keeper = try tx.person(id) { try tell(keeper, notice) }
    }
  }

  // MARK: What the staff does

  /// The staff says that a guest is the person their coming bookings went to.
  package func joinLikely(_ guest: ID<Person>, by staff: Person) throws -> Person? {
    guard let person = try tx.likely(guest).flatMap({ try tx.person($0) }),
      let known = try tx.person(guest), try tx.isGuest(guest),
      try mayManageClient(guest, staff), try mayManageClient(person.id, staff)
    else { return nil }
    try join(known, to: person, verb: "joinGuest", by: staff)
    return try tx.person(person.id)
  }

  /// The start parameter of the link that ties a guest's bookings to the chat of whoever opens it
  /// first: the same one until it is used or thirty days old. Nil where there is nobody to tie, or
  /// the staff may not.
  package func guestLink(_ guest: ID<Person>, by staff: Person) throws -> String? {
    guard try tx.isGuest(guest), try mayManageClient(guest, staff) else { return nil }
    if let live = try guestParameter(of: guest) { return live }
    let parameter = try makeGuestLink(guest)
    try audit("linkGuest", by: staff.id, subject: guest.raw)
    return parameter
  }

  /// The start parameter of the guest's link as long as there is one that is good.
  package func guestParameter(of guest: ID<Person>) throws -> String? {
    try tx.links(kind: Self.linkKind, subject: guest.raw).last {
      $0.used == nil && now < $0.expires ?? now
    }.map { Self.guestPrefix + means.keys.token(kind: $0.kind, id: $0.id, nonce: $0.nonce) }
  }

  /// A link for letters to the guest, who can come to the chat by it.
  func prepareLink(of guest: Person) throws {
    guard try tx.isGuest(guest.id), try guestParameter(of: guest.id) == nil else { return }
    _ = try makeGuestLink(guest.id)
    try audit("linkGuest", by: nil, subject: guest.id.raw)
  }

  private func makeGuestLink(_ guest: ID<Person>) throws -> String {
    let link = try makeLink(
      Self.linkKind, to: guest.raw, expires: now.adding(minutes: Self.linkDays * 1_440))
    return Self.guestPrefix + link.token
  }

  /// Somebody opened the link of a guest.
  package func claimGuest(_ token: String, by person: Person) throws -> ClaimOutcome {
    guard let link = try tx.link(digest: KeyRing.digest(of: token)), link.kind == Self.linkKind,
      KeyRing.same(token, means.keys.token(kind: link.kind, id: link.id, nonce: link.nonce)),
      let guest = try tx.person(ID(link.subject))
    else {
      try audit("guestLinkMisused", by: person.id)
      return .unknown
    }
    // Used, or the guest came to the chat by another way meanwhile.
    guard link.used == nil, try tx.isGuest(guest.id) else {
      if try tx.present(guest.id) == person.id { return .already }
      try audit("guestLinkMisused", by: person.id, subject: guest.id.raw)
      return .used
    }
    guard now < link.expires ?? now else {
      try audit("guestLinkMisused", by: person.id, subject: guest.id.raw)
      return .expired
    }
    if try isStaff(person) { return .forClient(name: guest.name) }
    try tx.useLink(link.id, by: person.id, now: now)
    return .claimed(try absorb(guest, into: person))
  }
}
