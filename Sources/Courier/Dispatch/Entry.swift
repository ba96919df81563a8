import Booking
import Store

/// What has to be written about a delivery before its chat may go on.
struct Entry: Sendable {
  enum Change: Sendable {
    /// It arrived, or is not worth sending any more.
    case remove
    /// It arrived and shows a screen of the chat.
    case shown(chat: Int64, screen: Int, message: Int64)
    /// It arrived as a new message in place of the one that was gone.
    case replaced(chat: Int64, old: Int64, new: Int64)
    case bury(String)
    case postpone(until: Instant, String)
    /// It must not be repeated and is about to go.
    case mark
    case unreachable(chat: Int64)
    case migrate(from: Int64, to: Int64)
  }

  /// Who waits for this to be committed.
  enum Waiting: Sendable {
    case nobody
    case chat(Int64)
    /// Rare and large, so out of line.
    indirect case letter(Item)
  }

  /// How long, in milliseconds, an entry may wait for company when no row waits for it, and how long
  /// if a crash meanwhile would show somebody a message twice.
  static let linger: Int64 = 50
  static let shortLinger: Int64 = 10

  let row: Int64
  let change: Change
  var waiting: Waiting = .nobody
  /// The message that it arrived as, where that is to be remembered.
  var remembers: Int64?
  /// What became of it, if it is a letter or a short message, or a notice that can't be delivered.
  var fate: LetterFate?
  /// How long, in milliseconds, it may wait for company; 0: somebody waits for it.
  var patience: Int64 = 0

  /// Whether a crash of the machine right afterwards must not undo it.
  var mustLast: Bool {
    switch change {
    case .mark, .unreachable: true
    default: false
    }
  }
  /// Whether the outbox has done with the row.
  var isFinal: Bool {
    switch change {
    case .remove, .shown, .replaced, .bury: true
    case .postpone, .mark, .unreachable, .migrate: false
    }
  }
}

extension Entry {
  func write(to tx: Transaction, now: Instant) throws {
    if let remembers { try tx.remember(row: row, as: remembers, now: now) }
    switch change {
    case .remove: try tx.removeFromOutbox(row)
    case .shown(let chat, let screen, let message):
      try tx.removeFromOutbox(row)
      try tx.screenSent(chat: chat, screen: screen, message: message)
    case .replaced(let chat, let old, let new):
      try tx.removeFromOutbox(row)
      if let known = try tx.chat(chat), known.message == old {
        try tx.screenSent(chat: chat, screen: known.screen, message: new)
      }
    case .bury(let reason): try tx.bury(row, error: reason)
    case .postpone(let until, let reason): try tx.postpone(row, until: until, error: reason)
    case .mark: try tx.postpone(row, until: OutboxRow.onItsWay, error: "on its way")
    // The front desk has noted it.
    case .unreachable: break
    case .migrate(let old, let new): try tx.migrate(chat: old, to: new)
    }
  }
}

extension OutboxRow {
  /// Whether a newer edit makes an older one of the same message pointless. A notice does not take
  /// the place of a screen: it may turn out to be not worth sending.
  func replaces(edit older: OutboxRow) -> Bool {
    edits && older.edits && (channel != .notice || older.channel == .notice)
  }

  /// The moment before which a row that must not be repeated waits while it is on its way: found
  /// at a start, it tells that nobody knows how that ended.
  static let onItsWay = Instant(-1)

  var wasOnItsWay: Bool { !repeats && notBefore == Self.onItsWay }
}
