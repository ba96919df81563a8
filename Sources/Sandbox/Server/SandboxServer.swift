import Hummingbird
import Synchronization

/// The HTTP server around a sandbox: reads requests, finds who answers them, writes the answers.
enum SandboxServer {
  /// A server at work.
  struct Running: Sendable {
    let task: Task<Void, any Error>
    let port: Int
    /// Stops listening.
    let close: @Sendable () async -> Void

    /// Ends listening first, so that no connection is accepted that nobody serves, then the rest.
    func stop() async {
      await close()
      task.cancel()
      _ = await task.result
    }
  }

  private typealias Started = (port: Int, close: @Sendable () async -> Void)

  /// Binds the port and serves in a new task, which ends when it is cancelled.
  static func launch(_ sandbox: Sandbox) async throws -> Running {
    let signal = StartSignal()
    let task = Task {
      do {
        var application = Application(
          responder: CallbackResponder<ConnectionContext> { request, context in
            await respond(to: request, context, sandbox)
          },
          configuration: ApplicationConfiguration(
            address: .hostname(sandbox.configuration.host, port: sandbox.configuration.port)),
          onServerRunning: { channel in
            let close: @Sendable () async -> Void = { try? await channel.close() }
            signal.fire(.success((channel.localAddress?.port ?? 0, close)))
          })
        // The log must hold no request: their paths carry the token.
        application.logger.logLevel = .critical
        try await application.run()
        signal.fire(.failure(CancellationError()))
      } catch {
        signal.fire(.failure(error))
        throw error
      }
    }
    let started = try await withCheckedThrowingContinuation { signal.set($0) }
    return Running(task: task, port: started.port, close: started.close)
  }

  /// Resumes once, whichever of result and continuation comes first.
  private final class StartSignal: Sendable {
    private typealias Waiting = CheckedContinuation<Started, any Error>
    private let state = Mutex<(waiting: Waiting?, result: Result<Started, any Error>?)>((nil, nil))

    func set(_ continuation: CheckedContinuation<Started, any Error>) {
      let result = state.withLock { state in
        if state.result == nil { state.waiting = continuation }
        return state.result
      }
      if let result { continuation.resume(with: result) }
    }

    func fire(_ result: Result<Started, any Error>) {
      let waiting = state.withLock { state -> Waiting? in
        guard state.result == nil else { return nil }
        state.result = result
        return state.waiting
      }
      waiting?.resume(with: result)
    }
  }

  /// What a request needs of its connection: closing it.
  struct ConnectionContext: InitializableFromSource {
    let close: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
      let channel = source.channel
      close = { channel.close(promise: nil) }
    }
  }

  static func respond(
    to request: Request, _ context: ConnectionContext, _ sandbox: Sandbox
  ) async -> Response {
    let target = request.head.path ?? "/"
    let mark = target.firstIndex(of: "?")
    let path = String(target[..<(mark ?? target.endIndex)])
    let query = mark.map { target[target.index(after: $0)...] } ?? ""
    let reply: Reply
    if path.hasPrefix("/bot") {
      reply = await call(request, path: path.dropFirst(4), query, sandbox)
    } else if path.hasPrefix("/file/bot") {
      let parts = path.dropFirst(9).split(separator: "/", maxSplits: 1)
      reply =
        parts.count == 2
        ? sandbox.serveFile(
          token: FormBody.decode(parts[0].utf8, plus: false),
          path: FormBody.decode(parts[1].utf8, plus: false)) : .refusal(.notFound)
    } else {
      return await Control.respond(to: request, path: path, query: String(query), sandbox)
    }
    return response(reply, context)
  }

  private static func call(
    _ request: Request, path: Substring, _ query: Substring, _ sandbox: Sandbox
  ) async -> Reply {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return .refusal(.notFound) }
    guard request.method == .get || request.method == .post else {
      return .refusal(Refusal(code: 405, description: "Method Not Allowed"))
    }
    var parameters = CallParameters()
    FormBody.form(query.utf8, into: &parameters)
    if request.method == .post {
      if let refusal = await read(request, into: &parameters) { return .refusal(refusal) }
    }
    return await sandbox.serve(
      token: FormBody.decode(parts[0].utf8, plus: false), method: String(parts[1]), parameters)
  }

  /// A multipart body may hold ten files of an album.
  private static let bodyLimit = FileCabinet.uploadLimit * 2

  static func body(of request: Request) async -> [UInt8]? {
    guard let buffer = try? await request.body.collect(upTo: bodyLimit) else { return nil }
    return Array(buffer.readableBytesView)
  }

  /// Adds the body's parameters to those of the query; a refusal when it can't be read.
  private static func read(
    _ request: Request, into parameters: inout CallParameters
  ) async -> Refusal? {
    guard let body = await body(of: request) else { return .tooLarge }
    let type = request.headers[.contentType] ?? ""
    let kind = type.lowercased()
    if kind.hasPrefix("multipart/form-data") {
      guard let parsed = FormBody.multipart(body, contentType: type) else {
        return .badRequest("can't parse multipart form data")
      }
      parameters.values.merge(parsed.parameters.values) { _, new in new }
      parameters.files = parsed.parameters.files
    } else if kind.hasPrefix("application/json") {
      guard !body.isEmpty else { return nil }
      guard let object = JSON(bytes: body)?.object else {
        return .badRequest("can't parse JSON object")
      }
      parameters.add(object)
    } else if kind.isEmpty || kind.hasPrefix("application/x-www-form-urlencoded") {
      FormBody.form(body, into: &parameters)
    }
    return nil
  }

  static func response(_ reply: Reply, _ context: ConnectionContext) -> Response {
    switch reply {
    case .json(let status, let bytes):
      return response(status: status, bytes, mime: "application/json")
    case .bytes(let status, let bytes, let mime):
      return response(status: status, bytes, mime: mime)
    case .close:
      context.close()
      return Response(status: .ok)
    }
  }

  static func response(status: Int, _ bytes: [UInt8], mime: String) -> Response {
    Response(
      status: HTTPResponse.Status(code: status),
      headers: [.contentType: mime, .contentLength: String(bytes.count)],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
