import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Files on their way into sessions: counted, told about at a pace, never lost.
@Suite struct UploadTests {
  private let salon: Salon
  private let session: ID<Session>

  init() throws {
    salon = try Salon()
    session = try salon.at { desk in
      try desk.tx.add(
        NewSession(specialist: try desk.catalogue().specialists[0].id, name: "Shoot"),
        now: desk.now)
    }
  }

  private static func photo(_ name: String, size: Int64 = 100) -> NewSessionFile {
    NewSessionFile(
      kind: .photo, fileID: name, uniqueID: "u" + name, size: size,
      sizes: [.init(.full, fileID: name, size: size)])
  }

  private var outbox: Int {
    get throws { try salon.store.read { try $0.countOutbox().waiting } }
  }

  @Test func `hundreds at once are one message and one timer`() throws {
    let (session, ada) = (session, salon.ada)
    try salon.at { desk in
      for number in 0..<500 {
        let outcome = try desk.addFile(Self.photo("\(number)"), to: session, by: ada)
        #expect(outcome != .seenBefore)
      }
      #expect(try desk.addFile(Self.photo("7"), to: session, by: ada) == .seenBefore)
    }
    #expect(salon.told.map(\.kind) == [.uploadProgress])
    #expect(try outbox == 1)
    #expect(try salon.timers().filter { $0.kind == "upload" }.count == 1)
    let (status, files, state) = try salon.at { desk in
      (
        try desk.tx.session(session)?.status,
        try desk.tx.fileCount(of: session, onlyVisible: true), try desk.uploadState(ID(1))
      )
    }
    #expect(status == .active)
    #expect(files == 500)
    #expect(state?.upload.received == 501)
    #expect(state?.upload.seenBefore == 1)
    #expect(state?.progress.waiting == 500)
  }

  @Test
  func `however much happens, the message is edited once in a pace, and last when all is done`()
    throws
  {
    let (session, ada) = (session, salon.ada)
    var edits: [Instant] = []
    try salon.at { desk in _ = try desk.addFile(Self.photo("first"), to: session, by: ada) }
    // The message arrived.
    try salon.at { desk in
      try desk.tx.remember(
        Keepsake(.upload, 1), chat: 2, message: 50, method: "uploadProgress",
        body: Notice(kind: .uploadProgress, subject: 1).encoded, now: desk.now)
    }
    for second in 0..<60 {
      salon.pass(seconds: 1)
      for number in 0..<7 {
        let name = "\(second)-\(number)"
        try salon.at { desk in _ = try desk.addFile(Self.photo(name), to: session, by: ada) }
      }
      try salon.at { desk in
        let wanted = try desk.tx.wantedFiles(now: desk.now, limit: 5)
        try desk.note(
          wanted.map {
            FetchResult(
              $0,
              .kept(
                MediaContent(
                  digest: Array($0.fileID.utf8)
                    + Array(repeating: 0, count: 32 - $0.fileID.utf8.count),
                  size: 1, crc: 1)))
          })
      }
      try salon.ring()
      if salon.told.contains(where: { $0.kind == .uploadProgress }) { edits.append(salon.now) }
    }
    #expect(edits.count <= 31)
    #expect(zip(edits, edits.dropFirst()).allSatisfy { $1.seconds - $0.seconds >= 2 })
    _ = try salon.at { desk in _ = try desk.endUpload(into: session, by: ada) }
    try salon.at { desk in
      let wanted = try desk.tx.wantedFiles(now: desk.now, limit: 1_000)
      try desk.note(wanted.map { FetchResult($0, .failed(reason: "x")) })
    }
    salon.pass(seconds: 2)
    try salon.ring()
    #expect(salon.told.map(\.kind) == [.uploadProgress])
    let kept = try salon.at { try $0.tx.keptMessages(of: Keepsake(.upload, 1)).count }
    #expect(kept == 0, "all is said")
    // Nothing is left to be said.
    salon.pass(seconds: 10)
    try salon.ring()
    #expect(salon.told.isEmpty)
  }

  @Test func `what comes while no session is open waits for one, in its order and once`() throws {
    let (session, ada) = (session, salon.ada)
    let upload = try salon.at { desk -> ID<Upload> in
      var last: ID<Upload>?
      for name in ["c", "a", "b", "a"] {
        guard case .parked(let id) = try desk.park(Self.photo(name), by: ada) else {
          throw Unexpected(what: "not parked")
        }
        #expect(last == nil || last == id)
        last = id
      }
      return try #require(last)
    }
    let ben = salon.ben
    try salon.at { desk in
      #expect(try desk.assign(upload, to: session, by: ben) == .notAllowed)
      guard case .ready = try desk.assign(upload, to: session, by: ada) else {
        throw Unexpected(what: "not assigned")
      }
      // A second tap finds nothing to do.
      #expect(try desk.assign(upload, to: session, by: ada) == .notAllowed)
      // Those that still come go the same way.
      _ = try desk.addFile(Self.photo("d"), to: session, by: ada)
    }
    let (names, state) = try salon.at { desk in
      (
        try desk.tx.files(of: session, onlyVisible: false, limit: 10).map(\.fileID),
        try desk.uploadState(upload)
      )
    }
    #expect(names == ["c", "a", "b", "d"])
    #expect(state?.upload.received == 5)
    #expect(state?.upload.seenBefore == 1)
    #expect(state?.progress.parked == 0)
  }

  @Test func `order, visibility and words of files`() throws {
    let (session, ada) = (session, salon.ada)
    func names() throws -> String {
      try salon.at { desk in
        try desk.tx.files(of: session, onlyVisible: false, limit: 10).map(\.fileID).joined()
      }
    }
    try salon.at { desk in
      for name in ["a", "b", "c", "d"] {
        _ = try desk.addFile(Self.photo(name), to: session, by: ada)
      }
    }
    func move(_ id: Int64, _ place: FilePlace) throws {
      _ = try salon.at { try $0.move(ID(id), to: place, by: ada) }
    }
    try move(1, .earlier)
    #expect(try names() == "abcd")
    try move(1, .later)
    #expect(try names() == "bacd")
    try move(4, .first)
    #expect(try names() == "dbac")
    try move(4, .first)
    try move(3, .earlier)
    #expect(try names() == "dbca")
    try move(1, .later)
    #expect(try names() == "dbca")
    try salon.at { desk in
      _ = try desk.setAllVisible(false, in: session, by: ada)
      _ = try desk.setVisible(true, ID(2), by: ada)
      _ = try desk.setCaption("words", of: ID(2), by: ada)
      let seen = try desk.tx.files(of: session, onlyVisible: true, limit: 10)
      #expect(seen.map(\.fileID) == ["b"])
      #expect(seen.first?.caption == "words")
      #expect(try desk.deleteFile(ID(2), by: ada) != .gone)
      #expect(try desk.deleteFile(ID(2), by: ada) == .gone)
      #expect(try desk.neighbour(of: ID(1), step: 1, by: ada)?.file.fileID == "d")
    }
  }

  @Test func `nothing goes into a session that was put away`() throws {
    let (session, ada) = (session, salon.ada)
    try salon.at { desk in
      _ = try desk.archive(session, by: ada)
      #expect(try desk.beginUpload(into: session, by: ada) == .archived)
      #expect(try desk.addFile(Self.photo("a"), to: session, by: ada) == .archived)
    }
  }
}
