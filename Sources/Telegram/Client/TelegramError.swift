/// Why a call did not succeed, in the terms of what to do about it. Never holds the token.
package enum TelegramError: Error, Sendable, Hashable {
  package enum Conflict: Sendable, Hashable {
    /// Another process polls with the same token.
    case otherPoller
    /// Updates go to a webhook.
    case webhook
    case other(String)
  }

  /// 429: nothing more to this chat, or at all, for so long.
  case retryAfter(seconds: Int, description: String)
  /// The group has become this supergroup: send there.
  case migrated(to: Int64)
  /// 403.
  case forbidden(description: String)
  /// The edit would change nothing: as good as success.
  case notModified
  /// The message to edit or delete is gone or out of reach.
  case messageGone(description: String)
  /// The callback, inline or pre-checkout query can no longer be answered.
  case queryTooOld
  /// 401, or 404 for a path with an unknown token: the token is refused.
  case unauthorized
  case conflict(Conflict)
  case badRequest(description: String)
  /// 5xx, or an answer that is not the Bot API's.
  case server(status: Int)
  case network(description: String, mayHaveBeenSent: Bool)
  case cancelled(mayHaveBeenSent: Bool)
  /// Found before sending.
  case limit(LimitViolation)

  /// Whether the call may have had its effect nevertheless. False is certain; an answer with
  /// `ok: false` is.
  package var mayHaveBeenSent: Bool {
    switch self {
    case .network(_, let mayHaveBeenSent), .cancelled(let mayHaveBeenSent): mayHaveBeenSent
    // A broken answer with a good status, or a gateway that lost patience.
    case .server(let status): status < 300 || status == 504
    default: false
    }
  }

  /// The chat cannot be written to until its people do something about it.
  package var isUnreachable: Bool {
    switch self {
    case .forbidden(let description):
      [
        "blocked by the user", "user is deactivated", "kicked", "can't initiate conversation",
        "not a member", "can't send messages to bots", "can't send messages to the user",
        "group chat was deleted", "was deleted",
      ].contains { description.contains($0) }
    case .badRequest(let description):
      ["chat not found", "user not found", "PEER_ID_INVALID", "group chat was deactivated"]
        .contains { description.contains($0) }
    default: false
    }
  }

  /// Sending the same again later can succeed.
  package var isTransient: Bool {
    switch self {
    case .retryAfter, .server, .network, .cancelled: true
    default: false
    }
  }
}

extension TelegramError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .retryAfter(let seconds, _): "too many requests, retry after \(seconds) s"
    case .migrated(let id): "the group has become supergroup \(id)"
    case .forbidden(let description): description
    case .notModified: "message is not modified"
    case .messageGone(let description): description
    case .queryTooOld: "query is too old"
    case .unauthorized: "the token is refused"
    case .conflict(.otherPoller): "another process polls with the same token"
    case .conflict(.webhook): "a webhook is set for this bot"
    case .conflict(.other(let description)): description
    case .badRequest(let description): description
    case .server(let status): "the server failed (HTTP \(status))"
    case .network(let description, _): description
    case .cancelled: "cancelled"
    case .limit(let violation): "a limit of the Bot API: \(violation)"
    }
  }
}
