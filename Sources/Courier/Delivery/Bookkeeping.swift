import Logging
import Store

extension Courier {
  /// Writes and loads, one thing after the other, until the Courier stops.
  func keepBooks() async {
    while true {
      switch await nextJob() {
      case .write(let batch): await write(batch)
      case .load(let after, let limit): await load(after: after, limit: limit)
      case .end: return
      }
    }
  }

  private func nextJob() async -> Job {
    while true {
      let now = now
      if let job = state.withLock({ $0.nextJob(at: now) }) { return job }
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if state.areBooksDue(at: now) { return true }
          state.books = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    }
  }

  /// One transaction for all that happened since the last; the chats go on after it. Whatever
  /// happens meanwhile gathers for the next one.
  private func write(_ batch: [Entry]) async {
    let news: [OutboxRow]
    do {
      do {
        news = try commit(batch) { [self] entry, tx in try writeDown(entry, in: tx) }
      } catch  where !StatementFault(error).isMachine {
        // One of them can't be written. It must not keep the others from it.
        let logger = logger
        news = try commit(batch) { [self] entry, tx in
          do {
            try tx.savepoint { try writeDown(entry, in: tx) }
          } catch  where !StatementFault(error).isMachine {
            logger.error("Row \(entry.row) of the outbox can't be settled: \(error)")
          }
        }
      }
      change { state, now in
        state.faults = 0
        state.committed(batch, at: now)
      }
      take(news)
    } catch {
      state.withLock { $0.putBack(batch) }
      await rest(after: error)
    }
  }

  func writeDown(_ entry: Entry, in tx: Transaction) throws {
    let now = clock()
    // Before the row goes: it may have to go on by another way.
    if let fate = entry.fate { try letterEnded(entry.row, fate, tx, now) }
    if case .unreachable(let chat) = entry.change { try chatLost(chat, tx, now) }
    try entry.write(to: tx, now: now)
  }

  /// Returns what was posted on the way.
  private func commit(
    _ batch: [Entry], _ write: @Sendable (Entry, Transaction) throws -> Void
  ) throws -> [OutboxRow] {
    if batch.contains(where: { $0.mustLast || $0.fate != nil }) {
      try store.write { tx in
        for entry in batch { try write(entry, tx) }
        return tx.posted
      }
    } else {
      try store.writeRelaxed { tx in
        for entry in batch { try write(entry, tx) }
        return tx.posted
      }
    }
  }

  private func load(after id: Int64, limit: Int) async {
    do {
      let rows = try store.read { try $0.waitingRows(after: id, limit: limit) }
      change { state, now in
        state.faults = 0
        for row in state.backlog.loaded(rows, limit: limit) {
          if row.wasOnItsWay {
            state.dispatch.reject(
              row, because: "Nobody knows whether it arrived: the process stopped meanwhile")
          } else {
            state.dispatch.take(row, at: now, isSuspect: true)
          }
        }
      }
    } catch {
      state.withLock { $0.backlog.failedLoading() }
      await rest(after: error)
    }
  }

  /// The database is in trouble: nothing is lost, the chats concerned wait.
  private func rest(after error: any Error) async {
    let faults = state.withLock { state in
      state.faults += 1
      return state.faults
    }
    logger.error("The outbox can't be reached: \(error)")
    await pulse.sleep(min(100 << Int64(min(faults, 6)), 5000))
  }
}
