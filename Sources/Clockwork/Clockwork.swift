import Booking
import FrontDesk
import Logging
import Store
import Synchronization

/// Does timed work when it is due: rings the timers of the store through the front desk, and hands
/// what they post to the Courier.
///
/// Timers are rows, so a restart rings late what was missed meanwhile; nothing is lost, and nothing
/// rings twice, because a timer goes in the transaction that does its work.
package final class Clockwork: Sendable {
  /// The time of the wall, which the demo may move.
  let clock: @Sendable () -> Instant
  let store: Store
  let ring: @Sendable (Alarm, Transaction, Instant) throws -> Void
  let posted: @Sendable ([OutboxRow]) -> Void
  let rang: @Sendable ([Alarm]) -> Void
  let logger: Logger
  private let sleep: @Sendable (_ milliseconds: Int64) async -> Void
  private let nap = Mutex(Nap())
  let failures = Mutex<[Failing: Int]>([:])
  private let lastCleanUp = Mutex<Int64?>(nil)

  /// `posted` gets the rows of every transaction once it is committed, `rang` the timers.
  package convenience init(
    store: Store, means: FrontDesk.Means, clock: @escaping @Sendable () -> Instant,
    posted: @escaping @Sendable ([OutboxRow]) -> Void, logger: Logger,
    rang: @escaping @Sendable ([Alarm]) -> Void = { _ in }
  ) {
    self.init(store: store, clock: clock, logger: logger, posted: posted, rang: rang) {
      alarm, tx, now in
      try FrontDesk(tx, now: now, means: means, origin: "timer").ring(alarm)
    }
  }

  /// `sleep` returns early when its task is cancelled.
  init(
    store: Store, clock: @escaping @Sendable () -> Instant, logger: Logger,
    sleep: @escaping @Sendable (_ milliseconds: Int64) async -> Void = {
      try? await Task.sleep(for: .milliseconds($0))
    },
    posted: @escaping @Sendable ([OutboxRow]) -> Void,
    rang: @escaping @Sendable ([Alarm]) -> Void = { _ in },
    ring: @escaping @Sendable (Alarm, Transaction, Instant) throws -> Void
  ) {
    self.store = store
    self.clock = clock
    self.logger = logger
    self.sleep = sleep
    self.posted = posted
    self.rang = rang
    self.ring = ring
  }

  /// Rings what comes due until the task is cancelled.
  package func run() async {
    var faults = 0
    while !Task.isCancelled {
      do {
        try await ringDue()
        faults = 0
        // Many timers set in a row are one reason to look, not many.
        await sleep(Self.pauseBetweenLooks)
        try await rest()
      } catch {
        if Task.isCancelled { return }
        faults += 1
        logger.error("Timers can't be rung now: \(error)")
        await sleep(min(500 << Int64(min(faults, 7)), 60_000))
      }
    }
  }

  private static let pauseBetweenLooks: Int64 = 200

  /// A timer was set that may be due before those known so far, or the clock was moved.
  package func wake() {
    nap.withLock { nap in
      nap.isOver = true
      nap.task?.cancel()
    }
  }

  // MARK: Sleeping

  private struct Nap {
    var isOver = false
    var task: Task<Void, Never>?
  }

  /// Sleeps until the next timer, for a minute at most, because the clock may be moved by others
  /// than us; `wake` ends it.
  private func rest() async throws {
    nap.withLock { $0.isOver = false }
    // Read after the flag is down: a timer set from here on raises it again.
    let now = clock()
    let next = try store.read { try $0.nextTimer() }
    let seconds = min(next.map { max($0.seconds - now.seconds, 0) } ?? 60, 60)
    guard seconds > 0, !Task.isCancelled else { return }
    let task = nap.withLock { nap -> Task<Void, Never>? in
      if nap.isOver { return nil }
      let task = Task { [sleep] in await sleep(seconds * 1000) }
      nap.task = task
      return task
    }
    guard let task else { return }
    await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  // MARK: Tidying

  /// True once in every hour of the clock.
  func isTimeToTidy(_ now: Instant) -> Bool {
    lastCleanUp.withLock { $0 != now.seconds / 3600 }
  }

  func tidied(_ now: Instant) { lastCleanUp.withLock { $0 = now.seconds / 3600 } }
}
