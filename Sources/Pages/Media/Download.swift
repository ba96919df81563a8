import Hummingbird
import NIOCore
import Synchronization

/// Something that can be sent from any of its bytes on, without holding it in memory.
protocol Streamable: Sendable {
  var size: Int64 { get }
  /// Sends the bytes of that range, in order.
  func send(
    _ range: Range<Int64>, to write: (ByteBuffer) async throws -> Void
  ) async throws
}

/// Answers with something large: all of it, a part, or that the asker has it already.
enum Download {
  /// A reader that takes nothing for so long is left alone.
  private static let patience: Duration = .seconds(60)

  static func answer(
    _ content: some Streamable, tag: String, to ask: Ask, headers: HTTPFields,
    closing close: @escaping @Sendable () -> Void
  ) -> Response {
    var headers = headers
    headers[.eTag] = tag
    headers[.acceptRanges] = "bytes"
    if let known = ask.headers[.ifNoneMatch], matches(known, tag) {
      headers[.contentType] = nil
      headers[.contentDisposition] = nil
      return Response(status: .notModified, headers: headers, noLength: true)
    }
    let isSame = ask.headers[.ifRange].map { $0 == tag } ?? true
    let wish = ask.method == .head || !isSame ? nil : ask.headers[.range]
    var range = 0..<content.size
    var status = HTTPResponse.Status.ok
    switch ByteRange(wish, size: content.size) {
    case .whole: break
    case .part(let part):
      range = part
      status = .partialContent
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(content.size)"
    case .unsatisfiable:
      headers[.contentRange] = "bytes */\(content.size)"
      headers[.contentType] = nil
      headers[.contentDisposition] = nil
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
    headers[.contentLength] = String(range.count)
    if range.isEmpty { return Response(status: status, headers: headers) }
    return Response(
      status: status, headers: headers,
      body: ResponseBody(contentLength: range.count) { [range] writer in
        let vigil = Vigil(patience, close)
        defer { vigil.end() }
        var out = writer
        try await content.send(range) { piece in
          try await out.write(piece)
          vigil.moved()
        }
        try await writer.finish(nil)
      })
  }

  /// If-None-Match (RFC 9110 §13.1.2).
  static func matches(_ header: String, _ tag: String) -> Bool {
    header.split(separator: ",").contains { part in
      let part = part.trimmingPrefix { $0 == " " }
      return part == "*" || part == tag || part.hasPrefix("W/") && part.dropFirst(2) == tag
    }
  }
}

/// Watches that somebody who downloads goes on reading.
private final class Vigil: Sendable {
  private let moves = Atomic<Int>(0)
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ patience: Duration, _ giveUp: @escaping @Sendable () -> Void) {
    let watch = Task { [weak self] in
      var last = -1
      while !Task.isCancelled {
        guard let moves = self?.moves.load(ordering: .relaxed) else { return }
        if moves == last { return giveUp() }
        last = moves
        try? await Task.sleep(for: patience)
      }
    }
    task.withLock { $0 = watch }
  }

  func moved() { moves.add(1, ordering: .relaxed) }

  func end() { task.withLock { $0?.cancel() } }
}

extension Response {
  /// An answer that must not tell a length, because it has no content of its own.
  init(status: HTTPResponse.Status, headers: HTTPFields, noLength: Bool) {
    self.init(status: status, headers: headers)
    if noLength { self.headers[.contentLength] = nil }
  }
}
