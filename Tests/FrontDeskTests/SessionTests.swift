import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Sessions: who becomes their client, what is delivered to whom, and what is picked.
@Suite struct SessionTests {
  private let salon: Salon
  private let session: ID<Session>

  init() throws {
    salon = try Salon(sendsLetters: true)
    session = try Self.begin(salon)
  }

  private static func begin(_ salon: Salon) throws -> ID<Session> {
    let ada = salon.ada
    return try salon.at { desk in
      guard case .done(let session) = try desk.addSession(name: "Wedding", by: ada) else {
        throw Unexpected(what: "no session")
      }
      return session.id
    }
  }

  /// Puts photos with those numbers into the session.
  private func add(_ numbers: ClosedRange<Int>, kind: SessionFile.Kind = .photo) throws {
    let now = salon.now
    try salon.at { [session] desk in
      for number in numbers {
        let id = "\(kind)\(number)"
        _ = try desk.tx.add(
          NewSessionFile(kind: kind, fileID: id, uniqueID: id, name: id + ".jpg"), to: session,
          now: now)
      }
    }
  }

  private func stored() throws -> Session {
    let found = try salon.store.read { [session] in try $0.session(session) }
    return try #require(found)
  }

  private func change(_ change: @escaping @Sendable (inout Session) -> Void) throws {
    let ada = salon.ada
    _ = try salon.at { [session] in try $0.edit(session, by: ada, change) }
  }

  private func open(_ person: Person) throws -> String {
    try salon.at { [session] desk in
      let token = try desk.pageToken(.session, of: session.raw)
      return switch try desk.openSession(token, by: person) {
      case .yours(_, let isNew): isNew ? "claimed" : "yours"
      case .guest: "guest"
      case .kept: "kept"
      case .closed: "closed"
      case .takenBack: "takenBack"
      case .unknown: "unknown"
      }
    }
  }

  @Test func `the first who opens a claimable session becomes its client, and the staff hears`()
    throws
  {
    #expect(try open(salon.ann) == "guest")
    try change { $0.isClaimable = true }
    #expect(try open(salon.ada) == "kept", "the staff does not claim its own")
    #expect(try open(salon.ann) == "claimed")
    #expect(salon.told.map(\.kind) == [.sessionClaimed])
    #expect(salon.told.map(\.person) == [salon.ada.id])
    #expect(try open(salon.ann) == "yours")
    #expect(try open(salon.bob) == "guest")
    #expect(try stored().client == salon.ann.id)
    #expect(try !stored().isClaimable)
    let isClient = try salon.store.read { [ann = salon.ann.id] tx in
      try tx.isClient(ann, in: .book(ID(1)))
    }
    #expect(isClient)
  }

  @Test func `others are refused where guests are, and so is who is blocked`() throws {
    try change { $0.isOpenToGuests = false }
    #expect(try open(salon.ann) == "closed")
    try change { $0.isClaimable = true }
    try salon.change(salon.ann) { $0.isBlocked = true }
    #expect(try open(try salon.person(salon.ann)) == "closed")
    #expect(try stored().client == nil)
  }

  @Test func `a link that was taken back opens nothing, a new one does`() throws {
    let (ada, ann) = (salon.ada, salon.ann)
    let word = try salon.at { [session] desk in
      let token = try desk.pageToken(.session, of: session.raw)
      _ = try desk.takeBack(.session, of: session, by: ada)
      guard case .takenBack = try desk.openSession(token, by: ann) else { return "still open" }
      guard case .unknown = try desk.openSession(String(token.reversed()), by: ann) else {
        return "known"
      }
      _ = try desk.renewLink(.session, of: session, by: ada)
      let fresh = try desk.pageToken(.session, of: session.raw)
      guard case .guest = try desk.openSession(fresh, by: ann) else { return "new one closed" }
      return token == fresh ? "the same" : "fine"
    }
    #expect(word == "fine")
  }

