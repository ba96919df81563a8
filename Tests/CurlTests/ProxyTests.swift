import Curl
import Foundation
import Testing

@Suite struct ProxyTests {
  let engine = CurlEngine()

  private func failure(_ request: HTTPRequest) async -> CurlError? {
    do throws(CurlError) {
      _ = try await engine.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test func `an HTTP proxy gets the whole URL and its login`() async throws {
    let proxy = TestServer { connection in
      while let request = connection.readRequest() { connection.respond(request.head) }
    }
    let request = HTTPRequest(
      .get, "http://example.invalid/a?b=1", proxy: "http://us%40r:p%3Aw@127.0.0.1:\(proxy.port)")
    let head = String(decoding: try await engine.send(request).body, as: UTF8.self)
    #expect(head.hasPrefix("GET http://example.invalid/a?b=1 HTTP/1.1"))
    let login = Data("us@r:p:w".utf8).base64EncodedString()
    #expect(head.contains("\nProxy-Authorization: Basic \(login)"))
    await engine.shutdown()
  }

  @Test func `an HTTP proxy that lets no tunnel through is named as the trouble`() async {
    let proxy = TestServer { connection in
      while let request = connection.readRequest(), request.head.hasPrefix("CONNECT") {
        connection.respond("", status: "403 Forbidden")
      }
    }
    let request = HTTPRequest(
      .post, "https://example.invalid/", proxy: "http://127.0.0.1:\(proxy.port)")
    let error = await failure(request)
    #expect(error == .proxy("it answered 403"))
    #expect(error?.mayHaveBeenSent == false)
    var dead = request
    dead.proxy = "socks5h://127.0.0.1:\(TestServer.deadPort())"
    #expect(await failure(dead) == .proxy("no connection to it"))
    dead.proxy = "http://no-such-proxy.invalid:80"
    #expect(await failure(dead) == .proxy("no address found for it"))
    await engine.shutdown()
  }

  /// RFC 1928 and 1929, just enough: answers as the web server itself.
  private static func socks(_ connection: TestConnection, asked: Shared<[String]>, reply: UInt8) {
    let methods = connection.readExactly(Int(connection.readExactly(2).last ?? 0))
    guard methods.contains(2) else { return }
    connection.send([5, 2])
    let user = connection.readExactly(Int(connection.readExactly(2).last ?? 0))
    let password = connection.readExactly(Int(connection.readExactly(1).last ?? 0))
    connection.send([1, 0])
    let address = connection.readExactly(4)
    let host: String
    if address.last == 3 {
      let name = connection.readExactly(Int(connection.readExactly(1).last ?? 0))
      host = String(decoding: name, as: UTF8.self)
    } else {
      host = connection.readExactly(4).map(String.init).joined(separator: ".")
    }
    let port = connection.readExactly(2)
    asked.withLock {
      let login = String(decoding: user + [58] + password, as: UTF8.self)
      $0.append("\(login) \(host):\(Int(port[0]) << 8 | Int(port[1]))")
    }
    connection.send([5, reply, 0, 1, 0, 0, 0, 0, 0, 0])
    guard reply == 0 else { return }
    HTTPScript.server(connection)
  }

  @Test func `a SOCKS5 proxy resolves the name itself if asked to`() async throws {
    let asked = Shared<[String]>([])
    let proxy = TestServer { Self.socks($0, asked: asked, reply: 0) }
    let login = "user:pass@127.0.0.1:\(proxy.port)"
    let named = HTTPRequest(.get, "http://example.invalid:81/ok", proxy: "socks5h://" + login)
    #expect(try await engine.send(named).status == 200)
    let local = HTTPRequest(.get, "http://127.0.0.1:82/ok", proxy: "socks5://" + login)
    #expect(try await engine.send(local).status == 200)
    #expect(
      asked.withLock { $0 } == ["user:pass example.invalid:81", "user:pass 127.0.0.1:82"])
    await engine.shutdown()
  }

  @Test func `a SOCKS5 proxy that can't reach the server is named as the trouble`() async {
    let asked = Shared<[String]>([])
    let proxy = TestServer { Self.socks($0, asked: asked, reply: 5) }
    let error = await failure(
      HTTPRequest(
        .post, "http://example.invalid/bot1:token/x",
        proxy: "socks5h://user:pass@127.0.0.1:\(proxy.port)"))
    guard case .proxy(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty && !reason.contains("pass"))
    #expect(error?.mayHaveBeenSent == false)
    await engine.shutdown()
  }
}
