import FrontDesk
import Phrasebook
import Store
import Telegram

/// The commands shown in Telegram's menu, per role and language, and what the bot says of itself.
package enum BotMenu {
  struct Entry {
    let command: String
    let key: Key
  }

  /// What a person is here, as far as the menu is concerned.
  enum Role: String, CaseIterable {
    case client, specialist, owner
  }

  static func entries(for role: Role) -> [Entry] {
    switch role {
    case .client: everyone
    case .specialist: everyone + specialist
    case .owner: everyone + specialist + owner
    }
  }

  static let everyone = [
    Entry(command: "start", key: "command.start"),
    Entry(command: "book", key: "command.book"),
    Entry(command: "bookings", key: "command.bookings"),
    Entry(command: "results", key: "command.results"),
    Entry(command: "contact", key: "command.contact"),
    Entry(command: "settings", key: "command.settings"),
    Entry(command: "language", key: "command.language"),
    Entry(command: "help", key: "command.help"),
    Entry(command: "privacy", key: "command.privacy"),
    Entry(command: "cancel", key: "command.cancel"),
  ]
  private static let specialist = [
    Entry(command: "agenda", key: "command.agenda"),
    Entry(command: "services", key: "command.services"),
    Entry(command: "calendars", key: "command.calendars"),
    Entry(command: "clients", key: "command.clients"),
    Entry(command: "guest", key: "command.guest"),
    Entry(command: "find", key: "command.find"),
    Entry(command: "sessions", key: "command.sessions"),
    Entry(command: "messages", key: "command.messages"),
    Entry(command: "invite", key: "command.invite"),
    Entry(command: "stats", key: "command.stats"),
    Entry(command: "export", key: "command.export"),
    Entry(command: "broadcast", key: "command.broadcast"),
    Entry(command: "off", key: "command.off"),
    Entry(command: "open", key: "command.open"),
  ]
  private static let owner = [
    Entry(command: "team", key: "command.team"),
    Entry(command: "audit", key: "command.audit"),
    Entry(command: "business", key: "command.business"),
    Entry(command: "setup", key: "command.setup"),
    Entry(command: "backup", key: "command.backup"),
  ]

  /// The calls that introduce the bot to everybody: commands, descriptions and the menu button, in
  /// every language.
  package static func introduction(
    phrasebook: Phrasebook, business: String, language: String?
  ) -> [Call] {
    var calls: [Call] = []
    let codes = phrasebook.languages.map(\.code).filter { $0.count == 2 }
    for code in [nil] + codes.map(Optional.some) {
      // Without a code: for those whose own language is not spoken here.
      let voice = phrasebook.voice(code, orElse: language)
      calls.append(
        .setMyCommands(
          commands(everyone, voice), scope: .allPrivateChats, languageCode: code))
      calls.append(
        .setMyDescription(
          voice.text("bot.description", ["business": .text(business)]), languageCode: code))
      calls.append(
        .setMyShortDescription(
          voice.text("bot.short", ["business": .text(business)]), languageCode: code))
    }
    calls.append(.setChatMenuButton(.commands))
    return calls
  }

  /// Brings the menus in the chats of the staff up to date: of those who have another part or
  /// language than when theirs was sent, or whose commands are others in this version. Behind
  /// everything else that waits to be sent, however many they are.
  package static func refresh(at desk: FrontDesk, phrasebook: Phrasebook) throws {
    let catalogue = try desk.catalogue()
    var shown = try desk.tx.shownMenus()
    for person in try desk.tx.staff() {
      let before = shown.removeValue(forKey: person.id)
      guard let chat = person.telegram else { continue }
      let mark = mark(
        call(for: person, in: chat, catalogue: catalogue, phrasebook: phrasebook))
      guard before != mark else { continue }
      try desk.refreshMenu(of: person, at: .broadcast)
      try desk.tx.noteMenu(mark, of: person.id)
    }
    for (id, _) in shown {
      guard let person = try desk.tx.person(id) else { continue }
      try desk.refreshMenu(of: person, at: .broadcast)
    }
  }

  /// The call that shows a person the commands of their part in their own chat, or everybody's.
  static func call(
    for person: Person, in chat: Int64, catalogue: Catalogue, phrasebook: Phrasebook
  ) -> Call {
    let role = role(of: person, catalogue)
    if role == .client { return .deleteMyCommands(scope: .chat(chat)) }
    let voice = phrasebook.voice(person.languageCode, orElse: catalogue.business?.language)
    return .setMyCommands(commands(entries(for: role), voice), scope: .chat(chat))
  }

  static func role(of person: Person, _ catalogue: Catalogue) -> Role {
    if person.isOwner { return .owner }
    let keepsBook = catalogue.specialists.contains { $0.person == person.id && $0.isActive }
    return keepsBook ? .specialist : .client
  }

  private static func commands(_ entries: [Entry], _ voice: Voice) -> [MenuCommand] {
    entries.map { MenuCommand(name: $0.command, description: voice.text($0.key)) }
  }

  /// Tells one menu from another: FNV-1a, 64 bits, the same in every process.
  private static func mark(_ call: Call) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in call.members { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
