import Booking
import FrontDesk
import Logging
import Media
import Phrasebook
import Store
import Synchronization

/// What the pages stand on: the books, the words, the pictures, and a way to the desk.
package struct PageHouse: Sendable {
  package typealias Work = @Sendable (FrontDesk) throws -> Void

  package let store: Store
  package let phrasebook: Phrasebook
  package let means: FrontDesk.Means
  package let media: MediaFolder
  package let clock: @Sendable () -> Instant
  /// Runs work in a write transaction on the thread where everything writes, and hands on what it
  /// posted. What is not durable survives a crash of the process, not one of the machine.
  package let write: @Sendable (_ isDurable: Bool, _ work: @escaping Work) async throws -> Void
  /// Whether the bot hears Telegram.
  package let isReady: @Sendable () -> Bool
  /// What the process says of itself beside the queues.
  package let gauges: @Sendable () -> [Gauge]
  package let logger: Logger

  package init(
    store: Store, phrasebook: Phrasebook, means: FrontDesk.Means, media: MediaFolder,
    clock: @escaping @Sendable () -> Instant,
    write: @escaping @Sendable (_ isDurable: Bool, _ work: @escaping Work) async throws -> Void,
    isReady: @escaping @Sendable () -> Bool = { true },
    gauges: @escaping @Sendable () -> [Gauge] = { [] }, logger: Logger
  ) {
    self.store = store
    self.phrasebook = phrasebook
    self.means = means
    self.media = media
    self.clock = clock
    self.write = write
    self.isReady = isReady
    self.gauges = gauges
    self.logger = logger
  }

  /// Looks something up on a connection that only reads, beside whoever writes.
  func read<T: Sendable>(_ work: @Sendable (FrontDesk) throws -> T) throws -> T {
    let now = clock()
    return try store.read { [means] tx in
      try work(FrontDesk(tx, now: now, means: means, origin: "page"))
    }
  }

  /// Changes something at the desk, and returns what came of it.
  func change<T: Sendable>(
    _ work: @escaping @Sendable (FrontDesk) throws -> T
  ) async throws -> T {
    let outcome = Mutex<T?>(nil)
    try await write(true) { desk in
      let value = try work(desk)
      outcome.withLock { $0 = value }
    }
    guard let value = outcome.withLock({ $0 }) else {
      throw StoreFault.missing("what came of a change")
    }
    return value
  }
}

/// A figure for whoever watches over the process.
package struct Gauge: Sendable, Hashable {
  package enum Kind: String, Sendable { case gauge, counter }

  let name: String
  let help: String
  let kind: Kind
  let values: [(label: String?, value: Double)]

  package init(
    _ name: String, _ help: String, _ kind: Kind = .gauge, _ value: Double
  ) {
    self.init(name, help, kind, [(nil, value)])
  }

  /// A figure in parts: `label` is written as it stands, such as `result="sent"`.
  package init(
    _ name: String, _ help: String, _ kind: Kind = .gauge,
    _ values: [(label: String?, value: Double)]
  ) {
    self.name = name
    self.help = help
    self.kind = kind
    self.values = values
  }

  package static func == (a: Gauge, b: Gauge) -> Bool { a.lines == b.lines }
  package func hash(into hasher: inout Hasher) { hasher.combine(lines) }

  /// In the text format of Prometheus, version 0.0.4.
  var lines: String {
    var text = "# HELP bookingbot_\(name) \(help)\n# TYPE bookingbot_\(name) \(kind.rawValue)\n"
    for (label, value) in values {
      let figure =
        value == value.rounded() && value.magnitude < 1e15
        ? String(Int64(value)) : String(value)
      text += "bookingbot_\(name)\(label.map { "{\($0)}" } ?? "") \(figure)\n"
    }
    return text
  }
}
