import Booking
import Store

@testable import Conversation

extension WorkExamples {
  static let broadcast: [BroadcastTap] =
    [.begin]
    + [Int64(1), (1 << 53) - 1].flatMap { raw -> [BroadcastTap] in
      let id = ID<Broadcast>(raw)
      return [
        .draft(id), .audiences(id), .tags(id), .everybody(id), .tagged(id, ID(raw)),
        .seenWithin(id, months: 3), .notSeenFor(id, months: 12), .speaking(id, "uk"),
        .discard(id), .send(id), .progress(id), .pause(id), .resume(id), .askStop(id), .stop(id),
      ]
    }
}
