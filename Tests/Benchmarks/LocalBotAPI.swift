import Foundation
import Synchronization

/// A Bot API server as plain as can be, in the benchmark's own process: blocking sockets, a thread
/// for each connection, and clients who tap their way to a booking as fast as they are answered.
final class LocalBotAPI: Sendable {
  let port: UInt16
  private let listener: Int32
  private let crowd: Mutex<Crowd>
  private let news = DispatchSemaphore(value: 0)

  init(crowd: Crowd) throws {
    self.crowd = Mutex(crowd)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRINUSE) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in accept() }
  }

  func read<T: Sendable>(_ read: @Sendable (inout Crowd) -> T) -> T {
    crowd.withLock { read(&$0) }
  }

  /// Lets the crowd begin, or go on.
  func start() {
    crowd.withLock { $0.begin() }
    news.signal()
  }

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { return }
      var yes: Int32 = 1
      setsockopt(
        connection, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
      Thread.detachNewThread { [self] in serve(connection) }
    }
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var buffer: [UInt8] = []
    while let (path, body) = request(connection, &buffer) {
      let method = path.split(separator: "/").last.map(String.init) ?? ""
      let result = answer(method, body)
      let content = Array("{\"ok\":true,\"result\":\(result)}".utf8)
      let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + "\(content.count)\r\n\r\n"
      let whole = Array(head.utf8) + content
      guard whole.withUnsafeBytes({ send(connection, $0.baseAddress, $0.count, 0x4000) }) > 0
      else { return }
    }
  }

  private func answer(_ method: String, _ body: [UInt8]) -> String {
    switch method {
    case "getMe":
      return #"{"id":7000000001,"is_bot":true,"first_name":"Bench","username":"bench_bot"}"#
    case "getUpdates":
      let object = json(body)
      let offset = (object["offset"] as? NSNumber)?.int64Value
      let timeout = (object["timeout"] as? NSNumber)?.doubleValue ?? 0
      let deadline = Date(timeIntervalSinceNow: timeout)
      while true {
        let batch = crowd.withLock { $0.updates(from: offset, limit: 100) }
        if !batch.isEmpty { return "[" + batch.joined(separator: ",") + "]" }
        let left = deadline.timeIntervalSinceNow
        if left <= 0 { return "[]" }
        _ = news.wait(timeout: .now() + min(left, 0.2))
      }
    case "sendMessage", "editMessageText", "sendDocument", "sendVenue", "sendPhoto":
      let object = method == "sendDocument" ? [:] : json(body)
      let (message, hasNews) = crowd.withLock { $0.receive(method, object) }
      if hasNews { news.signal() }
      let chat = (object["chat_id"] as? NSNumber)?.int64Value ?? 1
      return #"{"message_id":\#(message),"date":1,"chat":{"id":\#(chat),"type":"private"}}"#
    default:
      crowd.withLock { $0.calls[method, default: 0] += 1 }
      return "true"
    }
  }

  private func json(_ body: [UInt8]) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }

  /// Reads one request; nil at the end of the connection.
  private func request(_ connection: Int32, _ buffer: inout [UInt8]) -> (String, [UInt8])? {
    let end: [UInt8] = [13, 10, 13, 10]
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let head = buffer.firstRange(of: end) {
        let lines = String(decoding: buffer[..<head.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        let path = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let length =
          lines.first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        let whole = head.upperBound + length
        if buffer.count >= whole {
          let body = Array(buffer[head.upperBound..<whole])
          buffer.removeFirst(whole)
          return (path, body)
        }
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffer += chunk[..<count]
    }
  }
}
