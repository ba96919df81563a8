import Booking
import FrontDesk
import Store
import Telegram

/// The way of a batch of updates: one durable transaction.
///
/// A batch in which an update throws is rolled back and taken again with a savepoint per update
/// (which would double the writing if every batch had them): that update is rolled back alone,
/// kept with its error, and its sender gets an apology. Faults of the machine (disk full, I/O) roll
/// the whole batch back and are thrown: the offset must not move.
package struct Intake: Sendable {
  private let store: Store
  private let conversation: Conversation
  private let means: FrontDesk.Means
  private let clock: @Sendable () -> Instant

  package init(
    store: Store, conversation: Conversation, means: FrontDesk.Means,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.store = store
    self.conversation = conversation
    self.means = means
    self.clock = clock
  }

  /// What a committed batch leaves to be done.
  package struct Taken: Sendable {
    package var posted: [OutboxRow] = []
    package var setTimers = false
    /// There is something new to fetch for the media folder.
    package var addedFiles = false
    package var quarantined = 0
    package var repeated = 0
    /// Whether the transaction has carried what was to ride with it.
    package var hasCarried = false

    /// What the transaction leaves, once all of its updates were handled.
    fileprivate mutating func note(_ tx: Transaction) {
      posted = tx.posted
      setTimers = tx.setTimers
      addedFiles = tx.addedFiles
    }
  }

  /// Takes a batch; when it returns, everything is on the disk. What others have to write can ride
  /// along: the disk is waited for once. It does not ride with a batch that is in trouble.
  package func take(
    _ batch: [Update], carrying riders: @Sendable (Transaction) throws -> Void = { _ in }
  ) throws -> Taken {
    let now = clock()
    do {
      return try store.write { tx in
        try riders(tx)
        var taken = try takeTogether(batch, tx, now)
        taken.hasCarried = true
        return taken
      }
    } catch  where !StatementFault(error).isMachine {
      return try store.write { tx in try takeApart(batch, tx, now) }
    }
  }

  /// All or nothing: throws what the first update in trouble threw.
  private func takeTogether(
    _ batch: [Update], _ tx: Transaction, _ now: Instant
  ) throws -> Taken {
    let desk = FrontDesk(tx, now: now, means: means, origin: "chat")
    var taken = Taken()
    for update in batch {
      if try tx.firstSight(of: update.id, now: now) {
        try conversation.handle(update, at: desk)
      } else {
        taken.repeated += 1
      }
    }
    taken.note(tx)
    return taken
  }

  private func takeApart(_ batch: [Update], _ tx: Transaction, _ now: Instant) throws -> Taken {
    var taken = Taken()
    for update in batch { try take(update, tx, now, &taken) }
    taken.note(tx)
    return taken
  }

  /// Takes updates one by one, each noted before it is handled: after a crash, until it is known
  /// which update was to blame. What was noted twice before is put aside, with an apology to its
  /// sender: a process can also be killed from outside while it handles an innocent update. Should
  /// the apology kill as well, there is none the next time.
  ///
  /// The note outlasts the process, but not a loss of power, which no update is to blame for.
  package func takeWarily(_ batch: [Update]) throws -> Taken {
    var all = Taken()
    for update in batch {
      let now = clock()
      let times = try store.writeRelaxed { tx in try tx.noteAttempt(of: update.id) }
      let taken: Taken
      do {
        taken = try store.write { tx in
          var taken = Taken()
          if times > 2 {
            if try tx.firstSight(of: update.id, now: now) {
              try tx.quarantine(
                update: update.id, error: "killed the process twice", body: update.raw, now: now)
              taken.quarantined = 1
              if times == 3 { try self.apologise(for: update, tx, now) }
            }
          } else {
            try self.take(update, tx, now, &taken)
          }
          try tx.forgetAttempts()
          taken.note(tx)
          return taken
        }
      } catch {
        // The process lives: the fault is the machine's, and no attempt to count.
        try? store.write { tx in try tx.forgetAttempts() }
        throw error
      }
      all.posted += taken.posted
      all.setTimers = all.setTimers || taken.setTimers
      all.addedFiles = all.addedFiles || taken.addedFiles
      all.quarantined += taken.quarantined
      all.repeated += taken.repeated
    }
    return all
  }

  private func take(
    _ update: Update, _ tx: Transaction, _ now: Instant, _ taken: inout Taken
  ) throws {
    let desk = FrontDesk(tx, now: now, means: means, origin: "chat")
    do {
      let isNew = try tx.savepoint {
        guard try tx.firstSight(of: update.id, now: now) else { return false }
        try conversation.handle(update, at: desk)
        return true
      }
      if !isNew { taken.repeated += 1 }
    } catch {
      if StatementFault(error).isMachine { throw error }
      taken.quarantined += 1
      _ = try tx.firstSight(of: update.id, now: now)
      try tx.quarantine(
        update: update.id, error: "\(type(of: error)): \(error)", body: update.raw, now: now)
      try apologise(for: update, tx, now)
    }
  }

  /// An apology that fails too is not worth a second quarantine.
  private func apologise(for update: Update, _ tx: Transaction, _ now: Instant) throws {
    let desk = FrontDesk(tx, now: now, means: means, origin: "chat")
    do {
      try tx.savepoint { try conversation.apologise(for: update, at: desk) }
    } catch {
      if StatementFault(error).isMachine { throw error }
    }
  }
}
