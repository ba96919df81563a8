import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// A guest of the books comes to the chat: what becomes theirs, and what does not.
@Suite struct MatchingTests {
  private let salon: Salon

  init() throws { salon = try Salon() }

  /// A guest of Ada's, with a booking at each hour from the opening on.
  private func guest(
    _ name: String = "Gus", username: String? = nil, phone: String? = nil, at hours: [Int] = [2],
    past: Bool = false
  ) throws -> Person {
    let (adas, cut, now, ada) = (salon.adas, salon.cut, salon.now, salon.ada.id)
    return try salon.at { desk in
      guard
        let id = try desk.tx.add(
          GuestDetails(name: name, phone: phone, username: username), by: ada, now: now)?.id,
        let calendar = try desk.catalogue().calendar(adas),
        let service = try desk.catalogue().service(cut)
      else { throw Unexpected(what: "no calendar") }
      try desk.tx.addClient(id, to: calendar.specialist, now: now)
      for hour in hours + (past ? [-26] : []) {
        let number = "\(id)H\(hour)"
        _ = try desk.tx.add(
          NewVisit(
            number: number, client: id, service: service, calendar: calendar,
            starts: now.adding(minutes: hour * 60), state: .confirmed), now: now)
      }
      guard let person = try desk.tx.person(id) else { throw Unexpected(what: "no guest") }
      return person
    }
  }

  /// Somebody writes to the bot, as the conversation has it.
  private func writes(
    _ id: Int64, _ name: String, username: String?
  ) throws -> (person: Person, found: [Visit]) {
    let now = salon.now
    return try salon.at { desk in
      let met = try desk.tx.encounter(
        TelegramIdentity(id: id, name: name, username: username, languageCode: "en"), now: now)
      let found = met.isNewName ? try desk.matchUsername(of: met.person) : []
      guard let person = try desk.tx.person(met.person.id) else { throw Unexpected(what: name) }
      return (person, found)
    }
  }

  private func visits(_ person: Person) throws -> [Visit] {
    let id = person.id
    return try salon.store.read { try $0.visits(of: id) }
  }

  private func shares(_ phone: String, _ person: Person, isShared: Bool = true) throws -> [Visit] {
    let person = try salon.person(person)
    return try salon.at { desk in
      let known = try desk.setPhone(phone, isShared: isShared, of: person)
      return isShared ? try desk.matchPhone(of: known) : []
    }
  }

  @Test func `who writes under the username of a guest has the guest's coming bookings`() throws {
    let guest = try guest(username: "Gus_Fring", phone: "+491512345678", at: [2, 3])
    let ada = salon.ada
    try salon.at { desk in
      _ = try desk.addNote("likes it short", on: guest.id, by: ada)
      _ = try desk.tag(guest.id, "regular", by: ada)
    }
    let (gus, found) = try writes(70, "Gustavo", username: "gus_fring")
    #expect(found.count == 2)
    #expect(salon.told.map(\.kind) == [.guestMatched] && salon.told[0].person == ada.id)
    #expect(try visits(gus).count == 2 && visits(guest).isEmpty)
    #expect(gus.phone == "+491512345678" && gus.name == "Gustavo")
    let card = try #require(try salon.at { try $0.clientCard(guest.id, by: ada) })
    #expect(card.person.id == gus.id && card.notes == 1 && card.tags.map(\.name) == ["regular"])
    #expect(card.formerNames == ["Gus"] && card.figures.upcoming == 2)
    // It is found by either name, once.
    for words in ["gustavo", "gus", "@gus"] {
      let lines = try salon.store.read { try $0.searchClients(words, in: .house, limit: 9) }
      #expect(lines.map(\.id) == [gus.id], "\(words)")
    }
    // Writing on finds nothing more.
    #expect(try writes(70, "Gustavo", username: "gus_fring").found.isEmpty)
    #expect(word(try salon.at { try $0.cancel(found[0].id, by: gus) }) == "cancelled")
  }

  @Test func `a username that comes later is a match too`() throws {
    _ = try guest(username: "gus")
    #expect(try writes(70, "Gustavo", username: nil).found.isEmpty)
    #expect(try writes(70, "Gustavo", username: "gus").found.count == 1)
  }

  @Test func `a username that changed hands gives nothing of the past`() throws {
    let old = try guest(username: "gus", at: [], past: true)
    let (thief, found) = try writes(70, "Mallory", username: "gus")
    #expect(found.isEmpty && salon.told.isEmpty)
    #expect(try visits(thief).isEmpty && visits(old).count == 1)
  }

  @Test func `with visits of the past only those to come go over, until the staff says more`()
    throws
  {
    let guest = try guest(username: "gus", at: [2], past: true)
    let ada = salon.ada
    try salon.at { _ = try $0.addNote("private", on: guest.id, by: ada) }
    let (gus, found) = try writes(70, "Gustavo", username: "gus")
    #expect(found.count == 1)
    #expect(try visits(gus).count == 1 && visits(guest).count == 1)
    let data = String(decoding: try salon.at { try $0.exportData(of: gus) }, as: UTF8.self)
    #expect(!data.contains("private"))
    let card = try #require(try salon.at { try $0.clientCard(gus.id, by: ada) })
    #expect(card.likelyGuests.map(\.id) == [guest.id] && card.notes == 0)
    let ben = salon.ben
    #expect(try salon.at { try $0.joinLikely(guest.id, by: ben) } == nil)
    #expect(try salon.at { try $0.joinLikely(guest.id, by: ada) }?.id == gus.id)
    #expect(try visits(gus).count == 2 && visits(guest).isEmpty)
    #expect(try salon.at { try $0.joinLikely(guest.id, by: ada) } == nil)
  }

