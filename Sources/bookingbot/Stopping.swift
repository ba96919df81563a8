import Foundation
import Logging
import UnixSignals

/// Runs `work` until it ends by itself or SIGTERM or SIGINT asks it to; then cancels it and waits
/// for it to finish, five seconds at most.
func runUntilStopped(
  _ logger: Logger, _ work: @escaping @Sendable () async throws -> Void
) async throws {
  let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
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
