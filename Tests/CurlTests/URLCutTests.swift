import Foundation
import Testing

@testable import Curl

@Suite struct URLCutTests {
  private func path(of url: String) -> String? {
    url.withCString { text in
      URLCut.path(in: UnsafeBufferPointer(start: text, count: url.utf8.count))
        .map { String(cString: text + $0) }
    }
  }

  @Test(
    "URLs are cut at the path where curl would send it as it stands",
    arguments: [
      ("http://127.0.0.1:8081/bot12:AB-c_d/sendMessage", "/bot12:AB-c_d/sendMessage"),
      (
        "https://api.telegram.org/file/bot12:AB/photos/file_1.jpg",
        "/file/bot12:AB/photos/file_1.jpg"
      ),
      ("http://h/", "/"), ("https://h/a//b..c/", "/a//b..c/"),
    ])
  func cut(url: String, path: String) { #expect(self.path(of: url) == path) }

  @Test(
    "all others go through curl's parser",
    arguments: [
      "", "http://", "http://h", "http://h:1", "http:///x", "HTTP://h/", "h/x", "smtp://h/x",
      "http://u:p@h/x", "http://[::1]/x", "http://h/x?y", "http://h/x#y", "http://h?x/y",
      "http://h/a%20b", "http://h/a b", "http://h/ж", "http://h/./x", "http://h/x/../y",
      "http://h/..", "http://h/.x", "http://h/x\ny", "http://h\\x/y", "http:/h/x", "https:/x",
    ])
  func uncut(url: String) { #expect(path(of: url) == nil) }

  @Test func `cut and uncut URLs reach their servers in turn, as curl would write them`()
    async throws
  {
    let engine = CurlEngine()
    let first = TestServer(HTTPScript.server)
    let second = TestServer(HTTPScript.server)
    let proxy = TestServer(HTTPScript.server)
    func line(_ url: String, proxy: String? = nil) async throws -> String {
      let response = try await engine.send(HTTPRequest(.get, url, proxy: proxy))
      return String(String(decoding: response.body, as: UTF8.self).prefix { !$0.isNewline })
    }
    for _ in 0..<2 {
      #expect(try await line(first.url + "/bot1:x/head") == "GET /bot1:x/head HTTP/1.1")
      #expect(try await line(first.url + "/a/../b?q=/head") == "GET /b?q=/head HTTP/1.1")
      #expect(try await line(second.url + "/c/head") == "GET /c/head HTTP/1.1")
      #expect(
        try await line(first.url + "/d/head", proxy: proxy.url)
          == "GET \(first.url)/d/head HTTP/1.1")
      #expect(try await line(first.url + "/%C3%A4/head") == "GET /%C3%A4/head HTTP/1.1")
      #expect(try await line(first.url + "/e/head") == "GET /e/head HTTP/1.1")
    }
    #expect(first.connectionCount == 1)
    #expect(second.connectionCount == 1)
    await engine.shutdown()
  }

  @Test func `a body that needed a fresh handle does not change where the next request goes`()
    async throws
  {
    let engine = CurlEngine()
    let server = TestServer(HTTPScript.server)
    for size in [10, 100_000, 2_000_000, 10] {
      var request = HTTPRequest(.post, server.url + "/x/head")
      request.body = .bytes([UInt8](repeating: 65, count: size), contentType: "text/plain")
      let head = String(decoding: try await engine.send(request).body, as: UTF8.self)
      #expect(head.hasPrefix("POST /x/head HTTP/1.1"))
      #expect(head.contains("\nHost: 127.0.0.1:\(server.port)"))
      #expect(!head.lowercased().contains("expect:"))
    }
    await engine.shutdown()
  }

  @Test func `headers are there for those who keep them, in turn with those who do not`()
    async throws
  {
    let engine = CurlEngine()
    let server = TestServer(HTTPScript.server)
    for keeps in [true, false, true, false] {
      var request = HTTPRequest(.get, server.url + "/headers")
      request.keepsHeaders = keeps
      let response = try await engine.send(request)
      #expect(response.status == 429)
      #expect(response.header("Retry-After") == (keeps ? "7" : nil))
    }
    await engine.shutdown()
  }
}
