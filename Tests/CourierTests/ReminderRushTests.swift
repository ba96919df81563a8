import Booking
import Store
import Testing

@testable import Courier

/// Ten thousand reminders that are due at one moment.
@Suite struct ReminderRushTests {
  @Test func `they leave in their order, as fast as Telegram lets them, and answers pass them`()
    throws
  {
    let post = try Post()
    let rows = try post.post(
      (1...10_000).map { chat in
        Posting(
          channel: .telegram, chat: Int64(chat), priority: .reminder, method: "sendMessage",
          body: Array("\(chat)".utf8), expires: Post.noon.adding(minutes: 120))
      })
    let reply = try post.post([Post.say("your booking is confirmed", to: 20_000)])
    var dispatch = Dispatch(limits: .standard, seed: 1)
    var now = Now(wall: Post.noon, tick: 0)
    for row in rows { dispatch.take(row, at: now) }
    var order: [Int64] = []
    var waited = 0
    while order.count < 10_001, waited < 1_000_000 {
      guard let departure = dispatch.next(at: now) else {
        waited += 1
        now.tick = dispatch.nextWake(at: now) ?? now.tick + 1
        continue
      }
      order.append(departure.item.row.chat ?? 0)
      dispatch.ended(departure, .delivered(message: 1), at: now)
      if order.count == 1_000 { for row in reply { dispatch.take(row, at: now) } }
    }
    #expect(order[1_000] == 20_000, "whoever writes meanwhile is answered next")
    #expect(order.filter { $0 != 20_000 } == Array(1...10_000))
    // Thirty a second, and no second wasted.
    let seconds = Int(now.tick / 1_000)
    let best = 10_001 / 30
    #expect(seconds >= best - 1)
    #expect(seconds <= best * 106 / 100)
  }
}
