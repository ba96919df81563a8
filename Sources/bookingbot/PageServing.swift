import Booking
import Foundation
import FrontDesk
import Media
import Pages
import Store

/// The pages of a house, on HTTP_HOST and HTTP_PORT.
struct PageServing: Sendable {
  private let house: House
  private let server: PageServer

  init(_ house: House) throws {
    self.house = house
    server = try PageServer(
      PageHouse(
        store: house.store, phrasebook: house.phrasebook, means: house.means,
        media: MediaFolder(path: house.settings.mediaPath), clock: house.clock,
        write: { isDurable, work in try await house.write(isDurable, work) },
        isReady: { [health = house.health] in health.isAlive() },
        gauges: { house.gauges() }, logger: house.logger))
  }

  /// Serves until the task is cancelled; an `Ending` when it can't begin.
  @Sendable func serve() async throws {
    let (host, port) = (house.settings.httpHost, house.settings.httpPort)
    let logger = house.logger
    do {
      try await server.run(host: host, port: port) { port in
        logger.info("Pages at", metadata: ["host": "\(host)", "port": "\(port)"])
      }
    } catch is CancellationError {
    } catch {
      throw Ending.configuration(
        Self.isTaken(error)
          ? "HTTP_PORT \(port) is taken by another program. Choose another one, or 0 for any free"
            + " port."
          : "HTTP_HOST \(host) with HTTP_PORT \(port) can't be used (\(error)). Write an address of"
            + " this machine, 127.0.0.1 for itself only, and a port above 1023.")
    }
  }

  /// Whether a server could not start because another one listens there.
  static func isTaken(_ error: any Error) -> Bool {
    "\(error)".contains("errno: \(EADDRINUSE)")
  }
}

extension House {
  /// Changes something on the thread where everything writes, and sends what it posted.
  fileprivate func write(
    _ isDurable: Bool, _ work: @escaping PageHouse.Work
  ) async throws {
    // A task of the desk's own: the server's would be back on its threads before the write begins.
    let task = Task(executorPreference: desk) { [store, clock, means] in
      let change: @Sendable (Transaction) throws -> Change = { tx in
        try work(FrontDesk(tx, now: clock(), means: means, origin: "page"))
        return Change(
          posted: tx.posted, setTimers: tx.setTimers, addedFiles: tx.addedFiles)
      }
      return isDurable ? try store.write(change) : try store.writeRelaxed(change)
    }
    let done = try await task.value
    courier.take(done.posted)
    if done.setTimers { clockwork.wake() }
    if done.addedFiles { collector.wake() }
  }

  /// What a change leaves to be done.
  private struct Change: Sendable {
    let posted: [OutboxRow]
    let setTimers: Bool
    let addedFiles: Bool
  }

  /// What the process knows of itself.
  fileprivate func gauges() -> [Gauge] {
    let courier = courier.health
    let poll = health.current
    let age = poll.lastSuccess.map { Double(($0.duration(to: .now)).components.seconds) }
    let usage = ProcessFigures.now
    return [
      Gauge(
        "sends_total", "Deliveries by how they ended, since the start", .counter,
        [
          ("result=\"sent\"", Double(courier.sent)), ("result=\"dead\"", Double(courier.dead)),
          ("result=\"dropped\"", Double(courier.dropped)),
          ("result=\"retried\"", Double(courier.retried)),
        ]),
      Gauge("sends_waiting", "Deliveries in memory", .gauge, Double(courier.waiting)),
      Gauge(
        "sends_held_up", "1 while Telegram or the line is in trouble", .gauge,
        courier.isHeldUp ? 1 : 0),
      Gauge("poll_age_seconds", "Since Telegram answered last", .gauge, age ?? -1),
      Gauge("updates_total", "Updates handled since the start", .counter, Double(poll.handled)),
      Gauge("poll_faults_total", "Polls and batches that failed", .counter, Double(poll.faults)),
      Gauge(
        "commit_age_seconds", "Since the database was written last", .gauge,
        ProcessFigures.age(of: settings.databasePath + "-wal") ?? -1),
      Gauge("resident_memory_bytes", "Memory of the process", .gauge, usage.resident),
      Gauge("cpu_seconds_total", "Processor time used", .counter, usage.seconds),
      Gauge("open_files", "Open file descriptors", .gauge, usage.openFiles),
    ]
  }
}

/// What the system says of this process.
struct ProcessFigures {
  let resident: Double
  let seconds: Double
  let openFiles: Double

  static var now: ProcessFigures {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    let pages =
      (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    return ProcessFigures(
      resident: pages * Double(sysconf(Int32(_SC_PAGESIZE))), seconds: seconds,
      openFiles: Double(files ?? 0))
  }

  /// Seconds since a file was written.
  static func age(of path: String) -> Double? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    return max(0, Date().timeIntervalSince1970 - written)
  }
}
