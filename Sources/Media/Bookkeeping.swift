import Booking
import FrontDesk
import Logging
import Store

extension Collector {
  /// Writes down what has landed, in one transaction, once its names last; false when that is not
  /// possible now.
  @discardableResult
  func writeDown(_ round: inout Round) -> Bool {
    let results = round.landed
    let digests = results.compactMap { result -> [UInt8]? in
      if case .kept(let content) = result.outcome { content.digest } else { nil }
    }
    do {
      if !digests.isEmpty { try folder.flush(foldersOf: Set(digests.map { $0[0] })) }
      do {
        try write { try $0.note(results) }
      } catch  where !StatementFault(error).isMachine {
        // One of them can't be written. It must not keep the others from it.
        let logger = logger
        try write { desk in
          for result in results {
            do {
              try desk.tx.savepoint { try desk.note([result]) }
            } catch  where !StatementFault(error).isMachine {
              logger.error("What came of file \(result.wanted.file) can't be noted: \(error)")
            }
          }
        }
      }
      round.landed = []
      round.faults = 0
      // They hid what comes after them.
      round.mayWait = true
      custody.release(digests)
      return true
    } catch {
      round.faults += 1
      round.restsUntil = round.tick + pace.rest << Int64(min(round.faults - 1, 6))
      logger.error("Files that came can't be written down yet: \(error)")
      return false
    }
  }

  func write(_ work: @Sendable (FrontDesk) throws -> Void) throws {
    let (rows, hasTimers) = try store.write { [means, clock] tx in
      try work(FrontDesk(tx, now: clock(), means: means, origin: "collector"))
      return (tx.posted, tx.setTimers)
    }
    if !rows.isEmpty { posted(rows) }
    if hasTimers { setTimers() }
  }

  // MARK: No room

  func trouble(for wanted: WantedFile) -> MediaTrouble? {
    guard folder.isWritable() else { return .unwritable }
    guard let room = room() else { return nil }
    return room < pace.reserve + (wanted.size ?? 0) ? .full : nil
  }

  /// Nothing is begun for a while; the owners are told once.
  func pause(_ round: inout Round, _ trouble: MediaTrouble) {
    round.restsUntil = round.tick + pace.idle
    guard round.trouble == nil else { return }
    round.trouble = trouble
    logger.error("Files can't be kept in \(folder.path): \(trouble.rawValue)")
    do {
      try write { try $0.noteMediaPaused(trouble) }
    } catch {
      round.trouble = nil
    }
  }

  func resume(_ round: inout Round) {
    do {
      try write { try $0.noteMediaResumed() }
      round.trouble = nil
      logger.notice("Files are kept again in \(folder.path)")
    } catch {
      logger.error("It can't be noted that files are kept again: \(error)")
    }
  }
}
