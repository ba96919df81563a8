import Booking
import Chance
import Testing

@testable import FrontDesk
@testable import Store

/// Who belongs to the team, and how they come and go.
@Suite struct TeamTests {
  let salon: Salon

  init() throws { salon = try Salon() }

  private func owner() throws -> Person { try salon.person(salon.owner) }

  private func invite(_ name: String = "Zoe", takesBookings: Bool = true) throws -> TeamInvitation {
    let owner = try owner()
    let outcome = try salon.at {
      try $0.inviteToTeam(name: name, takesBookings: takesBookings, by: owner)
    }
    guard case .invited(let invitation) = outcome else { throw Unexpected(what: "\(outcome)") }
    return invitation
  }

  private func token(_ invitation: TeamInvitation) throws -> String {
    try salon.at { $0.token(of: invitation) }
  }

  private func open(_ invitation: TeamInvitation, _ person: Person) throws -> JoinOutcome {
    let (token, person) = (try token(invitation), try salon.person(person))
    return try salon.at { try $0.joinTeam(token, person) }
  }

  private func misuses() throws -> [String] {
    try salon.store.read {
      try $0.rows(
        "SELECT detail FROM audit WHERE action = 'teamLinkMisused' ORDER BY id"
      ) { $0[0] }
    }
  }

  private func specialist(_ name: String) throws -> Specialist? {
    try salon.at { try $0.catalogue().specialists.first { $0.name == name } }
  }

  private func isStaff(_ person: Person) throws -> Bool {
    let person = try salon.person(person)
    return try salon.at { try $0.isStaff(person) }
  }

  // MARK: Invitations

