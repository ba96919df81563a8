import Booking
import Store
import Synchronization
import Testing

@testable import Courier

@Suite("Crashes")
struct CrashTests {
  @Test("After a crash nothing is lost, and at most the row in flight of each chat goes twice")
  func crash() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    for round in 0..<8 as Range<UInt64> {
      let post = try Post()
      let texts = (0..<60).map { "\($0)" }
      _ = try post.post(texts.map { Post.say($0, to: (Int64($0) ?? 0) % 4 + 1) })
      // The first courier stops hearing from the wire at some point, as a killed one would.
      let heard = Int((seed &+ round &* 31) % 60)
      let left = Mutex(heard)
      let unheard = Mutex(Set<String>())
      let first = ScriptedWire { sent, _ in
        let isHeard = left.withLock { left in
          left -= 1
          return left >= 0
        }
        if isHeard { return .taken }
        _ = unheard.withLock { $0.insert(sent.text) }
        return nil
      }
      let killed = post.courier(first)
      let running = Task { try await killed.run() }
      // What it had heard of is committed, nothing more comes; then it is gone.
      try await until {
        try unheard.withLock { $0.count } >= min(4, 60 - heard) - 3
          && post.outbox().waiting == 60 - heard
      }
      let second = ScriptedWire()
      try await post.deliver(post.courier(second))
      let all = first.texts + second.texts
      #expect(Set(all) == Set(texts), "seed \(seed)")
      let repeated = Set(first.texts).intersection(second.texts)
      let inFlight = unheard.withLock { $0 }
      #expect(repeated.isSubset(of: inFlight), "seed \(seed)")
      #expect(Set(inFlight.map { (Int($0) ?? 0) % 4 }).count == inFlight.count, "seed \(seed)")
      running.cancel()
      try await running.value
    }
  }

  @Test("What must not be repeated is given up when the process stopped while it was on its way")
  func once() async throws {
    let post = try Post()
    let deaf = ScriptedWire { _, _ in nil }
    let killed = post.courier(deaf, pulse: .still)
    let running = Task { try await killed.run() }
    killed.take(
      try post.post([
        Post.say("pay", repeats: false), Post.say("next", repeats: false),
        Post.say("other", to: 2),
      ]))
    try await until { deaf.sent.count == 2 }
    let second = ScriptedWire()
    try await post.deliver(post.courier(second))
    #expect(Set(second.texts) == ["next", "other"])
    let dead = try post.store.read { try $0.deadLetters(limit: 10) }
    #expect(dead.count == 1)
    #expect(dead.first?.error.contains("Nobody knows") == true)
    deaf.release()
    running.cancel()
    try await running.value
  }

  @Test("A row told of twice, before and after it was loaded, goes once")
  func twice() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    let courier = post.courier(wire)
    let rows = try post.post([Post.say("a"), Post.say("b"), Post.say("c", to: 2)])
    courier.take(rows)
    try await post.deliver(courier) { courier.take(rows) }
    courier.take(rows)
    #expect(wire.sent.count == 3)
  }
}
