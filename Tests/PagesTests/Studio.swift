import Booking
import Digest
import Foundation
import FrontDesk
import HTTPTypes
import Hummingbird
import Logging
import Media
import NIOCore
import Phrasebook
import Stage
import Store
import Synchronization

@testable import Pages

/// A studio with a session and its pictures, and the pages in front of them: the real store, the real
/// folder, the real server.
final class Studio: Sendable {
  let store: Store
  let pages: Pages
  let server: PageServer
  let means: FrontDesk.Means
  let phrasebook: Phrasebook
  let folder: MediaFolder
  let client: ID<Person>

  static let noon = Instant(1_798_113_600)

  init(publicURL: String? = "https://studio.example", sendsLetters: Bool = true) throws {
    let stage = try Stage(now: Self.noon)
    let store = stage.store
    self.store = store
    let phrasebook = stage.phrasebook
    self.phrasebook = phrasebook
    folder = MediaFolder(
      path: FileManager.default.temporaryDirectory.appendingPathComponent(
        "pages-\(UInt64.random(in: .min ... .max))"
      ).path)
    let means = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 7, count: 32)),
      random: { UInt64.random(in: .min ... .max) }, botUsername: "corner_house_bot",
      botName: "Corner House", sendsLetters: sendsLetters, publicURL: publicURL)
    self.means = means
    let time = Time()
    self.time = time
    var logger = Logger(label: "pages")
    logger.logLevel = .critical
    server = try PageServer(
      PageHouse(
        store: store, phrasebook: phrasebook, means: means, media: folder, clock: { time.now },
        write: { _, work in
          try store.write { try work(FrontDesk($0, now: time.now, means: means, origin: "page")) }
        }, logger: logger))
    pages = server.pages
    client = try store.write { tx in
      let person = try tx.meet(
        TelegramIdentity(id: 501, name: "Анна", username: "anna", languageCode: "en"),
        now: Self.noon)
      var known = person
      known.email = "anna@example.org"
      try tx.save(known)
      return known.id
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.path) }

  /// The clock, moved by hand.
  let time: Time

  final class Time: Sendable {
    private let moment = Mutex(Studio.noon)
    var now: Instant { moment.withLock { $0 } }
    func advance(minutes: Int) { moment.withLock { $0 = $0.adding(minutes: minutes) } }
  }

  func change<T: Sendable>(_ work: @Sendable (FrontDesk) throws -> T) throws -> T {
    try store.write { tx in
      try work(FrontDesk(tx, now: time.now, means: means, origin: "test"))
    }
  }

  // MARK: What is in the studio

  struct Shoot {
    let id: ID<Session>
    let card: String
    let results: String
    var place: String { "/results/S\(id)/\(results)" }
  }

  /// A delivered session without files yet.
  func shoot(
    _ name: String = "Осінь у парку", status: Session.Status = .completed, limit: Int? = nil,
    guests: Bool = true, message: String? = "Дякую за чудовий день!\nOlga"
  ) throws -> Shoot {
    let client = client
    return try change { desk in
      let specialist = try desk.catalogue().specialists[0].id
      let id = try desk.tx.add(
        NewSession(specialist: specialist, name: name, client: client), now: desk.now)
      guard var session = try desk.tx.session(id) else { throw StoreFault.missing("session") }
      session.status = status
      session.pickLimit = limit
      session.isOpenToGuests = guests
      session.message = message
      session.completed = status == .completed ? desk.now : nil
      try desk.tx.save(session)
      return Shoot(
        id: id, card: try desk.pageToken(.session, of: id.raw),
        results: try desk.pageToken(
          .results, of: id.raw, expires: desk.now.adding(minutes: 30 * 1_440)))
    }
  }

  /// Adds a file with content in the given sizes.
  @discardableResult
  func add(
    _ kind: SessionFile.Kind = .photo, to shoot: Shoot, name: String? = nil, mime: String? = nil,
    full: [UInt8]? = Array("full picture".utf8), large: [UInt8]? = nil, small: [UInt8]? = nil,
    caption: String? = nil, visible: Bool = true
  ) throws -> ID<SessionFile> {
    var sizes: [(FileSize.Role, [UInt8])] = []
    if let full { sizes.append((.full, full)) }
    if let large { sizes.append((.large, large)) }
    if let small { sizes.append((.small, small)) }
    for (_, bytes) in sizes { try keep(bytes) }
    let kept = sizes
    return try change { desk in
      let unique = String(UInt64.random(in: .min ... .max), radix: 36)
      let file = NewSessionFile(
        kind: kind, fileID: unique, uniqueID: unique, name: name, mime: mime,
        size: full.map { Int64($0.count) }, width: 1_600, height: 1_067, caption: caption,
        sizes: kept.map { role, bytes in
          .init(
            role, fileID: unique, size: Int64(bytes.count), width: role == .small ? 320 : 1_280,
            height: role == .small ? 213 : 853)
        })
      guard let id = try desk.tx.add(file, to: shoot.id, now: desk.now) else {
        throw StoreFault.missing("file")
      }
      for (role, bytes) in kept {
        try desk.tx.keepForMeasuring(
          id, role, digest: SHA256.hash(bytes), size: Int64(bytes.count),
          crc: CRC32.of(bytes), now: desk.now)
      }
      if !visible { try desk.tx.hideForMeasuring(id) }
      try desk.tx.touch(shoot.id)
      return id
    }
  }

  private func keep(_ bytes: [UInt8]) throws {
    let path = folder.path(of: SHA256.hash(bytes))
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  // MARK: Asking

  func ask(
    _ uri: String, _ method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:],
    form: String? = nil
  ) async throws -> Answer {
    var head = HTTPRequest(
      method: method, scheme: "http", authority: "127.0.0.1:8081", path: uri,
      headerFields: headers)
    if form != nil { head.headerFields[.contentType] = "application/x-www-form-urlencoded" }
    let request = Request(
      head: head, body: RequestBody(buffer: ByteBuffer(string: form ?? "")))
    return try await Answer(await pages.respond(to: request, peer: nil, close: {}))
  }
}

/// A header field by its name.
func field(_ name: String) -> HTTPFields.Element.Name {
  HTTPFields.Element.Name(name) ?? .accept
}
