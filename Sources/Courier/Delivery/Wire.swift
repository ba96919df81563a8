import Store
import Telegram

/// The way to Telegram, as far as the Courier needs it.
package protocol Wire: Sendable {
  /// Starts the call; `completion` is called exactly once, perhaps before this returns, and does not
  /// block.
  func start(
    _ call: Call, chat: Int64?, message: Int64?,
    completion: @escaping @Sendable (Outcome) -> Void)

  /// Calls started in `work` may go out together.
  func together(_ work: () -> Void)
}

extension Wire {
  package func together(_ work: () -> Void) { work() }
}

extension TelegramClient: Wire {
  package func start(
    _ call: Call, chat: Int64?, message: Int64?,
    completion: @escaping @Sendable (Outcome) -> Void
  ) {
    start(call, chat: chat, message: message) {
      (result: Result<CallResult, TelegramError>) in completion(Outcome(result))
    }
  }
}

extension Outcome {
  init(_ result: Result<CallResult, TelegramError>) {
    switch result {
    case .success(let answer): self = .delivered(message: answer.messageID)
    case .failure(let error): self.init(error)
    }
  }

  init(_ error: TelegramError) {
    if error.isUnreachable {
      self = .unreachable("\(error)")
      return
    }
    switch error {
    case .retryAfter(let seconds, _): self = .wait(seconds: seconds)
    case .migrated(let chat): self = .moved(to: chat)
    case .notModified: self = .delivered(message: nil)
    case .messageGone(let reason): self = .messageGone(reason)
    case .queryTooOld: self = .worthless
    case .unauthorized: self = .tokenRefused
    case .forbidden, .badRequest, .conflict, .limit: self = .refused("\(error)")
    case .server, .network, .cancelled:
      self = error.mayHaveBeenSent ? .unknown("\(error)") : .notSent("\(error)")
    }
  }
}
