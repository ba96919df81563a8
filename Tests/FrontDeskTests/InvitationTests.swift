import Booking
import Foundation
import Testing

@testable import FrontDesk
@testable import Store

/// Invitations: one client each, for some days, with a trace of whatever happens to them.
@Suite struct InvitationTests {
  /// The salon with a mail server, and an invitation of Ada's.
  private struct Scene {
    let salon: Salon
    let invitation: Invitation

    init(asksPhone: Bool = false) throws {
      salon = try Salon(sendsLetters: true) { _ in
      } business: {
        $0.asksPhone = asksPhone
      }
      let ada = salon.ada
      let outcome = try salon.at {
        try $0.invite(name: "Cleo Day", email: "cleo@example.org", by: ada)
      }
      guard case .done(let invitation) = outcome else { throw Unexpected(what: "\(outcome)") }
      self.invitation = invitation
    }

    var now: Invitation {
      get throws {
        let id = invitation.id
        return try salon.store.read { try $0.invitation(id) } ?? invitation
      }
    }

    func token() throws -> String {
      let invitation = try now
      return try salon.at { String(try $0.startParameter(of: invitation)?.dropFirst() ?? "") }
    }

    func open(_ person: Person, _ token: String? = nil) throws -> String {
      let (person, token) = (try salon.person(person), try token ?? self.token())
      return try salon.at { word(try $0.openInvitation(token, by: person)) }
    }

    func act(
      _ person: Person,
      _ act: @Sendable (FrontDesk, ID<Invitation>, Person) throws -> RegistrationOutcome
    ) throws -> String {
      let (person, id) = (try salon.person(person), invitation.id)
      return try salon.at { word(try act($0, id, person)) }
    }

    func answer(_ person: Person) throws {
      _ = try act(person) { try $0.registerInvitedName(for: $1, by: $2) }
      _ = try act(person) { try $0.register(phone: nil, for: $1, by: $2) }
    }

    func finish(_ person: Person) throws -> String {
      try act(person) { try $0.finishRegistration($1, by: $2) }
    }

    func staff(
      _ person: Person,
      _ act: @Sendable (FrontDesk, ID<Invitation>, Person) throws -> InviteOutcome
    ) throws -> String {
      let (person, id) = (try salon.person(person), invitation.id)
      return try salon.at { word(try act($0, id, person)) }
    }

    func trace() throws -> [InvitationEvent.Kind] {
      let id = invitation.id
      return try salon.store.read { try $0.events(of: id, limit: 100).map(\.kind) }
    }
  }

  @Test func `a token has 256 bits, fits a start parameter, and is stored as its hash only`()
    throws
  {
    let scene = try Scene()
    let token = try scene.token()
    #expect(token.count == 43 && ("i" + token).count <= 64)
    #expect(try Dump(of: scene.salon.store).places(of: token) == [])
    #expect(try scene.token() == token, "it can be shown again")
    _ = try scene.staff(scene.salon.ada) { try $0.replaceLink(of: $1, by: $2) }
    #expect(try scene.token() != token)
  }

  @Test func `who registers is a client with the invitation's address`() throws {
    let scene = try Scene()
    let ann = scene.salon.ann
    #expect(try scene.open(ann) == "open")
    #expect(try scene.finish(ann) == "open", "not before the questions are answered")
    try scene.answer(ann)
    #expect(try scene.finish(ann) == "welcome")
    let client = try scene.salon.person(ann)
    #expect(client.name == "Cleo Day" && client.email == "cleo@example.org")
    #expect(try scene.now.state == .used && scene.now.usedBy == ann.id)
    #expect(try scene.trace() == [.created, .opened, .used])
    #expect(try scene.salon.timers().isEmpty)
    #expect(try scene.open(ann) == "yours")
  }

