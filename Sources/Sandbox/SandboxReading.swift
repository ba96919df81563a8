/// A message as a test reads it.
package struct SandboxMessage: Sendable {
  package struct Button: Sendable, Equatable {
    package var text: String
    package var data: String?
    package var url: String?
  }

  package let id: Int64
  package let fromBot: Bool
  package let date: Int64
  package let editDate: Int64?
  /// The Bot API's Message.
  package let json: JSON

  init(_ message: StoredMessage) {
    id = message.id
    fromBot = message.fromBot
    json = .object(message.json)
    date = message.json["date"]?.int ?? 0
    editDate = message.json["edit_date"]?.int
  }

  /// The text or caption, without its formatting.
  package var text: String { json["text"]?.string ?? json["caption"]?.string ?? "" }

  /// What it is: text, photo, document, venue, location, contact, invoice…
  package var kind: String {
    let kinds = [
      "text", "photo", "animation", "document", "video", "audio", "voice", "sticker", "venue",
      "location", "contact", "invoice", "successful_payment", "refunded_payment",
    ]
    return kinds.first { json[$0] != nil } ?? "other"
  }

  /// The inline keyboard, row by row.
  package var buttons: [[Button]] {
    (json["reply_markup"]?["inline_keyboard"]?.array ?? []).map { row in
      (row.array ?? []).map { button in
        Button(
          text: button["text"]?.string ?? "", data: button["callback_data"]?.string,
          url: button["url"]?.string)
      }
    }
  }
}

/// What tests ask of the sandbox, and how they wait for it.
extension Sandbox {
  /// The messages of the person's chat with the bot, oldest first, as they stand now.
  package func messages(of person: PersonID) -> [SandboxMessage] {
    look { world in
      world.people[person].flatMap { world.chats[$0.chatID] }?.messages.map(SandboxMessage.init)
        ?? []
    }
  }

  /// The messages of any chat, for groups.
  package func messages(in chat: Int64) -> [SandboxMessage] {
    look { $0.chats[chat]?.messages.map(SandboxMessage.init) ?? [] }
  }

  package func lastMessage(of person: PersonID) -> SandboxMessage? {
    look { world in
      world.people[person].flatMap { world.chats[$0.chatID]?.messages.last }.map(
        SandboxMessage.init)
    }
  }

  /// The reply keyboard that the person sees, key by key; empty when none is shown.
  package func replyKeyboard(of person: PersonID) -> [[String]] {
    look { world in
      let chat = world.people[person].flatMap { world.chats[$0.chatID] }
      return (chat?.replyKeyboard?["keyboard"]?.array ?? []).map { row in
        (row.array ?? []).compactMap { $0["text"]?.string }
      }
    }
  }

  /// The answer to a tap: nil while there is none.
  package func answer(to query: String) -> CallbackAnswer? { look { $0.callbacks[query]?.answer } }

  /// Taps that have no answer yet.
  package func unansweredTaps() -> [String] {
    look { $0.callbacks.filter { $0.value.answer == nil }.keys.sorted() }
  }

  package func inlineResults(of query: String) -> [JSON]? {
    look { $0.inlineQueries[query]?.results }
  }

  /// The commands in the person's menu, without slashes.
  package func commands(of person: PersonID) -> [String] {
    look { world in
      world.people[person].map { world.commands(for: $0) }?.compactMap { $0["command"]?.string }
        ?? []
    }
  }

  /// The bytes of a file id.
  package func file(_ id: String) -> [UInt8]? { look { $0.files.item(id)?.bytes } }

  /// Updates not confirmed yet.
  package var pendingUpdates: Int { look { $0.updates.count } }

  /// The chat as readable lines: `> ` person, `< ` bot, buttons in brackets.
  package func transcript(of person: PersonID) -> String {
    messages(of: person).map { message in
      let mark = message.fromBot ? "< " : "> "
      let what = message.kind == "text" ? "" : "(\(message.kind)) "
      let rows = message.buttons.map { row in
        "  " + row.map { "[\($0.text)]" }.joined(separator: " ")
      }
      let text = (what + message.text).split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n  ")
      return ([mark + text] + rows).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Waits until the predicate holds, looking after every change; false after the timeout.
  @discardableResult
  package func waitUntil(
    timeout: Duration = .seconds(10), _ predicate: @Sendable (Sandbox) -> Bool
  ) async -> Bool {
    let listener = changeBell.listen()
    defer { changeBell.leave(listener) }
    let alarm = listener.ring(after: timeout)
    defer { alarm.cancel() }
    let deadline = ContinuousClock.now + timeout
    while true {
      if predicate(self) { return true }
      if ContinuousClock.now >= deadline || Task.isCancelled { return false }
      await listener.next()
    }
  }

  /// Waits until the bot is idle: it polls, nothing is pending, and it has called nothing for the
  /// quiet time. False after the timeout.
  @discardableResult
  package func settle(
    quiet: Duration = .milliseconds(60), timeout: Duration = .seconds(10)
  ) async -> Bool {
    let deadline = ContinuousClock.now + timeout
    while ContinuousClock.now < deadline, !Task.isCancelled {
      let idle = await waitUntil(timeout: deadline - ContinuousClock.now) { sandbox in
        sandbox.look { $0.updates.count == 0 && $0.waitingPolls > 0 }
      }
      guard idle else { return false }
      let calls = look { $0.calls }
      let disturbed = await waitUntil(timeout: quiet) { sandbox in
        sandbox.look { $0.calls != calls || $0.updates.count > 0 }
      }
      if !disturbed { return true }
    }
    return false
  }
}
