import Booking
import Foundation
import FrontDesk
import Store
import Synchronization
import Testing

@testable import Media

/// Content goes when nobody refers to it, and never before.
@Suite struct TidyingTests {
  @Test func `content goes with the last file that had it`() async throws {
    let studio = try Studio()
    let other = try studio.at { [studio] desk in
      let book = try desk.catalogue().specialists[0].id
      let id = try desk.tx.add(NewSession(specialist: book, name: "Other"), now: desk.now)
      _ = try desk.addFile(
        NewSessionFile(
          kind: .photo, fileID: "same", uniqueID: "us",
          sizes: [.init(.full, fileID: "same", size: 3)]), to: id, by: studio.owner)
      return id
    }
    studio.cloud.put("same", [1, 2, 3])
    let file = try studio.send("a", [1, 2, 3])
    let alone = try studio.send("b", [9])
    try await studio.collecting { try studio.states() == [.kept: 2] }
    #expect(studio.onDisk.count == 2)
    _ = try studio.at { [studio] in try $0.deleteFile(file, by: studio.owner) }
    _ = try studio.at { [studio] in try $0.deleteFile(alone, by: studio.owner) }
    try await studio.collecting { try !studio.store.read { try $0.hasLooseMedia() } }
    #expect(studio.onDisk.count == 1, "another session has the same content")
    // A session goes with its files; so do those of somebody who is erased.
    _ = try studio.at { [studio] in try $0.delete(other, by: studio.owner) }
    try await studio.collecting { studio.onDisk.isEmpty }
    #expect(try studio.store.read { try $0.sumMedia().count } == 0)
  }

  @Test func `the folder and the database are brought together again`() async throws {
    let studio = try Studio()
    let file = try studio.send("a", [1, 2, 3])
    let lost = try studio.send("b", [4, 5, 6])
    try await studio.collecting { try studio.states() == [.kept: 2] }
    // Left by a crash between the disk and the commit; and not ours at all.
    let strange = studio.folder.path(of: Array(repeating: 0xCD, count: 32))
    try FileManager.default.createDirectory(
      atPath: studio.folder.path + "/cd", withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: strange, contents: Data([1])))
    let notes = studio.folder.path + "/cd/notes.txt"
    #expect(FileManager.default.createFile(atPath: notes, contents: Data([1])))
    // A copy of the database came back without its folder.
    let digest = try #require(try studio.digest(lost))
    try FileManager.default.removeItem(atPath: studio.folder.path(of: digest))
    try await studio.collecting {
      studio.folder.has(digest) && !FileManager.default.fileExists(atPath: strange)
    }
    #expect(try studio.states() == [.kept: 2])
    #expect(FileManager.default.fileExists(atPath: notes))
    #expect(studio.cloud.asked.count == 3)
    #expect(try studio.digest(file) != nil)
  }

  @Test func `what a page misses is fetched again`() async throws {
    let studio = try Studio()
    let file = try studio.send("a", [1, 2, 3])
    try await studio.collecting { try studio.states() == [.kept: 1] }
    let digest = try #require(try studio.digest(file))
    try FileManager.default.removeItem(atPath: studio.folder.path(of: digest))
    #expect(!studio.folder.has(digest))
    try studio.at { try $0.contentIsMissing(digest) }
    #expect(try studio.states() == [.waiting: 1])
    try await studio.collecting { try studio.states() == [.kept: 1] }
    #expect(studio.folder.has(digest))
  }

  @Test func `what comes in is never cleared away`() {
    let custody = Custody()
    let (old, new): ([UInt8], [UInt8]) = ([1], [2])
    custody.takeIn(old) {}
    custody.openSearch()
    #expect(!custody.clear(old) { Issue.record("it waits for its commit") })
    custody.takeIn(new) {}
    custody.release([old, new])
    #expect(!custody.clear(new) { Issue.record("it came after the search began") })
    #expect(!custody.clear(old) { Issue.record("it was committed after the search began") })
    custody.openSearch()
    #expect(custody.clear(old) {})
  }

  @Test func `fetching and clearing the same content at once always ends with what is referred to`()
    async throws
  {
    let studio = try Studio()
    studio.cloud.put("again", [7, 7])
    for round in 0..<30 {
      let file = NewSessionFile(
        kind: .photo, fileID: "again", uniqueID: "u\(round)",
        sizes: [.init(.full, fileID: "again", size: 2)])
      _ = try studio.at { [studio] in
        try $0.addFile(file, to: studio.session, by: studio.owner)
      }
      try await studio.collecting { try studio.states() == [.kept: 1] }
      #expect(studio.onDisk.count == 1, "round \(round)")
      _ = try studio.at { [studio] desk in
        for file in try desk.tx.files(of: studio.session, onlyVisible: false, limit: 9) {
          _ = try desk.deleteFile(file.id, by: studio.owner)
        }
      }
    }
    try await studio.collecting { studio.onDisk.isEmpty }
  }
}
