import Store

/// What became of deliveries, on its way into a transaction that is made anyway: so it costs no
/// commit of its own, and while people talk with the bot there are half as many.
package struct RidingEntries: Sendable {
  fileprivate let batch: [Entry]
  fileprivate let courier: Courier

  /// Throws when one of them can't be written: the transaction is then to be made without them.
  package func write(to tx: Transaction) throws {
    for entry in batch { try courier.writeDown(entry, in: tx) }
  }
}

extension Courier {
  /// What waits to be written about deliveries. To be told of with `alight`, whatever happens.
  package func board() -> RidingEntries {
    RidingEntries(batch: state.withLock { $0.takePending() }, courier: self)
  }

  /// The transaction has ended: whether it has written the riders and was committed, and what it
  /// posted.
  package func alight(_ riders: RidingEntries, areWritten: Bool, posted: [OutboxRow]) {
    change { state, now in
      if areWritten {
        state.committed(riders.batch, at: now)
      } else if !riders.batch.isEmpty {
        state.putBack(riders.batch)
      }
      state.take(posted, at: now)
    }
  }
}
