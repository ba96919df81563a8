import FrontDesk
import Store
import Telegram

/// The way to the files that Telegram keeps.
package protocol Fetcher: Sendable {
  /// Fetches a file to `path`, which appears only when it is complete.
  func download(fileID: String, to path: String) async throws(TelegramError)
}

extension TelegramClient: Fetcher {}

/// What a failure to fetch a file means.
enum FetchFailure: Sendable, Hashable {
  case tooBig
  /// This file will never come.
  case never(String)
  /// It may come another time.
  case later(String)
  /// Nothing comes at present: the line or the server is in trouble, or asks for patience.
  case nothing(String, seconds: Int?)
  case cancelled

  init(_ error: TelegramError) {
    switch error {
    case .badRequest(let description) where description.contains("file is too big"): self = .tooBig
    // A link lives an hour, and Telegram moves files about.
    case .badRequest(let description)
    where description.contains("file is gone") || description.contains("temporarily unavailable")
      || description.contains("the server names no path"):
      self = .later(description)
    case .badRequest, .forbidden, .conflict, .limit, .migrated, .notModified, .messageGone,
      .queryTooOld:
      self = .never("\(error)")
    case .retryAfter(let seconds, _): self = .nothing("\(error)", seconds: seconds)
    case .server, .network, .unauthorized: self = .nothing("\(error)", seconds: nil)
    case .cancelled: self = .cancelled
    }
  }
}
