import Booking
import Telegram
import Testing

@testable import Courier
@testable import Store

@Suite("Messages that follow what they are about")
struct KeepsakeTests {
  private static let matter = Keepsake(.visit, 7)

  private static func notice(_ words: String, keepsake: Keepsake? = matter) -> Posting {
    Posting(
      channel: .notice, chat: 1, priority: .notice, method: "requested", body: Array(words.utf8),
      keepsake: keepsake)
  }

  private func kept(_ post: Post) throws -> [KeptMessage] {
    try post.store.read { try $0.keptMessages(of: Self.matter) }
  }

  /// Words a row as it was posted, or as an edit.
  private static func word(_ row: OutboxRow, _: Transaction, _: Instant) -> Call? {
    Call(method: row.edits ? "editMessageText" : "sendMessage", members: row.body)
  }

  @Test("A message is remembered in the commit that removes its row; others are not")
  func remembers() async throws {
    let post = try Post()
    let wire = ScriptedWire()
    _ = try post.post([Self.notice("a"), Self.notice("b", keepsake: nil)])
    try await post.deliver(post.courier(wire, word: Self.word))
    let kept = try kept(post)
    #expect(kept.map(\.message) == [1001])
    #expect(kept.map(\.person) == [post.person] && kept.map(\.method) == ["requested"])
    // A new start of the Courier finds the keepsake of a row that still waits.
    _ = try post.post([Self.notice("c")])
    try await post.deliver(post.courier(ScriptedWire(), word: Self.word))
    #expect(try self.kept(post).count == 1, "the same message id, as this wire counts")
  }

  @Test("What changed while the message was on its way is told as soon as it has arrived")
  func changesOnTheWay() async throws {
    let post = try Post()
    let wire = ScriptedWire { sent, _ in sent.method == "sendMessage" ? nil : .taken }
    let courier = post.courier(wire, word: Self.word)
    let running = Task { try await courier.run() }
    try courier.take(post.post([Self.notice("a")]))
    try await until { wire.sent.count == 1 }
    try post.store.write { try $0.outdate(Self.matter) }
    wire.release()
    try await until { try wire.sent.count == 2 && post.outbox().waiting == 0 }
    running.cancel()
    try await running.value
    #expect(wire.sent.map(\.method) == ["sendMessage", "editMessageText"])
    #expect(wire.sent.last?.message == 1001)
    #expect(try kept(post).count == 1)
  }

  @Test("An edit of a message that is gone is no trouble, and does not come as a new one")
  func goneMessage() async throws {
    let post = try Post()
    let wire = ScriptedWire { sent, _ in
      sent.method == "editMessageText" ? .messageGone("message to edit not found") : .taken
    }
    try post.store.write { tx in
      try tx.remember(
        Self.matter, chat: 1, message: 5, method: "requested", body: [97], now: Post.noon)
      for kept in try tx.keptMessages(of: Self.matter) { try tx.post(edit: kept, now: Post.noon) }
    }
    try await post.deliver(post.courier(wire, word: Self.word))
    #expect(wire.sent.map(\.method) == ["editMessageText"])
    #expect(try post.outbox() == (0, 0))
  }

  @Test("An edit that follows does not take the place of a screen that waits, but the screen its")
  func screensComeFirst() throws {
    let post = try Post()
    let edit = Posting(
      channel: .notice, chat: 1, priority: .notice, method: "requested", body: [97], message: 9,
      edits: true)
    _ = try post.post([Post.edit("screen", message: 9), edit])
    #expect(try post.outbox().waiting == 2)
    _ = try post.post([Post.edit("newer", message: 9)])
    #expect(try post.outbox().waiting == 1)
  }

  @Test("Who blocks the bot, or is erased, has no messages to edit")
  func cleansUp() throws {
    let post = try Post()
    let person = post.person
    for isErased in [false, true] {
      try post.store.write { tx in
        try tx.remember(
          Self.matter, chat: 1, message: 5, method: "requested", body: [97], now: Post.noon)
        #expect(try tx.keptMessages(of: Self.matter).count == 1)
        if isErased {
          try tx.erase(person, now: Post.noon)
        } else {
          try tx.markUnreachable(telegram: 1)
        }
        #expect(try tx.count("SELECT count(*) FROM keepsake") == 0)
      }
    }
  }
}
