import Booking
import Chance
import Conversation
import Foundation
import FrontDesk
import Phrasebook
import Store
import Synchronization
import Telegram

/// A business on a stage: the real conversation and the real store, with a clock that is moved by
/// hand, people who write and tap, and no network. What the bot posts arrives at once.
package final class Stage {
  package let store: Store
  package let phrasebook: Phrasebook
  package private(set) var means: FrontDesk.Means
  package private(set) var now: Instant
  package private(set) var people: [String: Actor] = [:]
  /// What was delivered, in order.
  package private(set) var delivered: [Delivery] = []
  package private(set) var answers: [String: Answer] = [:]
  /// How often each tap was answered; Telegram wants it once.
  package private(set) var answerCounts: [String: Int] = [:]
  /// Every call that left the house, also to chats of nobody here.
  package private(set) var calls: [Posted] = []
  /// The letters that left the house, in order.
  package private(set) var letters: [Letter] = []
  /// What becomes of the next letters.
  package var letterFate = LetterFate.delivered
  /// The short messages that left the house, in order, and what becomes of the next ones.
  package private(set) var messages: [ShortMessage] = []
  package var messageFate = LetterFate.delivered
  /// Who can't be written to any more.
  private var gone: Set<Int64> = []
  private let conversation: Conversation
  private var lastUpdate: Int64 = 1_000
  private var lastMessage: Int64 = 0
  /// Names the photos that come in numbers.
  var photosSent = 0

  package struct Actor {
    package let id: Int64
    package let name: String
    package let language: String
    /// Messages of the bot on this person's screen, by id.
    package var messages: [Int64: Shown] = [:]
  }

  /// A message of the bot as the person sees it.
  package struct Shown: Equatable {
    package let id: Int64
    package var method: String
    /// Telegram HTML, or the caption of a file.
    package var html: String
    package var keyboard: [[Button]]
    package var replyKeyboard: [[String]]
  }

  package struct Button: Equatable {
    package let text: String
    package let data: String?
    package let url: String?
  }

  package struct Delivery {
    package let to: String
    package let isEdit: Bool
    package let message: Shown
    package let body: [String: Any]
    package let files: [Attachment]
  }

  /// A call as the Bot API would get it.
  package struct Posted {
    package let chat: Int64?
    package let method: String
    package let body: [String: Any]
  }

  package struct Answer {
    package let text: String?
    package let alert: Bool
  }

  package init(
    now: Instant, language: String = "en", sample: Bool = true, seed: UInt64 = 7,
    sendsLetters: Bool = true, sendsMessages: Bool = true
  ) throws {
    store = try Store()
    phrasebook = try Self.phrasebook.get()
    let dice = Dice(seed: seed)
    means = FrontDesk.Means(
      keys: KeyRing(bytes: Array(repeating: 7, count: 32)), random: { dice.next() },
      botUsername: "corner_house_bot", botName: "Corner House", sendsLetters: sendsLetters,
      sendsMessages: sendsMessages, fetchLimit: 20 << 20)
    conversation = Conversation(phrasebook: phrasebook)
    self.now = now
    if sample {
      let voice = phrasebook.voice(language)
      try store.write { [means] tx in
        let desk = FrontDesk(tx, now: now, means: means, origin: "test")
        _ = try SampleBusiness(voice: voice).load(into: desk)
      }
    }
  }

  /// Read once for all stages: it does not change.
  private static let phrasebook = Result { try Phrasebook.load(directory: locales) }

  /// From here on there are pages on the web.
  package func openPages(at url: String) {
    means = FrontDesk.Means(
      keys: means.keys, random: means.random, botUsername: means.botUsername,
      botName: means.botName, sendsLetters: means.sendsLetters,
      sendsMessages: means.sendsMessages, publicURL: url)
  }

  /// The start parameter of the session whose link was shown last.
  package var sessionParameter: String {
    for delivery in delivered.reversed() {
      if let start = delivery.message.html.firstRange(of: "?start=v") {
        return "v" + delivery.message.html[start.upperBound...].prefix(43)
      }
    }
    return "none"
  }

  package static var locales: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Locales").path
  }

  // MARK: Time and people

  /// Moves the clock and rings what falls due on the way.
  package func advance(minutes: Int) throws {
    let goal = now.adding(minutes: minutes)
    while let due = try store.read({ try $0.nextTimer() }), due <= goal {
      now = max(now, due)
      try ring()
    }
    now = goal
    try ring()
  }

  /// Moves the clock without ringing, as if the process had been down.
  package func jump(minutes: Int) { now = now.adding(minutes: minutes) }

  package func ring() throws {
    let posted = try store.write { [now, means] tx in
      let desk = FrontDesk(tx, now: now, means: means, origin: "timer")
      for alarm in try tx.dueTimers(now: now, limit: 1_000) { try desk.ring(alarm) }
      return tx.posted
    }
    try deliver(posted)
  }

  package func enter(_ name: String, id: Int64, language: String = "en") {
    people[name] = Actor(id: id, name: name, language: language)
  }

  /// Gives a person a part in the business: the owner, or the specialist at a place in the list.
  package func appoint(_ name: String, ownerOrSpecialist index: Int?) throws {
    guard let actor = people[name] else { return }
    try store.write { [now, means] tx in
      let desk = FrontDesk(tx, now: now, means: means, origin: "test")
      var person = try tx.meet(
        TelegramIdentity(
          id: actor.id, name: actor.name, username: actor.name.lowercased(),
          languageCode: actor.language), now: now)
      if let index {
        try SampleBusiness.assign(person.id, toSpecialistAt: index, at: desk)
      } else {
        person.isOwner = true
        try tx.save(person)
      }
    }
  }

  package func change(_ change: @Sendable (FrontDesk) throws -> Void) throws {
    let posted = try store.write { [now, means] tx in
      try change(FrontDesk(tx, now: now, means: means, origin: "test"))
      return tx.posted
    }
    try deliver(posted)
  }

  /// The start parameter of the owner's link, as `serve` prints it.
  package func ownerParameter() throws -> String {
    try store.write { [now, means] tx in
      try FrontDesk(tx, now: now, means: means, origin: "test").ownerStartParameter() ?? "none"
    }
  }

  /// The start parameter of the invitation into the team that was shown last.
  package var lastTeamParameter: String {
    for delivery in delivered.reversed() {
      if let start = delivery.message.html.firstRange(of: "?start=m") {
        return "m" + delivery.message.html[start.upperBound...].prefix(43)
      }
    }
    return "none"
  }

  // MARK: What people do

  package func say(_ name: String, _ text: String) throws {
    try send(name, ["text": text])
  }

  /// The person blocks the bot; Telegram tells the bot so, or only refuses what it sends next.
  package func block(_ name: String, isTold: Bool) throws {
    guard let actor = people[name] else { return }
    gone.insert(actor.id)
    guard isTold else { return }
    let member: (String) -> [String: Any] = { status in
      ["status": status, "user": ["id": 1, "is_bot": true, "first_name": "Corner House"]]
    }
    try take([
      "my_chat_member": [
        "chat": ["id": actor.id, "type": "private", "first_name": actor.name],
        "from": user(actor), "date": now.seconds, "old_chat_member": member("member"),
        "new_chat_member": member("kicked"),
      ] as [String: Any]
    ])
  }

  /// A message with any content: the members of a Bot API `Message` beside id, chat and sender.
  package func send(_ name: String, _ content: [String: Any]) throws {
    guard people[name] != nil else { return }
    try take(message(content, from: name))
  }

  /// The update's member for a message of that content.
  func message(_ content: [String: Any], from name: String) -> [String: Any] {
    guard let actor = people[name] else { return [:] }
    gone.remove(actor.id)
    lastMessage += 1
    var message = content
    message["message_id"] = lastMessage
    message["date"] = now.seconds
    message["chat"] = ["id": actor.id, "type": "private", "first_name": actor.name]
    message["from"] = user(actor)
    return ["message": message]
  }

  /// Taps a button with data on a message; returns the query's id.
  @discardableResult
  package func tap(_ name: String, data: String, on message: Int64) throws -> String {
    let update = try tapping(name, data: data, on: message)
    try take(batch: [update])
    return String(update.id)
  }

  /// The update of a tap, for a batch; the query has the update's id.
  package func tapping(_ name: String, data: String, on message: Int64) throws -> Update {
    guard let actor = people[name] else { return Update(id: 0, kind: .unknown("nobody")) }
    let query = String(lastUpdate + 1)
    var shown: [String: Any] = [
      "message_id": message, "chat": ["id": actor.id, "type": "private"],
      "date": actor.messages[message] == nil ? 0 : now.seconds,
    ]
    if let known = actor.messages[message] {
      switch known.method {
      case "sendDocument", "sendVideo", "sendAudio", "sendVoice", "sendAnimation":
        let kind = known.method.dropFirst(4).lowercased()
        shown[kind] = ["file_id": "f", "file_unique_id": "f", "duration": 1]
      case "sendPhoto", "editMessageMedia":
        shown["photo"] = [["file_id": "p", "file_unique_id": "p", "width": 1, "height": 1]]
      default: shown["text"] = known.html.isEmpty ? " " : known.html
      }
    }
    return try update([
      "callback_query": [
        "id": query, "from": user(actor), "chat_instance": "1", "data": data, "message": shown,
      ] as [String: Any]
    ])
  }

  /// Taps the button with that label on the newest message that has one.
  @discardableResult
  package func tap(_ name: String, label: String) throws -> String? {
    guard let actor = people[name] else { return nil }
    for message in actor.messages.values.sorted(by: { $0.id > $1.id }) {
      for button in message.keyboard.joined() where plain(button.text) == plain(label) {
        guard let data = button.data else { return nil }
        return try tap(name, data: data, on: message.id)
      }
    }
    return nil
  }

  /// With ordinary spaces: transcripts are typed on ordinary keyboards.
  private func plain(_ label: String) -> String {
    String(label.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 })
  }

  /// A person as Telegram introduces them.
  package func user(_ actor: Actor) -> [String: Any] {
    [
      "id": actor.id, "is_bot": false, "first_name": actor.name,
      "username": actor.name.lowercased(), "language_code": actor.language,
    ]
  }

  /// An update with a fresh id: `content` is its other member.
  package func update(_ content: [String: Any]) throws -> Update {
    lastUpdate += 1
    var update = content
    update["update_id"] = lastUpdate
    let raw = try JSONSerialization.data(withJSONObject: update)
    return try JSONReader.decode(Update.self, from: [UInt8](raw))
  }

  package func take(_ content: [String: Any]) throws {
    try take(batch: [update(content)])
  }

  package func take(batch: [Update]) throws {
    let clock = now
    let intake = Intake(
      store: store, conversation: conversation, means: means, clock: { clock })
    let taken = try intake.take(batch)
    quarantined += taken.quarantined
    try deliver(taken.posted)
  }

  package private(set) var quarantined = 0

  // MARK: What arrives

  /// Rows that a delivery posted.
  private var later: [OutboxRow] = []

  private func deliver(_ rows: [OutboxRow]) throws {
    var rows = rows[...]
    while let row = rows.popFirst() ?? later.popLast() {
      if let chat = row.chat, gone.contains(chat) {
        // As the Courier does when Telegram answers 403.
        try change { desk in
          try desk.loseChat(chat)
          if row.channel == .notice, !row.edits {
            try desk.noteDelivery(row.id, .givenUp(.recipient))
          }
        }
        try store.write { try $0.removeFromOutbox(row.id) }
        continue
      }
      switch row.channel {
      case .answer: try answer(row)
      case .telegram:
        try show(
          row, method: row.method, members: row.body,
          files: row.files.flatMap { StoredAttachments.decode($0) } ?? [])
      case .notice:
        let wording = NoticeWording(phrasebook: phrasebook, means: means)
        let clock = now
        let call = try store.read { tx in
          try tx.stillWaits(row.id) ? try wording.word(row, in: tx, now: clock) : nil
        }
        if let call {
          try show(row, method: call.method, members: call.members, files: call.attachments)
        }
      case .letter: try post(row)
      case .sms: try text(row)
      }
      try store.write { try $0.removeFromOutbox(row.id) }
    }
  }

  private func post(_ row: OutboxRow) throws {
    let wording = LetterWording(phrasebook: phrasebook, means: means)
    let letter = try store.write { [now] in try wording.write(row, in: $0, now: now) }
    guard let letter else { return }
    letters.append(letter)
    try change { [letterFate] in try $0.noteDelivery(row.id, letterFate) }
  }

  private func text(_ row: OutboxRow) throws {
    let wording = MessageWording(phrasebook: phrasebook, means: means)
    let message = try store.write { [now] in try wording.shorten(row, in: $0, now: now) }
    guard let message else { return }
    messages.append(message)
    try change { [messageFate] in try $0.noteDelivery(row.id, messageFate) }
  }

  /// The start parameter of the invitation that was shown or sent last.
  package var invitationParameter: String? {
    let texts = delivered.map(\.message.html) + letters.map(\.text)
    return texts.last { $0.contains("?start=i") }.flatMap { text in
      text.components(separatedBy: "?start=").last.map {
        String($0.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
      }
    }
  }

  private func answer(_ row: OutboxRow) throws {
    let body = try object(row.body)
    guard let id = body["callback_query_id"] as? String else { return }
    answerCounts[id, default: 0] += 1
    answers[id] = Answer(
      text: body["text"] as? String, alert: body["show_alert"] as? Bool ?? false)
  }

  private func show(
    _ row: OutboxRow, method: String, members: [UInt8], files: [Attachment]
  ) throws {
    let body = try object(members)
    calls.append(Posted(chat: row.chat, method: method, body: body))
    if method == "setMyCommands" || method == "deleteMyCommands" { return }
    guard let name = people.first(where: { $0.value.id == row.chat })?.key else { return }
    if method == "deleteMessage", let message = row.message {
      people[name]?.messages[message] = nil
      return
    }
    let isEdit = method == "editMessageText" || method == "editMessageMedia"
    let id: Int64
    if isEdit, let message = row.message {
      id = message
    } else if isEdit, let chat = row.chat, let screen = row.screen {
      guard let shown = try store.read({ try $0.message(chat: chat, screen: screen) }) else {
        return
      }
      id = shown
    } else {
      lastMessage += 1
      id = lastMessage
      if let screen = row.screen, let chat = row.chat {
        try store.write { [id] in try $0.screenSent(chat: chat, screen: screen, message: id) }
      }
      if row.keepsake != nil {
        // What was posted while the row was on its way is delivered after it.
        later += try store.write { [id, now] tx in
          try tx.remember(row: row.id, as: id, now: now)
          return tx.posted
        }
      }
    }
    let markup = body["reply_markup"] as? [String: Any]
    let shown = Shown(
      id: id, method: method,
      html: (body["text"] ?? body["caption"] ?? (body["media"] as? [String: Any])?["caption"])
        as? String ?? "",
      keyboard: ((markup?["inline_keyboard"] as? [[[String: Any]]]) ?? []).map { row in
        row.map {
          Button(
            text: $0["text"] as? String ?? "", data: $0["callback_data"] as? String,
            url: $0["url"] as? String)
        }
      },
      replyKeyboard: ((markup?["keyboard"] as? [[[String: Any]]]) ?? []).map { row in
        row.map { $0["text"] as? String ?? "" }
      })
    people[name]?.messages[id] = shown
    delivered.append(
      Delivery(to: name, isEdit: isEdit, message: shown, body: body, files: files))
  }

  private func object(_ members: [UInt8]) throws -> [String: Any] {
    let data = Data("{".utf8) + Data(members) + Data("}".utf8)
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}
