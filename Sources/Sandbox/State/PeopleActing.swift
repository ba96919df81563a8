/// What people do in their chats; each becomes an update for the bot.
extension World {
  /// The chat a person writes in: their private one, or a group they are in.
  func place(of person: PersonID, in chat: Int64?) -> Int64? {
    guard let known = people[person] else { return nil }
    guard let chat, chat != known.chatID else { return known.chatID }
    if case .group(_, let members) = chats[chat]?.kind, members.contains(person) { return chat }
    return nil
  }

  /// A person's message with the given content; nil for an unknown person or chat.
  mutating func send(
    from person: PersonID, _ content: JSONObject, in chat: Int64? = nil, replyTo: Int64? = nil
  ) -> StoredMessage? {
    guard let place = place(of: person, in: chat) else { return nil }
    if place == people[person]?.chatID { open(person) }
    let message = post(to: place, from: person, content, replyTo: replyTo)
    if chats[place]?.replyKeyboard?["one_time_keyboard"]?.bool == true {
      setReplyKeyboard(nil, placeholder: nil, in: place)
    }
    updates.add("message", .object(message.json), now: now)
    return message
  }

  mutating func say(
    _ person: PersonID, _ text: String, in chat: Int64? = nil, replyTo: Int64? = nil
  ) -> StoredMessage? {
    let formatted = FormattedText(text: text, entities: []).tidied()
    guard !formatted.text.isEmpty else { return nil }
    var content: JSONObject = ["text": .string(formatted.text)]
    if !formatted.entities.isEmpty {
      content.append("entities", .array(formatted.entities.map(\.json)))
    }
    return send(from: person, content, in: chat, replyTo: replyTo)
  }

  /// Writing to the bot opens the chat and lifts a block, as Telegram's clients do.
  private mutating func open(_ person: PersonID) {
    people[person]?.started = true
    if people[person]?.blocked == true { setBlocked(person, false) }
  }

  mutating func setBlocked(_ person: PersonID, _ blocked: Bool) {
    guard let known = people[person], known.blocked != blocked else { return }
    people[person]?.blocked = blocked
    let member: JSON = ["user": profile.user, "status": "member"]
    let kicked: JSON = ["user": profile.user, "status": "kicked", "until_date": 0]
    updates.add(
      "my_chat_member",
      [
        "chat": chatJSON(known.chatID), "from": known.profile.user, "date": .int(now),
        "old_chat_member": blocked ? member : kicked,
        "new_chat_member": blocked ? kicked : member,
      ], now: now)
    emit("state")
  }

  /// A tap on a callback button, real or forged; the query's id, nil for an unknown person.
  mutating func tap(
    _ person: PersonID, message id: Int64, data: String, in chat: Int64? = nil
  ) -> String? {
    guard let known = people[person], let place = place(of: person, in: chat) else { return nil }
    let query = generator.queryID()
    var message: JSON = ["message_id": .int(id), "chat": chatJSON(place), "date": 0]
    if let stored = chats[place]?.message(id) { message = .object(stored.json) }
    callbacks[query] = CallbackQuery(person: person, chat: place, date: now)
    updates.add(
      "callback_query",
      [
        "id": .string(query), "from": known.profile.user, "message": message,
        "chat_instance": .string(String(place &* 7_919 &+ 1_000_003)), "data": .string(data),
      ], now: now)
    return query
  }

  /// Sends files; several become one album. The first carries the caption.
  mutating func sendFiles(
    _ person: PersonID, kind: String, _ uploads: [Upload], caption: String?, in chat: Int64? = nil
  ) -> [StoredMessage] {
    let album = uploads.count > 1 ? generator.queryID() : nil
    var sent: [StoredMessage] = []
    for (index, upload) in uploads.enumerated() {
      let item = files.add(
        kind: kind, name: upload.name, mime: upload.mime, bytes: upload.bytes, using: &generator)
      let part = media(item)
      var content: JSONObject = [:]
      if let album { content.append("media_group_id", .string(album)) }
      content.append(part.key, part.value)
      if index == 0, let caption, !caption.isEmpty {
        let formatted = FormattedText(text: caption, entities: []).tidied()
        content.append("caption", .string(formatted.text))
        if !formatted.entities.isEmpty {
          content.append("caption_entities", .array(formatted.entities.map(\.json)))
        }
      }
      if let message = send(from: person, content, in: chat) { sent.append(message) }
    }
    return sent
  }

  /// A person changes the text of their own message.
  mutating func edit(_ person: PersonID, message id: Int64, text: String) -> Bool {
    guard let place = people[person]?.chatID, var message = chats[place]?.message(id),
      !message.fromBot
    else { return false }
    let formatted = FormattedText(text: text, entities: []).tidied()
    message.json["text"] = .string(formatted.text)
    message.json["entities"] =
      formatted.entities.isEmpty ? nil : .array(formatted.entities.map(\.json))
    message.json["edit_date"] = .int(now)
    replace(message)
    updates.add("edited_message", .object(message.json), now: now)
    return true
  }

  mutating func share(contactOf owner: PersonID?, by person: PersonID, phone: String? = nil)
    -> StoredMessage?
  {
    guard let sender = people[person]?.profile else { return nil }
    let subject = owner.flatMap { people[$0]?.profile } ?? sender
    var contact: JSONObject = [
      "phone_number": .string(phone ?? subject.phoneNumber),
      "first_name": .string(subject.firstName),
    ]
    if let last = subject.lastName { contact.append("last_name", .string(last)) }
    contact.append("user_id", .int(subject.id))
    return send(from: person, ["contact": .object(contact)])
  }

  /// Turns the chat `old` into `new`: sending to `old` is refused with `migrate_to_chat_id` from now on.
  mutating func migrate(from old: Int64, to new: Int64) {
    let place = chatJSON(old)
    guard let chat = chats.removeValue(forKey: old) else { return }
    var moved = Chat(id: new, kind: chat.kind)
    for message in chat.messages {
      moved.add(
        StoredMessage(id: message.id, chat: new, fromBot: message.fromBot, json: message.json))
    }
    chats[new] = moved
    migrated[old] = new
    if case .person(let person) = chat.kind { people[person]?.chatID = new }
    let sender = profile.user
    updates.add(
      "message",
      [
        "message_id": .int(lastMessageID + 1), "from": sender,
        "chat": place, "date": .int(now),
        "migrate_to_chat_id": .int(new),
      ], now: now)
    lastMessageID += 1
    emit("state")
  }
}