  @Test func `a delivery goes out once, with its first albums, and later files by themselves`()
    throws
  {
    let (ada, ann) = (salon.ada, salon.ann)
    try salon.at { [session] desk in
      try desk.tx.addClient(ann.id, to: ID(1), now: desk.now)
      _ = try desk.setClient(ann.id, of: session, by: ada)
    }
    try add(1...45)
    func deliver() throws -> String {
      try salon.at { [session] desk in
        switch try desk.deliver(session, message: "Enjoy", by: ada) {
        case .delivered(_, .chat): "chat"
        case .delivered: "other"
        case .nothing: "nothing"
        case .already: "already"
        case .notAllowed: "notAllowed"
        }
      }
    }
    #expect(try deliver() == "chat")
    #expect(
      salon.told.map(\.kind) == [.resultsReady, .resultsAlbum, .resultsAlbum, .resultsAlbum])
    #expect(try stored().isDelivered)
    #expect(try deliver() == "already")
    #expect(salon.told.isEmpty)
    func tell() throws -> Bool {
      try salon.at { [session] in try $0.tellOfNewFiles(session, by: ada) } != nil
    }
    #expect(try !tell(), "all of them were told of, those without an album too")
    try add(46...47)
    #expect(try tell())
    #expect(salon.told.map(\.kind) == [.resultsMore, .resultsAlbum])
    #expect(salon.told.first?.revision == 2)
    #expect(try !tell())
    // An album of which nobody knows whether it arrived is not sent again.
    let repeats = try salon.store.read { tx in
      try tx.waitingRows(after: 0, limit: 100).filter { $0.method == "resultsAlbum" }
        .map(\.repeats)
    }
    #expect(repeats == Array(repeating: false, count: 4))
  }

  @Test func `a booking is completed with its results once its time is over`() throws {
    let ada = salon.ada
    let visit = try salon.booked(salon.ann)
    func plan() throws -> Bool? {
      try salon.at { desk -> Bool? in
        switch try desk.session(of: visit.id, by: ada) {
        case .done(let session), .already(let session):
          try desk.deliveryPlan(of: session.id, by: ada)?.completesVisit
        case .notAllowed: nil
        }
      }
    }
    #expect(try plan() == false)
    salon.pass(minutes: 24 * 60)
    #expect(try plan() == true)
    try salon.at { desk in
      guard let session = try desk.tx.session(of: visit.id) else { return }
      _ = try desk.deliver(session.id, message: "Thanks", by: ada)
    }
    #expect(try salon.state(visit) == .completed)
  }

  @Test func `albums hold two to ten of a kind, in order, nobody alone at the end`() throws {
    for (count, sizes) in [(0, []), (1, [1]), (10, [10]), (11, [9, 2]), (25, [10, 10, 5])] {
      let files = (0..<count).map { file($0, .photo) }
      #expect(Album.of(files).map(\.count) == sizes)
    }
    let mixed = [
      file(0, .photo), file(1, .document), file(2, .video), file(3, .audio), file(4, .document),
      file(5, .video, .animation), file(6, .audio),
    ]
    #expect(Album.of(mixed).map { $0.map(\.id.raw) } == [[0, 2], [1, 4], [3, 6], [5]])
  }

  private func file(
    _ number: Int, _ kind: SessionFile.Kind, _ form: SessionFile.Form? = nil
  ) -> SessionFile {
    SessionFile(
      id: ID(Int64(number)), session: session, position: number, kind: kind, form: form,
      fileID: "f", name: nil, mime: nil, size: nil, width: nil, height: nil, duration: nil,
      caption: nil, isVisible: true, picked: nil)
  }

  @Test func `picks keep to their limit, count once and reach the staff once in a while`() throws {
    try add(1...3)
    try change { $0.pickLimit = 2 }
    func pick(_ number: Int64, _ isPicked: Bool = true) throws -> PickOutcome {
      try salon.at { [session] in try $0.pick(ID(number), isPicked, in: session) }
    }
    #expect(try pick(1) == .gone, "nothing is shown before it is delivered")
    let ada = salon.ada
    _ = try salon.at { [session] in try $0.deliver(session, message: nil, by: ada) }
    #expect(try pick(1) == .picked(count: 1, limit: 2))
    #expect(try pick(1) == .picked(count: 1, limit: 2))
    #expect(try pick(2) == .picked(count: 2, limit: 2))
    #expect(try pick(3) == .full(limit: 2))
    #expect(try pick(1, false) == .picked(count: 1, limit: 2))
    #expect(try pick(3) == .picked(count: 2, limit: 2))
    #expect(try pick(99) == .gone)
    let other = try Self.begin(salon)
    let elsewhere = try salon.at { try $0.pick(ID(1), true, in: other) }
    #expect(elsewhere == .gone)
    func finish() throws -> [Notice.Kind] {
      let isDone = try salon.at { [session] in try $0.finishPicks(in: session, by: nil) }
      #expect(isDone)
      return salon.told.map(\.kind)
    }
    #expect(try finish() == [.picksMade])
    #expect(try finish() == [])
    salon.pass(minutes: 11)
    #expect(try finish() == [.picksMade])
  }

  @Test func `a guest who comes to the chat takes the session along`() throws {
    let ada = salon.ada
    let guest = try salon.at { [session] desk -> ID<Person> in
      guard
        let guest = try desk.tx.add(
          GuestDetails(name: "Gus", phone: "+4930987654"), by: ada.id, now: desk.now)?.id
      else { throw Unexpected(what: "no guest") }
      try desk.tx.addClient(guest, to: ID(1), now: desk.now)
      _ = try desk.setClient(guest, of: session, by: ada)
      return guest
    }
    #expect(try stored().client == guest)
    let bob = salon.bob
    try salon.at { desk in
      let known = try desk.setPhone("+4930987654", isShared: true, of: bob)
      _ = try desk.matchPhone(of: known)
    }
    #expect(try stored().client == bob.id)
  }

  @Test func `a deleted session leaves no link and no file`() throws {
    try add(1...2)
    #expect(try open(salon.ann) == "guest")
    let ada = salon.ada
    let isGone = try salon.at { [session] in try $0.delete(session, by: ada) }
    #expect(isGone)
    let left = try salon.store.read { tx in
      try tx.count("SELECT (SELECT count(*) FROM sessionFile) + (SELECT count(*) FROM link)")
    }
    #expect(left == 0)
    let next = try Self.begin(salon)
    #expect(next != session, "an old card never opens somebody else's pictures")
  }
}
