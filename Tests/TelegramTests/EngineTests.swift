import Curl
import Foundation
import Logging
import Synchronization
import Testing

@testable import Telegram

/// A tiny Bot API on a loopback port: one thread per connection, answers by method name. A poll
/// that waits is answered only when the line is closed.
private final class TinyServer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let seen = Mutex<[String]>([])
  private let hasPolled = Mutex(false)

  init() throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isUp = withUnsafeMutableBytes(of: &address) { bytes in
      guard let raw = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return bind(listener, raw, length) == 0 && listen(listener, 16) == 0
        && getsockname(listener, raw, &length) == 0
    }
    try #require(isUp)
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(self.listener, nil, nil)
        if connection < 0 {
          // Closed by the thread that waits on it: the number may be another's a moment later.
          close(self.listener)
          return
        }
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  /// Once; connections are refused from here on.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  var requests: [String] { seen.withLock { $0 } }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(connection, &buffer, buffer.count)
      if count <= 0 { return }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      while let head = text.firstRange(of: "\r\n\r\n") {
        let header = String(text[..<head.lowerBound])
        let bodyLength =
          header.firstMatch(of: #/(?i)content-length: *(\d+)/#).flatMap { Int($0.1) } ?? 0
        let rest = text[head.upperBound...]
        guard rest.utf8.count >= bodyLength else { break }
        let body = String(decoding: rest.utf8.prefix(bodyLength), as: UTF8.self)
        text = String(decoding: rest.utf8.dropFirst(bodyLength), as: UTF8.self)
        let path = header.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        seen.withLock { $0.append("\(path) \(body)") }
        answer(connection, to: path)
      }
    }
  }

  private func answer(_ connection: Int32, to path: String) {
    var result = #"{"message_id":11,"date":1,"chat":{"id":7,"type":"private"}}"#
    if path.hasSuffix("/getUpdates") {
      let isFirst = hasPolled.withLock { hasPolled in
        defer { hasPolled = true }
        return !hasPolled
      }
      guard isFirst else { return }
      result = "[\(Payload.callback)]"
    }
    let body = #"{"ok":true,"result":\#(result)}"#
    let answer =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
      + body
    let bytes = Array(answer.utf8)
    _ = write(connection, bytes, bytes.count)
  }
}

@Suite("With the real engine") struct EngineTests {
  @Test("calls, uploads and polls over a socket; cancelling a poll is immediate")
  func endToEnd() async throws {
    let server = try TinyServer()
    defer { server.stop() }
    let engine = CurlEngine()
    let client = testClient(engine, base: "http://127.0.0.1:\(server.port)")
    let sent = try await client.perform(.sendMessage(HTML("Привіт")), chat: 7)
    #expect(sent.messageID == 11)
    _ = try await client.perform(
      .sendDocument(.bytes(Array("data!".utf8), name: "x.txt", mime: "text/plain")), chat: 7)
    let (handled, isHandled) = AsyncStream.makeStream(of: [Int64].self)
    let poller = Poller(
      client: client, logger: Logger(label: "poll") { _ in SwiftLogNoOpLogHandler() })
    let task = Task { try await poller.run { isHandled.yield($0.map(\.id)) } }
    for await ids in handled {
      #expect(ids == [10])
      break
    }
    for _ in 0..<500 where !server.requests.contains(where: { $0.contains(#""offset":11"#) }) {
      try await Task.sleep(for: .milliseconds(10))
    }
    let start = ContinuousClock.now
    task.cancel()
    try await task.value
    #expect(ContinuousClock.now - start < .seconds(5))
    await engine.shutdown()
    let requests = server.requests
    #expect(requests.contains { $0.hasPrefix("/bot42:\(secretKey)/sendMessage {\"chat_id\":7") })
    #expect(
      requests.contains {
        $0.contains("/sendDocument ") && $0.contains(#"filename="x.txt""#) && $0.contains("data!")
      })
    #expect(requests.contains { $0.contains(#""timeout":50"#) && $0.contains(#""offset":11"#) })
  }

  @Test("no connection is a fault that surely sent nothing, without the token")
  func refused() async throws {
    let server = try TinyServer()
    server.stop()
    let engine = CurlEngine()
    let client = testClient(engine, base: "http://127.0.0.1:\(server.port)")
    do throws(TelegramError) {
      _ = try await client.perform(.getMe())
      Issue.record("nobody listens")
    } catch {
      #expect(!error.mayHaveBeenSent)
      #expect(error.isTransient)
      #expect(!"\(error)".contains(secretKey))
    }
    await engine.shutdown()
  }
}
