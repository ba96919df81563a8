import Chance

/// Everything the sandbox knows, as one value: people, chats, updates, files, the bot's profile.
/// Pure: no I/O; `Sandbox` keeps it behind a lock and sends what it leaves in `events`.
struct World: Sendable {
  let configuration: SandboxConfiguration
  var clock: SandboxClock
  var generator: SplitMix
  var people: [PersonID: Person] = [:]
  /// Ids in the order in which people joined.
  var order: [PersonID] = []
  var chats: [Int64: Chat] = [:]
  /// Old chat id → new one, for chats that became supergroups.
  var migrated: [Int64: Int64] = [:]
  var updates: UpdateQueue
  var files = FileCabinet()
  var faults = Faults()
  var flood: FloodGate?
  var profile: BotProfile
  var callbacks: [String: CallbackQuery] = [:]
  var payments = Payments()
  var inlineQueries: [String: InlineQuery] = [:]
  var webhook: Webhook?
  var lastMessageID: Int64
  /// What the page is to hear of; taken by `Sandbox` after each change.
  var events: [JSON] = []
  /// The number of the newest getUpdates call; an older one that still waits ends with 409.
  var pollNumber = 0
  var waitingPolls = 0
  /// E-mails that came, oldest first.
  var letters: [ReceivedLetter] = []
  var calls = 0

  init(_ configuration: SandboxConfiguration) {
    self.configuration = configuration
    clock = SandboxClock(configuration.clock)
    generator = SplitMix(seed: configuration.seed)
    // Ids start anywhere; a bot must not count on small ones.
    updates = UpdateQueue(firstID: Int64(100_000_000 + generator.next() % 800_000_000))
    lastMessageID = 0
    flood = configuration.limits.map { FloodGate(limits: $0) }
    profile = BotProfile(
      id: configuration.botID, name: configuration.botName, username: configuration.botUsername)
    for person in configuration.people { add(person) }
  }

  var now: Int64 { clock.now }

  mutating func add(_ person: SandboxPerson) {
    guard people[person.id] == nil else { return }
    people[person.id] = Person(profile: person, chatID: person.id)
    order.append(person.id)
    chats[person.id] = Chat(id: person.id, kind: .person(person.id))
  }

  /// Founds a group with the bot and the people in it.
  mutating func addGroup(id: Int64, title: String, members: [PersonID]) {
    chats[id] = Chat(id: id, kind: .group(title: title, members: members))
  }

  mutating func emit(_ type: String, chat: Int64? = nil, _ members: JSONObject = [:]) {
    var event: JSONObject = ["type": .string(type)]
    if let chat { event.append("chat", .int(chat)) }
    for member in members.members { event.append(member.key, member.value) }
    events.append(.object(event))
  }
}

/// A simulated person and what Telegram keeps about them and the bot.
struct Person: Sendable {
  var profile: SandboxPerson
  /// Their private chat with the bot; another id only after `migrate`.
  var chatID: Int64
  /// Whether they ever opened the chat: before that the bot can't write to them.
  var started = false
  var blocked = false
}

/// What the bot said about a callback query, and until when it may.
struct CallbackQuery: Sendable {
  static let lifetime: Int64 = 150

  var person: PersonID
  var chat: Int64
  var date: Int64
  var answer: CallbackAnswer?
}

/// An answer to a tap as the person sees it (Bot API answerCallbackQuery).
package struct CallbackAnswer: Sendable, Equatable {
  package var text: String
  package var showAlert: Bool
  package var url: String?
}

struct InlineQuery: Sendable {
  var person: PersonID
  var date: Int64
  var results: [JSON]?
}

struct Webhook: Sendable {
  var url: String
  var maxConnections: Int64
  var date: Int64
}
