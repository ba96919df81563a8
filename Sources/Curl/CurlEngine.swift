/// Sends HTTP requests and letters through libcurl, all on one thread of its own.
///
/// ```swift
/// let engine = CurlEngine()
/// let response = try await engine.send(HTTPRequest(.get, "https://example.org/"))
/// await engine.shutdown()
/// ```
package final class CurlEngine: Sendable {
  /// Something under way that can be called off.
  package final class Ticket: Sendable, CustomReflectable {
    private let inbox: Inbox
    private let transfer: Transfer

    init(inbox: Inbox, transfer: Transfer) {
      self.inbox = inbox
      self.transfer = transfer
    }

    /// Ends the request at once with `.cancelled`; without effect once it is answered.
    package func cancel() { _ = inbox.put(.cancel(transfer)) }

    package var customMirror: Mirror { Mirror(self, children: []) }
  }

  private let inbox = Inbox()

  /// `label` names the thread. `authorities` is a PEM file of trusted certificates in place of the
  /// system's. Requests beyond `maximumConnectionsPerHost` wait for a connection.
  package init(
    label: String = "curl", maximumConnectionsPerHost: Int = 16, authorities: String? = nil
  ) {
    CurlThread.start(
      inbox: inbox, label: label, maximumConnectionsPerHost: maximumConnectionsPerHost,
      authorities: authorities)
  }

  deinit { inbox.close() }

  /// Any answer of the server is a response, whatever its status. Cancelling the task ends the
  /// request at once.
  nonisolated(nonsending)
    package func send(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse
  {
    try await carry(Transfer(.http(request))).get()
  }

  /// Returns when the mail server has taken responsibility for the letter.
  nonisolated(nonsending)
    package func send(_ letter: SMTPLetter) async throws(CurlError)
  {
    _ = try await carry(Transfer(.letter(letter))).get()
  }

  /// Like `send`, without a task: `completion` is called exactly once, on the curl thread, and must
  /// not block. After a shutdown it is called before this returns.
  @discardableResult
  package func start(
    _ request: HTTPRequest,
    completion: @escaping @Sendable (Result<HTTPResponse, CurlError>) -> Void
  ) -> Ticket {
    let transfer = Transfer(.http(request), completion: completion)
    if !inbox.put(.start(transfer)) { transfer.answer(.failure(.shutDown)) }
    return Ticket(inbox: inbox, transfer: transfer)
  }

  /// Requests started in `work` go out together: the curl thread is woken once for all of them.
  package func together(_ work: () -> Void) { inbox.together(work) }

  /// Cancels what is under way and returns when the thread has let go of everything. Can be called
  /// again; requests that come later fail with `.shutDown`.
  package func shutdown() async {
    inbox.close()
    await inbox.waitForEnd()
  }

  nonisolated(nonsending)
    private func carry(_ transfer: Transfer) async -> Result<HTTPResponse, CurlError>
  {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        transfer.completion = { continuation.resume(returning: $0) }
        if !inbox.put(.start(transfer)) { transfer.answer(.failure(.shutDown)) }
      }
    } onCancel: {
      _ = inbox.put(.cancel(transfer))
    }
  }
}
