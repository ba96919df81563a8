import Booking
import Store
import Telegram
import Testing

@testable import Courier

@Suite("The Courier over a store")
struct CourierTests {
  @Test("What is posted arrives in order and leaves the outbox")
  func delivers() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    let courier = post.courier(wire)
    // Some wait from before the start, some come while it runs.
    _ = try post.post([Post.say("a"), Post.say("b"), Post.say("x", to: 2)])
    try await post.deliver(courier) {
      try courier.take(post.post([Post.say("c"), Post.say("y", to: 2)]))
      try courier.take(post.post([Post.say("d")]))
    }
    #expect(wire.sent.filter { $0.chat == 1 }.map(\.text) == ["a", "b", "c", "d"])
    #expect(wire.sent.filter { $0.chat == 2 }.map(\.text) == ["x", "y"])
    #expect(courier.health.sent == 6)
    #expect(courier.health.waiting == 0)
  }

  @Test("What became of deliveries rides with a transaction that is made anyway, or goes alone")
  func rides() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    let courier = post.courier(wire, pulse: .still)
    let running = Task { try await courier.run() }
    try courier.take(post.post([Post.edit("a", message: 7)]))
    try await until { courier.health.sent == 1 }
    #expect(try post.outbox().waiting == 1)
    let riders = courier.board()
    try post.store.write { try riders.write(to: $0) }
    try courier.alight(riders, areWritten: true, posted: post.post([Post.edit("b", message: 7)]))
    try await until { courier.health.sent == 2 }
    #expect(try post.outbox().waiting == 1)
    // The other transaction came to nothing.
    courier.alight(courier.board(), areWritten: false, posted: [])
    try await until { try post.outbox().waiting == 0 }
    // A row that waits for the one before it does not wait for company.
    try courier.take(post.post([Post.say("c")]))
    try await until { courier.health.sent == 3 }
    try courier.take(post.post([Post.say("d")]))
    try await until { courier.health.sent == 4 }
    running.cancel()
    try await running.value
    #expect(try post.outbox().waiting == 0)
    #expect(wire.texts == ["a", "b", "c", "d"])
  }

  @Test("A screen's message is known to the edits that follow")
  func screens() async throws {
    let post = try Post()
    try post.show(screen: 3)
    let wire = ScriptedWire()
    _ = try post.post([
      Post.say("shown", screen: 3), Post.edit("again", screen: 3), Post.edit("old", screen: 2),
    ])
    try await post.deliver(post.courier(wire))
    let message = try post.store.read { try $0.chat(1)?.message }
    #expect(message != nil)
    #expect(wire.texts == ["shown", "again"])
    #expect(wire.sent.last?.message == message)
  }

  @Test("The chat's screen follows when its message had to be sent anew")
  func anew() async throws {
    let post = try Post()
    try post.show(screen: 0, as: 7)
    let wire = ScriptedWire { sent, _ in
      sent.method == "editMessageText" ? .messageGone("gone") : .delivered(message: 88)
    }
    _ = try post.post([Post.edit("words", message: 7)])
    try await post.deliver(post.courier(wire))
    #expect(wire.sent.map(\.method) == ["editMessageText", "sendMessage"])
    #expect(wire.texts == ["words", "words"])
    #expect(try post.store.read { try $0.chat(1)?.message } == 88)
  }

  @Test("Files go along with their call; what can't be read as files is given up")
  func files() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    let file = Attachment(
      name: "document", source: .bytes([1, 2]), filename: "visit.ics", mime: "text/calendar")
    var good = Post.say("with a file")
    good.files = StoredAttachments.encode([file])
    var bad = Post.say("broken")
    bad.files = [9]
    _ = try post.post([good, bad, Post.say("after")])
    try await post.deliver(post.courier(wire))
    #expect(wire.sent.map(\.files) == [["visit.ics"], []])
    #expect(wire.texts == ["with a file", "after"])
    #expect(try post.outbox().dead == 1)
  }

  @Test("The outbox never uses an id twice, so a late word of one row never hits another")
  func ids() throws {
    let post = try Post()
    let first = try post.post([Post.say("a")]).map(\.id)
    try post.store.write { tx in
      for id in first { try tx.removeFromOutbox(id) }
    }
    // Without AUTOINCREMENT, SQLite gives the highest id again once its row is gone.
    #expect(try post.post([Post.say("b")]).map(\.id) != first)
  }

  @Test("A newer edit posted while the older is on the wire is sent too, and nothing is left")
  func overtaken() async throws {
    let post = try Post()
    let wire = ScriptedWire { _, times in times == 1 ? nil : .taken }
    let courier = post.courier(wire)
    let running = Task { try await courier.run() }
    courier.take(try post.post([Post.edit("older", message: 7)]))
    try await until { wire.sent.count == 1 }
    courier.take(try post.post([Post.edit("newer", message: 7)]))
    wire.release()
    try await until { wire.sent.count == 2 }
    #expect(try post.outbox().waiting == 1)
    wire.release()
    try await until { try post.outbox().waiting == 0 }
    #expect(wire.texts == ["older", "newer"])
    running.cancel()
    try await running.value
  }

  @Test("A person who blocked the bot is marked, and a refused call is kept with its reason")
  func refusals() async throws {
    let post = try Post()
    let wire = ScriptedWire { sent, _ in
      switch sent.text {
      case "to nobody": .unreachable("Forbidden: bot was blocked by the user")
      case "bad": .refused("Bad Request: can't parse entities")
      default: .taken
      }
    }
    _ = try post.post([
      Post.say("to nobody"), Post.say("more"), Post.say("bad", to: 2), Post.say("good", to: 2),
    ])
    try await post.deliver(post.courier(wire))
    #expect(try post.store.read { try $0.person(post.person)?.isReachable } == false)
    #expect(!wire.texts.contains("more"))
    #expect(wire.texts.contains("good"))
    let dead = try post.store.read { try $0.deadLetters(limit: 10) }
    #expect(dead.map(\.error) == ["Bad Request: can't parse entities"])
  }

  @Test("Rows of a group that moved are sent to the new one")
  func moved() async throws {
    let post = try Post()
    let wire = ScriptedWire { sent, _ in sent.chat == -5 ? .moved(to: -1005) : .taken }
    _ = try post.post([Post.say("a", to: -5), Post.say("b", to: -5)])
    try await post.deliver(post.courier(wire))
    #expect(wire.sent.map(\.chat) == [-5, -1005, -1005])
    #expect(wire.texts == ["a", "a", "b"])
  }

  @Test("A notice is worded when it is sent; one without a point, or without words, blocks nothing")
  func notices() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    let courier = post.courier(wire) { row, _, now in
      #expect(now == Post.noon)
      switch row.method {
      case "pointless": return nil
      case "broken": throw NeverCame()
      default: return Call(method: "sendMessage", members: Array("worded".utf8))
      }
    }
    _ = try post.post(
      ["pointless", "broken", "booked"].map {
        Posting(
          channel: .notice, chat: 1, person: post.person, priority: .notice, method: $0, body: [])
      } + [Post.say("after")])
    try await post.deliver(courier)
    #expect(wire.texts == ["worded", "after"])
    #expect(try post.outbox().dead == 1)
  }

  @Test("What was taken out of the outbox while it waited to be tried again is not sent")
  func erased() async throws {
    let post = try Post()
    let store = post.store
    let wire = ScriptedWire { sent, times in
      guard sent.text == "first", times == 1 else { return .taken }
      // The erasure comes between the two tries.
      try? store.write { try $0.removeFromOutbox(1) }
      return .notSent("line down")
    }
    let courier = post.courier(wire)
    try await post.deliver(courier) {
      try courier.take(post.post([Post.say("first"), Post.say("second")]))
    }
    #expect(wire.texts == ["first", "second"])
  }

  @Test("Rows beyond the memory's bound wait in the database and keep their order")
  func bound() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    let courier = post.courier(wire, memory: 10)
    try await post.deliver(courier) {
      for start in stride(from: 0, to: 400, by: 7) {
        try courier.take(
          post.post((start..<min(start + 7, 400)).map { Post.say("\($0)", to: Int64($0 % 3) + 1) }))
        #expect(courier.health.waiting <= 10)
      }
    }
    #expect(wire.sent.count == 400)
    for chat in 1...3 {
      let numbers = wire.sent.filter { $0.chat == Int64(chat) }.compactMap { Int($0.text) }
      #expect(numbers == numbers.sorted())
    }
  }

  @Test("A refused token ends the run, and everything stays in the outbox")
  func token() async throws {
    let post = try Post()
    let courier = post.courier(ScriptedWire { _, _ in .tokenRefused })
    _ = try post.post([Post.say("a"), Post.say("b", to: 2)])
    await #expect(throws: CourierFailure.tokenRefused) { try await courier.run() }
    #expect(try post.outbox().waiting == 2)
  }

  @Test("Stopping waits for what is on the wire, writes it down, and starts nothing new")
  func stops() async throws {
    let post = try Post()
    let wire = ScriptedWire { _, _ in nil }
    let courier = post.courier(wire, pulse: .still)
    let running = Task { try await courier.run() }
    courier.take(try post.post([Post.say("a"), Post.say("b")]))
    try await until { wire.sent.count == 1 }
    running.cancel()
    courier.take(try post.post([Post.say("c", to: 2)]))
    wire.release()
    try await running.value
    #expect(wire.texts == ["a"])
    #expect(try post.outbox().waiting == 2)
  }

  @Test("Stopping does not wait for ever")
  func stopsAnyway() async throws {
    let post = try Post()
    let wire = ScriptedWire { _, _ in nil }
    let courier = post.courier(wire)
    let running = Task { try await courier.run() }
    courier.take(try post.post([Post.say("a")]))
    try await until { wire.sent.count == 1 }
    running.cancel()
    try await running.value
    #expect(try post.outbox().waiting == 1)
  }
}
