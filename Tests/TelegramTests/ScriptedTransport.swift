import Curl
import Synchronization

@testable import Telegram

/// Answers requests from a script and remembers them. When the script has ended it answers
/// `.cancelled`, which ends a poller.
final class ScriptedTransport: Transport {
  enum Reply: Sendable {
    case answer(status: Int, body: String)
    case failure(CurlError)
  }

  private struct State {
    var script: [Reply]
    var requests: [HTTPRequest] = []
  }

  private let state: Mutex<State>
  private let onRequest: @Sendable (HTTPRequest, Reply?) -> Void

  init(
    _ script: [Reply], onRequest: @escaping @Sendable (HTTPRequest, Reply?) -> Void = { _, _ in }
  ) {
    state = Mutex(State(script: script))
    self.onRequest = onRequest
  }

  convenience init(result: String) {
    self.init([.answer(status: 200, body: #"{"ok":true,"result":\#(result)}"#)])
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }

  nonisolated(nonsending)
    func send(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse
  {
    let reply = state.withLock { state in
      state.requests.append(request)
      return state.script.isEmpty ? nil : state.script.removeFirst()
    }
    onRequest(request, reply)
    switch reply {
    case .answer(let status, let body): return HTTPResponse(status: status, body: Array(body.utf8))
    case .failure(let error): throw error
    case nil: throw .cancelled(sent: false)
    }
  }
}

let secretKey = "AAabcdefghijklmnopqrstuvwxyz-_01234"

func testClient(_ transport: any Transport, base: String = "https://tg.test/") -> TelegramClient {
  guard let token = BotToken("42:\(secretKey)") else { preconditionFailure("the token is valid") }
  return TelegramClient(token: token, base: base, transport: transport)
}

extension HTTPRequest {
  var json: String {
    if case .bytes(let bytes, _) = body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }
}
