import Booking
import Store

/// What the staff sees of a client.
package struct ClientCard: Sendable {
  package let person: Person
  package let isGuest: Bool
  package let since: Instant
  package let figures: ClientFigures
  package let notes: Int
  package let lastNote: ClientNote?
  package let tags: [ClientTag]
  /// Other names that the client was booked under.
  package let formerNames: [String]
  /// Who the guest may be: their coming bookings went to this person's chat.
  package let likely: Person?
  package let likelyGuests: [Person]
  /// The staff may change what it may see.
  package let mayManage: Bool
  /// Nobody blocks staff.
  package let mayBlock: Bool
}

/// What the staff may change of a guest; people with a chat keep their own.
package enum GuestDetail: Sendable, Hashable {
  case name(String)
  case username(String?)
  /// E.164.
  case phone(String?)
  case email(String?)
}

package enum NoteOutcome: Sendable {
  case added
  /// So many notes are enough for anybody.
  case tooMany
  case notAllowed
}

extension FrontDesk {
  package static var maximumNotes: Int { 200 }
  package static var maximumTags: Int { 20 }

  /// Whose clients the person may look at; nil for who is not of the staff.
  package func clientScope(of person: Person) throws -> ClientScope? {
    let rights = try rights(of: person)
    if rights.readsEverything { return .house }
    return rights.own.map { .book($0) }
  }

  /// Whether the staff may see a client: one in a book that they may read.
  package func mayReadClient(_ client: ID<Person>, _ staff: Person) throws -> Bool {
    guard let scope = try clientScope(of: staff) else { return false }
    return try tx.isClient(client, in: scope)
  }

  /// Whether the staff may change what is known of a client: one in a book that they manage.
  package func mayManageClient(_ client: ID<Person>, _ staff: Person) throws -> Bool {
    let rights = try rights(of: staff)
    if rights.isOwner || (rights.own != nil && rights.access == .manage) {
      return try tx.isClient(client, in: .house)
    }
    guard let own = rights.own else { return false }
    return try tx.isClient(client, in: .book(own))
  }

  /// The card of a client, or of whom a guest has become; nil where the staff may not see it.
  package func clientCard(_ id: ID<Person>, by staff: Person) throws -> ClientCard? {
    let id = try tx.present(id)
    guard let scope = try clientScope(of: staff), try tx.isClient(id, in: scope),
      let person = try tx.person(id), let since = try tx.created(id)
    else { return nil }
    return ClientCard(
      person: person, isGuest: person.telegram == nil, since: since,
      figures: try tx.figures(of: id, in: scope, now: now), notes: try tx.countNotes(on: id),
      lastNote: try tx.notes(on: id, limit: 1).first, tags: try tx.tags(of: id),
      formerNames: try tx.formerNames(of: id).filter {
        Folded.text($0) != Folded.text(person.name)
      },
      likely: try tx.likely(id).flatMap { try tx.person($0) },
      likelyGuests: try tx.likelyGuests(of: id), mayManage: try mayManageClient(id, staff),
      mayBlock: try !isStaff(person))
  }

  /// The staff lets a client book, or not; nil where it is not theirs to say.
  package func setBlocked(
    _ blocked: Bool, client id: ID<Person>, by staff: Person
  ) throws -> Person? {
    guard var client = try tx.person(id), try mayManageClient(id, staff), try !isStaff(client)
    else { return nil }
    if client.isBlocked != blocked {
      client.isBlocked = blocked
      try tx.save(client)
      try audit(blocked ? "block" : "unblock", by: staff.id, subject: id.raw)
    }
    return client
  }

  /// Corrects what is known of a guest. The person who results: another one, when the detail tells
  /// whose chat it is. Nil where it is not the staff's to change.
  package func correct(
    _ detail: GuestDetail, of id: ID<Person>, by staff: Person
  ) throws -> Person? {
    guard var guest = try tx.person(id), try tx.isGuest(id), try mayManageClient(id, staff) else {
      return nil
    }
    switch detail {
    case .name(let name): guest.name = name
    case .username(let username): guest.username = username
    case .phone(let phone): guest.phone = phone
    case .email(let email): guest.email = email
    }
    try tx.save(guest)
    try audit("correctGuest", by: staff.id, subject: id.raw)
    return try matchGuest(id) ?? guest
  }

  // MARK: Notes and tags

  package func addNote(
    _ text: String, on client: ID<Person>, by staff: Person
  ) throws -> NoteOutcome {
    guard try mayReadClient(client, staff) else { return .notAllowed }
    guard try tx.countNotes(on: client) < Self.maximumNotes else { return .tooMany }
    let note = try tx.addNote(text, on: client, by: staff.id, now: now)
    try audit("addNote", by: staff.id, subject: client.raw, detail: "note \(note)")
    return .added
  }

  /// Deletes one's own note; owners delete any. The client it was about; nil where it is not theirs
  /// to delete.
  package func removeNote(_ id: ID<ClientNote>, by staff: Person) throws -> ID<Person>? {
    guard let note = try tx.clientNote(id), note.author == staff.id || staff.isOwner,
      try mayReadClient(note.client, staff)
    else { return nil }
    try tx.removeNote(id)
    try audit("removeNote", by: staff.id, subject: note.client.raw, detail: "note \(id)")
    return note.client
  }

  /// Puts a tag on a client; false where the staff may not, or there are enough.
  package func tag(_ client: ID<Person>, _ name: String, by staff: Person) throws -> Bool {
    guard try mayReadClient(client, staff),
      try tx.tag(client, name, limit: Self.maximumTags)
    else { return false }
    try audit("tag", by: staff.id, subject: client.raw)
    return true
  }

  package func untag(
    _ client: ID<Person>, _ tag: ID<ClientTag>, by staff: Person
  ) throws -> Bool {
    guard try mayReadClient(client, staff) else { return false }
    try tx.untag(client, tag)
    try audit("untag", by: staff.id, subject: client.raw)
    return true
  }

  // MARK: Words

  /// Whose words they are, for a client to read: a specialist's, or the business's.
  package func signature(of staff: Person) throws -> String {
    try specialist(of: staff)?.name ?? business().name
  }

  /// The staff writes to a client who has a chat.
  package func write(
    _ text: String, to client: ID<Person>, by staff: Person
  ) throws -> RelayOutcome {
    guard try mayManageClient(client, staff), let person = try tx.person(client),
      person.telegram != nil
    else { return .notAllowed }
    try tell(person, Notice(kind: .staffWords, subject: staff.id.raw, text: text))
    try audit("writeToClient", by: staff.id, subject: client.raw)
    return .sent
  }

  /// A client answers somebody of the staff, in whose reach they are.
  package func answer(
    _ text: String, to staff: ID<Person>, by client: Person
  ) throws -> RelayOutcome {
    guard let staff = try tx.person(staff), !client.isBlocked,
      try mayManageClient(client.id, staff)
    else { return .notAllowed }
    try tell(staff, Notice(kind: .clientWords, subject: client.id.raw, text: text))
    try audit("answerStaff", by: client.id, subject: staff.id.raw)
    return .sent
  }
}
