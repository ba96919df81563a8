import Booking
import Foundation
import FrontDesk
import Logging
import Store
import Synchronization

/// Makes the copies of the database that are asked for, one at a time, on a thread of its own: the
/// chats go on meanwhile.
///
/// That a copy is to be made is written in the database, so a copy that a crash ended is made at the
/// next start; what was left of it is cleaned away. Older copies go only after a new one is whole.
package final class Copyist: Sendable {
  private let store: Store
  private let means: FrontDesk.Means
  private let folder: CopyFolder
  private let clock: @Sendable () -> Instant
  private let posted: @Sendable ([OutboxRow]) -> Void
  private let logger: Logger
  private let (calls, caller) = AsyncStream.makeStream(
    of: Void.self, bufferingPolicy: .bufferingNewest(1))

  package init(
    store: Store, means: FrontDesk.Means, folder: String, clock: @escaping @Sendable () -> Instant,
    posted: @escaping @Sendable ([OutboxRow]) -> Void, logger: Logger
  ) {
    self.store = store
    self.means = means
    self.folder = CopyFolder(path: folder, database: store.path)
    self.clock = clock
    self.posted = posted
    self.logger = logger
  }

  /// Timers rang: one of them may have asked for a copy.
  package func heard(_ alarms: [Alarm]) {
    if alarms.contains(where: { $0.kind == Bell.backup.rawValue }) { caller.yield() }
  }

  /// Makes what is asked for until the task is cancelled. `setTimers` is called when a timer was set.
  package func run(setTimers: @escaping @Sendable () -> Void) async {
    folder.cleanUp()
    await write(setTimers) { [folder] desk in
      try desk.planBackups(folder: folder.path, copies: folder.copies())
    }
    caller.yield()
    for await _ in calls {
      if Task.isCancelled { return }
      let isAsked = (try? store.read { try $0.backupPlan().asked }) ?? nil
      if isAsked != nil { await makeOne(setTimers) }
    }
  }

  private func makeOne(_ setTimers: @escaping @Sendable () -> Void) async {
    let now = clock()
    let keep = (try? store.read { try $0.backupPlan().keep }) ?? 7
    switch await copy(at: now) {
    case .success(let bytes):
      let kept = folder.prune(keeping: keep)
      logger.info("A copy of the database is made", metadata: ["bytes": "\(bytes)"])
      await write(setTimers) { try $0.noteCopy(made: now, copies: kept) }
    case .failure(.interrupted): break
    case .failure(let fault):
      logger.error("No copy of the database can be made: \(fault)")
      await write(setTimers) { try $0.noteCopyFailed(CopyFailure(fault)) }
    }
  }

  /// Copies on a thread of its own, so that neither the chats nor Swift's pool wait for the disk.
  private func copy(at now: Instant) async -> Result<Int64, CopyFault> {
    let stop = DatabaseCopy.Stop()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        let thread = Thread { [store, folder] in
          // Of this thread alone: the chats come first (setpriority(2), NOTES).
          setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
          let result = Result<Int64, CopyFault> { () throws(CopyFault) in
            try folder.prepare()
            folder.cleanUp()
            return try DatabaseCopy(of: store.path).make(
              at: folder.file(folder.name(at: now)), now: now, stop: stop)
          }
          done.resume(returning: result)
        }
        thread.name = "copy"
        thread.start()
      }
    } onCancel: {
      stop.ask()
    }
  }

  /// Writes what has to be written, however long the disk is in trouble.
  private func write(
    _ setTimers: @Sendable () -> Void, _ work: @escaping @Sendable (FrontDesk) throws -> Void
  ) async {
    var wait = 1.0
    while !Task.isCancelled {
      do {
        let (rows, hasTimers) = try store.write { [means, clock] tx in
          try work(FrontDesk(tx, now: clock(), means: means, origin: "timer"))
          return (tx.posted, tx.setTimers)
        }
        if !rows.isEmpty { posted(rows) }
        if hasTimers { setTimers() }
        return
      } catch {
        logger.error("What became of a copy can't be written down yet: \(error)")
        try? await Task.sleep(for: .seconds(wait))
        wait = min(wait * 2, 60)
      }
    }
  }
}
