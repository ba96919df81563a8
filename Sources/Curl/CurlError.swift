/// Why a request or a letter failed. No case holds a path, a query, a user name or a password.
package enum CurlError: Error, Sendable, Equatable {
  case couldNotResolve(host: String)
  case couldNotConnect(host: String, port: Int)
  case tls(String)
  case proxy(String)
  case timedOut(phase: Phase)
  /// `sent`: whether the request may have reached the server before.
  case cancelled(sent: Bool)
  /// The line broke, or the server hung up without a whole answer.
  case connectionLost
  case bodyTooLarge(limit: Int)
  case badURL
  /// A header or an address that must not go on the wire.
  case badRequest(String)
  /// A local file could not be read or written; its name is the caller's to tell.
  case file(String, sent: Bool)
  /// The mail server refused, with its reply code and words.
  case smtp(code: Int, String)
  /// The engine had been shut down before.
  case shutDown
  case other(code: Int, String, sent: Bool)

  package enum Phase: String, Sendable {
    /// Before the request could go out, whichever deadline it was.
    case connect
    case total
    case stall
  }

  /// False only when the request surely did not reach the server, or (SMTP) the server surely
  /// refused it: then it can be repeated without doing anything twice.
  package var mayHaveBeenSent: Bool {
    switch self {
    case .couldNotResolve, .couldNotConnect, .tls, .proxy, .badURL, .badRequest, .smtp, .shutDown:
      false
    case .timedOut(let phase): phase != .connect
    case .cancelled(let sent), .file(_, let sent), .other(_, _, let sent): sent
    case .connectionLost, .bodyTooLarge: true
    }
  }
}

extension CurlError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .couldNotResolve(let host): "no address found for \(host)"
    case .couldNotConnect(let host, let port): "no connection to \(host), port \(port)"
    case .tls(let reason): "TLS failed: \(reason)"
    case .proxy(let reason): "proxy failed: \(reason)"
    case .timedOut(.connect): "timed out while connecting"
    case .timedOut(.total): "timed out waiting for the answer"
    case .timedOut(.stall): "timed out: the line was silent"
    case .cancelled: "cancelled"
    case .connectionLost: "connection lost before the whole answer came"
    case .bodyTooLarge(let limit): "answer larger than \(limit) bytes"
    case .badURL: "not a usable URL"
    case .badRequest(let reason): "not a usable request: \(reason)"
    case .file(let reason, _): "file trouble: \(reason)"
    case .smtp(let code, let words): "mail server answered \(code) \(words)"
    case .shutDown: "shut down"
    case .other(let code, let reason, _): "curl error \(code): \(reason)"
    }
  }
}