  @Test func `a shared number matches every guest of that number, a typed one nobody`() throws {
    let (mum, kid) = (
      try guest("Mum", phone: "+491511", at: [2], past: true),
      try guest("Kid", phone: "+491511", at: [4])
    )
    #expect(try shares("+491511", salon.bob, isShared: false).isEmpty)
    #expect(try visits(mum).count == 2)
    let found = try shares("+491511", salon.ann)
    #expect(found.count == 2)
    #expect(try visits(salon.ann).count == 3 && visits(mum).isEmpty && visits(kid).isEmpty)
    let ada = salon.ada
    let ann = salon.ann
    let card = try #require(try salon.at { try $0.clientCard(ann.id, by: ada) })
    #expect(card.formerNames == ["Mum", "Kid"])
    // Typing another number later takes the proof back.
    _ = try shares("+491522", ann, isShared: false)
    let sharer = try salon.store.read { try $0.sharer(of: "+491511") }
    #expect(sharer == nil)
  }

  @Test func `a guest who is entered with the number of a chat belongs to it`() throws {
    _ = try shares("+491511", salon.ann)
    let guest = try guest(phone: "+491511")
    #expect(try salon.at { try $0.matchGuest(guest.id) }?.id == salon.ann.id)
    #expect(try visits(salon.ann).count == 1)
    let other = try self.guest("Gil", at: [5])
    let ada = salon.ada
    let result = try salon.at { try $0.correct(.phone("+491511"), of: other.id, by: ada) }
    #expect(result?.id == salon.ann.id)
    let again = try salon.at { try $0.correct(.name("X"), of: other.id, by: ada) }
    #expect(again == nil, "who has joined a chat is no guest any more")
  }

  @Test func `a blocked guest stays blocked, staff never are`() throws {
    let guest = try guest(username: "gus")
    try salon.change(guest) { $0.isBlocked = true }
    #expect(try writes(70, "Gustavo", username: "gus").person.isBlocked)
    let rival = try self.guest(phone: "+491533", at: [6])
    try salon.change(rival) { $0.isBlocked = true }
    #expect(try shares("+491533", salon.ben).count == 1)
    #expect(try !salon.person(salon.ben).isBlocked)
  }

  @Test func `holds go along, and who was erased is nobody's match`() throws {
    let guest = try guest(username: "gus", at: [2])
    let held = try salon.held(guest, at: Salon.opening.adding(minutes: 300))
    let (gus, _) = try writes(70, "Gustavo", username: "gus")
    #expect(try salon.visit(held)?.client == gus.id)
    #expect(word(try salon.confirm(held, gus)) == "confirmed")
    #expect(try salon.at { try $0.erase(gus) })
    let (again, found) = try writes(70, "Gustavo", username: "gus")
    #expect(found.isEmpty && again.id != gus.id)
    #expect(try salon.store.read { try $0.guests(username: "gus").isEmpty })
  }

  // MARK: The link

  private func link(_ guest: Person, by staff: Person) throws -> String {
    let parameter = try salon.at { try $0.guestLink(guest.id, by: staff) }
    return String(try #require(parameter).dropFirst())
  }

  @Test func `a link ties a guest to the chat that opens it first`() throws {
    let guest = try guest(at: [2], past: true)
    let token = try link(guest, by: salon.ada)
    #expect(try link(guest, by: salon.ada) == token, "the same one as long as it is good")
    let (ada, bob) = (salon.ada, salon.bob)
    let ann = try salon.person(salon.ann)
    func claim(_ token: String, _ person: Person) throws -> String {
      word(try salon.at { try $0.claimGuest(token, by: person) })
    }
    #expect(try claim(String(repeating: "x", count: 43), ann) == "unknown")
    #expect(try claim(token, ada) == "forClient")
    #expect(try claim(token, ann) == "claimed")
    #expect(try visits(ann).count == 2)
    #expect(try claim(token, ann) == "already")
    #expect(try claim(token, bob) == "used")
    #expect(try salon.at { try $0.guestLink(guest.id, by: ada) } == nil)
    let audit = try salon.store.read { tx in
      try tx.rows("SELECT action FROM audit WHERE action LIKE '%uest%' ORDER BY id") {
        $0[0] as String
      }
    }
    #expect(audit == ["linkGuest", "guestLinkMisused", "matchGuest", "guestLinkMisused"])
  }

  @Test func `a link is good for thirty days`() throws {
    let guest = try guest()
    let token = try link(guest, by: salon.ada)
    salon.pass(minutes: 30 * 1_440)
    let ann = try salon.person(salon.ann)
    #expect(word(try salon.at { try $0.claimGuest(token, by: ann) }) == "expired")
    #expect(try link(guest, by: salon.ada) != token)
  }

  @Test func `a guest who came by another way leaves a link that tells`() throws {
    let guest = try guest(username: "gus")
    let token = try link(guest, by: salon.ada)
    let (gus, _) = try writes(70, "Gustavo", username: "gus")
    let bob = try salon.person(salon.bob)
    #expect(word(try salon.at { try $0.claimGuest(token, by: gus) }) == "already")
    #expect(word(try salon.at { try $0.claimGuest(token, by: bob) }) == "used")
  }
}
