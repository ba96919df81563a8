import Foundation
import Synchronization

/// A blocking TCP server on a free port of 127.0.0.1, one thread per connection, for scripts that
/// behave well or badly.
final class TestServer: Sendable {
  let port: Int
  private let listener: Int32
  private let open = Mutex<Set<Int32>>([])
  private let accepted = Mutex(0)

  var url: String { "http://127.0.0.1:\(port)" }
  /// How many connections came in so far.
  var connectionCount: Int { accepted.withLock { $0 } }

  /// How many of them the server has not hung up on.
  var openCount: Int { open.withLock { $0.count } }

  init(_ script: @escaping @Sendable (TestConnection) -> Void) {
    (listener, port) = Self.listen()
    let thread = Thread { [self] in
      while true {
        let socket = accept(listener, nil, nil)
        if socket < 0 { return }
        accepted.withLock { $0 += 1 }
        open.withLock { _ = $0.insert(socket) }
        let connection = Thread {
          script(TestConnection(socket: socket))
          self.open.withLock { if $0.remove(socket) != nil { close(socket) } }
        }
        connection.start()
      }
    }
    thread.start()
  }

  /// A port where nobody listens.
  static func deadPort() -> Int {
    let (socket, port) = listen()
    close(socket)
    return port
  }

  private static func listen() -> (Int32, Int) {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(socket, $0, size)
        _ = Foundation.listen(socket, 256)
        _ = getsockname(socket, $0, &size)
      }
    }
    return (socket, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// The server's end of one connection.
struct TestConnection {
  struct Request {
    var head: String
    var body: [UInt8]

    var path: String { String(head.split(separator: " ", maxSplits: 2).dropFirst().first ?? "") }
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  let socket: Int32

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  func respond(_ body: String, status: String = "200 OK", headers: String = "") {
    send(
      "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  /// Up to `count` bytes; empty at the end.
  func read(_ count: Int = 65536) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let got = recv(socket, &buffer, count, 0)
    return got > 0 ? Array(buffer[..<got]) : []
  }

  func readExactly(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = read(count - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// A line without its end, nil when the other side has hung up.
  func readLine() -> String? {
    var line: [UInt8] = []
    while true {
      guard let byte = read(1).first else { return nil }
      if byte == 10 { return String(decoding: line, as: UTF8.self) }
      if byte != 13 { line.append(byte) }
    }
  }

  /// One request with its body, by Content-Length or in chunks.
  func readRequest() -> Request? {
    var lines: [String] = []
    while let line = readLine() {
      if line.isEmpty { break }
      lines.append(line)
    }
    guard !lines.isEmpty else { return nil }
    var length = 0
    for line in lines where line.lowercased().hasPrefix("content-length:") {
      length = Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces)) ?? 0
    }
    return Request(head: lines.joined(separator: "\n"), body: readExactly(length))
  }

  /// Waits until the other side hangs up.
  func hang() { while !read().isEmpty {} }

  /// Breaks the connection with RST instead of an orderly end.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    // shutdown would send FIN: replacing the descriptor's connection closes it for real.
    let other = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    dup2(other, socket)
    close(other)
  }
}
