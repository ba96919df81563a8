import Logging
import Store
import Synchronization

extension Courier {
  /// Sends a departure on its way; an outcome that is known at once is returned, any other comes to
  /// `land`.
  func launch(_ departure: Dispatch.Departure, at now: Now) -> Outcome? {
    switch errands.plain(departure.item, at: now) {
    case .call(let call, let chat, let message):
      let latch = Latch()
      wire.start(call, chat: chat, message: message) { [weak self] outcome in
        if latch.isEarly(outcome) { return }
        self?.land(departure, outcome)
      }
      return latch.close()
    case .ended(let outcome): return outcome
    case .letter, .message, nil:
      Task(executorPreference: executor) { await self.run(departure) }
      return nil
    }
  }

  /// The way of what needs a look into the database first, and of letters.
  private func run(_ departure: Dispatch.Departure) async {
    let row = departure.item.row
    switch errands.look(departure.item, at: now) {
    case .call(let call, let chat, let message):
      wire.start(call, chat: chat, message: message) { [weak self] outcome in
        self?.land(departure, outcome)
      }
    case .letter(let letter):
      land(departure, await mailer.send(letter, row: row.id, created: row.created))
    case .message(let message): land(departure, await texter.send(message, row: row.id))
    case .ended(let outcome): land(departure, outcome)
    }
  }

  func log(_ departure: Dispatch.Departure, _ outcome: Outcome) {
    let remark: (level: Logger.Level, words: String)? =
      switch outcome {
      case .delivered, .worthless, .messageGone: nil
      case .refused(let reason): (.warning, "given up: \(reason)")
      case .unreachable(let reason): (.info, "can't be written to: \(reason)")
      case .moved(let chat): (.info, "moved to \(chat)")
      case .wait(let seconds): (.notice, "told to wait \(seconds) s")
      case .notSent(let reason): (.notice, "not sent, will try again: \(reason)")
      case .closed(let reason): (.notice, "can't be tried before the server is back: \(reason)")
      case .unknown(let reason): (.notice, "nobody knows whether it arrived: \(reason)")
      case .tokenRefused: (.error, "the token was refused")
      }
    guard let remark else { return }
    let row = departure.item.row
    logger.log(
      level: remark.level, "Delivery \(remark.words)",
      metadata: [
        "row": "\(row.id)", "method": "\(row.method)",
        "chat": "\(row.chat.map(String.init) ?? "none")",
      ])
  }
}

/// Tells an outcome that comes while its call is still being started from a later one.
private final class Latch: Sendable {
  private enum Phase {
    case open
    case early(Outcome)
    case closed
  }

  private let phase = Mutex(Phase.open)

  func isEarly(_ outcome: Outcome) -> Bool {
    phase.withLock { phase in
      if case .closed = phase { return false }
      phase = .early(outcome)
      return true
    }
  }

  func close() -> Outcome? {
    phase.withLock { phase in
      let before = phase
      phase = .closed
      if case .early(let outcome) = before { return outcome }
      return nil
    }
  }
}
