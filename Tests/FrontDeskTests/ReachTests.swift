import Booking
import Chance
import Testing

@testable import FrontDesk
@testable import Store

/// Every notice reaches its person by the way of their choice and reach, or the staff is asked to
/// call.
@Suite struct ReachTests {
  let salon: Salon

  init() throws { salon = try Salon(sendsLetters: true, sendsMessages: true) }

  private func waiting() throws -> [OutboxRow] {
    try salon.store.read { try $0.waitingRows(after: 0, limit: 1_000) }
  }

  private func ways(to person: Person) throws -> [String] {
    try waiting().filter { $0.person == person.id }.map { "\($0.channel) \($0.method)" }
  }

  private func clear() throws {
    try salon.store.write { tx in
      for row in try tx.waitingRows(after: 0, limit: 1_000) { try tx.removeFromOutbox(row.id) }
    }
  }

  private func end(_ person: Person, _ fate: LetterFate) throws {
    let row = try #require(try waiting().first { $0.person == person.id })
    try salon.at { try $0.noteDelivery(row.id, fate) }
    if case .postponed = fate { return }
    try salon.store.write { try $0.removeFromOutbox(row.id) }
  }

  private func guest(_ phone: String?, _ email: String?) throws -> (Person, Visit) {
    let ada = try salon.person(salon.ada)
    let details = GuestDetails(name: "Guy", phone: phone, email: email)
    let (service, calendar) = (salon.cut, salon.adas)
    return try salon.at { desk in
      guard case .added(let guest) = try desk.addGuest(details, anew: true, by: ada),
        case .booked(let visit) = try desk.bookFor(
          StaffPlan(client: guest.id, service: service, calendar: calendar, starts: Salon.ten),
          despite: true, by: ada)
      else { throw Unexpected(what: "no booking") }
      return (guest, visit)
    }
  }

  private func choices(of person: Person) throws -> [Person.Channel] {
    let person = try salon.person(person)
    return try salon.at { desk in desk.choices(of: person) }
  }

  private func cancel(_ visit: Visit) throws {
    let owner = try salon.person(salon.owner)
    try salon.at { _ = try $0.cancel(visit.id, reason: nil, byStaff: owner) }
  }

  @Test func `a guest is told by letter, else by short message, else nobody but the staff`() throws
  {
    let (mailed, _) = try guest("+4915112345678", "guy@example.org")
    #expect(try ways(to: mailed) == ["letter bookedForYou"])
    let row = try #require(try waiting().first { $0.person == mailed.id })
    #expect(row.expires == Salon.ten)
    try clear()
    let ada = try salon.person(salon.ada)
    let (service, calendar) = (salon.cut, salon.bens)
    let texted = try salon.at { desk in
      guard
        case .added(let guest) = try desk.addGuest(
          GuestDetails(name: "Tex", phone: "+4915112345679"), anew: true, by: ada)
      else { throw Unexpected(what: "no guest") }
      return guest
    }
    let owner = try salon.person(salon.owner)
    try salon.at {
      _ = try $0.bookFor(
        StaffPlan(client: texted.id, service: service, calendar: calendar, starts: Salon.ten),
        despite: true, by: owner)
    }
    #expect(try ways(to: texted) == ["sms bookedForYou"])
    #expect(!salon.told.contains { $0.kind == .pleaseCall })
  }

  @Test func `who can't be reached at all is to be called, once for each matter`() throws {
    let (guy, visit) = try guest(nil, nil)
    #expect(try ways(to: guy).isEmpty)
    #expect(!salon.told.contains { $0.kind == .pleaseCall })
    try cancel(visit)
    #expect(salon.told.filter { $0.kind == .pleaseCall }.map(\.person) == [salon.ada.id])
    let stored = try #require(try salon.visit(visit))
    try salon.at { try $0.tellClient(.cancelledByStaff, about: stored) }
    #expect(salon.told.isEmpty)
  }

