import Booking
import Conversation
import Foundation
import FrontDesk
import Logging
import Media
import Pages
import Phrasebook
import Stage
import Store
import Synchronization

/// Galleries and downloads of the real server on loopback, with a database on the disk: requests a
/// second, their 99th percentile, the HTML of a thousand pictures, and the memory that an archive of
/// two gigabytes takes. Those who ask share the processor with the server.
///
///     swift run -c release benchmarks pages
enum PagesBenchmark {
  static func run() async throws {
    let studio = try BenchmarkStudio()
    defer { studio.remove() }
    let port = Mutex(0)
    let server = studio.server
    let running = Task {
      try await server.run(host: "127.0.0.1", port: 0) { found in port.withLock { $0 = found } }
    }
    while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(20)) }
    let address = UInt16(port.withLock { $0 })
    // A gallery that many look at, in turns with its other pages and with one picture.
    let gallery = "/s/\(studio.card)"
    let first = try get(gallery, port: address)
    print("pages: \(first.count - headLength(first)) bytes of HTML for the first of 1000 pictures")
    await load("the gallery's first page", [gallery], port: address)
    let mixed = (1...14).map { "\(gallery)?page=\($0)" } + (1...14).map { "\(gallery)/\($0)" }
    await load("all its pages and pictures", mixed, port: address)
    await load("small pictures", (1...50).map { "\(gallery)/f/\($0)/small" }, port: address)
    await load(
      "wrong tokens", (0..<50).map { "/s/\(String(repeating: "x", count: 40))\(100 + $0)" },
      port: address)
    try await archive(studio.archive, port: address)
    running.cancel()
    _ = await running.result
  }

  // MARK: Many requests

  private static func load(_ name: String, _ paths: [String], port: UInt16) async {
    let clients = 16
    let seconds = 4.0
    let times = Mutex<[Double]>([])
    let faults = Mutex(0)
    let begun = Date()
    let cpu = cpuSeconds
    await withCheckedContinuation { done in
      let left = Mutex(clients)
      for client in 0..<clients {
        let thread = Thread {
          var mine: [Double] = []
          if let line = Line(port: port) {
            var turn = client
            while Date().timeIntervalSince(begun) < seconds {
              let start = DispatchTime.now().uptimeNanoseconds
              guard line.get(paths[turn % paths.count]) > 0 else {
                faults.withLock { $0 += 1 }
                break
              }
              mine.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
              turn += 1
            }
          } else {
            faults.withLock { $0 += 1 }
          }
          times.withLock { $0 += mine }
          if left.withLock({
            $0 -= 1; return $0
          }) == 0 {
            done.resume()
          }
        }
        thread.start()
      }
    }
    let all = times.withLock { $0.sorted() }
    let passed = Date().timeIntervalSince(begun)
    guard !all.isEmpty else { return print("  \(name): no answers") }
    print(
      "  \(name): \(Int(Double(all.count) / passed)) requests/s,"
        + " p50 \(shown(all[all.count / 2])), p99 \(shown(all[all.count * 99 / 100])) ms,"
        + " \(Int((cpuSeconds - cpu) / Double(all.count) * 1e6)) µs of CPU each, clients included;"
        + " faults: \(faults.withLock { $0 })")
  }

  private static func shown(_ value: Double) -> String { String(format: "%.2f", value) }

  private static var cpuSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  // MARK: Large ones

  private static func archive(_ path: String, port: UInt16) async throws {
    // The highest memory from here on.
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    let before = memory("VmRSS:")
    let begun = Date()
    let bytes: Int = await withCheckedContinuation { done in
      let thread = Thread {
        done.resume(returning: Line(port: port)?.get(path) ?? 0)
      }
      thread.start()
    }
    let seconds = Date().timeIntervalSince(begun)
    print(
      "  an archive of \(bytes / 1_000_000) MB: \(Int(Double(bytes) / seconds / 1e6)) MB/s,"
        + " memory \(before) MB before, \(memory("VmHWM:")) MB at most")
  }

  private static func memory(_ field: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(field) } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1_024
  }

  private static func get(_ path: String, port: UInt16) throws -> [UInt8] {
    guard let line = Line(port: port) else { throw StoreFault.missing("a connection") }
    var bytes: [UInt8] = []
    _ = line.get(path) { bytes += $0 }
    return bytes
  }

  private static func headLength(_ answer: [UInt8]) -> Int {
    (Data(answer).range(of: Data("\r\n\r\n".utf8))?.upperBound) ?? 0
  }
}

