import Foundation

/// A web server with good and bad manners, by path.
enum HTTPScript {
  static let server: @Sendable (TestConnection) -> Void = { connection in
    while let request = connection.readRequest() {
      guard answer(request, on: connection) else { return }
    }
  }

  /// False if the connection is spent.
  static func answer(_ request: TestConnection.Request, on connection: TestConnection) -> Bool {
    let path = request.path
    switch path.split(separator: "/").last ?? "" {
    case "echo": connection.respond(request.text)
    case "head": connection.respond(request.head)
    case "slow":
      usleep(150_000)
      connection.respond("slow")
    case "headers":
      connection.send("HTTP/1.1 100 Continue\r\nX-Early: yes\r\n\r\n")
      connection.respond(
        "wait", status: "429 Too Many Requests", headers: "Retry-After:  7 \r\nX-Empty:\r\n")
    case "missing": connection.respond("no such thing", status: "404 Not Found")
    case "hang":
      connection.hang()
      return false
    case "reset":
      connection.reset()
      return false
    case "close": return false
    case "truncated":
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
      return false
    case "stall":
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
      connection.hang()
      return false
    case "chunked":
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for piece in ["Wiki", "pedia ", "in\r\n\r\nchunks."] {
        connection.send(String(piece.utf8.count, radix: 16) + "\r\n" + piece + "\r\n")
      }
      connection.send("0\r\n\r\n")
    case "unannounced":
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
      for _ in 0..<30 { connection.send([UInt8](repeating: 120, count: 100_000)) }
      return false
    case "big": connection.respond(String(repeating: "0123456789", count: 300_000))
    default: connection.respond(#"{"ok":true}"#)
    }
    return true
  }
}
