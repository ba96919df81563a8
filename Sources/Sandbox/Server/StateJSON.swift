/// The whole state as the page loads it (`GET /sandbox/state`).
extension World {
  var stateJSON: JSON {
    var chats = JSONObject()
    for id in order {
      guard let person = people[id], let chat = self.chats[person.chatID] else { continue }
      let description = BotProfile.inLanguage(
        profile.descriptions, person.profile.languageCode)
      chats.append(
        String(id),
        [
          "messages": .array(chat.messages.map { .object($0.json) }),
          "reply_keyboard": chat.replyKeyboard ?? .null,
          "placeholder": chat.placeholder.map(JSON.string) ?? .null,
          "commands": .array(commands(for: person)),
          "description": .string(description ?? ""),
        ])
    }
    return [
      "now": .int(now), "offset": .int(clock.offset),
      "bot": [
        "id": .int(profile.id), "username": .string(profile.username),
        "first_name": .string(profile.names[""] ?? profile.name),
      ],
      "people": .array(order.compactMap { people[$0].map(Self.json) }),
      "chats": .object(chats), "faults": faults.json,
      "letters": .array(letters.map(\.json)),
      "links": .array(
        configuration.links.map { ["title": .string($0.title), "url": .string($0.url)] }),
    ]
  }

  private static func json(_ person: Person) -> JSON {
    let profile = person.profile
    return [
      "id": .int(profile.id), "role": .string(profile.role),
      "first_name": .string(profile.firstName),
      "last_name": profile.lastName.map(JSON.string) ?? .null,
      "username": profile.username.map(JSON.string) ?? .null,
      "language_code": profile.languageCode.map(JSON.string) ?? .null,
      "phone_number": .string(profile.phoneNumber), "blocked": .bool(person.blocked),
    ]
  }
}