  @Test func `an invitation makes its opener a specialist with hours to start from`() throws {
    let invitation = try invite()
    guard case .welcome(let zoe) = try open(invitation, salon.ann) else {
      Issue.record("not welcome")
      return
    }
    #expect(zoe.name == "Zoe" && zoe.person == salon.ann.id && zoe.access == .own)
    #expect(salon.told.map(\.kind) == [.teamJoined, .menu])
    #expect(salon.told.map(\.person) == [salon.owner.id, salon.ann.id])
    let calendar = try #require(
      try salon.at { try $0.catalogue().calendars.first { $0.specialist == zoe.id } })
    #expect(calendar.rules.zone == .utc)
    #expect(calendar.rules.weekly[.friday] == [TimeRange(start: 540, end: 1_080)])
    #expect(calendar.rules.weekly[.saturday] == [])
    #expect(try isStaff(salon.ann))
    #expect(try misuses() == [])
  }

  @Test func `a receptionist has no calendar and manages everybody's book`() throws {
    guard case .welcome(let rita) = try open(invite("Rita", takesBookings: false), salon.bob)
    else {
      Issue.record("not welcome")
      return
    }
    #expect(rita.access == .manage)
    let bob = try salon.person(salon.bob)
    let adas = salon.adas
    let (own, manages) = try salon.at { desk in
      let catalogue = try desk.catalogue()
      return (
        catalogue.calendars.filter { $0.specialist == rita.id },
        try desk.rights(of: bob).mayManage(catalogue.calendar(adas)?.specialist ?? ID(0))
      )
    }
    #expect(own.isEmpty && manages)
  }

  @Test func `every misuse has its own answer and is on record`() throws {
    let invitation = try invite()
    #expect(try open(invitation, salon.owner) == .isOwner(name: "Zoe"))
    let ada = try #require(try specialist("Ada"))
    #expect(try open(invitation, salon.ada) == .hasBook(ada))
    // Neither used it up.
    guard case .welcome(let zoe) = try open(invitation, salon.ann) else {
      Issue.record("not welcome")
      return
    }
    #expect(try open(invitation, salon.ann) == .alreadyHere(zoe))
    #expect(try open(invitation, salon.bob) == .usedByOther)
    #expect(try open(invitation, salon.owner) == .usedByOther)

    let late = try invite("Late")
    salon.pass(minutes: 7 * 1_440 - 1)
    let inTime = try invite("In time")
    salon.pass(minutes: 1)
    #expect(try open(late, salon.bob) == .expired)
    let owner = try owner()
    _ = try salon.at { try $0.revoke(inTime.id, by: owner) }
    #expect(try open(inTime, salon.bob) == .revoked)
    let bob = try salon.person(salon.bob)
    for forged in ["", "x", String(repeating: "A", count: 43), try token(late) + "A"] {
      #expect(try salon.at { try $0.joinTeam(forged, bob) } == .unknown)
    }
    #expect(
      try misuses()
        == ["owner", "hasBook", "used", "used", "expired", "revoked"]
        + Array(repeating: "unknown", count: 4))
    #expect(try !isStaff(salon.bob))
  }

  @Test func `of two who open a link in one batch exactly one comes in`() throws {
    let invitation = try invite()
    let token = try token(invitation)
    let (ann, bob) = (try salon.person(salon.ann), try salon.person(salon.bob))
    let outcomes = try salon.at { desk in
      [try desk.joinTeam(token, ann), try desk.joinTeam(token, bob)]
    }
    #expect(outcomes.map { word($0) } == ["welcome", "usedByOther"])
    #expect(try salon.at { try $0.catalogue().specialists.count { $0.name == "Zoe" } } == 1)
  }

  @Test func `a book without a chat is given to another one by a new link; the old one is void`()
    throws
  {
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    #expect(try salon.at { try $0.inviteToTeam(for: ada.id, by: owner) } == .taken)
    _ = try salon.at { try $0.detach(ada.id, by: owner) }
    #expect(salon.told.map(\.kind) == [.detached, .menu])
    #expect(try !isStaff(salon.ada))
    guard case .invited(let first) = try salon.at({ try $0.inviteToTeam(for: ada.id, by: owner) }),
      case .invited(let second) = try salon.at({ try $0.inviteToTeam(for: ada.id, by: owner) })
    else {
      Issue.record("not invited")
      return
    }
    #expect(try open(first, salon.bob) == .revoked)
    guard case .welcome(let book) = try open(second, salon.ada) else {
      Issue.record("not welcome")
      return
    }
    #expect(book.id == ada.id)
    #expect(try isStaff(salon.ada))
    // Her calendar is the one she had.
    #expect(
      try salon.at { try $0.catalogue().calendars.count { $0.specialist == ada.id } } == 1)
  }

  @Test func `an invitation to a book that was closed or taken meanwhile opens nothing`() throws {
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    _ = try salon.at { try $0.detach(ada.id, by: owner) }
    guard case .invited(let link) = try salon.at({ try $0.inviteToTeam(for: ada.id, by: owner) })
    else {
      Issue.record("not invited")
      return
    }
    _ = try salon.at { try $0.deactivate(ada.id, by: owner) }
    #expect(try open(link, salon.ann) == .revoked)
    _ = try salon.at { try $0.reactivate(ada.id, by: owner) }
    #expect(try open(link, salon.ann) == .revoked)
    #expect(try !isStaff(salon.ann))
  }

  @Test func `who was deactivated may come back to a book of their own`() throws {
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    _ = try salon.at { try $0.deactivate(ada.id, by: owner) }
    guard case .welcome(let zoe) = try open(invite(), salon.ada) else {
      Issue.record("not welcome")
      return
    }
    #expect(zoe.id != ada.id && zoe.person == salon.ada.id)
    #expect(try specialist("Ada")?.person == nil)
  }

  @Test func `the token of an invitation is nowhere in the database`() throws {
    let token = try token(invite())
    #expect(token.count == 43)
    #expect(try Dump(of: salon.store).places(of: token) == [])
  }

  // MARK: Coming and going

  @Test func `a closed book takes no bookings, keeps those it has, and opens again`() throws {
    let visit = try salon.booked(salon.ann)
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    _ = try salon.at { try $0.deactivate(ada.id, by: owner) }
    #expect(salon.told.map(\.kind) == [.deactivated, .menu])
    #expect(try salon.state(visit) == .confirmed)
    let later = Salon.ten.adding(minutes: 60)
    #expect(word(try salon.hold(salon.bob, at: later)) == "refused(serviceGone)")
    #expect(try !isStaff(salon.ada))
    // News of what is booked goes to the owner.
    let ann = try salon.person(salon.ann)
    _ = try salon.at { try $0.cancel(visit.id, by: ann) }
    #expect(salon.told.map(\.person) == [salon.owner.id])
    // Once more changes and tells nothing.
    _ = try salon.at { try $0.deactivate(ada.id, by: owner) }
    #expect(salon.told.isEmpty)
    _ = try salon.at { try $0.reactivate(ada.id, by: owner) }
    #expect(salon.told.map(\.kind) == [.reactivated, .menu])
    #expect(try isStaff(salon.ada))
    #expect(word(try salon.hold(salon.bob, at: later)) == "held")
  }

  @Test func `all that is to come can be cancelled with the book, and each client is told why`()
    throws
  {
    let first = try salon.booked(salon.ann)
    let request = try salon.booked(salon.bob, salon.dye, at: Salon.ten.adding(minutes: 60))
    let other = try salon.booked(salon.bob, on: salon.bens, at: Salon.ten.adding(minutes: 180))
    salon.pass(minutes: 60)
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    let coming = try salon.at { try $0.tx.countUpcoming(in: ada.id, now: $0.now) }
    #expect(coming == 2)
    _ = try salon.at { try $0.deactivate(ada.id, cancelling: "ill", by: owner) }
    #expect(try salon.visit(first)?.reason == "ill")
    #expect(
      try [first, request, other].map { try salon.state($0) }
        == [.cancelled, .cancelled, .confirmed])
    #expect(
      salon.told.filter { $0.kind == .cancelledByStaff }.map(\.person)
        == [salon.ann.id, salon.bob.id])
    #expect(!salon.told.contains { $0.person == salon.owner.id })
  }

  @Test func `whose access changes is told, once`() throws {
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    _ = try salon.at { try $0.setAccess(.view, of: ada.id, by: owner) }
    #expect(salon.told.map(\.kind) == [.accessChanged])
    _ = try salon.at { try $0.setAccess(.view, of: ada.id, by: owner) }
    #expect(salon.told.isEmpty)
    let person = try salon.person(salon.ada)
    let bens = try #require(try specialist("Ben"))
    let rights = try salon.at { try $0.rights(of: person) }
    #expect(rights.mayRead(bens.id) && !rights.mayManage(bens.id))
  }

  // MARK: Owners

  @Test func `the business can be handed over, and the giver keeps no part of it`() throws {
    let owner = try owner()
    let ada = try #require(try specialist("Ada"))
    #expect(word(try salon.at { try $0.handOver(to: ada.id, by: owner) }) == "done")
    #expect(salon.told.map(\.kind) == [.madeOwner, .menu, .menu])
    #expect(try salon.person(salon.ada).isOwner)
    #expect(try !isStaff(salon.owner))
  }

  @Test func `the last owner can't step down`() throws {
    let owner = try owner()
    #expect(try salon.at { try $0.stepDown(owner) } == .lastOwner)
    let ada = try #require(try specialist("Ada"))
    _ = try salon.at { try $0.makeOwner(ada.id, by: owner) }
    #expect(word(try salon.at { try $0.stepDown(owner) }) == "done")
    #expect(try salon.store.read { try $0.owners().map(\.id) } == [salon.ada.id])
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `whatever owners do to each other, one remains`(
    _ seed: UInt64
  ) throws {
    let dice = Dice(seed: seed)
    let people = [salon.owner, salon.ada, salon.ben, salon.ann]
    for step in 0..<150 {
      let actor = try salon.person(dice.pick(people))
      let other = try salon.person(dice.pick(people))
      let act = dice.next() % 8
      try salon.at { desk in
        let books = try desk.catalogue().specialists
        let book = books[Int(act) % books.count].id
        switch act {
        case 0: _ = try desk.stepDown(actor)
        case 1: _ = try desk.deposeOwner(other.id, by: actor)
        case 2: _ = try desk.handOver(to: book, by: actor)
        case 3: _ = try desk.makeOwner(book, by: actor)
        case 4: _ = try desk.detach(book, by: actor)
        case 5: _ = try desk.deactivate(book, by: actor)
        case 6: _ = try desk.reactivate(book, by: actor)
        default:
          if case .invited(let link) = try desk.inviteToTeam(for: book, by: actor) {
            _ = try desk.joinTeam(desk.token(of: link), other)
          }
        }
      }
      let owners = try salon.store.read { try $0.owners() }
      #expect(!owners.isEmpty, "seed \(seed), step \(step)")
      #expect(owners.allSatisfy { $0.telegram != nil }, "seed \(seed), step \(step)")
    }
  }

  // MARK: Those who leave altogether

  @Test func `somebody who left the team can be erased; the book stays without them`() throws {
    let zoe = try open(invite("Zebediah"), salon.ann)
    guard case .welcome(let book) = zoe else {
      Issue.record("not welcome")
      return
    }
    let owner = try owner()
    _ = try salon.at { try $0.describe(book.id, as: "ZZABOUT", by: owner) }
    _ = try salon.at { try $0.deactivate(book.id, by: owner) }
    let ann = try salon.person(salon.ann)
    #expect(try salon.at { try $0.erase(ann) })
    #expect(try specialist("Zebediah")?.person == nil)
    let dump = try Dump(of: salon.store)
    #expect(dump.places(of: "ZZABOUT") == [])
    // The book has its name: the bookings in it are the business's record.
    #expect(dump.places(of: "Zebediah") == ["specialist.name", "calendar.name"])
  }
}

extension Dice {
  fileprivate func pick<T>(_ list: [T]) -> T { list[Int(next() % UInt64(list.count))] }
}