/// A connection that asks for one thing after another.
private final class Line {
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 256 * 1024)

  init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    guard isOpen else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Bytes of the answer's content; zero when something is wrong.
  func get(_ path: String, _ take: (ArraySlice<UInt8>) -> Void = { _ in }) -> Int {
    let request = Array("GET \(path) HTTP/1.1\r\nHost: bench\r\nUser-Agent: bench\r\n\r\n".utf8)
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    else { return 0 }
    var head: [UInt8] = []
    var got = 0
    var length = -1
    while length < 0 || got < length {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return 0 }
      take(buffer[..<count])
      if length >= 0 {
        got += count
        continue
      }
      head += buffer[..<count]
      guard let end = Self.end(of: head) else { continue }
      guard let found = Self.contentLength(head[..<end]) else { return 0 }
      length = found
      got = head.count - end
    }
    return length
  }

  private static func end(of head: [UInt8]) -> Int? {
    guard head.count >= 4 else { return nil }
    for place in 3..<head.count
    where head[place] == 10 && head[place - 1] == 13 && head[place - 2] == 10 {
      return place + 1
    }
    return nil
  }

  private static func contentLength(_ head: ArraySlice<UInt8>) -> Int? {
    let text = String(decoding: head, as: UTF8.self).lowercased()
    guard let start = text.firstRange(of: "content-length: ")?.upperBound else { return nil }
    return Int(text[start...].prefix { $0.isNumber })
  }
}

/// A session with a thousand pictures, and one of twenty files of a hundred megabytes, which are
/// holes: nothing but the server is measured.
private struct BenchmarkStudio {
  let server: PageServer
  let card: String
  let archive: String
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pages-bench-\(UUID().uuidString)")
    let store = try Store(path: folder.appendingPathComponent("bench.sqlite").path)
    let media = MediaFolder(path: folder.appendingPathComponent("media").path)
    let phrasebook = try Phrasebook.load(directory: Stage.locales)
    let means = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 3, count: 32)),
      random: { UInt64.random(in: .min ... .max) }, botUsername: "bench_bot", botName: "Bench",
      publicURL: "https://bench.example")
    let now: @Sendable () -> Instant = { Instant(Int64(Date().timeIntervalSince1970)) }
    var logger = Logger(label: "bench")
    logger.logLevel = .critical
    server = try PageServer(
      PageHouse(
        store: store, phrasebook: phrasebook, means: means, media: media, clock: now,
        write: { _, work in
          try store.write { try work(FrontDesk($0, now: now(), means: means, origin: "page")) }
        }, logger: logger))
    (card, archive) = try store.write { tx in
      let desk = FrontDesk(tx, now: now(), means: means, origin: "command")
      _ = try SampleBusiness(voice: phrasebook.voice("en")).load(into: desk)
      let photos = try Self.session("A thousand pictures", at: desk)
      for number in 0..<1_000 {
        try Self.add(number, to: photos, .small, size: 20_000, media, desk)
      }
      let large = try Self.session("Two gigabytes", at: desk)
      for number in 0..<20 {
        try Self.add(5_000 + number, to: large, .full, size: 100_000_000, media, desk)
      }
      let results = try desk.pageToken(
        .results, of: large.raw, expires: now().adding(minutes: 60))
      return (
        try desk.pageToken(.session, of: photos.raw), "/results/S\(large)/\(results)/all.zip"
      )
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private static func session(_ name: String, at desk: FrontDesk) throws -> ID<Session> {
    let specialist = try desk.catalogue().specialists[0].id
    let id = try desk.tx.add(NewSession(specialist: specialist, name: name), now: desk.now)
    guard var session = try desk.tx.session(id) else { throw StoreFault.missing("session") }
    session.status = .completed
    session.completed = desk.now
    try desk.tx.save(session)
    return id
  }

  private static func add(
    _ number: Int, to session: ID<Session>, _ role: FileSize.Role, size: Int64,
    _ media: MediaFolder, _ desk: FrontDesk
  ) throws {
    let digest = (0..<32).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) }
    let path = media.path(of: digest)
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    close(open(path, O_WRONLY | O_CREAT, 0o600))
    truncate(path, off_t(size))
    let file = NewSessionFile(
      kind: .photo, fileID: "f\(number)", uniqueID: "u\(number)", size: size, width: 1_600,
      height: 1_067, caption: number % 3 == 0 ? "By the lake, number \(number)" : nil,
      sizes: [.init(role, fileID: "f\(number)", size: size, width: 320, height: 213)])
    guard let id = try desk.tx.add(file, to: session, now: desk.now) else { return }
    try desk.tx.keepForMeasuring(id, role, digest: digest, size: size, crc: 0, now: desk.now)
  }
}
