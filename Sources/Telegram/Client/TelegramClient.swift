import Curl

/// Makes calls to the Bot API.
///
///     let client = TelegramClient(token: token, transport: CurlEngine())
///     let sent = try await client.perform(.sendMessage(HTML("hi")), chat: 7)
///     sent.messageID
package struct TelegramClient: Sendable {
  let token: BotToken
  let base: String
  /// Of every call's URL: all but the method.
  private let prefix: String
  let proxy: String?
  let transport: any Transport

  /// `base` is the server without the token; `proxy` as libcurl takes it.
  package init(
    token: BotToken, base: String = "https://api.telegram.org", proxy: String? = nil,
    transport: any Transport
  ) {
    self.token = token
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    self.base = base
    prefix = "\(base)/bot\(token.secret)/"
    self.proxy = proxy
    self.transport = transport
  }

  /// Sends the call, to a chat and about a message where the method wants them.
  package func perform(
    _ call: Call, chat: Int64? = nil, message: Int64? = nil
  ) async throws(TelegramError) -> CallResult {
    try Answer.read(try await response(to: try request(call, chat: chat, message: message)))
  }

  /// Like `perform`, without a task: `completion` is called exactly once, on the transport's thread
  /// (at once when a limit is broken), and must not block. The result calls the request off.
  @discardableResult
  package func start(
    _ call: Call, chat: Int64? = nil, message: Int64? = nil,
    completion: @escaping @Sendable (Result<CallResult, TelegramError>) -> Void
  ) -> @Sendable () -> Void {
    let request: HTTPRequest
    do throws(TelegramError) {
      request = try self.request(call, chat: chat, message: message)
    } catch {
      completion(.failure(error))
      return {}
    }
    return transport.begin(request) { outcome in
      completion(
        Result { () throws(TelegramError) -> CallResult in
          switch outcome {
          case .success(let response): try Answer.read(response)
          case .failure(let error): throw Answer.failure(error)
          }
        })
    }
  }

  /// Calls started in `work` go out together, which costs less.
  package func together(_ work: () -> Void) { transport.together(work) }

  /// Waits up to `timeout` seconds for updates, on a connection of its own, with a deadline beyond
  /// the server's so that a dead line is noticed.
  func poll(
    offset: Int64?, timeout: Int, allowed: [String]
  ) async throws(TelegramError) -> UpdateBatch {
    var request = try request(
      .getUpdates(offset: offset, timeout: timeout, allowed: allowed), chat: nil, message: nil)
    request.connectionReuse = .own("poll")
    request.deadlines.total = .seconds(timeout + 15)
    // Asking twice for the same offset does no harm.
    request.isRepeatable = true
    return try Answer.updates(try await response(to: request))
  }

  private func response(to request: HTTPRequest) async throws(TelegramError) -> HTTPResponse {
    do throws(CurlError) {
      return try await transport.send(request)
    } catch {
      throw Answer.failure(error)
    }
  }

  func request(_ call: Call, chat: Int64?, message: Int64?) throws(TelegramError) -> HTTPRequest {
    if let violation = call.violation { throw .limit(violation) }
    let body: HTTPRequest.Body
    var deadlines = HTTPRequest.Deadlines(total: .seconds(30))
    if call.attachments.isEmpty {
      body = .bytes(call.json(chat: chat, message: message), contentType: "application/json")
    } else {
      body = .multipart(try form(of: call, chat: chat, message: message))
      deadlines.total = .seconds(600)
      deadlines.stall = .seconds(60)
    }
    var request = HTTPRequest(
      .post, prefix + call.method, body: body, proxy: proxy, deadlines: deadlines)
    request.keepsHeaders = false
    return request
  }

  private func form(
    of call: Call, chat: Int64?, message: Int64?
  ) throws(TelegramError) -> [HTTPRequest.Part] {
    for attachment in call.attachments {
      if case .path(let path) = attachment.source, Limits.fileSize(path) == nil {
        throw .limit(.fileMissing)
      }
    }
    do {
      return try call.form(chat: chat, message: message)
    } catch {
      throw .badRequest(description: "the stored call is not JSON")
    }
  }
}

extension TelegramClient: CustomReflectable, CustomStringConvertible {
  package var description: String { "TelegramClient" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
