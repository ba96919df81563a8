import Booking
import FrontDesk
import Logging
import Store
import Synchronization
import Telegram

/// Fetches what people sent into sessions and keeps it in the media folder, a few files at once.
///
/// ```swift
/// let collector = Collector(store: store, folder: MediaFolder(path: path), fetcher: client, …)
/// async let collecting: Void = collector.run()
/// collector.wake()  // after commits that added files
/// ```
///
/// What waits is a row, so a stop or a crash only means that it is fetched afterwards. Content is
/// flushed to the disk before the row says that it is kept; what came in and was not written down by
/// then comes in once more, under the same name. Many files are written down in one transaction.
package final class Collector: Sendable {
  /// How patient the collector is.
  package struct Pace: Sendable {
    /// So many files at once.
    package var atOnce = 4
    /// What has come is written down together with what comes in so many milliseconds.
    package var linger: Int64 = 200
    /// After the line failed, at first; doubled up to sixty-four times.
    package var rest: Int64 = 1_000
    /// Between looks at the store, and at a disk that is full.
    package var idle: Int64 = 60_000
    /// Seconds until a file that did not come is tried again; after the last it is given up.
    package var delays: [Int64] = [5, 30, 120, 600, 3_600, 14_400, 43_200]
    /// Room on the disk, in bytes, that is left to the database.
    package var reserve: Int64 = 64 << 20

    package init() {}
  }

  let store: Store
  let means: FrontDesk.Means
  let folder: MediaFolder
  let fetcher: any Fetcher
  let clock: @Sendable () -> Instant
  let posted: @Sendable ([OutboxRow]) -> Void
  let setTimers: @Sendable () -> Void
  let logger: Logger
  let pace: Pace
  let room: @Sendable () -> Int64?
  let custody = Custody()
  private let nap = Mutex(Nap())

  /// `posted` gets the rows of every transaction once it is committed; `setTimers` is called when one
  /// set a timer. `room` tells how many bytes the disk has left.
  package init(
    store: Store, means: FrontDesk.Means, folder: MediaFolder, fetcher: any Fetcher,
    clock: @escaping @Sendable () -> Instant, pace: Pace = Pace(), logger: Logger,
    room: (@Sendable () -> Int64?)? = nil,
    posted: @escaping @Sendable ([OutboxRow]) -> Void,
    setTimers: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.means = means
    self.folder = folder
    self.fetcher = fetcher
    self.clock = clock
    self.pace = pace
    self.logger = logger
    self.room = room ?? { folder.room() }
    self.posted = posted
    self.setTimers = setTimers
  }

  /// Files were added, or content was found missing.
  package func wake() {
    nap.withLock { nap in
      nap.isOver = true
      nap.task?.cancel()
    }
  }

  /// Fetches until the task is cancelled; what has come in by then is written down.
  package func run() async {
    var round = Round()
    if folder.isWritable(), (try? folder.prepare()) == nil {
      logger.error("The media folder \(folder.path) can't be cleaned up")
    }
    if ((try? store.read { try $0.mediaPause() }) ?? nil) != nil { round.trouble = .full }
    await withTaskGroup(of: Event.self) { group in
      while !Task.isCancelled {
        let due = round.tick + (await advance(&round, &group))
        if round.napEnds == nil {
          round.napEnds = due
          let length = max(due - round.tick, 0)
          group.addTask { [self] in
            await sleep(length)
            return .woken
          }
        } else if let ends = round.napEnds, due < ends {
          wake()
        }
        if let event = await group.next() { take(event, into: &round) }
      }
      group.cancelAll()
      while let event = await group.next() { take(event, into: &round) }
    }
    if !round.landed.isEmpty { writeDown(&round) }
  }

  /// What a fetch under way has led to.
  enum Event: Sendable {
    case landed(WantedFile, Landing)
    case woken
  }

  private func take(_ event: Event, into round: inout Round) {
    switch event {
    case .landed(let wanted, let landing): self.take(landing, of: wanted, into: &round)
    case .woken:
      nap.withLock { $0 = Nap() }
      round.napEnds = nil
      round.mayWait = true
    }
  }

  // MARK: Sleeping

  private struct Nap {
    var isOver = false
    var task: Task<Void, Never>?
  }

  var isWoken: Bool { nap.withLock { $0.isOver } }

  private func sleep(_ milliseconds: Int64) async {
    let task = nap.withLock { nap -> Task<Void, Never>? in
      if nap.isOver { return nil }
      let task = Task<Void, Never> { try? await Task.sleep(for: .milliseconds(milliseconds)) }
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
}
