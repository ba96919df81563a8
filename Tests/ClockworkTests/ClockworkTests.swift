import Booking
import Store
import Synchronization
import Testing

@testable import Clockwork

@Suite("Clockwork")
struct ClockworkTests {
  @Test("A hold lapses when its time has come, not before, and its timer is gone")
  func holds() async throws {
    let house = try House()
    let visit = try house.add(.held, until: 300)
    let clockwork = house.clockwork()
    house.move(seconds: 299)
    #expect(try await clockwork.ringDue() == 0)
    #expect(try house.state(of: visit) == .held)
    house.move(seconds: 1)
    #expect(try await clockwork.ringDue() == 1)
    #expect(try house.state(of: visit) == .expired)
    #expect(try house.timers().isEmpty)
  }

  @Test("What a timer posts is handed on after the commit")
  func posts() async throws {
    let house = try House()
    let visit = try house.add(.requested, until: 600)
    house.move(seconds: 601)
    try await house.clockwork().ringDue()
    #expect(try house.state(of: visit) == .expired)
    let rows = house.rows.withLock { $0 }
    #expect(rows.map(\.method) == ["requestExpired"])
    #expect(try house.store.read { try $0.countOutbox().waiting } == 1)
  }

  @Test("More timers than one batch holds ring all, those missed during a stop included")
  func batches() async throws {
    let house = try House()
    try house.store.write { tx in
      for subject in 1...250 as ClosedRange<Int64> {
        try tx.setTimer("hold", subject: subject, due: House.opening)
      }
    }
    house.move(seconds: 86_400)
    #expect(try await house.clockwork().ringDue() == 250)
    #expect(try house.timers().isEmpty)
  }

  @Test("A timer that fails undoes its own work only, is tried again later, and dropped in the end")
  func failing() async throws {
    let house = try House()
    let bad = try house.add(.held, until: 10, hour: 1)
    let good = try house.add(.held, until: 20, hour: 2)
    let tries = Mutex(0)
    let clockwork = house.clockwork(before: { alarm, tx in
      guard alarm.subject == bad.raw else { return }
      tries.withLock { $0 += 1 }
      // Work that must not stay.
      try tx.setTimer("trace", subject: 1, due: Instant(0))
      throw House.Missing()
    })
    house.move(seconds: 30)
    try await clockwork.ringDue()
    #expect(try house.state(of: bad) == .held)
    #expect(try house.state(of: good) == .expired)
    let left = try house.timers()
    #expect(left.map(\.kind) == ["hold"])
    #expect(left.first?.due == house.now.adding(seconds: 60))
    for _ in 0..<20 {
      guard let due = try house.timers().first?.due else { break }
      house.move(seconds: due - house.now)
      try await clockwork.ringDue()
    }
    #expect(tries.withLock { $0 } == 6)
    #expect(try house.timers().isEmpty)
  }

  @Test("It sleeps until the next timer, a minute at most, and wakes when one is set before that")
  func sleeping() async throws {
    let house = try House()
    _ = try house.add(.held, until: 40)
    let clockwork = house.clockwork { milliseconds in
      if milliseconds <= 200 { return }
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
    }
    let running = Task { await clockwork.run() }
    try await until { house.sleeps.withLock { $0.contains(40_000) } }
    // Sooner than known.
    let soon = try house.add(.held, until: 5, hour: 2)
    clockwork.wake()
    try await until { house.sleeps.withLock { $0.contains(5000) } }
    // The clock jumps.
    house.move(seconds: 7200)
    clockwork.wake()
    try await until { try house.state(of: soon) == .expired && house.timers().isEmpty }
    try await until { house.sleeps.withLock { $0.contains(60_000) } }
    running.cancel()
    await running.value
  }

  @Test("Ids of updates are forgotten after two days, looked at once an hour")
  func tidying() async throws {
    let house = try House()
    #expect(try house.sees(1))
    let clockwork = house.clockwork()
    try await clockwork.ringDue()
    house.move(seconds: 2 * 86_400 - 60)
    try await clockwork.ringDue()
    #expect(try !house.sees(1))
    house.move(seconds: 3600)
    try await clockwork.ringDue()
    #expect(try house.sees(1))
  }
}

struct NeverCame: Error {}

/// Waits for what happens on other threads.
func until(_ condition: () throws -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(300)
  while try !condition() {
    if ContinuousClock.now > deadline { throw NeverCame() }
    try await Task.sleep(for: .milliseconds(1))
  }
}
