import Booking
import Dispatch
import Store
import Synchronization
import Testing

@testable import Clockwork

/// A single thread for tasks, as the program has one for all that writes.
private final class OneThread: TaskExecutor {
  private let queue = DispatchQueue(label: "one")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

@Suite("Many timers due at one moment")
struct RushTests {
  @Test("Ten thousand ring by their rank, and others get in between on the same thread")
  func rush() async throws {
    let house = try House()
    try house.store.write { tx in
      try tx.replaceTimers(
        of: ("", ""), for: [],
        with: (1...10_000).map {
          // A permutation: 7919 is prime.
          PlannedTimer(
            "trace", subject: $0, due: House.opening.adding(seconds: -($0 % 60)),
            rank: $0 * 7_919 % 10_007)
        })
    }
    let ranks = Mutex<[Int64]>([])
    let seen = Mutex<[Int]>([])
    let clockwork = house.clockwork(before: { alarm, _ in ranks.withLock { $0.append(alarm.rank) } }
    )
    let thread = OneThread()
    let ringing = Task(executorPreference: thread) { try await clockwork.ringDue() }
    // Somebody writes again and again.
    let writing = Task(executorPreference: thread) {
      while ranks.withLock({ $0.count }) < 10_000 {
        seen.withLock { $0.append(ranks.withLock { $0.count }) }
        await Task.yield()
      }
    }
    #expect(try await ringing.value == 10_000)
    await writing.value
    let order = ranks.withLock { $0 }
    #expect(order == order.sorted() && Set(order).count == 10_000)
    #expect(seen.withLock { Set($0).count } > 50, "a turn after each hundred")
  }
}
