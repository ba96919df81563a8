import Booking
import Foundation
import FrontDesk
import Logging
import Store
import Synchronization
import Telegram
import Testing

@testable import Media

/// A business with one session, a media folder of its own, and a Telegram that gives out what the
/// test put there.
final class Studio: Sendable {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent("studio-\(UUID())")
  let store: Store
  let folder: MediaFolder
  let cloud = Cloud()
  let session: ID<Session>
  let owner: Person
  let means = FrontDesk.Means(
    keys: KeyRing(bytes: Array(repeating: 7, count: 32)), random: { 1 }, botUsername: "bot",
    botName: "Bot")
  let time = Mutex(Instant(1_800_000_000))
  let room = Mutex<Int64?>(1 << 40)
  let told = Mutex<[String]>([])

  init() throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    store = try Store(path: root.appendingPathComponent("bot.sqlite").path)
    folder = MediaFolder(path: root.appendingPathComponent("media").path)
    (owner, session) = try store.write { tx in
      let now = Instant(1_800_000_000)
      try tx.save(
        Business(name: "Salon", zone: .utc, language: "en", currency: "EUR", country: "DE"))
      var owner = try tx.meet(
        TelegramIdentity(id: 1, name: "Olga", username: nil, languageCode: "en"), now: now)
      owner.isOwner = true
      try tx.save(owner)
      let book = try tx.addSpecialist(name: "Olga", person: owner.id)
      return (owner, try tx.add(NewSession(specialist: book, name: "Shoot"), now: now))
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  @discardableResult
  func at<T: Sendable>(_ work: @Sendable (FrontDesk) throws -> T) throws -> T {
    let now = time.withLock { $0 }
    return try store.write { [means] tx in
      try work(FrontDesk(tx, now: now, means: means, origin: "test"))
    }
  }

  func pass(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  /// A file in the cloud and in the session, under the name as its id.
  @discardableResult
  func send(_ name: String, _ bytes: [UInt8]?, thumbnail: [UInt8]? = nil) throws -> ID<SessionFile>
  {
    cloud.put(name, bytes)
    var sizes = [NewSessionFile.Size(.full, fileID: name, size: bytes.map { Int64($0.count) })]
    if let thumbnail {
      cloud.put(name + "-small", thumbnail)
      sizes.append(.init(.small, fileID: name + "-small", size: Int64(thumbnail.count)))
    }
    let file = NewSessionFile(kind: .photo, fileID: name, uniqueID: "u" + name, sizes: sizes)
    let outcome = try at { [session, owner] in try $0.addFile(file, to: session, by: owner) }
    guard case .added(let id) = outcome else { throw Unexpected(what: "\(outcome)") }
    return id
  }

  struct Unexpected: Error { let what: String }

  func collector(_ change: (inout Collector.Pace) -> Void = { _ in }) -> Collector {
    var pace = Collector.Pace()
    (pace.linger, pace.rest, pace.idle) = (1, 1, 20)
    change(&pace)
    return Collector(
      store: store, means: means, folder: folder, fetcher: cloud,
      clock: { [self] in time.withLock { $0 } }, pace: pace,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      room: { [self] in room.withLock { $0 } },
      posted: { [self] rows in told.withLock { $0 += rows.map(\.method) } }, setTimers: {})
  }

  /// Lets a collector work until the condition holds.
  func collecting(
    _ collector: Collector? = nil, until condition: @escaping @Sendable () throws -> Bool,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    let collector = collector ?? self.collector()
    let task = Task { await collector.run() }
    let deadline = ContinuousClock.now + .seconds(60)
    while try !condition(), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(2))
    }
    task.cancel()
    await task.value
    #expect(try condition(), sourceLocation: location)
  }

  func states() throws -> [FileSize.State: Int] {
    try store.read { [session] tx in
      let sizes = try tx.sizes(of: session)
      return [
        FileSize.State.kept: sizes.kept, .waiting: sizes.waiting, .failed: sizes.failed,
        .tooBig: sizes.tooBig,
      ].filter { $0.value > 0 }
    }
  }

  func digest(_ file: ID<SessionFile>) throws -> [UInt8]? {
    try store.read { try $0.fullSize(of: file)?.digest }
  }

  /// Every file below the folder, by its path there.
  var onDisk: Set<String> {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return Set(
      all.filter { name in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(
          atPath: folder.path + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
      })
  }
}

/// Telegram's files, in memory.
final class Cloud: Fetcher {
  private struct State {
    var files: [String: [UInt8]] = [:]
    /// What the next tries of a file meet.
    var failures: [String: [TelegramError]] = [:]
    var asked: [String] = []
    var atOnce = 0
    var most = 0
    var delay = 0
  }

  private let state = Mutex(State())

  func put(_ name: String, _ bytes: [UInt8]?) { state.withLock { $0.files[name] = bytes } }
  func fail(_ name: String, _ errors: [TelegramError]) {
    state.withLock { $0.failures[name] = errors }
  }
  /// Milliseconds for each file.
  func slow(_ delay: Int) { state.withLock { $0.delay = delay } }
  var asked: [String] { state.withLock { $0.asked } }
  var most: Int { state.withLock { $0.most } }

  func download(fileID: String, to path: String) async throws(TelegramError) {
    let (bytes, failure, delay) = state.withLock { state in
      state.asked.append(fileID)
      state.atOnce += 1
      state.most = max(state.most, state.atOnce)
      var failure: TelegramError?
      if let next = state.failures[fileID]?.first {
        failure = next
        state.failures[fileID]?.removeFirst()
      }
      return (state.files[fileID], failure, state.delay)
    }
    if delay > 0 { try? await Task.sleep(for: .milliseconds(delay)) }
    state.withLock { $0.atOnce -= 1 }
    if Task.isCancelled { throw .cancelled(mayHaveBeenSent: false) }
    if let failure { throw failure }
    guard let bytes else { throw .badRequest(description: "Bad Request: wrong file_id") }
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      throw .network(description: "No space left on device", mayHaveBeenSent: true)
    }
  }
}
