/// Playing the people, for tests and the control interface: each call is what a person does in
/// Telegram. Unknown people and chats are answered with nil or 0, never with a trap.
extension Sandbox {
  package var people: [SandboxPerson] {
    look { world in world.order.compactMap { world.people[$0]?.profile } }
  }

  /// Someone new; ids that exist already stay as they are.
  package func add(_ person: SandboxPerson) { change { $0.add(person) } }

  /// A group of the bot and some people; its id is negative.
  package func addGroup(id: Int64, title: String, members: [PersonID]) {
    change { $0.addGroup(id: id, title: title, members: members) }
  }

  /// Sends a text (or presses a key of the reply keyboard, which is the same); the message's id.
  @discardableResult
  package func say(
    _ person: PersonID, _ text: String, in chat: Int64? = nil, replyTo: Int64? = nil
  ) -> Int64 {
    change { $0.say(person, text, in: chat, replyTo: replyTo)?.id ?? 0 }
  }

  /// Opens the bot, perhaps by a link `?start=payload`.
  @discardableResult
  package func start(_ person: PersonID, payload: String = "") -> Int64 {
    say(person, payload.isEmpty ? "/start" : "/start \(payload)")
  }

  /// Taps a callback button; forged data is sent as it is. The query's id.
  @discardableResult
  package func tap(
    _ person: PersonID, _ message: Int64, _ data: String, in chat: Int64? = nil
  ) -> String? {
    change { $0.tap(person, message: message, data: data, in: chat) }
  }

  /// Taps the button with this text on the newest message that has one; nil when none has.
  @discardableResult
  package func tap(_ person: PersonID, button text: String) -> String? {
    for message in messages(of: person).reversed() {
      for button in message.buttons.joined() where button.text == text {
        if let data = button.data { return tap(person, message.id, data) }
      }
    }
    return nil
  }

  /// Shares a contact: the own one, somebody else's, or another number.
  @discardableResult
  package func shareContact(
    _ person: PersonID, of owner: PersonID? = nil, phone: String? = nil
  ) -> Int64 {
    change { $0.share(contactOf: owner, by: person, phone: phone)?.id ?? 0 }
  }

  @discardableResult
  package func sendLocation(_ person: PersonID, latitude: Double, longitude: Double) -> Int64 {
    let location: JSON = ["latitude": .double(latitude), "longitude": .double(longitude)]
    return change { $0.send(from: person, ["location": location])?.id ?? 0 }
  }

  /// Sends photos; several become an album.
  @discardableResult
  package func sendPhotos(
    _ person: PersonID, _ photos: [Upload], caption: String? = nil
  ) -> [Int64] {
    change { $0.sendFiles(person, kind: "photo", photos, caption: caption).map(\.id) }
  }

  /// Keeps a photo that stands in no chat, as if it had been sent long ago: its file id fetches and
  /// sends it.
  package func keepPhoto(_ photo: Upload) -> (fileID: String, uniqueID: String) {
    change { world in
      let item = world.files.add(
        kind: "photo", name: photo.name, mime: photo.mime, bytes: photo.bytes,
        using: &world.generator)
      return (item.fileID, item.uniqueID)
    }
  }

  @discardableResult
  package func sendDocuments(
    _ person: PersonID, _ files: [Upload], caption: String? = nil
  ) -> [Int64] {
    change { $0.sendFiles(person, kind: "document", files, caption: caption).map(\.id) }
  }

  /// Files of another kind: video, audio, voice, animation, sticker.
  @discardableResult
  package func send(
    _ person: PersonID, kind: String, _ files: [Upload], caption: String? = nil
  ) -> [Int64] {
    change { $0.sendFiles(person, kind: kind, files, caption: caption).map(\.id) }
  }

  @discardableResult
  package func sendSticker(_ person: PersonID) -> Int64 {
    let sticker = Upload(name: "sticker.webp", mime: "image/webp", bytes: Self.tinyWebP)
    return send(person, kind: "sticker", [sticker]).first ?? 0
  }

  /// A message of any content (Bot API Message members after `date`), for kinds without a function.
  @discardableResult
  package func sendAnything(_ person: PersonID, _ content: JSONObject) -> Int64 {
    change { $0.send(from: person, content)?.id ?? 0 }
  }

  /// Queues an update of any kind, known to the bot or not.
  package func queueUpdate(_ kind: String, _ body: JSON) {
    change { world in _ = world.updates.add(kind, body, now: world.now) }
  }

  /// Changes the text of an own message.
  @discardableResult
  package func edit(_ person: PersonID, _ message: Int64, _ text: String) -> Bool {
    change { $0.edit(person, message: message, text: text) }
  }

  package func block(_ person: PersonID) { change { $0.setBlocked(person, true) } }
  package func unblock(_ person: PersonID) { change { $0.setBlocked(person, false) } }

  /// The language of the person's Telegram.
  package func setLanguage(_ person: PersonID, _ code: String?) {
    change { world in
      world.people[person]?.profile.languageCode = code
      world.emit("state")
    }
  }

  /// Presses Pay on an invoice message; the pre-checkout query's id.
  @discardableResult
  package func pay(_ person: PersonID, _ message: Int64) -> String? {
    change { world in world.pay(person, invoice: "\(world.people[person]?.chatID ?? 0)/\(message)")
    }
  }

  /// Pays by a link of createInvoiceLink.
  @discardableResult
  package func pay(_ person: PersonID, link: String) -> String? {
    change { $0.pay(person, invoice: link.split(separator: "$").last.map(String.init) ?? "") }
  }

  /// Types `@bot query` in some chat; the query's id.
  @discardableResult
  package func inlineQuery(_ person: PersonID, _ query: String) -> String? {
    change { $0.inlineQuery(person, query) }
  }

  /// The smallest lossless WebP: one pixel.
  private static let tinyWebP: [UInt8] = [
    0x52, 0x49, 0x46, 0x46, 0x1A, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x4C, 0x0D, 0,
    0,
    0, 0x2F, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 0x07, 0,
  ]
}
