import Foundation

/// A bare HTTP/1.1 client over one socket, so that the tests see what really goes over the wire.
/// Blocking; call it through `exchange`, which uses its own thread.
struct RawClient {
  let port: Int

  struct Answer: Sendable {
    /// 0: the connection was closed without an answer.
    var status = 0
    var head = ""
    var body: [UInt8] = []
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Sends the request and reads until the server closes, `until` appears, or `seconds` pass.
  func exchange(
    _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
    until: String? = nil, seconds: Int = 10
  ) async -> Answer {
    var lines = ["\(method) \(path) HTTP/1.1", "Connection: close"]
    var all = ["Host": "127.0.0.1:\(port)", "Content-Length": "\(body.count)"]
    all.merge(headers) { _, new in new }
    for (key, value) in all { lines.append("\(key): \(value)") }
    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    let port = port
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          returning: Self.run(port: port, bytes, until: until, seconds: seconds))
      }
    }
  }

  private static func run(port: Int, _ bytes: [UInt8], until: String?, seconds: Int) -> Answer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var timeout = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return Answer() }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      received += buffer[..<count]
      if let until, String(decoding: received, as: UTF8.self).contains(until) { break }
    }
    return answer(received)
  }

  private static func answer(_ bytes: [UInt8]) -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return Answer() }
    var answer = Answer()
    answer.head = String(text[..<end.lowerBound])
    answer.status = answer.head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    answer.body = Array(bytes[(answer.head.utf8.count + 4)...])
    return answer
  }
}
