import Hummingbird

/// The control interface and the chat page. For this machine only: requests with another Host or a
/// foreign Origin are refused.
///
/// - `GET /` the page (`?lang=` or Accept-Language); its files under `/page/<name>`
/// - `GET /sandbox/state` → `{"now","offset","bot":{"id","username","first_name"},
///   "people":[{"id","role","first_name","last_name","username","language_code","phone_number",
///   "blocked"}],"chats":{"<person id>":{"messages":[Message],"reply_keyboard","placeholder",
///   "commands":[{"command","description"}],"description"}},"faults":{…},"links":[{"title","url"}],
///   "letters":[{"id","date","to","from","subject","text","html","files","sms"}]}`
/// - `GET /sandbox/events` → server-sent events, one JSON each: `message`, `edit` (`chat`, `message`),
///   `delete` (`chat`, `message_id`), `callback_answer` (`chat`, `query_id`, `text`, `show_alert`,
///   `url`), `reply_keyboard` (`chat`, `reply_keyboard`, `placeholder`), `action` (`chat`, `action`),
///   `clock` (`now`, `offset`), `faults`, `commands` (`chat`, `commands`), `inline_results`, `letter` (`letter`),
///   `state` (reload everything)
/// - `POST /sandbox/people/<id>/…`: `text {"text","reply_to"?}`, `tap {"message_id","data"}` →
///   `{"query_id"}`, `start {"payload"}`, `contact {}`, `location {"latitude","longitude"}`, `photo`
///   and `document` (multipart `file`s, `caption`), `sticker {}`, `edit {"message_id","text"}`,
///   `block {"blocked"}`, `language {"code"}`, `pay {"message_id"}` or `{"link"}`,
///   `inline {"query"}` → `{"query_id"}`
/// - `POST /sandbox/clock {"advance":seconds}`, `/sandbox/faults` (partial, see `Faults`),
///   `/sandbox/reset-updates {"next_id"}`, `/sandbox/migrate {"from","to"}`
/// - `POST /sandbox/sms {"to","text"}`: the gateway for short messages, which come into the mailbox
/// - `POST /sandbox/people {"id","role","first_name",…}` adds a person,
///   `/sandbox/groups {"id","title","members":[person ids]}` a group, where `text` and `tap` reach
///   it with `"chat"`; `/sandbox/updates {"kind","body"}` queues an update of any kind
/// - `GET /sandbox/files/<file id or unique id>` → the bytes; `/sandbox/letters/<id>` → the HTML of
///   an e-mail
enum Control {
  static func respond(
    to request: Request, path: String, query: String, _ sandbox: Sandbox
  ) async -> Response {
    guard isLocal(request, sandbox) else {
      return text(403, "This server serves this machine only.")
    }
    let parts = path.split(separator: "/").map(String.init)
    switch (request.method, parts.first) {
    case (.get, nil):
      var parameters = CallParameters()
      FormBody.form(query.utf8, into: &parameters)
      let language = Page.language(
        query: parameters["lang"], accepted: request.headers[.acceptLanguage])
      return page("text/html; charset=utf-8", Page.html(language: language))
    case (.get, "page"):
      guard parts.count == 2, let file = Page.files[parts[1]] else { return text(404, "Not found") }
      return page(MimeType.of(name: parts[1]) + "; charset=utf-8", file)
    case (.get, "sandbox"): return get(Array(parts.dropFirst()), sandbox)
    case (.post, "sandbox"): return await post(request, Array(parts.dropFirst()), sandbox)
    default: return text(404, "Not found")
    }
  }

  /// Keeps other web sites in the same browser away: they can neither resolve their own name to this
  /// server nor send requests from their pages.
  private static func isLocal(_ request: Request, _ sandbox: Sandbox) -> Bool {
    guard let authority = request.head.authority else { return false }
    let host: Substring
    if authority.hasPrefix("[") {
      host = authority.prefix { $0 != "]" }.dropFirst()
    } else {
      host = authority.prefix { $0 != ":" }
    }
    let isLoopback = ["127.0.0.1", "localhost", "::1"].contains(host.lowercased())
    // A host that was configured on purpose counts, except for the wildcard addresses.
    guard isLoopback || (host == sandbox.configuration.host && host != "0.0.0.0") else {
      return false
    }
    guard let origin = request.headers[.origin] else { return true }
    return origin.lowercased() == "http://" + authority.lowercased()
  }

