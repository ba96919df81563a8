import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// What a page answered, as it would go over the wire.
struct Answer: Sendable {
  let status: HTTPResponse.Status
  let headers: HTTPFields
  let body: ByteBuffer

  var text: String { String(buffer: body) }

  init(_ response: Response) async throws {
    let received = Received()
    try await response.body.write(Writer(received: received))
    status = response.status
    headers = response.headers
    body = received.bytes.withLock { $0 }
  }

  private final class Received: Sendable {
    let bytes = Mutex(ByteBuffer())
  }

  private struct Writer: ResponseBodyWriter {
    let received: Received

    mutating func write(_ buffer: ByteBuffer) {
      received.bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) {}
  }
}
