import Synchronization

/// Whether the bot hears Telegram, readable from anywhere.
package final class PollHealth: Sendable {
  package enum State: Sendable, Hashable {
    case starting
    /// The last poll was answered.
    case polling
    /// The last one was not, or its updates could not be handled; why.
    case retrying(String)
    case stopped
    case failed(PollFailure)
  }

  package struct Snapshot: Sendable {
    package let state: State
    package let lastSuccess: ContinuousClock.Instant?
    /// Updates handled since the start.
    package let handled: Int
    /// Polls or batches that went wrong since the start.
    package let faults: Int
  }

  private let snapshot = Mutex(
    Snapshot(state: .starting, lastSuccess: nil, handled: 0, faults: 0))
  private let onChange: (@Sendable (State) -> Void)?

  /// `onChange` hears every change of state, on the poller's task.
  package init(onChange: (@Sendable (State) -> Void)? = nil) { self.onChange = onChange }

  package var current: Snapshot { snapshot.withLock { $0 } }

  /// A poll was answered within so long. A healthy one is, every 50 s at least.
  package func isAlive(
    within limit: Duration = .seconds(100), now: ContinuousClock.Instant = .now
  ) -> Bool {
    guard let last = current.lastSuccess else { return false }
    return now - last <= limit
  }

  func succeeded(at instant: ContinuousClock.Instant) {
    change {
      Snapshot(state: .polling, lastSuccess: instant, handled: $0.handled, faults: $0.faults)
    }
  }

  func handled(_ count: Int) {
    change {
      Snapshot(
        state: $0.state, lastSuccess: $0.lastSuccess, handled: $0.handled + count,
        faults: $0.faults)
    }
  }

  func faltered(_ reason: String) {
    change {
      Snapshot(
        state: .retrying(reason), lastSuccess: $0.lastSuccess, handled: $0.handled,
        faults: $0.faults + 1)
    }
  }

  func ended(_ state: State) {
    change {
      Snapshot(state: state, lastSuccess: $0.lastSuccess, handled: $0.handled, faults: $0.faults)
    }
  }

  private func change(_ next: (Snapshot) -> Snapshot) {
    let changed: State? = snapshot.withLock { snapshot in
      let old = snapshot.state
      snapshot = next(snapshot)
      return snapshot.state == old ? nil : snapshot.state
    }
    if let changed { onChange?(changed) }
  }
}
