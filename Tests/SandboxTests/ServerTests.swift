import Testing

@testable import Sandbox

/// Runs the body against a serving sandbox.
private func serving(
  _ body: @Sendable (Sandbox, RawClient, String) async throws -> Void
) async throws {
  let sandbox = Sandbox()
  let port = try await sandbox.start()
  try await body(sandbox, RawClient(port: port), "/bot" + sandbox.configuration.token)
  await sandbox.stop()
}

private let form = ["Content-Type": "application/x-www-form-urlencoded"]

@Suite("The server on the wire")
struct ServerTests {
  @Test("parameters come by query, form, JSON and multipart")
  func parameters() async throws {
    try await serving { sandbox, client, bot in
      sandbox.start(6_011_223_301)
      let target = "chat_id=6011223301"
      let byQuery = await client.exchange("GET", bot + "/SENDMESSAGE?\(target)&text=a+%D0%B1")
      #expect(byQuery.status == 200 && byQuery.text.hasPrefix("{\"ok\":true,\"result\":{"))
      #expect(byQuery.text.contains("\"text\":\"a б\""))
      let byForm = await client.exchange(
        "POST", bot + "/sendMessage", headers: form, body: Array("\(target)&text=b%26".utf8))
      #expect(byForm.text.contains("\"text\":\"b&\""))
      let byJSON = await client.exchange(
        "POST", bot + "/sendMessage", headers: ["Content-Type": "application/json"],
        body: Array(
          #"{"chat_id":6011223301,"text":"c","reply_markup":{"inline_keyboard":[[{"text":"t","callback_data":"d"}]]}}"#
            .utf8))
      #expect(byJSON.text.contains("\"callback_data\":\"d\""))
      let parts = [
        "--XX\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n6011223301",
        "--XX\r\nContent-Disposition: form-data; name=\"document\"; filename=\"б.txt\"\r\n"
          + "Content-Type: text/plain\r\n\r\nline\r\n--X\r\n", "--XX--\r\n",
      ]
      let byParts = await client.exchange(
        "POST", bot + "/sendDocument",
        headers: ["Content-Type": "multipart/form-data; boundary=XX"],
        body: Array(parts.joined(separator: "\r\n").utf8))
      #expect(byParts.text.contains("\"file_name\":\"б.txt\""))
      let id = sandbox.lastMessage(of: 6_011_223_301)?.json["document"]?["file_id"]?.string ?? ""
      let file = await client.exchange("GET", bot + "/getFile?file_id=" + id)
      let path = JSON(parsing: file.text)?["result"]?["file_path"]?.string ?? ""
      let bytes = await client.exchange("GET", "/file" + bot + "/" + path)
      #expect(bytes.text == "line\r\n--X\r\n")
    }
  }

  @Test("statuses follow the error codes")
  func statuses() async throws {
    try await serving { _, client, bot in
      let wrong = await client.exchange("GET", "/bot7123456789:AAAAAAAAAAAAAAAAAAAAA/getMe")
      #expect(wrong.status == 401)
      #expect(wrong.text == #"{"ok":false,"error_code":401,"description":"Unauthorized"}"#)
      #expect(await client.exchange("GET", "/botabc/getMe").status == 404)
      #expect(await client.exchange("GET", bot + "/noSuch").status == 404)
      #expect(await client.exchange("GET", bot + "/getMe").status == 200)
      #expect(await client.exchange("POST", bot + "/sendMessage").status == 400)
    }
  }

