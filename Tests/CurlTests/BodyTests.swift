import Foundation
import Testing

@testable import Curl

@Suite struct BodyTests {
  let server = TestServer(HTTPScript.server)
  let engine = CurlEngine()
  let folder = FileManager.default.temporaryDirectory.appending(path: "curl-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: folder.appending(path: name))
    return path(name)
  }

  @Test func `a file is sent as it is on disk`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = (0..<1_500_000).map { UInt8(97 + $0 % 26) }
    let file = try write("upload.txt", bytes)
    let request = HTTPRequest(
      .post, server.url + "/echo", body: .file(path: file, contentType: "text/plain"))
    #expect(try await engine.send(request).body == bytes)
    var put = request
    put.method = .put
    put.url = server.url + "/head"
    let head = String(decoding: try await engine.send(put).body, as: UTF8.self)
    #expect(head.hasPrefix("PUT ") && head.contains("Content-Length: 1500000"))
    // The handle is as good as new afterwards.
    #expect(try await engine.send(HTTPRequest(.post, server.url + "/echo")).body.isEmpty)
    await engine.shutdown()
  }

  @Test func `multipart parts arrive with names, file names and types`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let photo = try write("photo.jpg", [UInt8](repeating: 80, count: 400_000))
    let parts = [
      HTTPRequest.Part(name: "chat_id", content: .bytes(Array("42".utf8))),
      HTTPRequest.Part(
        name: "photo", content: .file(path: photo), filename: "a \"b\".jpg",
        contentType: "image/jpeg"),
      HTTPRequest.Part(
        name: "doc", content: .bytes(Array("{}".utf8)), filename: "x.json",
        contentType: "application/json"),
    ]
    let request = HTTPRequest(.post, server.url + "/echo", body: .multipart(parts))
    let text = String(decoding: try await engine.send(request).body, as: UTF8.self)
    #expect(text.contains("Content-Disposition: form-data; name=\"chat_id\"\r\n\r\n42\r\n"))
    #expect(text.contains("name=\"photo\"; filename=\"a %22b%22.jpg\"\r\nContent-Type: image/jpeg"))
    #expect(text.contains("filename=\"x.json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n"))
    #expect(text.filter { $0 == "P" }.count == 400_000)
    var missing = request
    missing.body = .multipart([.init(name: "photo", content: .file(path: path("none")))])
    await #expect(throws: CurlError.file("No such file or directory", sent: false)) {
      try await engine.send(missing)
    }
    await engine.shutdown()
  }

  @Test func `a small form goes as curl would write it, a large one is left to curl`() async throws
  {
    let parts = [
      HTTPRequest.Part(name: "chat_id", content: .bytes(Array("42".utf8))),
      HTTPRequest.Part(
        name: "a\r\n\"b", content: .bytes([0, 255, 13, 10]), filename: "ж\" c.ics",
        contentType: "text/calendar"),
      HTTPRequest.Part(name: "empty", content: .bytes([])),
    ]
    let form = try #require(InlineForm(parts, boundary: "xx"))
    #expect(form.contentType == "multipart/form-data; boundary=xx")
    let head = "Content-Disposition: form-data; name="
    var expected = Array("--xx\r\n\(head)\"chat_id\"\r\n\r\n42\r\n--xx\r\n".utf8)
    expected += "\(head)\"a%0D%0A%22b\"; filename=\"ж%22 c.ics\"\r\n".utf8
    expected += "Content-Type: text/calendar\r\n\r\n".utf8
    expected += [0, 255, 13, 10]
    expected += "\r\n--xx\r\n\(head)\"empty\"\r\n\r\n\r\n--xx--\r\n".utf8
    #expect(form.body == expected)

    let large = parts + [.init(name: "b", content: .bytes([UInt8](repeating: 66, count: 40_000)))]
    #expect(InlineForm(large) == nil)
    #expect(InlineForm([.init(name: "f", content: .bytes([1]), filename: "x.png")]) == nil)
    #expect(InlineForm([.init(name: "f", content: .file(path: "/x"))]) == nil)

    // Both ways: the same text but for the boundary, which curl makes with dashes and 16 or more.
    var texts: [String] = []
    for parts in [parts, large] {
      let request = HTTPRequest(.post, server.url + "/echo", body: .multipart(parts))
      let text = String(decoding: try await engine.send(request).body, as: UTF8.self)
      let boundary = String(text.prefix { $0 != "\r\n" }.dropFirst(2))
      #expect(boundary.count > 16 && text.hasSuffix("--\(boundary)--\r\n"))
      texts.append(text.replacingOccurrences(of: boundary, with: "xx"))
    }
    #expect(texts[0] == String(decoding: expected, as: UTF8.self))
    #expect(texts[1].hasPrefix(texts[0].dropLast("--xx--\r\n".count)))
    let headRequest = HTTPRequest(.post, server.url + "/head", body: .multipart(parts))
    let sent = String(decoding: try await engine.send(headRequest).body, as: UTF8.self)
    #expect(sent.contains("\nContent-Type: multipart/form-data; boundary=----form"))
    #expect(!sent.contains("Expect"))
    await engine.shutdown()
  }

  @Test func `a good answer goes to disk, a bad one to memory`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = path("download")
    let big = try await engine.send(
      HTTPRequest(.get, server.url + "/big", download: .file(path: target)))
    #expect(big.status == 200 && big.body.isEmpty)
    #expect(try Data(contentsOf: URL(filePath: target)).count == 3_000_000)
    let none = path("none")
    let missing = try await engine.send(
      HTTPRequest(.get, server.url + "/missing", download: .file(path: none)))
    #expect(missing.status == 404 && missing.body == Array("no such thing".utf8))
    await #expect(throws: CurlError.connectionLost) {
      try await engine.send(
        HTTPRequest(.get, server.url + "/truncated", download: .file(path: none)))
    }
    await #expect(throws: CurlError.bodyTooLarge(limit: 1000)) {
      try await engine.send(
        HTTPRequest(.get, server.url + "/big", download: .file(path: none, limit: 1000)))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["download"])
    let empty = HTTPRequest(.post, server.url + "/echo", download: .file(path: none))
    _ = try await engine.send(empty)
    #expect(FileManager.default.contents(atPath: none) == Data())
    await engine.shutdown()
  }

  @Test func `chunks are put together, and too much is refused, announced or not`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let chunked = try await engine.send(HTTPRequest(.get, server.url + "/chunked"))
    #expect(String(decoding: chunked.body, as: UTF8.self) == "Wikipedia in\r\n\r\nchunks.")
    for path in ["/big", "/unannounced"] {
      let request = HTTPRequest(.get, server.url + path, download: .memory(limit: 2_999_999))
      await #expect(throws: CurlError.bodyTooLarge(limit: 2_999_999)) {
        try await engine.send(request)
      }
      var enough = request
      enough.download = .memory(limit: 3_000_000)
      #expect(try await engine.send(enough).body.count == 3_000_000)
    }
    await engine.shutdown()
  }

  @Test func `forms are percent-encoded`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let pairs = FormEncoding.pairs([("a b", "ä&="), ("c", "1~-._")])
    #expect(String(decoding: pairs, as: UTF8.self) == "a%20b=%C3%A4%26%3D&c=1~-._")
    #expect(FormEncoding.percentEncoded("/?") == "%2F%3F")
  }
}
