import Booking
import Logging
import Store
import Synchronization
import Telegram

/// Delivers what the outbox holds: to Telegram and by e-mail, in order, within the limits, until
/// it is known to have arrived.
///
/// ```swift
/// let courier = Courier(store: store, wire: client, limits: .standard, …)
/// async let running: Void = courier.run()
/// courier.take(posted)  // after every commit that posted rows
/// ```
///
/// `Dispatch` decides, this class carries out: it starts calls as soon as they may go (on the thread
/// that brought the news, without a task for each), and one task keeps the books: it writes what
/// became of the calls, many in one transaction, and loads what memory had no room for.
///
/// A row that may be repeated is sent again when nobody knows whether it arrived. One that may not
/// is marked in the database before it goes, and given up in that case. Callback answers are never
/// repeated then, and not marked either: after a crash an answer younger than 15 s may go twice,
/// which Telegram ignores.
///
/// A notice is one call at most, with whatever files belong to it: so it has arrived or it has not.
package final class Courier: Sendable {
  let store: Store
  let wire: any Wire
  let mailer: any Mailer
  let texter: any Texter
  let errands: Errands
  let clock: @Sendable () -> Instant
  let pulse: Pulse
  /// Where the database is written; nil: anywhere.
  let executor: (any TaskExecutor)?
  let logger: Logger
  let state: Mutex<State>
  /// Hears what became of a letter or a short message, and of a notice that can't be delivered, in
  /// the transaction that writes it down, while the row is still there.
  let letterEnded: @Sendable (_ row: Int64, LetterFate, Transaction, Instant) throws -> Void
  /// Hears that a chat can't be written to any more, before it hears of the chat's rows.
  let chatLost: @Sendable (_ chat: Int64, Transaction, Instant) throws -> Void

  /// `clock` is the wall's, and may be moved; `word` makes the call for a notice, or nil when there
  /// is nothing to tell any more, in a transaction that it must not write in; `write` makes the
  /// letter for a row likewise, `shorten` the short message. `letterEnded` is told what became of
  /// each try to send one, and may post; so may `chatLost`. `memory` bounds the rows held; the rest waits in the database. `executor` is where it
  /// writes to the database.
  package init(
    store: Store, wire: any Wire, limits: SendLimits, clock: @escaping @Sendable () -> Instant,
    pulse: Pulse = .real, seed: UInt64 = .random(in: 0 ... .max), memory: Int = 5000,
    executor: (any TaskExecutor)? = nil, logger: Logger, mailer: any Mailer = NoMailer(),
    texter: any Texter = NoTexter(),
    write: @escaping @Sendable (OutboxRow, Transaction, Instant) throws -> Letter? = {
      row, _, _ in try Letter(encoded: row.body) ?? { throw UnreadableLetter() }()
    },
    shorten: @escaping @Sendable (OutboxRow, Transaction, Instant) throws -> ShortMessage? = {
      _, _, _ in nil
    },
    letterEnded: @escaping @Sendable (Int64, LetterFate, Transaction, Instant) throws -> Void = {
      _, _, _, _ in
    },
    chatLost: @escaping @Sendable (Int64, Transaction, Instant) throws -> Void = {
      chat, tx, _ in try tx.markUnreachable(telegram: chat)
    },
    word: @escaping @Sendable (OutboxRow, Transaction, Instant) throws -> Call?
  ) {
    self.store = store
    self.wire = wire
    self.mailer = mailer
    self.texter = texter
    self.clock = clock
    self.pulse = pulse
    self.executor = executor
    self.logger = logger
    self.letterEnded = letterEnded
    self.chatLost = chatLost
    errands = Errands(store: store, word: word, write: write, shorten: shorten)
    state = Mutex(
      State(dispatch: Dispatch(limits: limits, seed: seed), backlog: Backlog(bound: memory)))
  }

  /// Delivers until the task is cancelled; then lets what is on the wire come home, for a second and
  /// a half at most. Call it once.
  ///
  /// Throws when Telegram refuses the token: everything is still in the outbox then.
  package func run() async throws(CourierFailure) {
    // The books are closed after the task was cancelled, so they are kept in a task of their own.
    let books = Task(executorPreference: executor) { await self.keepBooks() }
    await withTaskCancellationHandler {
      await books.value
    } onCancel: {
      stop()
    }
    let failure = state.withLock { state in
      state.close()
      return state.failure
    }
    if let failure { throw failure }
  }

  /// Rows that were just committed. Call it after every transaction that posted something, in any
  /// order; a row told of twice goes once.
  package func take(_ rows: [OutboxRow]) {
    guard !rows.isEmpty else { return }
    change { state, now in state.take(rows, at: now) }
  }

  /// The wall's clock was moved.
  package func wake() { change { _, _ in } }

  package var health: CourierHealth {
    let tick = pulse.milliseconds()
    return state.withLock { state in
      let dispatch = state.dispatch
      return CourierHealth(
        waiting: dispatch.held + dispatch.letters.count + dispatch.messages.count,
        hasMore: state.backlog.isBehind, sent: dispatch.tally.sent,
        dead: dispatch.tally.buried, dropped: dispatch.tally.dropped,
        retried: dispatch.tally.retried,
        isHeldUp: dispatch.outage > 0 || dispatch.pausedUntil > tick)
    }
  }

  var now: Now { Now(wall: clock(), tick: pulse.milliseconds()) }

  private func stop() {
    change { state, _ in state.isStopping = true }
    state.withLock { state in
      guard state.grace == nil else { return }
      state.grace = Task { [weak self, pulse] in
        await pulse.sleep(1500)
        guard !Task.isCancelled else { return }
        self?.change { state, _ in state.isClosed = true }
      }
    }
  }

  /// Tells the machine what happened, and does what follows from it.
  func change(_ tell: (inout State, Now) -> Void) {
    let now = now
    let work = state.withLock { state in
      tell(&state, now)
      return settle(&state, now)
    }
    perform(work, now)
  }

  /// What is to be done outside of the lock.
  struct Work {
    var departures: [Dispatch.Departure] = []
    var books: CheckedContinuation<Void, Never>?
  }

  private func settle(_ state: inout State, _ now: Now) -> Work {
    var work = Work()
    if !state.isStopping {
      while let departure = state.dispatch.next(at: now) { work.departures.append(departure) }
    }
    state.collectEntries(at: now)
    if state.areBooksDue(at: now) {
      work.books = state.books
      state.books = nil
    }
    if let due = state.alarmToSet(at: now) {
      let delay = max(due - now.tick, 1)
      state.alarm?.task.cancel()
      let task = Task { [weak self, pulse] in
        await pulse.sleep(delay)
        guard !Task.isCancelled else { return }
        self?.change { state, _ in state.alarm = nil }
      }
      state.alarm = (due, task)
    }
    return work
  }

  private func perform(_ work: Work, _ now: Now) {
    work.books?.resume()
    switch work.departures.count {
    case 0: break
    case 1: launchAll(work.departures, now)
    default: wire.together { launchAll(work.departures, now) }
    }
  }

  private func launchAll(_ first: [Dispatch.Departure], _ start: Now) {
    var departures = first
    var next = 0
    while next < departures.count {
      let departure = departures[next]
      next += 1
      // An outcome that is there at once is handled here, not deeper and deeper down the stack.
      guard let outcome = launch(departure, at: start) else { continue }
      let now = now
      let more = state.withLock { state in
        state.ended(departure, outcome, at: now)
        return settle(&state, now)
      }
      heed(departure, outcome)
      more.books?.resume()
      departures += more.departures
    }
  }

  func land(_ departure: Dispatch.Departure, _ outcome: Outcome) {
    change { state, now in state.ended(departure, outcome, at: now) }
    heed(departure, outcome)
  }

  private func heed(_ departure: Dispatch.Departure, _ outcome: Outcome) {
    log(departure, outcome)
    if outcome == .tokenRefused { stop() }
  }
}
