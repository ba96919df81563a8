import Curl
import Foundation
import Synchronization
import Testing

@testable import Telegram

@Suite("Client") struct ClientTests {
  @Test("posts a call with its chat and message")
  func posts() async throws {
    let transport = ScriptedTransport(result: #"{"message_id":5}"#)
    let result = try await testClient(transport).perform(
      .editMessageText(HTML("x")), chat: 7, message: 8)
    #expect(result.messageID == 5)
    let request = try #require(transport.requests.first)
    #expect(request.url == "https://tg.test/bot42:\(secretKey)/editMessageText")
    #expect(request.json.hasPrefix(#"{"chat_id":7,"message_id":8,"text":"x""#))
  }

  @Test("sends an upload as a form: strings bare, the rest as JSON, files behind")
  func form() async throws {
    let transport = ScriptedTransport(result: #"{"message_id":5}"#)
    _ = try await testClient(transport).perform(
      .sendPhoto(
        .bytes([1, 2], name: "a.png", mime: "image/png"), caption: HTML(#"a "b" \"#),
        markup: .inline(InlineKeyboard([[.callback("k", data: "d")]])), silent: true),
      chat: -5)
    guard case .multipart(let parts)? = transport.requests.first?.body else {
      Issue.record("not a form")
      return
    }
    let fields = parts.map { part in
      guard case .bytes(let bytes) = part.content else { return part.name }
      return "\(part.name)=\(part.filename ?? "")=\(String(decoding: bytes, as: UTF8.self))"
    }
    #expect(
      fields == [
        "chat_id==-5", #"caption==a &quot;b&quot; \"#, "parse_mode==HTML",
        "disable_notification==true",
        #"reply_markup=={"inline_keyboard":[[{"text":"k","callback_data":"d"}]]}"#,
        "photo=a.png=\u{1}\u{2}",
      ])
    #expect(parts.last?.contentType == "image/png")
  }

  @Test("sends nothing that breaks a limit")
  func limits() async throws {
    let transport = ScriptedTransport([])
    let client = testClient(transport)
    await #expect(throws: TelegramError.limit(.textEmpty)) {
      try await client.perform(.sendMessage(.empty), chat: 1)
    }
    let stored = Call(
      method: "sendDocument",
      attachments: [
        Attachment(
          name: "document", source: .path("/nowhere/x"), filename: "x", mime: "a/b")
      ])
    await #expect(throws: TelegramError.limit(.fileMissing)) {
      try await client.perform(stored, chat: 1)
    }
    #expect(transport.requests.isEmpty)
  }

  @Test("the callback way tells the same")
  func callback() async throws {
    let transport = ScriptedTransport([
      .answer(status: 200, body: #"{"ok":true,"result":{"message_id":3}}"#),
      .failure(.connectionLost),
    ])
    let client = testClient(transport)
    func outcome(_ call: Call) async -> Result<Int64?, TelegramError> {
      await withCheckedContinuation { continuation in
        client.start(call, chat: 1) { continuation.resume(returning: $0.map(\.messageID)) }
      }
    }
    #expect(await outcome(.sendMessage(HTML("x"))) == .success(3))
    guard case .failure(let error) = await outcome(.sendMessage(HTML("x"))) else {
      Issue.record("the line was lost")
      return
    }
    #expect(error.mayHaveBeenSent)
    #expect(await outcome(.sendMessage(.empty)) == .failure(.limit(.textEmpty)))
  }

  @Test("fetches a file from the server, or copies it from a local one")
  func download() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "source")
    let target = folder.appending(path: "target").path
    try Data([7, 8, 9]).write(to: source)
    func file(_ path: String) -> ScriptedTransport.Reply {
      .answer(
        status: 200,
        body: #"{"ok":true,"result":{"file_id":"F","file_unique_id":"U","file_path":"\#(path)"}}"#)
    }
    let local = ScriptedTransport([file(source.path)])
    try await testClient(local).download(fileID: "F", to: target)
    #expect(try Data(contentsOf: URL(filePath: target)) == Data([7, 8, 9]))
    #expect(!FileManager.default.fileExists(atPath: target + ".part"))

    let remote = ScriptedTransport([file("photos/a b.jpg"), .answer(status: 200, body: "")])
    try await testClient(remote).download(fileID: "F", to: target)
    #expect(
      remote.requests.last?.url == "https://tg.test/file/bot42:\(secretKey)/photos/a%20b.jpg")
    #expect(remote.requests.last?.download == .file(path: target))

    let gone = ScriptedTransport([file("photos/a"), .answer(status: 404, body: "{}")])
    await #expect(throws: TelegramError.badRequest(description: "the file is gone")) {
      try await testClient(gone).download(fileID: "F", to: target)
    }
    let missing = ScriptedTransport([file("/nowhere/42:\(secretKey)/x")])
    do throws(TelegramError) {
      try await testClient(missing).download(fileID: "F", to: target)
      Issue.record("there is no such file")
    } catch {
      #expect(!"\(error)".contains(secretKey))
    }
  }

  @Test("the token shows nowhere")
  func secrecy() {
    let client = testClient(ScriptedTransport([]))
    var dumped = ""
    dump(client, to: &dumped)
    dump(client.token, to: &dumped)
    dumped += "\(client) \(client.token) \(String(reflecting: client.token)) "
    dumped += String(reflecting: client)
    #expect(!dumped.contains("abcdef"))
    #expect(client.token.botID == 42)
  }

  @Test(
    "tokens are checked leniently",
    arguments: [
      ("42:\(secretKey)", true), (" 42:\(secretKey)\n", true), ("42:short", false), ("", false),
      (":\(secretKey)", false), ("4x:\(secretKey)", false), ("42:\(secretKey)/", false),
      ("42\(secretKey)", false),
    ])
  func tokens(text: String, isValid: Bool) {
    #expect((BotToken(text) != nil) == isValid)
  }
}
