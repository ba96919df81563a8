import Booking
import FrontDesk
import Store

extension Stage {
  /// What the Copyist would say: a copy of so many bytes was made now; nil: the disk is full.
  package func makeCopy(bytes: Int64?) throws {
    let made = now
    try change { desk in
      try desk.planBackups(folder: "/var/backups/bookingbot", copies: desk.tx.keptCopies())
      guard let bytes else { return try desk.noteCopyFailed(.full) }
      let copy = KeptCopy(name: "bot-\(made.seconds).sqlite", made: made, bytes: bytes)
      try desk.noteCopy(made: made, copies: [copy] + desk.tx.keptCopies().filter { $0 != copy })
    }
  }

  /// As if the data had been restored from a copy of now, in which so many messages waited.
  package func restore(waiting count: Int) throws {
    let moment = now
    try store.write { tx in
      for _ in 0..<count {
        try tx.post(
          Posting(
            channel: .telegram, chat: 1, priority: .reply, method: "sendMessage",
            body: Array("\"chat_id\":1,\"text\":\"Hello\"".utf8)), now: moment)
      }
      try tx.mark(CopyMark(made: moment, key: nil))
    }
    _ = try FrontDesk.settleCopy(in: store, now: moment)
    try ring()
  }
}
