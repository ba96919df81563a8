import Curl
import Foundation
import Testing

@Suite struct SecrecyTests {
  static let token = "123456:SECRET-token"
  let engine = CurlEngine()

  private func everything(about value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    let error = (value as? any Error)?.localizedDescription ?? ""
    return "\(value) \(String(reflecting: value)) \(String(describing: value)) \(dumped) \(error)"
  }

  @Test func `no error shows the token, a query or a password`() async {
    let bad = TestServer { connection in
      guard let request = connection.readRequest() else { return }
      if request.path.contains("reset") { return connection.reset() }
      if request.path.contains("hang") { return connection.hang() }
      connection.send("HTTP/9.9 nonsense \(request.path)\r\nbad\r\n\r\n")
    }
    let mute = TestServer { _ in }
    let dead = TestServer.deadPort()
    let tail = "/bot\(Self.token)/sendMessage?text=SECRET"
    let plain = "/bot\(Self.token)/sendMessage/SECRET"
    var requests = [
      HTTPRequest(.get, "http://127.0.0.1:\(dead)" + tail),
      HTTPRequest(.get, "http://u:SECRET@127.0.0.1:\(dead)" + tail),
      HTTPRequest(.get, "http://no-such-host.invalid" + tail),
      HTTPRequest(.get, "https://127.0.0.1:\(bad.port)" + tail),
      HTTPRequest(.get, "https://127.0.0.1:\(mute.port)" + tail),
      HTTPRequest(.get, bad.url + tail),
      HTTPRequest(.get, bad.url + tail + "reset"),
      HTTPRequest(.get, bad.url + tail + "hang"),
      HTTPRequest(.get, "http://127.0.0.1:\(dead)" + plain),
      HTTPRequest(.get, "http://no-such-host.invalid" + plain),
      HTTPRequest(.get, "https://127.0.0.1:\(bad.port)" + plain),
      HTTPRequest(.get, "http://127.0.0.1:99999" + plain),
      HTTPRequest(.get, bad.url + plain),
      HTTPRequest(.get, bad.url + plain + "reset"),
      HTTPRequest(.get, bad.url + plain + "hang"),
      HTTPRequest(.get, "gopher://127.0.0.1" + tail),
      HTTPRequest(.get, "http://[::1" + tail),
      HTTPRequest(.get, "http://127.0.0.1:99999" + tail),
      HTTPRequest(.get, "SECRET://" + tail),
      HTTPRequest(.get, "http://a b" + tail),
      HTTPRequest(.get, bad.url + tail, headers: [("X-Secret", "SECRET\n")]),
      HTTPRequest(.post, bad.url + tail, body: .file(path: "/SECRET", contentType: "a/b")),
      HTTPRequest(.get, bad.url + tail, download: .file(path: "/SECRET/SECRET")),
    ]
    for proxy in ["http", "https", "socks5", "socks5h", "nonsense"] {
      for port in [dead, bad.port, mute.port] {
        let proxy = "\(proxy)://user:SECRET@127.0.0.1:\(port)"
        requests.append(HTTPRequest(.get, "https://example.invalid" + tail, proxy: proxy))
      }
    }
    for request in requests {
      var request = request
      request.deadlines = .init(connect: .milliseconds(300), total: .milliseconds(400))
      do throws(CurlError) {
        _ = try await engine.send(request)
        Issue.record("answered: \(request)")
      } catch {
        let shown = everything(about: error)
        #expect(!shown.contains("SECRET"), "\(shown)")
        #expect(!shown.contains("bot123456") && !shown.contains("sendMessage"), "\(shown)")
      }
      let shown = everything(about: request) + everything(about: [request])
      #expect(!shown.contains("SECRET") && !shown.contains("bot123456"), "\(shown)")
    }
    await engine.shutdown()
  }

  @Test func `requests, letters and tickets describe themselves without secrets`() async {
    let request = HTTPRequest(
      .post, "https://api.example.org/bot\(Self.token)/x",
      headers: [("Authorization", "SECRET")], body: .bytes([1, 2, 3], contentType: "a/b"),
      proxy: "socks5h://user:SECRET@proxy.example.org:1080")
    #expect("\(request)" == "POST https://api.example.org")
    #expect(everything(about: request).contains("proxy.example.org:1080"))
    let letter = SMTPLetter(
      server: "smtp+starttls://user:SECRET@mail.example.org", from: "a@example.org",
      recipients: ["b@example.org"], message: [])
    #expect("\(letter)" == "letter by smtp://mail.example.org:25")
    let ticket = engine.start(request) { _ in }
    ticket.cancel()
    for value in [request, letter, ticket] as [Any] {
      #expect(!everything(about: value).contains("SECRET"))
    }
    await engine.shutdown()
  }

  @Test func `errors are short and human`() {
    #expect(
      "\(CurlError.couldNotConnect(host: "a.org", port: 443))" == "no connection to a.org, port 443"
    )
    #expect("\(CurlError.timedOut(phase: .total))" == "timed out waiting for the answer")
    #expect(
      "\(CurlError.smtp(code: 550, "no such user"))" == "mail server answered 550 no such user")
  }
}
