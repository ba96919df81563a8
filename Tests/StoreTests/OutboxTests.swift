import Booking
import Testing

@testable import Store

/// What is to be delivered, and what became of it.
@Suite struct OutboxTests {
  let store: Store
  let now = Shop.opening

  init() throws { store = try Store() }

  @discardableResult
  private func post(
    _ method: String, chat: Int64 = 5, _ change: (inout Posting) -> Void = { _ in }
  ) throws -> Int64 {
    var posting = Posting(
      channel: .telegram, chat: chat, priority: .reply, method: method, body: [1, 2])
    change(&posting)
    return try store.write { [now, posting] tx in
      try tx.post(posting, now: now)
      return tx.posted[0].id
    }
  }

  private func waiting() throws -> [String] {
    try store.read { try $0.waitingRows(after: 0, limit: 100).map(\.method) }
  }

  @Test func `rows wait in the order they were posted`() throws {
    for index in 0..<5 { try post("m\(index)", chat: Int64(index % 2)) }
    #expect(try waiting() == ["m0", "m1", "m2", "m3", "m4"])
    let first = try store.read { try $0.waitingRows(after: 0, limit: 2) }
    #expect(first.map(\.method) == ["m0", "m1"])
    let rest = try store.read { try $0.waitingRows(after: first[1].id, limit: 9) }
    #expect(rest.map(\.method) == ["m2", "m3", "m4"])
  }

  @Test func `a row comes back as it was posted`() throws {
    let person = try Shop(store).client
    let posting = Posting(
      channel: .notice, chat: -100_123, person: person, priority: .reminder, method: "booked",
      body: [0, 255, 10], files: [9], screen: 4, message: 77, edits: true, repeats: false,
      notBefore: now.adding(seconds: 5), expires: now.adding(seconds: 15))
    let row = try store.write { [now] tx in
      try tx.post(posting, now: now)
      return tx.posted[0]
    }
    let stored = try #require(try store.read { try $0.waitingRows(after: 0, limit: 1) }.first)
    for row in [row, stored] {
      #expect(row.channel == .notice && row.chat == -100_123 && row.person == person)
      #expect(row.priority == .reminder && row.method == "booked" && row.body == [0, 255, 10])
      #expect(row.files == [9] && row.screen == 4 && row.message == 77)
      #expect(row.edits && !row.repeats && row.created == now && row.attempts == 0)
      #expect(row.notBefore == now.adding(seconds: 5) && row.expires == now.adding(seconds: 15))
    }
    #expect(row.id == stored.id)
  }

  @Test func `a newer edit of a message takes the place of an older one that waits`() throws {
    func edit(_ method: String, chat: Int64 = 5, message: Int64 = 70) throws -> Int64 {
      try post(method, chat: chat) {
        $0.message = message
        $0.edits = true
      }
    }
    let old = try edit("old")
    _ = try edit("elsewhere", chat: 6)
    _ = try edit("another", message: 71)
    try post("word")
    let sending = try edit("leaving", message: 72)
    try store.write { try $0.markSending(sending) }
    _ = try edit("after", message: 72)
    _ = try edit("new")
    #expect(try waiting() == ["elsewhere", "another", "word", "leaving", "after", "new"])
    #expect(try !store.read { try $0.stillWaits(old) })
    #expect(try store.read { try $0.stillWaits(sending) })
  }

  @Test func `an id is never used twice, so that no two rows are taken for one`() throws {
    let folder = try Folder()
    let path = folder.path("bot.sqlite")
    var last: Int64 = 0
    for _ in 0..<3 {
      let store = try Store(path: path)
      let id = try store.write { [now] tx in
        try tx.post(
          Posting(channel: .telegram, chat: 1, priority: .reply, method: "m", body: []), now: now)
        return tx.posted[0].id
      }
      #expect(id > last)
      last = id
      try store.write { try $0.removeFromOutbox(id) }
      try store.close()
    }
  }

  @Test func `what is postponed waits with its count, what is given up is kept with its reason`()
    throws
  {
    let first = try post("first")
    let second = try post("second", chat: 8)
    try store.write { [now] tx in
      try tx.markSending(first)
      try tx.postpone(first, until: now.adding(seconds: 30), error: "no network")
      try tx.bury(second, error: "Bad Request: chat not found")
    }
    let row = try #require(try store.read { try $0.waitingRows(after: 0, limit: 9) }.first)
    #expect(row.id == first && row.attempts == 1 && row.notBefore == now.adding(seconds: 30))
    #expect(try store.read { try $0.countOutbox() } == (1, 1))
    #expect(try !store.read { try $0.stillWaits(second) })
    let dead = try store.read { try $0.deadLetters(limit: 9) }
    #expect(dead.map(\.method) == ["second"] && dead.first?.chat == 8)
    #expect(dead.first?.error == "Bad Request: chat not found" && dead.first?.created == now)
    // An edit does not revive nor remove it.
    try post("later", chat: 8) {
      $0.message = 1
      $0.edits = true
    }
    #expect(try store.read { try $0.deadLetters(limit: 9).count } == 1)
  }

  @Test func `a chat that became a supergroup keeps what waits for it`() throws {
    try post("for the group", chat: -5)
    try post("for another", chat: -6)
    try store.write { try $0.migrate(chat: -5, to: -1_005) }
    let chats = try store.read { try $0.waitingRows(after: 0, limit: 9).map(\.chat) }
    #expect(chats == [-1_005, -6])
  }

  @Test func `timers come by their moment, each once`() throws {
    try store.write { [now] tx in
      for (kind, due) in [("b", 20), ("a", 10), ("a", 10), ("c", 30)] {
        try tx.setTimer(kind, subject: 1, due: now.adding(seconds: due))
      }
      #expect(tx.setTimers)
    }
    #expect(try store.read { try $0.nextTimer() } == now.adding(seconds: 10))
    let due = try store.read { [now] in try $0.dueTimers(now: now.adding(seconds: 20), limit: 9) }
    #expect(due.map(\.kind) == ["a", "b"])
    try store.write { tx in
      try tx.remove(due[0])
      try tx.clearTimers("b", subject: 2)
      try tx.clearTimers("c", subject: 1)
    }
    let left = try store.read { try $0.dueTimers(now: Instant(.max), limit: 9).map(\.kind) }
    #expect(left == ["b"])
  }

  @Test func `a screen is edited only while it is the chat's newest`() throws {
    let person = try Shop(store).client
    try store.write { tx in
      var chat = ChatMemory(id: 501)
      chat.screen = 2
      try tx.save(chat, person: person)
      try tx.screenSent(chat: 501, screen: 1, message: 10)
      #expect(try tx.message(chat: 501, screen: 2) == nil)
      try tx.screenSent(chat: 501, screen: 2, message: 11)
      #expect(try tx.message(chat: 501, screen: 2) == 11)
      #expect(try tx.message(chat: 501, screen: 1) == nil)
    }
  }
}
