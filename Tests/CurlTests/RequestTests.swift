import Curl
import Foundation
import Testing

@Suite struct RequestTests {
  let server = TestServer(HTTPScript.server)
  let engine = CurlEngine()

  private func head(_ request: HTTPRequest) async throws -> String {
    String(decoding: try await engine.send(request).body, as: UTF8.self)
  }

  @Test func `a POST carries its body, type and headers and nothing unasked`() async throws {
    let body = HTTPRequest.Body.bytes(Array("hello".utf8), contentType: "application/json")
    let echoed = try await engine.send(HTTPRequest(.post, server.url + "/echo", body: body))
    #expect(echoed.status == 200)
    #expect(echoed.body == Array("hello".utf8))
    let large = HTTPRequest.Body.bytes(
      [UInt8](repeating: 65, count: 3_000_000), contentType: "text/plain")
    let head = try await head(
      HTTPRequest(
        .post, server.url + "/head", headers: [("X-One", "1"), ("X-Empty", "")], body: large))
    #expect(head.hasPrefix("POST /head HTTP/1.1"))
    #expect(head.contains("\nContent-Type: text/plain"))
    #expect(head.contains("\nX-One: 1"))
    #expect(head.contains("\nX-Empty:"))
    #expect(!head.lowercased().contains("expect:"))
    await engine.shutdown()
  }

  @Test func `methods and bodies do not rub off on the next request`() async throws {
    let body = HTTPRequest.Body.bytes(Array("x=1".utf8), contentType: "text/plain")
    let url = server.url + "/head"
    #expect(try await head(HTTPRequest(.put, url, body: body)).hasPrefix("PUT /head"))
    let get = try await head(HTTPRequest(.get, url))
    #expect(get.hasPrefix("GET /head"))
    #expect(!get.contains("Content-Type") && !get.contains("Content-Length"))
    #expect(try await head(HTTPRequest(.delete, url)).hasPrefix("DELETE /head"))
    let report = try await head(HTTPRequest(.other("REPORT"), url, body: body))
    #expect(report.hasPrefix("REPORT /head") && report.contains("Content-Length: 3"))
    let empty = try await head(HTTPRequest(.post, url))
    #expect(empty.hasPrefix("POST /head") && empty.contains("Content-Length: 0"))
    #expect(try await engine.send(HTTPRequest(.other("HEAD"), url)).body.isEmpty)
    #expect(try await head(HTTPRequest(.get, url)).hasPrefix("GET /head"))
    await engine.shutdown()
  }

  @Test func `headers are found whatever their case, of the final answer only`() async throws {
    let response = try await engine.send(HTTPRequest(.get, server.url + "/headers"))
    #expect(response.status == 429)
    #expect(response.header("retry-after") == "7")
    #expect(response.header("RETRY-AFTER") == "7")
    #expect(response.header("x-empty") == "")
    #expect(response.header("x-early") == nil)
    #expect(response.header("retry") == nil)
    await engine.shutdown()
  }

  @Test func `two hundred requests at once share sixteen connections`() async throws {
    let url = server.url + "/echo"
    let engine = engine
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask {
          let body = HTTPRequest.Body.bytes(Array("\(number)".utf8), contentType: "text/plain")
          let answer = try await engine.send(HTTPRequest(.post, url, body: body)).body
          return Int(String(decoding: answer, as: UTF8.self)) ?? -1
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 199 * 200 / 2)
    #expect((1...16).contains(server.connectionCount))
    await engine.shutdown()
  }

  @Test func `a connection is kept for the next request, alone or afresh if asked`() async throws {
    for _ in 0..<20 { _ = try await engine.send(HTTPRequest(.get, server.url + "/ok")) }
    #expect(server.connectionCount == 1)
    for _ in 0..<3 {
      _ = try await engine.send(
        HTTPRequest(.get, server.url + "/ok", connectionReuse: .own("poll")))
    }
    #expect(server.connectionCount == 2)
    _ = try await engine.send(HTTPRequest(.get, server.url + "/ok"))
    #expect(server.connectionCount == 2)
    _ = try await engine.send(HTTPRequest(.get, server.url + "/ok", connectionReuse: .fresh))
    #expect(server.connectionCount == 3)
    await engine.shutdown()
  }

  @Test func `callbacks come once each, from the curl thread`() async throws {
    let engine = engine
    let names = Shared<[String]>([])
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      for _ in 0..<30 {
        engine.start(HTTPRequest(.get, server.url + "/ok")) { result in
          let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
          let label = (try? result.get().status) == 200 ? name ?? "" : "failed"
          let count = names.withLock {
            $0.append(label)
            return $0.count
          }
          if count == 30 { done.resume() }
        }
      }
    }
    #expect(names.withLock { $0 } == Array(repeating: "curl\n", count: 30))
    await engine.shutdown()
  }

  @Test func `requests started together wait for each other and all go out`() async throws {
    let engine = engine
    // Afterwards the curl thread sleeps.
    _ = try await engine.send(HTTPRequest(.get, server.url + "/ok"))
    let answered = Shared(0)
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      engine.together {
        for _ in 0..<20 {
          engine.start(HTTPRequest(.get, server.url + "/ok")) { _ in
            let count = answered.withLock {
              $0 += 1
              return $0
            }
            if count == 20 { done.resume() }
          }
        }
      }
    }
    #expect(answered.withLock { $0 } == 20)
    await engine.shutdown()
  }

  @Test func `a server that hangs up between requests is no failure`() async throws {
    let server = TestServer { connection in
      if let request = connection.readRequest() { _ = HTTPScript.answer(request, on: connection) }
    }
    for _ in 0..<5 {
      #expect(try await engine.send(HTTPRequest(.post, server.url + "/ok")).status == 200)
      while server.openCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
    #expect(server.connectionCount == 5)
    await engine.shutdown()
  }
}
