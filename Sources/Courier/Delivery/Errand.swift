import Booking
import Store
import Telegram

/// What a departure turns out to be once the database was asked.
enum Errand: Sendable {
  case call(Call, chat: Int64?, message: Int64?)
  case letter(Letter)
  case message(ShortMessage)
  /// Nothing to send after all.
  case ended(Outcome)
}

/// Finds out what to send for a row: words notices, names the message of a screen, and looks
/// whether an older row is still in the outbox.
struct Errands: Sendable {
  /// Longer in memory than this, in milliseconds, and the outbox is asked again.
  static let staleAfter: Int64 = 1000

  let store: Store
  let word: @Sendable (OutboxRow, Transaction, Instant) throws -> Call?
  let write: @Sendable (OutboxRow, Transaction, Instant) throws -> Letter?
  let shorten: @Sendable (OutboxRow, Transaction, Instant) throws -> ShortMessage?

  /// The errand of a row that needs no look into the database; nil when it needs one.
  func plain(_ item: Item, at now: Now) -> Errand? {
    let row = item.row
    switch row.channel {
    case .answer: return call(item, message: nil)
    case .notice, .letter, .sms: return nil
    case .telegram:
      if item.isSuspect || now.tick - item.taken > Self.staleAfter { return nil }
      if row.edits, row.message == nil, row.screen != nil { return nil }
      return call(item, message: row.message)
    }
  }

  /// The errand as the database knows it now.
  func look(_ item: Item, at now: Now) -> Errand {
    let row = item.row
    do {
      switch row.channel {
      case .answer, .telegram:
        let found = try store.read { tx -> (waits: Bool, message: Int64?) in
          guard try tx.stillWaits(row.id) else { return (false, nil) }
          guard row.edits, row.message == nil, let chat = row.chat, let screen = row.screen else {
            return (true, row.message)
          }
          return (true, try tx.message(chat: chat, screen: screen))
        }
        // Without a message there is nothing to edit: the chat has moved on.
        guard found.waits, !row.edits || found.message != nil else { return .ended(.worthless) }
        return call(item, message: found.message)
      case .notice:
        // A write transaction: it has the catalogue at hand, and writes nothing.
        let found = try store.write { [word] tx -> (call: Call?, message: Int64?) in
          guard try tx.stillWaits(row.id), let call = try word(row, tx, now.wall) else {
            return (nil, nil)
          }
          guard row.edits else { return (call, nil) }
          if let message = row.message { return (call, message) }
          guard let chat = row.chat, let screen = row.screen else { return (nil, nil) }
          let message = try tx.message(chat: chat, screen: screen)
          return (message == nil ? nil : call, message)
        }
        guard let worded = found.call else { return .ended(.worthless) }
        guard let chat = row.chat else { return .ended(.refused("The reader has no chat")) }
        return .call(worded, chat: chat, message: found.message)
      case .letter:
        let letter = try store.write { [write] tx in
          try tx.stillWaits(row.id) ? try write(row, tx, now.wall) : nil
        }
        return letter.map { .letter($0) } ?? .ended(.worthless)
      case .sms:
        let message = try store.write { [shorten] tx in
          try tx.stillWaits(row.id) ? try shorten(row, tx, now.wall) : nil
        }
        return message.map { .message($0) } ?? .ended(.worthless)
      }
    } catch {
      // A disk in trouble is not the row's fault; anything else would fail for ever.
      let isMachine = StatementFault(error).isMachine
      return .ended(isMachine ? .notSent("\(error)") : .refused("Can't be worded: \(error)"))
    }
  }

  private func call(_ item: Item, message: Int64?) -> Errand {
    let row = item.row
    var attachments: [Attachment] = []
    if let files = row.files, !files.isEmpty {
      guard let decoded = StoredAttachments.decode(files) else {
        return .ended(.refused("Its files can't be read"))
      }
      attachments = decoded
    }
    if item.goesAnew {
      return .call(
        Call(method: "sendMessage", members: row.body, attachments: attachments), chat: row.chat,
        message: nil)
    }
    return .call(
      Call(method: row.method, members: row.body, attachments: attachments), chat: row.chat,
      message: row.edits ? message : row.message)
  }
}