  @Test("a poll waits for an update, and a second poll ends it with 409")
  func polling() async throws {
    try await serving { sandbox, client, bot in
      async let waiting = client.exchange("GET", bot + "/getUpdates?timeout=20")
      #expect(await sandbox.waitUntil { $0.look { $0.waitingPolls == 1 } })
      async let second = client.exchange("GET", bot + "/getUpdates?timeout=20")
      let first = await waiting
      #expect(
        first.status == 409 && first.text.contains("Conflict: terminated by other getUpdates"))
      #expect(await sandbox.waitUntil { $0.look { $0.waitingPolls == 1 } })
      sandbox.say(6_011_223_301, "hello")
      let answer = await second
      #expect(answer.text.contains("\"text\":\"hello\""))
      let empty = await client.exchange("GET", bot + "/getUpdates?offset=-1&timeout=0")
      let id = JSON(parsing: empty.text)?["result"]?[0]?["update_id"]?.int ?? 0
      let none = await client.exchange("GET", bot + "/getUpdates?offset=\(id + 1)&timeout=1")
      #expect(none.text == #"{"ok":true,"result":[]}"#)
      #expect(sandbox.pendingUpdates == 0)
    }
  }

  @Test("faults are what the client sees")
  func faults() async throws {
    try await serving { sandbox, client, bot in
      let person: PersonID = 6_011_223_301
      sandbox.start(person)
      let send = bot + "/sendMessage?chat_id=\(person)&text=x"
      func count() -> Int { sandbox.messages(of: person).count { $0.fromBot } }
      let kinds: [(Faults.Kind, Int, Int)] = [
        (.tooManyRequests, 429, 0), (.internalError, 500, 0), (.badGateway, 502, 0), (.reset, 0, 0),
        (.resetAfter, 0, 1), (.truncated, 200, 1), (.html, 200, 1),
      ]
      for (kind, status, effect) in kinds {
        let before = count()
        sandbox.faults.next = [Faults.Planned(kind, retryAfter: 7)]
        let answer = await client.exchange("GET", send)
        #expect(answer.status == status, "\(kind)")
        #expect(count() - before == effect, "\(kind)")
        if kind == .tooManyRequests { #expect(answer.text.contains("\"retry_after\":7")) }
        if kind == .truncated { #expect(JSON(parsing: answer.text) == nil) }
      }
      sandbox.faults.next = [Faults.Planned(.hang)]
      #expect(await client.exchange("GET", send, seconds: 1).status == 0)
      async let waiting = client.exchange("GET", bot + "/getUpdates?offset=-1&timeout=20")
      _ = await waiting
      sandbox.faults.down = true
      #expect(await client.exchange("GET", send).status == 0)
      #expect(await client.exchange("GET", "/sandbox/state").status == 200)
      sandbox.faults.down = false
      #expect(await client.exchange("GET", send).status == 200)
    }
  }

  @Test("the page's contract: state, actions, events")
  func control() async throws {
    try await serving { sandbox, client, bot in
      let json = ["Content-Type": "application/json"]
      let people = "/sandbox/people/6011223301"
      let reader = Task {
        await client.exchange("GET", "/sandbox/events", until: "\"type\":\"message\"")
      }
      // The page may start to listen a moment after the first message: write until it has heard one.
      let writer = Task {
        var last = RawClient.Answer()
        while !Task.isCancelled {
          last = await client.exchange(
            "POST", people + "/text", headers: json, body: Array(#"{"text":"hi"}"#.utf8))
          try? await Task.sleep(for: .milliseconds(20))
        }
        return last
      }
      let stream = await reader.value
      writer.cancel()
      #expect(await writer.value.text.contains("message_id"))
      #expect(stream.head.contains("text/event-stream") && stream.text.contains("\"text\":\"hi\""))
      let state = JSON(parsing: await client.exchange("GET", "/sandbox/state").text)
      #expect(state?["people"]?[0]?["role"] == "client")
      #expect(state?["chats"]?["6011223301"]?["messages"]?[0]?["text"] == "hi")
      let tap = await client.exchange(
        "POST", people + "/tap", headers: json, body: Array(#"{"message_id":1,"data":"d"}"#.utf8))
      #expect(JSON(parsing: tap.text)?["query_id"]?.string != nil)
      let clock = await client.exchange(
        "POST", "/sandbox/clock", headers: json, body: Array(#"{"advance":3600}"#.utf8))
      #expect(clock.status == 200 && sandbox.look { $0.clock.offset } == 3600)
      _ = await client.exchange(
        "POST", "/sandbox/faults", headers: json, body: Array(#"{"latency_ms":5}"#.utf8))
      #expect(sandbox.faults.latencyMilliseconds == 5 && !sandbox.faults.down)
      let page = await client.exchange("GET", "/")
      #expect(page.head.lowercased().contains("content-security-policy: default-src 'none'"))
    }
  }

  @Test("groups and updates of any kind come by the control interface")
  func groupsAndUpdates() async throws {
    try await serving { sandbox, client, bot in
      func post(_ path: String, _ body: String) async -> Int {
        await client.exchange(
          "POST", "/sandbox/" + path, headers: ["Content-Type": "application/json"],
          body: Array(body.utf8)
        ).status
      }
      #expect(await post("groups", #"{"id":5,"title":"No group","members":[]}"#) == 400)
      #expect(await post("groups", #"{"id":-5,"title":"Team","members":[6011223301]}"#) == 200)
      #expect(await post("people/6011223301/text", #"{"text":"hi","chat":-5}"#) == 200)
      #expect(await post("people/6011223302/text", #"{"text":"hi","chat":-5}"#) == 400)
      #expect(await post("updates", #"{"kind":"of_tomorrow"}"#) == 400)
      #expect(await post("updates", #"{"kind":"of_tomorrow","body":{"a":1}}"#) == 200)
      let updates = JSON(parsing: await client.exchange("GET", bot + "/getUpdates").text)?["result"]
      #expect(updates?.array?.count == 2)
      #expect(updates?[0]?["message"]?["chat"]?["title"] == "Team")
      #expect(updates?[1]?["of_tomorrow"]?["a"] == 1)
    }
  }

  @Test("other sites in the same browser are kept out")
  func foreign() async throws {
    try await serving { _, client, _ in
      let state = "/sandbox/state"
      #expect(await client.exchange("GET", state, headers: ["Host": "evil.example"]).status == 403)
      #expect(
        await client.exchange("GET", state, headers: ["Origin": "https://evil.example"]).status
          == 403)
      #expect(
        await client.exchange("GET", state, headers: ["Origin": "http://127.0.0.1:\(client.port)"])
          .status == 200)
    }
  }

  @Test("stopping ends waiting polls and open pages at once")
  func stopping() async throws {
    let sandbox = Sandbox()
    let client = RawClient(port: try await sandbox.start())
    let bot = "/bot" + sandbox.configuration.token
    async let poll = client.exchange("GET", bot + "/getUpdates?timeout=50", seconds: 20)
    async let page = client.exchange("GET", "/sandbox/events", seconds: 20)
    #expect(await sandbox.waitUntil { $0.look { $0.waitingPolls == 1 } })
    while sandbox.events.readerCount == 0 { await Task.yield() }
    let begin = ContinuousClock.now
    await sandbox.stop()
    _ = await (poll, page)
    #expect(ContinuousClock.now - begin < .seconds(5))
    #expect(sandbox.port == 0)
  }
}
