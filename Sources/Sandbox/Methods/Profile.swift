/// The bot's own profile: names, descriptions, commands, menu button; and what is known of chats.
extension World {
  func getMe() -> JSON {
    var user = profile.user.object ?? [:]
    for (key, value) in [
      ("can_join_groups", true), ("can_read_all_group_messages", false),
      ("supports_inline_queries", true), ("can_connect_to_business", false),
      ("has_main_web_app", false),
    ] {
      user.append(key, .bool(value))
    }
    return .object(user)
  }

  func getChat(_ call: CallParameters) throws(Refusal) -> JSON {
    let id = try chatID(call)
    var chat = chatJSON(id).object ?? [:]
    chat.append("accent_color_id", 0)
    chat.append("max_reaction_count", 11)
    chat.append(
      "accepted_gift_types",
      [
        "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
        "premium_subscription": true, "gifts_from_channels": true,
      ])
    if let pinned = chats[id]?.pinned.last, let message = chats[id]?.message(pinned) {
      chat.append("pinned_message", .object(message.json))
    }
    return .object(chat)
  }

  private func person(_ call: CallParameters) throws(Refusal) -> Person {
    guard let id = call.int("user_id"), id > 0 else {
      throw .badRequest("invalid user_id specified")
    }
    guard let person = people[id] else { throw .badRequest("user not found") }
    return person
  }

  func getChatMember(_ call: CallParameters) throws(Refusal) -> JSON {
    let chat = try chatID(call)
    if call.int("user_id") == profile.id { return ["user": profile.user, "status": "member"] }
    let person = try person(call)
    var isMember = person.chatID == chat
    if case .group(_, let members) = chats[chat]?.kind {
      isMember = members.contains(person.profile.id)
    }
    return ["user": person.profile.user, "status": isMember ? "member" : "left"]
  }

  func getUserProfilePhotos(_ call: CallParameters) throws(Refusal) -> JSON {
    _ = try person(call)
    return ["total_count": 0, "photos": []]
  }

  /// The key of a BotCommandScope.
  private func scope(_ call: CallParameters) throws(Refusal) -> String {
    guard let text = call["scope"] else { return "default" }
    guard let json = JSON(parsing: text), let type = json["type"]?.string else {
      throw .badRequest("can't parse BotCommandScope: Can't find field \"type\"")
    }
    switch type {
    case "default", "all_private_chats", "all_group_chats", "all_chat_administrators": return type
    case "chat", "chat_administrators", "chat_member":
      guard let chat = json["chat_id"]?.int ?? json["chat_id"]?.string.flatMap(Int64.init),
        chats[chat] != nil
      else { throw .badRequest("chat not found") }
      let member = json["user_id"]?.int.map { ":\($0)" } ?? ""
      return "\(type):\(chat)\(member)"
    default: throw .badRequest("can't parse BotCommandScope: Unsupported type specified")
    }
  }

  /// The language code of the call; "" for none.
  private func language(_ call: CallParameters) throws(Refusal) -> String {
    guard let code = call["language_code"] else { return "" }
    guard code.count == 2, code.allSatisfy({ $0.isASCII && $0.isLowercase }) else {
      throw .badRequest("LANG_CODE_INVALID")
    }
    return code
  }

  mutating func setMyCommands(_ call: CallParameters) throws(Refusal) -> JSON {
    guard let list = call.json("commands")?.array else {
      throw .badRequest("can't parse commands JSON object")
    }
    guard list.count <= 100 else { throw .badRequest("BOT_COMMANDS_TOO_MUCH") }
    var commands: [JSON] = []
    for item in list {
      guard var name = item["command"]?.string, let text = item["description"]?.string else {
        throw .badRequest("can't parse BotCommand: Can't find field \"command\"")
      }
      if name.hasPrefix("/") { name.removeFirst() }
      guard (1...32).contains(name.count),
        name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") })
      else { throw .badRequest("BOT_COMMAND_INVALID") }
      guard (1...256).contains(text.trimmed.count) else {
        throw .badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
      }
      commands.append(["command": .string(name), "description": .string(text.trimmed)])
    }
    let scope = try scope(call)
    let language = try language(call)
    profile.commands[scope, default: [:]][language] = commands.isEmpty ? nil : commands
    tellCommands()
    return true
  }

  mutating func deleteMyCommands(_ call: CallParameters) throws(Refusal) -> JSON {
    let scope = try scope(call)
    let language = try language(call)
    profile.commands[scope]?[language] = nil
    tellCommands()
    return true
  }

  func getMyCommands(_ call: CallParameters) throws(Refusal) -> JSON {
    .array(profile.commands[try scope(call)]?[try language(call)] ?? [])
  }

  /// The commands that the person sees.
  func commands(for person: Person) -> [JSON] {
    profile.commands(
      chat: person.chatID, isGroup: false, language: person.profile.languageCode)
  }

  mutating func tellCommands() {
    for id in order {
      guard let person = people[id] else { continue }
      emit("commands", chat: person.chatID, ["commands": .array(commands(for: person))])
    }
  }

  private func text(
    _ call: CallParameters, _ name: String, longest: Int, _ error: String
  ) throws(Refusal) -> String? {
    let text = (call[name] ?? "").trimmed
    guard text.count <= longest else { throw .badRequest(error) }
    return text.isEmpty ? nil : text
  }

  mutating func setMyName(_ call: CallParameters) throws(Refusal) -> JSON {
    let name = try text(call, "name", longest: 64, "BOT_TITLE_INVALID")
    let language = try language(call)
    profile.names[language] = name
    return true
  }

  mutating func setMyDescription(_ call: CallParameters) throws(Refusal) -> JSON {
    let text = try text(call, "description", longest: 512, "BOT_DESCRIPTION_INVALID")
    let language = try language(call)
    profile.descriptions[language] = text
    emit("state")
    return true
  }

  mutating func setMyShortDescription(_ call: CallParameters) throws(Refusal) -> JSON {
    let text = try text(call, "short_description", longest: 120, "BOT_SHORT_DESCRIPTION_INVALID")
    let language = try language(call)
    profile.shortDescriptions[language] = text
    return true
  }

  func getMyName(_ call: CallParameters) -> JSON {
    ["name": .string(BotProfile.inLanguage(profile.names, call["language_code"]) ?? profile.name)]
  }

  func getMyDescription(_ call: CallParameters) -> JSON {
    let text = BotProfile.inLanguage(profile.descriptions, call["language_code"])
    return ["description": .string(text ?? "")]
  }

  func getMyShortDescription(_ call: CallParameters) -> JSON {
    let text = BotProfile.inLanguage(profile.shortDescriptions, call["language_code"])
    return ["short_description": .string(text ?? "")]
  }

  mutating func setChatMenuButton(_ call: CallParameters) throws(Refusal) -> JSON {
    let button = call.json("menu_button") ?? ["type": "default"]
    guard let type = button["type"]?.string, ["default", "commands", "web_app"].contains(type)
    else { throw .badRequest("can't parse MenuButton") }
    if call["chat_id"] != nil {
      let chat = try chatID(call)
      chats[chat]?.menuButton = type == "default" ? nil : button
    } else {
      profile.menuButton = button
    }
    return true
  }

  func getChatMenuButton(_ call: CallParameters) throws(Refusal) -> JSON {
    guard call["chat_id"] != nil else { return profile.menuButton }
    return chats[try chatID(call)]?.menuButton ?? profile.menuButton
  }
}
