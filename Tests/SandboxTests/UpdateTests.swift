import Testing

@testable import Sandbox

@Suite("The queue of updates")
struct UpdateTests {
  private func ids(_ page: [JSON]) -> [Int64] { page.compactMap { $0["update_id"]?.int } }

  private func queue(_ count: Int, from first: Int64 = 100) -> UpdateQueue {
    var queue = UpdateQueue(firstID: first)
    for _ in 0..<count { queue.add("message", [:], now: 0) }
    return queue
  }

  @Test("an offset confirms everything before it")
  func offset() {
    var queue = queue(5)
    #expect(ids(queue.take(offset: 0, limit: 100, now: 1)) == [100, 101, 102, 103, 104])
    #expect(ids(queue.take(offset: 0, limit: 2, now: 1)) == [100, 101])
    #expect(ids(queue.take(offset: 103, limit: 100, now: 1)) == [103, 104])
    #expect(ids(queue.take(offset: 0, limit: 100, now: 1)) == [103, 104])
    #expect(queue.take(offset: 105, limit: 100, now: 1).isEmpty)
    #expect(queue.count == 0)
  }

  @Test("a negative offset keeps the newest")
  func negative() {
    var queue = queue(5)
    #expect(ids(queue.take(offset: -2, limit: 100, now: 1)) == [103, 104])
    #expect(queue.count == 2)
    #expect(ids(queue.take(offset: -9, limit: 100, now: 1)) == [103, 104])
  }

  @Test("updates are kept for 24 hours")
  func age() {
    var queue = queue(1)
    #expect(queue.take(offset: 0, limit: 1, now: 86_399).count == 1)
    #expect(queue.take(offset: 0, limit: 1, now: 86_400).isEmpty)
  }

  @Test("ids may restart below a client's offset without losing updates")
  func restart() {
    var queue = queue(3, from: 5000)
    queue.restart(at: 7)
    #expect(ids(queue.take(offset: 5003, limit: 9, now: 1)) == [7, 8, 9])
    #expect(ids(queue.take(offset: 10, limit: 9, now: 1)).isEmpty)
    queue.add("message", [:], now: 1)
    #expect(ids(queue.take(offset: 10, limit: 9, now: 1)) == [10])
  }

  @Test("only allowed kinds are queued, from the wish on")
  func allowed() {
    var queue = queue(1)
    queue.add("chat_member", [:], now: 0)
    #expect(queue.count == 1)
    queue.allow(["callback_query"])
    queue.add("message", [:], now: 0)
    queue.add("callback_query", [:], now: 0)
    #expect(queue.count == 2)
    queue.allow([])
    queue.add("message", [:], now: 0)
    #expect(queue.count == 3)
  }

  @Test("many updates stay in order while they are confirmed in pages")
  func pages() {
    var queue = queue(3000)
    var seen: [Int64] = []
    for _ in 0..<30 {
      seen += ids(queue.take(offset: (seen.last ?? -1) + 1, limit: 100, now: 1))
    }
    #expect(seen == Array(100..<3100))
  }

  @Test("a newer poll ends the older one, a webhook ends both")
  func conflicts() throws {
    var world = makeWorld()
    let call = CallParameters()
    let first = try world.beginPoll(call)
    let second = try world.beginPoll(call)
    #expect(throws: World.pollConflict) { try world.poll(first, call) }
    #expect(try world.poll(second, call).isEmpty)
    #expect(world.ask("setWebhook", ["url": "http://a.example"]).error.contains("HTTPS"))
    #expect(world.ask("setWebhook", ["url": "https://a.example/x"]).result == true)
    #expect(throws: World.webhookConflict) { try world.poll(second, call) }
    #expect(throws: World.webhookConflict) { try world.beginPoll(call) }
    #expect(world.ask("getWebhookInfo").result["url"] == "https://a.example/x")
    #expect(world.ask("deleteWebhook").result == true)
    #expect(try world.beginPoll(call) > second)
  }

  @Test("faults double and shuffle what a poll brings")
  func disorder() throws {
    var world = makeWorld()
    for index in 0..<20 { _ = world.say(client, "m\(index)") }
    world.faults.duplicateUpdates = true
    world.faults.outOfOrder = true
    let number = try world.beginPoll(CallParameters())
    let page = ids(try world.poll(number, CallParameters()))
    #expect(page.count == 40 && Set(page).count == 20)
    #expect(page != page.sorted())
  }
}
