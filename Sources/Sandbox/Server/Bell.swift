import Synchronization

/// Wakes tasks that wait for a change of the state. A ring before the wait is not lost: each
/// listener remembers one.
final class Bell: Sendable {
  /// One waiting task's ear.
  final class Listener: Sendable {
    fileprivate let id: Int
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    fileprivate init(id: Int) {
      self.id = id
      (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { continuation.yield() }

    /// Returns at the next ring, or at once when it rang since the last wait, or on cancellation.
    func next() async {
      for await _ in stream { return }
    }

    /// Rings by itself after a while; cancel the task when it is no longer needed.
    func ring(after delay: Duration) -> Task<Void, Never> {
      Task {
        try? await Task.sleep(for: delay)
        ring()
      }
    }
  }

  private let listeners = Mutex<(next: Int, all: [Int: Listener])>((0, [:]))

  func listen() -> Listener {
    listeners.withLock { state in
      state.next += 1
      let listener = Listener(id: state.next)
      state.all[listener.id] = listener
      return listener
    }
  }

  func leave(_ listener: Listener) {
    listeners.withLock { _ = $0.all.removeValue(forKey: listener.id) }
  }

  func ring() {
    listeners.withLock { state in for listener in state.all.values { listener.ring() } }
  }
}
