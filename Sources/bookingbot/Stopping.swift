import Foundation
import Logging
import UnixSignals

/// Takes SIGTERM and SIGINT over from the system, which would end the process on the spot. The
/// first thing that a command does; what comes before `runUntilStopped` listens is kept for it.
func trapStopSignals() async -> UnixSignalsSequence {
  await UnixSignalsSequence(trapping: .sigterm, .sigint)
}

/// Runs `work` until it ends by itself or one of the signals asks it to; then cancels it and waits
/// for it to finish, five seconds at most.
func runUntilStopped(
  by signals: UnixSignalsSequence, _ logger: Logger,
  _ work: @escaping @Sendable () async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Bool.self) { group in
    group.addTask {
      do {
        try await work()
      } catch is CancellationError {}
      return true
    }
    group.addTask {
      for await signal in signals {
        logger.info("Stopping", metadata: ["signal": "\(signal)"])
        // Nothing is lost by leaving: what is not acknowledged is in the database.
        DispatchQueue.global().asyncAfter(deadline: .now() + 4.5) {
          logger.warning("Something did not stop in time; leaving")
          exit(0)
        }
        return false
      }
      return false
    }
    while let isDone = try await group.next() {
      group.cancelAll()
      if isDone { break }
    }
  }
}
