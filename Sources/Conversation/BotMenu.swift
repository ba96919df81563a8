import Phrasebook
import Telegram

/// The commands shown in Telegram's menu, per role and language, and what the bot says of itself.
package enum BotMenu {
  struct Entry {
    let command: String
    let key: Key
  }

  static let everyone = [
    Entry(command: "start", key: Key("command.start")),
    Entry(command: "book", key: Key("command.book")),
    Entry(command: "bookings", key: Key("command.bookings")),
    Entry(command: "settings", key: Key("command.settings")),
    Entry(command: "language", key: Key("command.language")),
    Entry(command: "help", key: Key("command.help")),
    Entry(command: "privacy", key: Key("command.privacy")),
    Entry(command: "cancel", key: Key("command.cancel")),
  ]
  static let specialist = [Entry(command: "calendars", key: Key("command.calendars"))]
  static let owner = [
    Entry(command: "services", key: Key("command.services")),
    Entry(command: "calendars", key: Key("command.calendars")),
    Entry(command: "business", key: Key("command.business")),
  ]

  /// The calls that introduce the bot: commands, descriptions and the menu button, for every
  /// language and for the chats of owners and specialists.
  package static func introduction(
    phrasebook: Phrasebook, business: String, language: String?,
    staff: [(chat: Int64, isOwner: Bool, code: String?)]
  ) -> [Call] {
    var calls: [Call] = []
    let codes = phrasebook.languages.map(\.code).filter { $0.count == 2 }
    for code in [nil] + codes.map(Optional.some) {
      // Without a code: for those whose own language is not spoken here.
      let voice = phrasebook.voice(code, orElse: language)
      calls.append(
        .setMyCommands(commands(everyone, voice), scope: .allPrivateChats, languageCode: code))
      calls.append(
        .setMyDescription(
          voice.text("bot.description", ["business": .text(business)]), languageCode: code))
      calls.append(
        .setMyShortDescription(
          voice.text("bot.short", ["business": .text(business)]), languageCode: code))
    }
    for person in staff {
      calls.append(
        .setMyCommands(
          commands(
            everyone + (person.isOwner ? owner : specialist),
            phrasebook.voice(person.code, orElse: language)),
          scope: .chat(person.chat), languageCode: nil))
    }
    calls.append(.setChatMenuButton(.commands))
    return calls
  }

  private static func commands(_ entries: [Entry], _ voice: Voice) -> [MenuCommand] {
    entries.map { MenuCommand(name: $0.command, description: voice.text($0.key)) }
  }
}
