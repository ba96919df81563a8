/// One HTTP request: what to send where, and how long to bear with the other side.
///
/// ```swift
/// var request = HTTPRequest(.post, "https://example.org/orders")
/// request.body = .bytes(json, contentType: "application/json")
/// let response = try await engine.send(request)
/// ```
///
/// Its description and dump show neither path and query (they hold bot tokens) nor header
/// values, bodies or the proxy's password.
package struct HTTPRequest: Sendable {
  package enum Method: Sendable, Equatable {
    case get, post, put, delete
    case other(String)

    var name: String {
      switch self {
      case .get: "GET"
      case .post: "POST"
      case .put: "PUT"
      case .delete: "DELETE"
      case .other(let name): name
      }
    }
  }

  package enum Body: Sendable {
    case none
    case bytes([UInt8], contentType: String)
    /// Streamed from disk while sending.
    case file(path: String, contentType: String)
    /// `multipart/form-data`; its files are streamed from disk.
    case multipart([Part])
  }

  package struct Part: Sendable {
    package enum Content: Sendable {
      case bytes([UInt8])
      case file(path: String)
    }

    package var name: String
    package var content: Content
    /// What the server is told the file is called; nil: a plain field, or the file's own name.
    package var filename: String?
    package var contentType: String?

    package init(
      name: String, content: Content, filename: String? = nil, contentType: String? = nil
    ) {
      self.name = name
      self.content = content
      self.filename = filename
      self.contentType = contentType
    }
  }

  /// Where the answer's body goes.
  package enum Download: Sendable, Equatable {
    /// Into `HTTPResponse.body`; more than `limit` bytes fail with `.bodyTooLarge`.
    case memory(limit: Int = 16 << 20)
    /// Streamed to this path, which appears only when complete. An answer whose status is not
    /// 2xx goes to memory instead (16 MiB at most), so that its reason can be read.
    case file(path: String, limit: Int = .max)
  }

  /// How long to bear with what, in milliseconds at the finest.
  package struct Deadlines: Sendable, Equatable {
    /// Resolving, connecting, TLS and proxy together.
    package var connect: Duration
    /// From start to end, waiting for a free connection included; nil: for ever.
    package var total: Duration?
    /// Once the request goes out: so long not a byte in either direction; noticed a quarter of
    /// it later at most. Nil: no matter.
    package var stall: Duration?

    package init(
      connect: Duration = .seconds(10), total: Duration? = .seconds(60), stall: Duration? = nil
    ) {
      self.connect = connect
      self.total = total
      self.stall = stall
    }
  }

  package enum ConnectionReuse: Sendable, Equatable {
    /// Any idle connection to that server; with HTTP/2 one that others use too.
    case shared
    /// Connections used for requests of this name only, e.g. a long poll. After a timeout or a
    /// lost line the next request of the name takes a new connection.
    case own(String)
    /// A new connection, kept for others afterwards.
    case fresh
  }

  package var method: Method
  package var url: String
  package var headers: [(String, String)]
  package var body: Body
  package var download: Download
  /// `http://`, `https://`, `socks5://` or `socks5h://`, with `user:password@` where needed. Nil:
  /// none; proxies named in the environment do not count.
  package var proxy: String?
  package var deadlines: Deadlines
  package var connectionReuse: ConnectionReuse
  /// Whether curl may send it again, unasked, when a kept connection turns out dead before any
  /// byte of an answer. Everything but POST by default, as in RFC 9110 §9.2.2.
  package var isRepeatable: Bool
  /// Whether `HTTPResponse.header` will be asked; without them an answer costs less.
  package var keepsHeaders = true

  package init(
    _ method: Method = .get,
    _ url: String,
    headers: [(String, String)] = [],
    body: Body = .none,
    download: Download = .memory(),
    proxy: String? = nil,
    deadlines: Deadlines = Deadlines(),
    connectionReuse: ConnectionReuse = .shared,
    isRepeatable: Bool? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.download = download
    self.proxy = proxy
    self.deadlines = deadlines
    self.connectionReuse = connectionReuse
    self.isRepeatable = isRepeatable ?? (method != .post)
  }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(method.name) \(Address.shown(url))" }

  package var debugDescription: String { description }

  package var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "method": method.name,
        "server": Address.shown(url),
        "headers": headers.map(\.0).joined(separator: ", "),
        "body": bodyKind,
        "proxy": proxy.map(Address.shown) ?? "none",
      ])
  }

  private var bodyKind: String {
    switch body {
    case .none: "none"
    case .bytes(let bytes, let type): "\(bytes.count) bytes of \(type)"
    case .file(_, let type): "file of \(type)"
    case .multipart(let parts): "\(parts.count) parts"
    }
  }
}