  @Test func `of two who open it at once, one can use it`() throws {
    let scene = try Scene()
    let (ann, bob) = (scene.salon.ann, scene.salon.bob)
    for person in [ann, bob] {
      #expect(try scene.open(person) == "open")
      try scene.answer(person)
    }
    #expect(try scene.finish(bob) == "welcome")
    #expect(try scene.finish(ann) == "used")
    #expect(try scene.finish(bob) == "yours")
    #expect(try scene.salon.person(ann).email == nil)
    #expect(
      try scene.trace() == [.created, .opened, .opened, .used, .openedUsed])
  }

  @Test func `it goes on where it was left, also by another link`() throws {
    let scene = try Scene()
    let ann = scene.salon.ann
    let old = try scene.token()
    _ = try scene.open(ann)
    _ = try scene.act(ann) { try $0.register(name: "Cleopatra", for: $1, by: $2) }
    #expect(try scene.open(ann) == "open")
    let (id, salon) = (scene.invitation.id, scene.salon)
    let step = try salon.at { desk -> Registration.Step? in
      guard case .open(let registration) = try desk.registration(id, by: ann) else { return nil }
      return registration.step
    }
    #expect(step == .phone)
    _ = try scene.staff(salon.ada) { try $0.replaceLink(of: $1, by: $2) }
    #expect(try scene.open(ann, old) == "replaced")
    #expect(try scene.finish(ann) == "replaced")
    #expect(try scene.open(ann) == "open")
    _ = try scene.act(ann) { try $0.register(phone: nil, for: $1, by: $2) }
    #expect(try scene.finish(ann) == "welcome")
    #expect(try salon.person(ann).name == "Cleopatra")
  }

  @Test func `where a phone is wanted, nobody gets by without`() throws {
    let scene = try Scene(asksPhone: true)
    let ann = scene.salon.ann
    _ = try scene.open(ann)
    try scene.answer(ann)
    #expect(try scene.finish(ann) == "open")
    _ = try scene.act(ann) { try $0.register(phone: "+353851112233", for: $1, by: $2) }
    #expect(try scene.finish(ann) == "welcome")
    #expect(try scene.salon.person(ann).phone == "+353851112233")
  }

  /// For each state: what opening brings, and what the staff's acts bring.
  @Test func `each state has its answer to each act`() throws {
    let acts: [(String, @Sendable (FrontDesk, ID<Invitation>, Person) throws -> InviteOutcome)] = [
      ("send", { try $0.sendInvitation($1, words: nil, by: $2) }),
      ("language", { try $0.setLanguage("uk", of: $1, by: $2) }),
      ("shown", { try $0.noteShown(.qrShown, of: $1, by: $2) }),
      ("link", { try $0.replaceLink(of: $1, by: $2) }),
      ("renew", { try $0.renew($1, by: $2) }),
      ("cancel", { try $0.cancelInvitation($1, by: $2) }),
    ]
    let expected: [Invitation.State: (opened: String, acts: String)] = [
      .pending: ("open", "done done done done already done"),
      .used: ("used", "already already already already already already"),
      .expired: ("expired", "already already already already done done"),
      .cancelled: ("cancelled", "already already already already done done"),
    ]
    for (state, (opened, words)) in expected {
      let scene = try Scene()
      let salon = scene.salon
      switch state {
      case .pending: break
      case .used:
        _ = try scene.open(salon.ann)
        try scene.answer(salon.ann)
        _ = try scene.finish(salon.ann)
      case .expired:
        salon.pass(minutes: 7 * 1_440)
        try salon.ring()
      case .cancelled: _ = try scene.staff(salon.ada) { try $0.cancelInvitation($1, by: $2) }
      }
      #expect(try scene.now.state == state)
      #expect(try scene.open(salon.bob) == opened, "\(state)")
      let outcomes = try acts.map { try scene.staff(salon.ada, $0.1) }.joined(separator: " ")
      #expect(outcomes == words, "\(state)")
    }
  }

  @Test func `it expires by the clock, and its maker hears of it once`() throws {
    let scene = try Scene()
    let salon = scene.salon
    salon.pass(seconds: 7 * 86_400 - 1)
    try salon.ring()
    #expect(try scene.now.state == .pending && salon.told.isEmpty)
    salon.pass(seconds: 1)
    #expect(try scene.open(salon.ann) == "expired", "also when the timer is late")
    #expect(salon.told.map(\.kind) == [.invitationExpired])
    #expect(salon.told.map(\.person) == [salon.ada.id])
    try salon.ring()
    #expect(salon.told.isEmpty)
    #expect(try scene.trace() == [.created, .expired, .openedExpired])
  }

  @Test func `whoever must not use it is told so and traced`() throws {
    let scene = try Scene()
    let salon = scene.salon
    #expect(try scene.open(salon.ben) == "staff")
    try salon.change(salon.bob) { $0.isBlocked = true }
    #expect(try scene.open(salon.bob) == "blocked")
    #expect(try scene.open(salon.ann, String(repeating: "A", count: 43)) == "unknown")
    #expect(try scene.open(salon.ann, "") == "unknown")
    // A forged tap of somebody who never opened the link.
    #expect(try scene.finish(salon.ann) == "unknown")
    #expect(try scene.trace() == [.created, .openedByStaff, .openedByBlocked])
    let misuses = try salon.store.read {
      try $0.rows("SELECT detail FROM audit WHERE action = 'invitationMisused' ORDER BY id") {
        $0[0] as String
      }
    }
    #expect(misuses == ["openedByStaff", "openedByBlocked", "unknown", "unknown"])
    // The owner's link is no invitation.
    let owner = try salon.store.write { tx in
      try tx.addLink(kind: "owner", subject: 1, nonce: [1], expires: nil, now: Salon.opening) { _ in
        KeyRing.digest(of: "x")
      }
    }
    #expect(owner > 0)
    #expect(try scene.open(salon.ann, "x") == "unknown")
  }

  @Test func `specialists see their own, the owner and who may read all see all`() throws {
    let scene = try Scene()
    let salon = scene.salon
    func list(_ person: Person) throws -> Int? {
      let person = try salon.person(person)
      return try salon.at { try $0.invitations(.pending, page: 0, size: 8, by: person)?.0.count }
    }
    #expect(try list(salon.ada) == 1 && list(salon.ben) == 0 && list(salon.owner) == 1)
    #expect(try list(salon.ann) == nil)
    #expect(try scene.staff(salon.ben) { try $0.invitation($1, by: $2) } == "notAllowed")
    try salon.store.write { tx in
      var ben = try tx.catalogue().specialists[1]
      ben.access = .view
      try tx.save(ben)
    }
    #expect(try scene.staff(salon.ben) { try $0.invitation($1, by: $2) } == "done")
    #expect(try scene.staff(salon.ben) { try $0.cancelInvitation($1, by: $2) } == "notAllowed")
    #expect(try scene.staff(salon.owner) { try $0.cancelInvitation($1, by: $2) } == "done")
  }

  @Test func `a second invitation to an address is noticed, whatever its case`() throws {
    let scene = try Scene()
    let ben = scene.salon.ben
    func again(anyway: Bool) throws -> String {
      try scene.salon.at {
        word(
          try $0.invite(name: "C", email: "CLEO@example.org", anyway: anyway, by: ben))
      }
    }
    #expect(try again(anyway: false) == "duplicate")
    #expect(try again(anyway: true) == "done")
  }

  // MARK: Letters

  @Test func `what becomes of the letter is on the invitation, and its maker hears of the end`()
    throws
  {
    let scene = try Scene()
    let (salon, ada) = (scene.salon, scene.salon.ada)
    _ = try scene.staff(ada) { try $0.sendInvitation($1, words: "Hi", by: $2) }
    let row = try #require(try scene.now.letter)
    func fate(_ fate: LetterFate) throws { try salon.at { try $0.noteLetter(row, fate) } }
    for tries in 1...4 {
      try fate(.postponed(.unreachable))
      #expect(try scene.now.letterState == .trying && scene.now.letterTrouble == .unreachable)
      #expect(salon.told.map(\.kind) == (tries == 3 ? [.letterDelayed] : []), "\(tries)")
    }
    try fate(.givenUp(.recipient))
    #expect(try scene.now.letterState == .failed && salon.told.map(\.kind) == [.letterFailed])
    _ = try scene.staff(ada) { try $0.sendInvitation($1, words: nil, by: $2) }
    try fate(.delivered)
    #expect(try scene.now.letterState == .waiting, "an older letter's fate is not this one's")
    _ = try scene.staff(ada) { try $0.cancelInvitation($1, by: $2) }
    #expect(
      try salon.store.read { try $0.waitingRows(after: 0, limit: 99) }.allSatisfy {
        $0.channel != .letter || $0.id == row
      })
  }

  @Test func `without a mail server no letter is posted`() throws {
    let salon = try Salon()
    let ada = salon.ada
    let outcome = try salon.at { desk -> InviteOutcome in
      guard case .done(let made) = try desk.invite(name: "C", email: "c@example.org", by: ada)
      else { return .notAllowed }
      return try desk.sendInvitation(made.id, words: nil, by: ada)
    }
    #expect(word(outcome) == "noMail")
  }

  // MARK: Rules

  @Test(arguments: [
    ("anna@firma.ie", "fine", "other"), ("test@firma.ie", "disposable", "other"),
    ("Test.123+x@firma.ie", "disposable", "other"), ("contest@firma.ie", "fine", "other"),
    ("a@mailinator.com", "disposable", "other"), ("a@x.yopmail.com", "disposable", "other"),
    ("a@mytempmail.example.ie", "disposable", "other"), ("a@good.org", "fine", "fine"),
    ("a@mail.good.org", "fine", "fine"), ("a@notgood.org", "fine", "other"),
    ("fake@good.org", "disposable", "fine"),
  ]) func `an address is judged by the owner's policy`(
    _ email: String, _ lasting: String, _ domains: String
  ) {
    var rules = InvitationRules()
    func verdict() -> String {
      switch EmailPolicy(rules).objection(to: email) {
      case nil: "fine"
      case .disposable: "disposable"
      case .otherDomain: "other"
      }
    }
    #expect(verdict() == "fine")
    rules.policy = .lasting
    #expect(verdict() == lasting)
    rules.policy = .domains
    rules.domains = ["good.org"]
    #expect(verdict() == domains)
  }

  @Test func `a closed door is open to invited and known clients and the staff`() throws {
    let scene = try Scene()
    let salon = scene.salon
    let visit = try salon.booked(salon.bob)
    let held = try salon.held(salon.ann, at: Salon.ten.adding(minutes: 30))
    let owner = salon.owner
    #expect(try salon.at { try $0.editInvitationRules(by: owner) { $0.isClosed = true } })
    let later = Salon.ten.adding(minutes: 60)
    #expect(word(try salon.hold(salon.ann, at: later)) == "refused(byInvitation)")
    #expect(word(try salon.confirm(held, salon.ann)) == "refused(byInvitation)")
    #expect(word(try salon.hold(salon.bob, at: later)) == "held")
    #expect(word(try salon.hold(salon.bob, at: later, moving: visit.id)) == "held")
    #expect(word(try salon.hold(salon.ben, at: later.adding(minutes: 30))) == "held")
    _ = try scene.open(salon.ann)
    try scene.answer(salon.ann)
    _ = try scene.finish(salon.ann)
    #expect(word(try salon.confirm(held, salon.ann)) == "confirmed")
  }
}
