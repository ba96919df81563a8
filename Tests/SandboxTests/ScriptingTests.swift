import Foundation
import Synchronization
import Testing

@testable import Sandbox

/// A bot of a few lines that echoes texts and answers taps; it lives until its task is cancelled.
private func echoBot(_ sandbox: Sandbox) -> Task<Void, Never> {
  Task {
    var offset: Int64 = 0
    while !Task.isCancelled {
      let poll = await ask(sandbox, "getUpdates", ["offset": .int(offset), "timeout": 20])
      for update in poll?.array ?? [] {
        offset = max(offset, (update["update_id"]?.int ?? 0) + 1)
        if let message = update["message"] {
          let text = "You said " + (message["text"]?.string ?? "nothing")
          let chat = message["chat"]?["id"] ?? 0
          _ = await ask(
            sandbox, "sendMessage",
            ["chat_id": chat, "text": .string(text), "reply_markup": inline("more", text: "More")])
        } else if let query = update["callback_query"]?["id"] {
          _ = await ask(
            sandbox, "answerCallbackQuery", ["callback_query_id": query, "text": "Done"])
        }
      }
    }
  }
}

/// Calls as the server does, without a socket.
private func ask(_ sandbox: Sandbox, _ method: String, _ object: JSONObject) async -> JSON? {
  var parameters = CallParameters()
  parameters.add(object)
  let reply = await sandbox.serve(token: sandbox.configuration.token, method: method, parameters)
  guard case .json(_, let bytes) = reply else { return nil }
  return JSON(bytes: bytes)?["result"]
}

@Suite("Playing people")
struct ScriptingTests {
  @Test("a script talks to a bot without fixed waiting")
  func conversation() async {
    let sandbox = Sandbox()
    let bot = echoBot(sandbox)
    sandbox.start(client, payload: "abc")
    #expect(await sandbox.settle())
    let query = sandbox.tap(client, button: "More") ?? ""
    #expect(await sandbox.waitUntil { $0.answer(to: query)?.text == "Done" })
    #expect(sandbox.unansweredTaps().isEmpty)
    #expect(
      sandbox.transcript(of: client) == """
        > /start abc
        < You said /start abc
          [More]
        """)
    #expect(sandbox.tap(client, button: "Less") == nil)
    bot.cancel()
    await bot.value
  }

  @Test("waiting gives up after its timeout")
  func timeout() async {
    let sandbox = Sandbox()
    #expect(await sandbox.waitUntil(timeout: .milliseconds(20)) { _ in false } == false)
    sandbox.say(client, "nobody polls")
    #expect(await sandbox.settle(timeout: .milliseconds(20)) == false)
  }

  @Test("the clock moves only forward and tells the bot")
  func clock() {
    var configuration = SandboxConfiguration()
    configuration.clock = .manual(1000)
    let sandbox = Sandbox(configuration: configuration)
    let heard = Flag()
    sandbox.onClockMoved = { heard.raise() }
    sandbox.advance(seconds: 60)
    sandbox.advance(seconds: -10)
    #expect(sandbox.now() == 1060 && heard.isRaised)
  }

  @Test("the same seed and script give the same chat, byte for byte")
  func determinism() {
    func play() -> String {
      var world = makeWorld()
      _ = world.say(client, "hi")
      _ = world.sendFiles(
        client, kind: "photo", [Upload(name: "a.png", bytes: png())], caption: "c")
      _ = world.send("x", ["reply_markup": inline("d")])
      _ = world.tap(client, message: 6, data: "d")
      return world.stateJSON.text
    }
    #expect(play() == play())
  }

  @Test("people send albums, contacts of their own and of others, and edit their texts")
  func kinds() {
    let sandbox = Sandbox()
    let album = sandbox.sendPhotos(
      client, [Upload(name: "a.png", bytes: png()), Upload(name: "b.png", bytes: png())],
      caption: "two")
    let messages = sandbox.messages(of: client)
    #expect(album.count == 2 && messages[0].text == "two" && messages[1].text == "")
    #expect(messages[0].json["media_group_id"] == messages[1].json["media_group_id"])
    sandbox.shareContact(client)
    #expect(sandbox.lastMessage(of: client)?.json["contact"]?["user_id"] == .int(client))
    sandbox.shareContact(client, of: other)
    #expect(sandbox.lastMessage(of: client)?.json["contact"]?["user_id"] == .int(other))
    let id = sandbox.say(client, "tipo")
    #expect(sandbox.edit(client, id, "typo"))
    #expect(sandbox.lastMessage(of: client)?.text == "typo")
    #expect(sandbox.sendSticker(client) > id)
    #expect(sandbox.say(42, "who am I") == 0)
  }

  @Test("groups have members, and only they write there")
  func groups() {
    let sandbox = Sandbox()
    sandbox.addGroup(id: -500, title: "Team", members: [client])
    #expect(sandbox.say(client, "/book", in: -500) > 0)
    #expect(sandbox.say(other, "hi", in: -500) == 0)
    #expect(sandbox.messages(in: -500).first?.json["chat"]?["type"] == "group")
  }
}

/// A switch that closures may raise.
private final class Flag: Sendable {
  private let raised = Mutex(false)
  var isRaised: Bool { raised.withLock { $0 } }
  func raise() { raised.withLock { $0 = true } }
}

@Suite("Bodies of requests")
struct BodyTests {
  @Test("multipart parts keep their bytes, names and types")
  func multipart() {
    let body =
      Array(
        ("preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b\r\n"
          + "content-disposition: form-data; name=f; filename=\"q\\\"%22.bin\"\r\n\r\n").utf8)
      + [0, 255, 13, 10] + Array("\r\n--b--\r\n".utf8)
    let form = FormBody.multipart(body, contentType: "multipart/form-data; boundary=\"b\"")
    #expect(form?.parameters.values["a"] == "")
    #expect(form?.parameters.files["f"]?.bytes == [0, 255, 13, 10])
    #expect(form?.parameters.files["f"]?.name == "q\"\".bin")
  }

  @Test(
    "malformed multipart is refused",
    arguments: [
      "", "--b", "--b\r\n", "--b\r\nx", "--b\r\n\r\n\r\n", "b--", "--b\r\n\r\nx\r\n--c--",
    ])
  func malformed(_ body: String) {
    #expect(
      FormBody.multipart(Array(body.utf8), contentType: "multipart/form-data; boundary=b") == nil)
    #expect(FormBody.multipart(Array(body.utf8), contentType: "multipart/form-data") == nil)
  }

  @Test("percent encoding is undone, broken one kept")
  func percent() {
    #expect(FormBody.decode("a%20b+c%zz%4".utf8, plus: true) == "a b c%zz%4")
    #expect(FormBody.decode("a+%2B".utf8, plus: false) == "a++")
  }
}

@Suite("The page's files")
struct PageTests {
  @Test("every file of the folder is served")
  func complete() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Sandbox/Page").standardizedFileURL
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names.filter { !$0.hasPrefix(".") }) == Set(Page.files.keys))
    for (name, file) in Page.files {
      let bytes = try Data(contentsOf: folder.appending(path: name))
      #expect(Array(bytes) == file, "\(name)")
    }
  }

  @Test("the language is the wished one, else the browser's, else English")
  func language() {
    #expect(Page.language(query: "uk", accepted: "fr") == "uk")
    #expect(Page.language(query: "xx", accepted: "de-DE, fr;q=0.8") == "fr")
    #expect(Page.language(query: nil, accepted: nil) == "en")
  }
}
