import CCurl
import Glibc
import Synchronization

/// What other threads want of the curl thread, and the bell that wakes it.
///
/// The bell rings only if the thread sleeps or is about to: many submissions in a row cost one
/// system call.
final class Inbox: Sendable {
  enum Job: Sendable {
    case start(Transfer)
    case cancel(Transfer)
  }

  fileprivate struct State {
    var jobs: [Job] = []
    var isAsleep = false
    /// How many hold the bell back at present.
    var corks = 0
    var isClosed = false
    var isOver = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  let bell: Int32 = ccurl_wake_create()

  deinit { Glibc.close(bell) }

  /// False if the engine takes no more work; then the job was not kept.
  func put(_ job: Job) -> Bool {
    let (isKept, rings) = state.withLock { state -> (Bool, Bool) in
      if state.isClosed { return (false, false) }
      state.jobs.append(job)
      return (true, state.corks == 0 && state.takeBell())
    }
    if rings { ccurl_wake(bell) }
    return isKept
  }

  /// Rings once for all that is put in during `work`.
  func together(_ work: () -> Void) {
    state.withLock { $0.corks += 1 }
    work()
    let rings = state.withLock { state in
      state.corks -= 1
      return state.corks == 0 && !state.jobs.isEmpty && state.takeBell()
    }
    if rings { ccurl_wake(bell) }
  }

  /// Takes no more work and asks the thread to end.
  func close() {
    let rings = state.withLock { state in
      state.isClosed = true
      return state.takeBell()
    }
    if rings { ccurl_wake(bell) }
  }

  /// Returns when the curl thread has let go of everything.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if !state.isOver { state.waiters.append(continuation) }
        return state.isOver
      }
      if isOver { continuation.resume() }
    }
  }

  // MARK: The curl thread's side

  /// Moves the waiting jobs to `jobs`. If there are none the thread counts as asleep from here on,
  /// until `wakeUp`: it must go on to wait. Answers whether the inbox is closed.
  func take(into jobs: inout [Job]) -> Bool {
    jobs.removeAll(keepingCapacity: true)
    return state.withLock { state in
      swap(&jobs, &state.jobs)
      state.isAsleep = jobs.isEmpty && !state.isClosed
      return state.isClosed
    }
  }

  func wakeUp() {
    state.withLock { $0.isAsleep = false }
  }

  /// The thread's last act.
  func end() {
    let waiters = state.withLock { state in
      state.isClosed = true
      state.isOver = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}

extension Inbox.State {
  fileprivate mutating func takeBell() -> Bool {
    defer { isAsleep = false }
    return isAsleep
  }
}
