import Booking
import Testing

@testable import Courier

@Suite("Order")
struct OrderStories {
  @Test("A chat's rows go one at a time, in order, chats side by side")
  func order() {
    Story.play(
      """
      post A1 A2 A3 B1
      go A1 B1
      go -
      ok A1
      go A2
      ok B1 A2
      go A3
      ok A3
      wrote A1:remove B1:remove A2:remove A3:remove
      """)
  }

  @Test("The next row waits until what became of the last is committed")
  func committed() {
    Story.play(
      """
      post A1 A2 B1
      go A1 B1
      hold
      ok A1
      go -
      commit
      go A2
      """)
  }

  @Test("Rows that come in the wrong order go in the right one")
  func sorted() {
    var story = Story()
    for id in [3, 1, 2] as [Int64] {
      story.machine.take(Story.row(id, chat: 1, now: story.now.wall), at: story.now)
    }
    var order: [Int64] = []
    while let departure = story.machine.next(at: story.now) {
      order.append(departure.item.row.id)
      story.machine.ended(departure, .delivered(message: nil), at: story.now)
      for entry in story.machine.takeEntries() { story.machine.committed(entry, at: story.now) }
    }
    #expect(order == [1, 2, 3])
  }

  @Test("Between chats the urgent goes first; a chat is as urgent as its most urgent row")
  func priority() {
    Story.play(
      SendLimits(perChat: nil, perSecond: nil, perGroupMinute: nil, atOnce: 1),
      """
      post A1:broadcast B1:reminder C1:notice D1 E1:broadcast E2
      go D1
      ok D1
      go E1
      # the reply behind the broadcast pulled it along
      ok E1
      go E2
      ok E2
      go C1
      ok C1
      go B1
      ok B1
      go A1
      """)
  }

  @Test("Chats of the same urgency take turns")
  func fair() {
    Story.play(
      SendLimits(perChat: nil, perSecond: nil, perGroupMinute: nil, atOnce: 1),
      """
      post A1 A2 A3 B1 B2 C1
      go A1
      ok A1
      go B1
      ok B1
      go C1
      ok C1
      go A2
      ok A2
      go B2
      ok B2
      go A3
      """)
  }

  @Test("Answers to taps go at once, whatever else waits, and only while they are of use")
  func answers() {
    Story.play(
      SendLimits(
        perChat: SendLimits.Burst(size: 1, millisecondsEach: 1000), perSecond: 1,
        perGroupMinute: nil, atOnce: 1),
      """
      post A1 A2
      go A1
      post A3:answer B1:answer
      go A3 B1
      ok A3
      wrote A3:remove
      lost B1
      # never again when it may have arrived
      wrote B1:remove
      go -
      ok A1
      wrote A1:remove
      # the second is full, an answer is not counted
      go -
      post C1:answer D1:answer
      +15000
      go A2
      wrote C1:remove D1:remove
      """)
  }

  @Test("An answer that surely did not arrive is tried again, until it is too late")
  func answerAgain() {
    Story.play(
      """
      post A1:answer
      go A1
      down A1
      go -
      +700
      go A1
      429 A1=3
      post B1:answer
      go -
      # rows in the chats are not concerned
      post A2
      go A2
      +3000
      go B1 A1
      down A1
      +12000
      go -
      wrote A1:remove
      """)
  }

  @Test("What was posted for later holds nothing up; a retry found at the start does")
  func later() {
    Story.play(
      """
      post A1:later=10 A2
      go A2
      ok A2
      go -
      +10000
      go A1
      post B1:later=5,tried=2 B2
      go -
      +5000
      go B1
      ok B1
      go B2
      """)
  }

  @Test("A row that expired while it waited is dropped, and the next goes")
  func expiry() {
    Story.play(
      """
      post A1 A2:expires=5 A3
      go A1
      +6000
      ok A1
      go A3
      wrote A1:remove A2:remove
      """)
  }

  @Test("A newer edit takes the place of an older one that has not gone")
  func superseded() {
    Story.play(
      """
      post A1 A2:edit=7 A3:edit=8 A4:edit=7
      go A1
      wrote A2:remove
      ok A1
      go A3
      # one that is away stays away, and is not tried again
      post A5:edit=8
      down A3
      wrote A1:remove A3:remove
      go A4
      ok A4
      go A5
      post A6:editscreen=2 A7:editscreen=3 A8:editscreen=2
      wrote A4:remove A6:remove
      """)
  }

  @Test("A message that shows a screen tells its id to the chat")
  func screens() {
    Story.play(
      """
      post A1:screen=4 A2:edit=9
      go A1
      ok A1=77
      wrote A1:screen4=77
      go A2
      ok A2=9
      wrote A2:remove
      """)
  }

  @Test("An edit of a message that is gone becomes a message; another kind of edit does not")
  func gone() {
    Story.play(
      """
      post A1:edit=7 A2:edit=8,keyboard A3:editscreen=5 A4
      go A1
      gone A1
      wrote -
      go A1
      ok A1=90
      wrote A1:7=90
      go A2
      gone A2
      go A3
      gone A3
      go A3
      ok A3=91
      wrote A2:remove A3:screen5=91
      go A4
      """)
  }
}
