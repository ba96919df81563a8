import Curl
import Foundation
import Testing

@Suite struct FailureTests {
  let server = TestServer(HTTPScript.server)
  let engine = CurlEngine()

  private func failure(_ request: HTTPRequest) async -> CurlError? {
    do throws(CurlError) {
      _ = try await engine.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what surely did not reach the server says so`() async {
    let port = TestServer.deadPort()
    let refused = await failure(HTTPRequest(.post, "http://127.0.0.1:\(port)/"))
    #expect(refused == .couldNotConnect(host: "127.0.0.1", port: port))
    #expect(refused?.mayHaveBeenSent == false)
    let unknown = await failure(HTTPRequest(.get, "http://no-such-host.invalid/"))
    #expect(unknown == .couldNotResolve(host: "no-such-host.invalid"))
    #expect(unknown?.mayHaveBeenSent == false)
    #expect(await failure(HTTPRequest(.get, "ftp://127.0.0.1/")) == .badURL)
    #expect(await failure(HTTPRequest(.get, "http://")) == .badURL)
    #expect(await failure(HTTPRequest(.get, "")) == .badURL)
    let smuggled = HTTPRequest(.get, server.url, headers: [("X", "a\r\nHost: evil")])
    #expect(await failure(smuggled) == .badRequest("line end in a header"))
    let missing = HTTPRequest(
      .post, server.url, body: .file(path: "/no/such/file", contentType: "image/png"))
    #expect(await failure(missing)?.mayHaveBeenSent == false)
    // Somebody who doesn't speak TLS.
    let tls = await failure(
      HTTPRequest(.get, server.url.replacing("http:", with: "https:") + "/x\r\n\r\n"))
    if case .tls = tls {} else if tls != .badURL { Issue.record("\(String(describing: tls))") }
    #expect(server.connectionCount <= 1)
    await engine.shutdown()
  }

  @Test func `plain text in place of TLS is a TLS failure, not sent`() async {
    let server = TestServer { $0.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
    let error = await failure(HTTPRequest(.get, "https://127.0.0.1:\(server.port)/"))
    if case .tls = error {} else { Issue.record("\(String(describing: error))") }
    #expect(error?.mayHaveBeenSent == false)
    await engine.shutdown()
  }

  @Test(arguments: ["reset", "close", "truncated"])
  func `a line that breaks after the request leaves its outcome open`(how: String) async throws {
    // On a new connection, and on one that has served before.
    for _ in 0..<2 {
      let error = await failure(HTTPRequest(.post, server.url + "/" + how))
      #expect(error == .connectionLost)
      #expect(error?.mayHaveBeenSent == true)
      _ = try await engine.send(HTTPRequest(.get, server.url + "/ok"))
    }
    await engine.shutdown()
  }

  @Test func `a POST is never sent twice by itself, what is repeatable may be`() async throws {
    let seen = Shared<[String]>([])
    let server = TestServer { connection in
      var isFirst = true
      while let request = connection.readRequest() {
        seen.withLock { $0.append(request.path) }
        if !isFirst { return }
        connection.respond("fine")
        isFirst = false
      }
    }
    func send(_ method: HTTPRequest.Method, _ path: String, repeatable: Bool? = nil) async
      -> CurlError?
    {
      await failure(HTTPRequest(method, server.url + path, isRepeatable: repeatable))
    }
    #expect(await send(.post, "/1") == nil)
    #expect(await send(.post, "/2") == .connectionLost)
    #expect(await send(.post, "/3") == nil)
    #expect(await send(.get, "/4") == nil)
    #expect(await send(.post, "/5", repeatable: true) == nil)
    #expect(seen.withLock { $0 } == ["/1", "/2", "/3", "/4", "/4", "/5", "/5"])
    await engine.shutdown()
  }

  @Test func `each deadline is told from the others`() async {
    var hang = HTTPRequest(.get, server.url + "/hang")
    hang.deadlines = .init(total: .milliseconds(120))
    let clock = ContinuousClock()
    var error: CurlError?
    let taken = await clock.measure { error = await failure(hang) }
    #expect(error == .timedOut(phase: .total))
    #expect(error?.mayHaveBeenSent == true)
    #expect(taken >= .milliseconds(110))

    // A server that accepts and never says hello.
    let mute = TestServer { $0.hang() }
    var connect = HTTPRequest(.get, "https://127.0.0.1:\(mute.port)/")
    connect.deadlines = .init(connect: .milliseconds(120))
    #expect(await failure(connect) == .timedOut(phase: .connect))
    #expect(CurlError.timedOut(phase: .connect).mayHaveBeenSent == false)

    var stall = HTTPRequest(.get, server.url + "/stall")
    stall.deadlines = .init(total: nil, stall: .milliseconds(200))
    let stalled = await clock.measure { error = await failure(stall) }
    #expect(error == .timedOut(phase: .stall))
    #expect(stalled >= .milliseconds(200))
    // Slow but alive, so no stall.
    let lively = TestServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n")
      for _ in 0..<8 {
        usleep(50_000)
        connection.send("x")
      }
    }
    stall.url = lively.url
    #expect(await failure(stall) == nil)
    await engine.shutdown()
  }

  @Test func `waiting for a free connection counts against the deadline`() async {
    let engine = CurlEngine(maximumConnectionsPerHost: 1)
    let first = engine.start(HTTPRequest(.get, server.url + "/hang")) { _ in }
    var second = HTTPRequest(.get, server.url + "/ok")
    second.deadlines = .init(total: .milliseconds(150))
    await #expect(throws: CurlError.timedOut(phase: .connect)) { try await engine.send(second) }
    first.cancel()
    await #expect(throws: Never.self) { try await engine.send(second) }
    await engine.shutdown()
  }

  @Test func `a connection of one's own is renewed after a timeout`() async throws {
    var poll = HTTPRequest(.get, server.url + "/ok", connectionReuse: .own("poll"))
    _ = try await engine.send(poll)
    poll.url = server.url + "/hang"
    poll.deadlines = .init(total: .milliseconds(50))
    #expect(await failure(poll) == .timedOut(phase: .total))
    poll.deadlines = .init()
    poll.url = server.url + "/ok"
    _ = try await engine.send(poll)
    #expect(server.connectionCount == 2)
    await engine.shutdown()
  }
}
