/// A chat between the bot and people: its messages and its keyboard.
struct Chat: Sendable {
  enum Kind: Sendable {
    case person(PersonID)
    case group(title: String, members: [PersonID])
  }

  let id: Int64
  var kind: Kind
  /// By rising id.
  private(set) var messages: [StoredMessage] = []
  /// The ReplyKeyboardMarkup that is shown below the input field.
  var replyKeyboard: JSON?
  var placeholder: String?
  var pinned: [Int64] = []
  var menuButton: JSON?

  init(id: Int64, kind: Kind) {
    self.id = id
    self.kind = kind
  }

  var isGroup: Bool { if case .group = kind { true } else { false } }

  func message(_ id: Int64) -> StoredMessage? { index(of: id).map { messages[$0] } }

  mutating func add(_ message: StoredMessage) { messages.append(message) }

  mutating func replace(_ message: StoredMessage) {
    if let index = index(of: message.id) { messages[index] = message }
  }

  /// Removes the message; false when there was none.
  mutating func remove(_ id: Int64) -> Bool {
    guard let index = index(of: id) else { return false }
    messages.remove(at: index)
    return true
  }

  private func index(of id: Int64) -> Int? {
    var low = 0
    var high = messages.count
    while low < high {
      let middle = (low + high) / 2
      if messages[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < messages.count && messages[low].id == id ? low : nil
  }
}

/// A message as the server keeps it; `json` is the Bot API's Message.
struct StoredMessage: Sendable {
  let id: Int64
  let chat: Int64
  let fromBot: Bool
  var json: JSONObject
  /// Messages that came with a reply keyboard can't be edited any more.
  var hadReplyKeyboard = false
}

/// The bot's own profile, per language.
struct BotProfile: Sendable {
  let id: Int64
  var name: String
  let username: String
  /// Keyed by language code; "" is the default.
  var names: [String: String] = [:]
  var descriptions: [String: String] = [:]
  var shortDescriptions: [String: String] = [:]
  /// Scope key → language → commands.
  var commands: [String: [String: [JSON]]] = [:]
  var menuButton: JSON = ["type": "commands"]

  /// Bot API User, as inside messages.
  var user: JSON {
    [
      "id": .int(id), "is_bot": true, "first_name": .string(names[""] ?? name),
      "username": .string(username),
    ]
  }

  /// The commands that a person sees in their chat, most special scope first
  /// (Bot API, "Determining list of commands").
  func commands(chat: Int64, isGroup: Bool, language: String?) -> [JSON] {
    let scopes = ["chat:\(chat)", isGroup ? "all_group_chats" : "all_private_chats", "default"]
    for scope in scopes {
      guard let byLanguage = commands[scope] else { continue }
      if let language, let list = byLanguage[language] { return list }
      if let list = byLanguage[""] { return list }
    }
    return []
  }

  static func inLanguage(_ texts: [String: String], _ language: String?) -> String? {
    language.flatMap { texts[$0] } ?? texts[""]
  }
}
