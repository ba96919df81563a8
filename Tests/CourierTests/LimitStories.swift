import Booking
import Testing

@testable import Courier

@Suite("Limits")
struct LimitStories {
  @Test("A chat takes five at once, then one a second")
  func burst() {
    var story = Story(.standard)
    story.tell(
      """
      post A1 A2 A3 A4 A5 A6 A7 A8
      go A1
      ok A1
      go A2
      ok A2
      go A3
      ok A3
      go A4
      ok A4
      go A5
      ok A5
      go -
      """)
    #expect(story.sleep == 1000)
    story.tell(
      """
      post B1
      go B1
      +999
      go -
      +1
      go A6
      ok A6
      +2500
      go A7
      ok A7
      go A8
      """)
  }

  @Test("No more than thirty in any second, to all chats together")
  func overall() {
    var limits = SendLimits.standard
    limits.atOnce = 1000
    var machine = Dispatch(limits: limits, seed: 1)
    var now = Now(wall: Instant(0), tick: 0)
    for id in 1...100 {
      machine.take(Story.row(Int64(id), chat: Int64(id), now: now.wall), at: now)
    }
    var ticks: [Int64] = []
    while ticks.count < 100 {
      while machine.next(at: now) != nil { ticks.append(now.tick) }
      guard let wake = machine.nextWake(at: now) else { break }
      #expect(wake > now.tick)
      now.tick = wake
    }
    #expect(ticks.count == 100)
    for (first, last) in zip(ticks, ticks.dropFirst(30)) { #expect(last - first > 1000) }
    #expect(ticks.last ?? 0 < 3500)
  }

  @Test("No more than twenty in any minute to a group")
  func group() {
    var limits = SendLimits.standard
    limits.perChat = nil
    var machine = Dispatch(limits: limits, seed: 1)
    var now = Now(wall: Instant(0), tick: 0)
    for id in 1...45 { machine.take(Story.row(Int64(id), chat: -5, now: now.wall), at: now) }
    var ticks: [Int64] = []
    while let wake = ticks.isEmpty ? now.tick : machine.nextWake(at: now) {
      now.tick = wake
      while let departure = machine.next(at: now) {
        ticks.append(now.tick)
        machine.ended(departure, .delivered(message: nil), at: now)
        for entry in machine.takeEntries() { machine.committed(entry, at: now) }
      }
    }
    #expect(ticks.count == 45)
    for (first, last) in zip(ticks, ticks.dropFirst(20)) { #expect(last - first >= 60_000) }
  }

  @Test("Without limits, nothing sleeps")
  func off() {
    var machine = Dispatch(limits: .off, seed: 1)
    let now = Now(wall: Instant(0), tick: 0)
    for id in 1...200 { machine.take(Story.row(Int64(id), chat: -5, now: now.wall), at: now) }
    var sent = 0
    while let departure = machine.next(at: now) {
      sent += 1
      machine.ended(departure, .delivered(message: nil), at: now)
      for entry in machine.takeEntries() { machine.committed(entry, at: now) }
    }
    #expect(sent == 200)
    #expect(machine.held == 0)
    #expect(machine.nextWake(at: now) == nil)
  }

  @Test("A 429 pauses its chat and nothing else")
  func retryAfter() {
    Story.play(
      """
      post A1 A2 B1
      go A1 B1
      429 A1=3
      ok B1
      wrote A1:postpone B1:remove
      post B2 C1
      go B2 C1
      +2999
      go -
      +1
      go A1
      ok A1
      go A2
      """)
  }

  @Test("When five chats in a row get a 429, everything waits")
  func flood() {
    Story.play(
      """
      post A1 B1 C1 D1 E1 F1
      go A1 B1 C1 D1 E1 F1
      429 A1=2 B1=2 C1=2 D1=2
      post G1
      go G1
      429 E1=2
      post H1 I1:answer
      go I1
      ok F1 G1
      +2000
      go H1 A1 B1 C1 D1 E1
      """)
  }

  @Test("A call that was taken in between shows that it is the chats' own trouble")
  func noFlood() {
    Story.play(
      """
      post A1 B1 C1 D1 E1 F1
      go A1 B1 C1 D1 E1 F1
      429 A1=2 B1=2 C1=2
      ok F1
      429 D1=2 E1=2
      post H1
      go H1
      """)
  }

  @Test("Lanes of chats that are done with are forgotten")
  func forgotten() {
    var machine = Dispatch(limits: .standard, seed: 1)
    var now = Now(wall: Instant(0), tick: 0)
    for id in 1...5000 {
      machine.take(Story.row(Int64(id), chat: Int64(id), now: now.wall), at: now)
      while let departure = machine.next(at: now) {
        machine.ended(departure, .delivered(message: nil), at: now)
        for entry in machine.takeEntries() { machine.committed(entry, at: now) }
      }
      now.tick += 100
    }
    #expect(machine.lanes.count < 1100)
  }
}
