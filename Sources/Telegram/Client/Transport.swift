import Curl

/// What the client needs of an HTTP engine; tests stand a scripted one in its place.
package protocol Transport: Sendable {
  nonisolated(nonsending)
    func send(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse

  /// Without a task: `completion` is called exactly once, on any thread, and must not block. The
  /// result calls the request off.
  func begin(
    _ request: HTTPRequest,
    completion: @escaping @Sendable (Result<HTTPResponse, CurlError>) -> Void
  ) -> @Sendable () -> Void

  /// Requests begun in `work` go out together, which may be cheaper.
  func together(_ work: () -> Void)
}

extension CurlEngine: Transport {
  package func begin(
    _ request: HTTPRequest,
    completion: @escaping @Sendable (Result<HTTPResponse, CurlError>) -> Void
  ) -> @Sendable () -> Void {
    let ticket = start(request, completion: completion)
    return { ticket.cancel() }
  }
}

extension Transport {
  package func together(_ work: () -> Void) { work() }

  package func begin(
    _ request: HTTPRequest,
    completion: @escaping @Sendable (Result<HTTPResponse, CurlError>) -> Void
  ) -> @Sendable () -> Void {
    let task = Task {
      do throws(CurlError) {
        completion(.success(try await send(request)))
      } catch {
        completion(.failure(error))
      }
    }
    return { task.cancel() }
  }
}