  @Test func `a blocked chat: the specialist hears of it once, and notices go on by letter`() throws
  {
    let visit = try salon.booked(salon.ann)
    try salon.change(salon.ann) { $0.email = "ann@example.org" }
    try clear()
    try cancel(visit)
    #expect(try ways(to: salon.ann) == ["notice cancelledByStaff"])
    // Another booking, so that there is a next one.
    let next = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 60))
    try salon.at { desk in
      try desk.loseChat(4)
      try desk.loseChat(4)
    }
    #expect(salon.told.map(\.kind) == [.chatLost] && salon.told.first?.visit == next.id)
    try end(salon.ann, .givenUp(.recipient))
    #expect(try ways(to: salon.ann) == ["letter cancelledByStaff"])
    #expect(try salon.person(salon.ann).isReachable == false)
    // Back in the chat.
    try salon.store.write { tx in
      _ = try tx.meet(
        TelegramIdentity(id: 4, name: "Ann", username: nil, languageCode: "en"), now: Salon.ten)
    }
    #expect(try salon.person(salon.ann).isReachable)
  }

  @Test func `a refused address: the short message is next, then the specialist`() throws {
    let (guy, visit) = try guest("+4915112345678", "guy@example.org")
    try clear()
    try cancel(visit)
    #expect(try ways(to: guy) == ["letter cancelledByStaff"])
    try end(guy, .givenUp(.recipient))
    #expect(try ways(to: guy) == ["sms cancelledByStaff"])
    #expect(!salon.told.contains { $0.kind == .pleaseCall })
    try end(guy, .givenUp(.recipient))
    #expect(try ways(to: guy).isEmpty)
    #expect(salon.told.map(\.kind) == [.pleaseCall])
  }

  @Test func `what came too late for a letter is too late for a message`() throws {
    let (guy, visit) = try guest("+4915112345678", "guy@example.org")
    try clear()
    try cancel(visit)
    try end(guy, .givenUp(.late))
    #expect(try ways(to: guy).isEmpty)
    #expect(salon.told.map(\.kind) == [.pleaseCall])
  }

  @Test func `a reminder that can't go is given up while there is time to call`() throws {
    try salon.change(salon.ann) {
      $0.email = "ann@example.org"
      $0.isReachable = false
    }
    let visit = try salon.booked(salon.ann, at: Salon.ten.adding(minutes: 1_440))
    try clear()
    salon.pass(minutes: 120)
    try salon.ring()
    let row = try #require(try waiting().first)
    #expect("\(row.channel) \(row.method)" == "letter reminder")
    #expect(row.expires == visit.starts.adding(minutes: -60))
    salon.now = visit.starts.adding(minutes: -60)
    try end(salon.ann, .givenUp(.late))
    #expect(salon.told.map(\.kind) == [.pleaseCall])
    #expect(salon.told.map(\.person) == [salon.ada.id])
    #expect(salon.told.first?.text == "reminder")
    try clear()
    // The second one comes too late for that; one call is enough in any case.
    try salon.ring()
    let late = try #require(try waiting().first { $0.method == "reminder" })
    #expect(late.expires == visit.starts)
    try end(salon.ann, .givenUp(.recipient))
    #expect(salon.told.isEmpty)
  }

  @Test func `nobody calls a client who has said that they come, or when it is too late`() throws {
    try salon.change(salon.ann) { $0.email = "ann@example.org" }
    for (isComing, minutes) in [(true, -60), (false, 0)] {
      let visit = try salon.booked(
        salon.ann, at: Salon.ten.adding(minutes: isComing ? 1_440 : 4_320))
      try salon.change(salon.ann) { $0.isReachable = false }
      salon.now = visit.starts.adding(minutes: -1_440)
      try clear()
      try salon.ring()
      if isComing {
        try salon.store.write {
          try $0.run("UPDATE booking SET attendance = 'confirmed' WHERE id = ?", [visit.id.raw])
        }
      }
      salon.now = visit.starts.adding(minutes: minutes)
      try end(salon.ann, .givenUp(.late))
      #expect(salon.told.isEmpty)
      try salon.change(salon.ann) { $0.isReachable = true }
    }
  }

  @Test func `a choice counts for news, and words stay in the chat`() throws {
    let visit = try salon.booked(salon.ann)
    var ann = try salon.person(salon.ann)
    #expect(try choices(of: ann) == [.chat])
    try salon.change(ann) { person in
      person.email = "ann@example.org"
      person.phone = "+4915112345678"
    }
    ann = try salon.person(ann)
    #expect(try choices(of: ann) == [.chat, .letter, .sms])
    _ = try salon.at { [ann] desk in try desk.setChannel(.letter, of: ann) }
    try clear()
    let owner = try salon.person(salon.owner)
    try salon.at { _ = try $0.writeToClient("Bring a towel", about: visit.id, by: owner) }
    try cancel(visit)
    #expect(try ways(to: ann) == ["notice staffMessage", "letter cancelledByStaff"])
    // Without the address the choice has no meaning.
    try salon.change(ann) { $0.email = nil }
    ann = try salon.person(ann)
    let way = try salon.at { [ann] desk in desk.way(for: .cancelledByStaff, to: ann) }
    #expect(way == .chat)
    let unchanged = try salon.at { [ann] desk in try desk.setChannel(.letter, of: ann) }
    #expect(unchanged == ann)
  }

  @Test func `the owner hears of a server that is away, once, and when it is back`() throws {
    let (guy, visit) = try guest(nil, "guy@example.org")
    try clear()
    try cancel(visit)
    func down() throws {
      try end(guy, .postponed(.unreachable))
    }
    try down()
    #expect(salon.told.isEmpty)
    salon.pass(minutes: 16)
    try down()
    #expect(salon.told.map(\.kind) == [.channelDown] && salon.told.first?.person == salon.owner.id)
    salon.pass(minutes: 60)
    try down()
    #expect(salon.told.isEmpty)
    try end(guy, .delivered)
    #expect(salon.told.map(\.kind) == [.channelBack])
  }

  @Test func `whatever happens, a notice is delivered once or the staff is asked to call`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var dice = SplitMix(seed: seed)
    for round in 0..<60 {
      try clear()
      let salon = salon
      let start = Salon.ten.adding(minutes: (round % 14) * 30)
      salon.now = Salon.opening.adding(minutes: 1_440 * (round / 14))
      let visit = try salon.booked(
        salon.ann, at: start.adding(minutes: 1_440 * (round / 14)))
      let (hasMail, hasPhone, choice) = (
        dice.next() % 2 == 0, dice.next() % 2 == 0, dice.next() % 3
      )
      try salon.change(salon.ann) { person in
        person.email = hasMail ? "ann@example.org" : nil
        person.phone = hasPhone ? "+4915112345678" : nil
        person.channel = [nil, .letter, .sms][Int(choice)]
        person.isReachable = true
      }
      try clear()
      try cancel(visit)
      var (delivered, steps) = (0, 0)
      var calls = salon.told.count { $0.kind == .pleaseCall }
      while let row = try waiting().first(where: { $0.person == salon.ann.id }), steps < 10 {
        steps += 1
        // A restart: all that is known is in the outbox.
        if dice.next() % 3 == 0 {
          delivered += 1
          try end(salon.ann, .delivered)
        } else if row.channel == .notice {
          try salon.at { try $0.loseChat(4) }
          try end(salon.ann, .givenUp(.recipient))
          calls += salon.told.count { $0.kind == .pleaseCall }
        } else {
          let fates: [LetterFate] = [
            .givenUp(.recipient), .givenUp(.other), .givenUp(.late), .postponed(.busy),
          ]
          try end(salon.ann, fates[Int(dice.next() % 4)])
          calls += salon.told.count { $0.kind == .pleaseCall }
        }
      }
      #expect(
        delivered + calls == 1 || steps == 10,
        "seed \(seed), round \(round): \(delivered), \(calls)")
    }
  }
}
