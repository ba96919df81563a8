import Booking
import Foundation
import FrontDesk
import Store
import Telegram
import Testing

@testable import Media

/// What was sent is fetched, kept once, and given up only where there is no hope.
@Suite struct CollectorTests {
  @Test func `files lie under their SHA-256, with their CRC-32 and their size`() async throws {
    let studio = try Studio()
    let file = try studio.send("a", Array("abc".utf8), thumbnail: Array("ab".utf8))
    try await studio.collecting { try studio.states() == [.kept: 1] && studio.onDisk.count == 2 }
    // FIPS 180-2, B.1; the check value of CRC-32 over “abc”.
    let name = "ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(studio.onDisk.contains(name))
    let digest = try #require(try studio.digest(file))
    let content = FileManager.default.contents(atPath: studio.folder.path(of: digest))
    #expect(content == Data("abc".utf8))
    #expect(
      try studio.store.read { try $0.sumMedia().count } == 2)
    #expect(studio.told.withLock { $0 }.isEmpty, "the message about it waits for its pace")
    #expect(try studio.store.read { try $0.hasTimer("upload", subject: 1) })
  }

  @Test func `four at once, the oldest first, a size that is two fetched once`() async throws {
    let studio = try Studio()
    studio.cloud.slow(2)
    for number in 0..<40 { try studio.send("f\(number)", Array("\(number)".utf8)) }
    let both = NewSessionFile(
      kind: .photo, fileID: "both", uniqueID: "ub",
      sizes: [.init(.full, fileID: "both", size: 1), .init(.large, fileID: "both", size: 1)])
    studio.cloud.put("both", [1])
    _ = try studio.at { [studio] in try $0.addFile(both, to: studio.session, by: studio.owner) }
    try await studio.collecting { try studio.states() == [.kept: 41] }
    #expect(studio.cloud.most == 4)
    #expect(studio.cloud.asked.count == 41)
    #expect(Set(studio.cloud.asked.prefix(4)) == ["f0", "f1", "f2", "f3"])
    #expect(studio.onDisk.count == 41)
  }

  @Test func `the same content twice in a session is one file, the first, counted as seen before`()
    async throws
  {
    let studio = try Studio()
    let first = try studio.send("a", [1, 2, 3])
    _ = try studio.send("b", [4])
    let second = try studio.send("c", [1, 2, 3])
    try await studio.collecting { try studio.states() == [.kept: 2] }
    let (older, newer, upload) = try studio.store.read { tx in
      (try tx.file(first), try tx.file(second), try tx.upload(ID(1)))
    }
    #expect(older != nil)
    #expect(newer == nil)
    #expect(upload?.received == 3)
    #expect(upload?.seenBefore == 1)
  }

  @Test func `what is too big or refused is given up with its reason; the others come`()
    async throws
  {
    let studio = try Studio()
    try studio.send("film", [1])
    try studio.send("another film", [1, 1])
    try studio.send("lost", nil)
    try studio.send("good", [2])
    for film in ["film", "another film"] {
      studio.cloud.fail(film, [.badRequest(description: "Bad Request: file is too big")])
    }
    try await studio.collecting {
      try studio.states() == [.tooBig: 2, .failed: 1, .kept: 1]
    }
    #expect(studio.told.withLock { $0 } == ["filesTooBig"], "once in an upload")
    // Tried again only when somebody asks for it, or when the server is another one.
    #expect(studio.cloud.asked.count == 4)
    studio.cloud.put("lost", [3])
    _ = try studio.at { [studio] in
      try $0.retryFetching(of: studio.session, by: studio.owner)
    }
    try studio.store.write { try $0.retryTooBig() }
    try await studio.collecting { try studio.states() == [.kept: 4] }
  }

  @Test func `a line that fails is tried until it is back, and costs no file a try`() async throws {
    let studio = try Studio()
    let broken = TelegramError.network(description: "reset", mayHaveBeenSent: false)
    for number in 0..<5 { try studio.send("f\(number)", [UInt8(number)]) }
    studio.cloud.fail("f0", [broken])
    studio.cloud.fail("f1", [.server(status: 502)])
    studio.cloud.fail("f2", [.retryAfter(seconds: 0, description: "Too Many Requests")])
    try await studio.collecting { try studio.states() == [.kept: 5] }
    let failing = try Studio()
    for number in 0..<5 { try failing.send("f\(number)", [UInt8(number)]) }
    // One at which the line breaks again and again makes room for the others.
    failing.cloud.fail("f0", Array(repeating: broken, count: 1_000))
    try await failing.collecting { try failing.states() == [.kept: 4, .waiting: 1] }
    let next = try #require(try failing.store.read { try $0.nextFetch() })
    #expect(next > failing.time.withLock { $0 })
    failing.cloud.fail("f0", [])
    failing.pass(seconds: 100_000)
    try await failing.collecting { try failing.states() == [.kept: 5] }
  }

  @Test func `a file that is gone for now is tried later, and given up after the last try`()
    async throws
  {
    let studio = try Studio()
    try studio.send("a", [1])
    let gone = TelegramError.badRequest(description: "the file is gone")
    studio.cloud.fail("a", Array(repeating: gone, count: 10))
    for tries in 1...3 {
      try await studio.collecting(studio.collector { $0.delays = [5, 30, 120] }) {
        try studio.cloud.asked.count == tries
          && studio.store.read { try $0.nextFetch() } ?? Instant(0) > studio.time.withLock { $0 }
      }
      studio.pass(seconds: 121)
    }
    try await studio.collecting(studio.collector { $0.delays = [5, 30, 120] }) {
      try studio.states() == [.failed: 1]
    }
    #expect(studio.cloud.asked.count == 4)
  }

  @Test func `a full disk pauses, the owner hears of it once, and it goes on by itself`()
    async throws
  {
    let studio = try Studio()
    for number in 0..<5 { try studio.send("f\(number)", [UInt8(number)]) }
    studio.room.withLock { $0 = 10 << 20 }
    for _ in 0..<2 {
      try await studio.collecting {
        studio.told.withLock { $0 } == ["mediaPaused"] && studio.cloud.asked.isEmpty
      }
    }
    // Also after a restart it is known that somebody was told.
    studio.room.withLock { $0 = 1 << 40 }
    try await studio.collecting {
      try studio.states() == [.kept: 5]
        && studio.told.withLock { $0 } == ["mediaPaused", "mediaResumed"]
    }
  }

  @Test func `stopped in the middle, it goes on where it was, and fetches nothing twice`()
    async throws
  {
    let studio = try Studio()
    studio.cloud.slow(1)
    for number in 0..<60 { try studio.send("f\(number)", Array("\(number)".utf8)) }
    for part in 1...3 {
      try await studio.collecting { try studio.states()[.kept] ?? 0 >= part * 10 }
    }
    try await studio.collecting { try studio.states() == [.kept: 60] }
    #expect(studio.onDisk.count == 60)
    // At each of the three stops what was under way is asked for once more.
    #expect(studio.cloud.asked.count <= 60 + 3 * 4)
  }

  @Test func `half files of a crash are cleared away at the start`() async throws {
    let studio = try Studio()
    try studio.folder.prepare()
    let left = studio.folder.path + "/incoming/7.part"
    #expect(FileManager.default.createFile(atPath: left, contents: Data([1])))
    try studio.send("a", [1])
    try await studio.collecting { try studio.states() == [.kept: 1] }
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(studio.onDisk.count == 1)
  }

  @Test func `a folder that can't be written pauses too, and loses nothing`() async throws {
    let studio = try Studio()
    try studio.send("a", [1])
    // A file stands where the folder should be.
    #expect(FileManager.default.createFile(atPath: studio.folder.path, contents: nil))
    try await studio.collecting { studio.told.withLock { $0 } == ["mediaPaused"] }
    try FileManager.default.removeItem(atPath: studio.folder.path)
    try await studio.collecting { try studio.states() == [.kept: 1] }
  }
}
