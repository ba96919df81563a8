import Foundation
import Synchronization

/// The one thread on which everything that writes to the database for the chats runs: taking updates,
/// timers, and the books of the Courier. Another one of its kind waits for the disk of the media
/// folder.
///
/// A write holds its thread until the disk has it. On a thread of their own, writes neither starve
/// Swift's pool (two threads on two cores) nor cost a change of threads each, which is dearer than
/// the handling of an update.
final class DeskThread: TaskExecutor {
  private struct Pending {
    var jobs: [UnownedJob] = []
    var isClosed = false
  }

  private let pending = Mutex(Pending())
  private let bell = DispatchSemaphore(value: 0)

  init(name: String = "desk") {
    let thread = Thread { [self] in run() }
    thread.name = name
    thread.stackSize = 2 << 20
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isFirst = pending.withLock { pending in
      pending.jobs.append(job)
      return pending.jobs.count == 1
    }
    if isFirst { bell.signal() }
  }

  /// Ends the thread once nothing waits. To be called after the last task that prefers it.
  func close() {
    pending.withLock { $0.isClosed = true }
    bell.signal()
  }

  private func run() {
    var jobs: [UnownedJob] = []
    while true {
      bell.wait()
      let isClosed = pending.withLock { pending in
        swap(&jobs, &pending.jobs)
        return pending.isClosed
      }
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      if isClosed, jobs.isEmpty { return }
      jobs.removeAll(keepingCapacity: true)
    }
  }
}
