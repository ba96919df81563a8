import Store
import Synchronization

extension Courier {
  /// What the Courier knows, behind its lock.
  struct State {
    var dispatch: Dispatch
    var backlog: Backlog
    /// Entries to write, in order.
    var pending: [Entry] = []
    /// The tick at which they have to be written; nil when there are none.
    private var lingersUntil: Int64?
    /// The keeper of the books, when it has nothing to do.
    var books: CheckedContinuation<Void, Never>?
    /// Writing or loading failed so often in a row.
    var faults = 0
    var alarm: (due: Int64, task: Task<Void, Never>)?
    var grace: Task<Void, Never>?
    /// Nothing new departs.
    var isStopping = false
    /// Nobody waits any longer for what is on the wire.
    var isClosed = false
    var failure: CourierFailure?

    init(dispatch: Dispatch, backlog: Backlog) {
      self.dispatch = dispatch
      self.backlog = backlog
    }

    /// Rows that were just committed.
    mutating func take(_ rows: [OutboxRow], at now: Now) {
      for row in backlog.offer(rows, held: dispatch.held) { dispatch.take(row, at: now) }
    }

    mutating func ended(_ departure: Dispatch.Departure, _ outcome: Outcome, at now: Now) {
      dispatch.ended(departure, outcome, at: now)
      if outcome == .tokenRefused {
        failure = .tokenRefused
        isStopping = true
      }
    }

    mutating func collectEntries(at now: Now) {
      if let patience = dispatch.handEntries(to: &pending) {
        lingersUntil = min(lingersUntil ?? .max, now.tick + patience)
      }
      if dispatch.isImpatient {
        dispatch.isImpatient = false
        if !pending.isEmpty { lingersUntil = now.tick }
      }
    }

    /// Hands the entries over to a transaction that is made anyway.
    mutating func takePending() -> [Entry] {
      defer {
        pending = []
        lingersUntil = nil
      }
      return pending
    }

    func areBooksDue(at now: Now) -> Bool {
      isClosed || mustWrite(at: now)
        || (!isStopping && backlog.wantsLoad(held: dispatch.held))
        || (isStopping && !dispatch.isAnythingAway)
    }

    private func mustWrite(at now: Now) -> Bool {
      !pending.isEmpty && (isStopping || lingersUntil ?? .min <= now.tick)
    }

    /// The next work for the keeper of the books; nil when there is none.
    mutating func nextJob(at now: Now) -> Job? {
      if isClosed, pending.isEmpty || faults > 0 { return .end }
      if mustWrite(at: now) || (isClosed && !pending.isEmpty) {
        return .write(takePending())
      }
      if isStopping { return dispatch.isAnythingAway ? nil : .end }
      return backlog.startLoading(held: dispatch.held).map {
        .load(after: $0.after, limit: $0.limit)
      }
    }

    /// Puts a batch back that could not be written.
    mutating func putBack(_ batch: [Entry]) {
      pending = batch + pending
      lingersUntil = 0
    }

    mutating func committed(_ batch: [Entry], at now: Now) {
      for entry in batch {
        if entry.isFinal { backlog.forget(entry.row) }
        dispatch.committed(entry, at: now)
      }
    }

    /// When to look again by itself, if that is sooner than planned.
    func alarmToSet(at now: Now) -> Int64? {
      if isStopping { return nil }
      // What is overdue is the keeper's next work anyway.
      var due = lingersUntil.flatMap { $0 > now.tick ? $0 : nil }
      if let wake = dispatch.nextWake(at: now) { due = min(due ?? .max, wake) }
      guard let due, due > now.tick || alarm == nil, due < alarm?.due ?? .max else { return nil }
      return due
    }

    mutating func close() {
      isStopping = true
      isClosed = true
      alarm?.task.cancel()
      grace?.cancel()
    }
  }

  enum Job {
    case write([Entry])
    case load(after: Int64, limit: Int)
    case end
  }
}