  private static func page(_ mime: String, _ bytes: [UInt8]) -> Response {
    var response = SandboxServer.response(status: 200, bytes, mime: mime)
    response.headers[.contentSecurityPolicy] = Page.policy
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private static func text(_ status: Int, _ text: String) -> Response {
    SandboxServer.response(status: status, Array(text.utf8), mime: "text/plain; charset=utf-8")
  }

  private static func json(_ json: JSON, status: Int = 200) -> Response {
    SandboxServer.response(status: status, json.bytes, mime: "application/json")
  }

  private static func bad(_ reason: String) -> Response {
    json(["error": .string(reason)], status: 400)
  }

  private static func get(_ parts: [String], _ sandbox: Sandbox) -> Response {
    switch parts.first {
    case "state" where parts.count == 1: return json(sandbox.look { $0.stateJSON })
    case "events" where parts.count == 1: return events(sandbox)
    case "files" where parts.count == 2:
      let key = FormBody.decode(parts[1].utf8, plus: false)
      guard let item = sandbox.look({ $0.files.item(key) }) else { return text(404, "Not found") }
      var response = SandboxServer.response(status: 200, item.bytes, mime: item.mime)
      // Uploads must not run as pages of this server.
      response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
      response.headers[.xContentTypeOptions] = "nosniff"
      return response
    case "letters" where parts.count == 2:
      let letter = sandbox.letters.first { String($0.id) == parts[1] }
      guard let html = letter?.html else { return text(404, "Not found") }
      var response = SandboxServer.response(
        status: 200, Array(html.utf8), mime: "text/html; charset=utf-8")
      // As mail programs show letters: no scripts, nothing from the network.
      response.headers[.contentSecurityPolicy] =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
        + "sandbox allow-same-origin"
      response.headers[.xContentTypeOptions] = "nosniff"
      return response
    default: return text(404, "Not found")
    }
  }

  private static func events(_ sandbox: Sandbox) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        let (id, stream) = sandbox.events.subscribe()
        defer { sandbox.events.unsubscribe(id) }
        for await bytes in stream {
          try await writer.write(ByteBuffer(bytes: bytes))
        }
        try await writer.finish(nil)
      })
  }

  private static func post(
    _ request: Request, _ parts: [String], _ sandbox: Sandbox
  ) async -> Response {
    guard let body = await SandboxServer.body(of: request) else { return text(413, "Too large") }
    let type = request.headers[.contentType] ?? ""
    if parts.count == 3, parts[0] == "people", let person = Int64(parts[1]) {
      guard sandbox.look({ $0.people[person] != nil }) else {
        return text(404, "Nobody has this id")
      }
      if type.lowercased().hasPrefix("multipart/form-data") {
        guard let form = FormBody.multipart(body, contentType: type), !form.list.isEmpty else {
          return bad("no file in the form")
        }
        return upload(person, parts[2], form.list, form.parameters["caption"], sandbox)
      }
      guard let json = body.isEmpty ? [:] : JSON(bytes: body) else { return bad("no JSON") }
      return act(person, parts[2], json, sandbox)
    }
    guard let json = JSON(bytes: body) else { return bad("no JSON") }
    return manage(parts.joined(separator: "/"), json, sandbox)
  }

  private static func upload(
    _ person: PersonID, _ kind: String, _ files: [Upload], _ caption: String?, _ sandbox: Sandbox
  ) -> Response {
    guard ["photo", "document", "video", "voice", "audio"].contains(kind), files.count <= 10 else {
      return bad("unknown kind of file, or more than ten")
    }
    let ids = sandbox.send(person, kind: kind, files, caption: caption)
    return json(["message_ids": .array(ids.map(JSON.int))])
  }

  private static func act(
    _ person: PersonID, _ action: String, _ body: JSON, _ sandbox: Sandbox
  ) -> Response {
    let chat = body["chat"]?.int
    func sent(_ id: Int64) -> Response {
      id == 0 ? bad("nothing to send") : json(["message_id": .int(id)])
    }
    func queried(_ id: String?) -> Response {
      id.map { json(["query_id": .string($0)]) } ?? bad("there is nothing to tap or pay")
    }
    switch action {
    case "text":
      return sent(
        sandbox.say(
          person, body["text"]?.string ?? "", in: chat, replyTo: body["reply_to"]?.int))
    case "tap":
      return queried(
        sandbox.tap(person, body["message_id"]?.int ?? 0, body["data"]?.string ?? "", in: chat))
    case "start": return sent(sandbox.start(person, payload: body["payload"]?.string ?? ""))
    case "contact": return sent(sandbox.shareContact(person))
    case "location":
      return sent(
        sandbox.sendLocation(
          person, latitude: body["latitude"]?.double ?? 50.4501,
          longitude: body["longitude"]?.double ?? 30.5234))
    case "sticker": return sent(sandbox.sendSticker(person))
    case "edit":
      let done = sandbox.edit(
        person, body["message_id"]?.int ?? 0, body["text"]?.string ?? "")
      return done ? json(["ok": true]) : bad("no such message of this person")
    case "block":
      if body["blocked"]?.bool ?? true { sandbox.block(person) } else { sandbox.unblock(person) }
      return json(["ok": true])
    case "language":
      sandbox.setLanguage(person, body["code"]?.string)
      return json(["ok": true])
    case "pay":
      if let link = body["link"]?.string { return queried(sandbox.pay(person, link: link)) }
      return queried(sandbox.pay(person, body["message_id"]?.int ?? 0))
    case "inline": return queried(sandbox.inlineQuery(person, body["query"]?.string ?? ""))
    default: return text(404, "Not found")
    }
  }

  private static func manage(_ path: String, _ body: JSON, _ sandbox: Sandbox) -> Response {
    switch path {
    case "clock":
      guard let seconds = body["advance"]?.int, seconds >= 0 else {
        return bad("advance must be a number of seconds, not negative")
      }
      sandbox.advance(seconds: seconds)
      return json(["now": .int(sandbox.now())])
    case "faults":
      let known = sandbox.change { world in
        guard world.faults.apply(body) else { return false }
        world.emit("faults", ["faults": world.faults.json])
        return true
      }
      return known ? json(sandbox.faults.json) : bad("unknown fault or value")
    case "sms":
      guard let to = body["to"]?.string, let words = body["text"]?.string else {
        return bad("a message needs to and text")
      }
      switch sandbox.faults.sms {
      case .down: return json(["error": "the gateway of the demo is down"], status: 503)
      case .refuses: return bad("no such number")
      case .takes:
        sandbox.receive(words, at: to)
        return json(["ok": true])
      }
    case "reset-updates":
      guard let id = body["next_id"]?.int, id > 0 else { return bad("next_id must be positive") }
      sandbox.restartUpdateIDs(to: id)
      return json(["ok": true])
    case "migrate":
      guard let old = body["from"]?.int, let new = body["to"]?.int else {
        return bad("from and to must be chat ids")
      }
      sandbox.migrateChat(from: old, to: new)
      return json(["ok": true])
    case "people":
      guard let id = body["id"]?.int, id > 0, let name = body["first_name"]?.string else {
        return bad("a person needs id and first_name")
      }
      sandbox.add(
        SandboxPerson(
          id: id, role: body["role"]?.string ?? "client", firstName: name,
          lastName: body["last_name"]?.string, username: body["username"]?.string,
          languageCode: body["language_code"]?.string ?? "en",
          phoneNumber: body["phone_number"]?.string ?? "+447700900199"))
      return json(["ok": true])
    case "groups":
      guard let id = body["id"]?.int, id < 0, let title = body["title"]?.string,
        let members = body["members"]?.array
      else { return bad("a group needs a negative id, title and members") }
      sandbox.addGroup(id: id, title: title, members: members.compactMap(\.int))
      return json(["ok": true])
    case "updates":
      guard let kind = body["kind"]?.string, let content = body["body"] else {
        return bad("an update needs kind and body")
      }
      sandbox.queueUpdate(kind, content)
      return json(["ok": true])
    default: return text(404, "Not found")
    }
  }
}
