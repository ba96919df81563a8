import Booking
import FrontDesk
import Phrasebook
import Stage
import Store
import Testing

@testable import Conversation

/// The menu of commands is that of the person's part, in their language, as both stand.
@Suite struct BotMenuTests {
  let play: Play

  init() throws { play = try Play() }

  /// The commands that were set in a chat from a call on; nil entries are menus taken away.
  private func menus(_ name: String, since count: Int = 0) -> [[String]?] {
    let id = play.stage.people[name]?.id
    return play.stage.calls[count...].filter { $0.chat == id }.compactMap { call in
      switch call.method {
      case "setMyCommands":
        .some(
          (call.body["commands"] as? [[String: Any]])?.compactMap { $0["command"] as? String })
      case "deleteMyCommands": .some(nil)
      default: nil
      }
    }
  }

  private func names(_ role: BotMenu.Role) -> [String] {
    BotMenu.entries(for: role).map(\.command)
  }

  private func refresh() throws {
    let phrasebook = play.stage.phrasebook
    try play.stage.change { try BotMenu.refresh(at: $0, phrasebook: phrasebook) }
  }

  @Test func `every command that is offered works`() throws {
    for (role, name) in [(BotMenu.Role.client, "Anna"), (.specialist, "Oliver"), (.owner, "Olga")] {
      for entry in BotMenu.entries(for: role) {
        try play.stage.say(name, "/\(entry.command)")
        #expect(
          play.shown(name)?.html.contains("I don’t know that command") == false,
          "/\(entry.command) by \(name)")
      }
    }
    #expect(play.stage.quarantined == 0)
  }

  @Test func `a command of somebody else's part is none`() throws {
    let strangers =
      [("Anna", Set(names(.owner)).subtracting(names(.client)))]
      + [("Oliver", Set(names(.owner)).subtracting(names(.specialist)))]
    for (name, commands) in strangers {
      for command in commands.sorted() {
        try play.stage.say(name, "/\(command)")
        #expect(
          play.shown(name)?.html.contains("I don’t know that command") == true,
          "/\(command) by \(name)")
      }
    }
  }

  @Test func `a menu is no longer than Telegram takes, and says something in every language`() {
    for role in BotMenu.Role.allCases {
      let entries = BotMenu.entries(for: role)
      #expect(entries.count <= 100 && Set(entries.map(\.command)).count == entries.count)
      for language in play.stage.phrasebook.languages {
        let voice = play.stage.phrasebook.voice(language.code)
        for entry in entries { #expect(voice.text(entry.key).count > 2) }
      }
    }
  }

  @Test func `the staff's menus are set at a start, once`() throws {
    try refresh()
    #expect(menus("Oliver") == [names(.specialist)])
    #expect(menus("Olga") == [names(.owner)])
    #expect(menus("Anna").isEmpty)
    let count = play.stage.calls.count
    try refresh()
    #expect(play.stage.calls.count == count, "they show what they should")
  }

  @Test func `the menu follows the language`() throws {
    try refresh()
    let count = play.stage.calls.count
    try play.tap("Oliver", "l:uk")
    #expect(menus("Oliver", since: count) == [names(.specialist)])
    let call = try #require(play.stage.calls.last { $0.method == "setMyCommands" })
    let words = (call.body["commands"] as? [[String: Any]])?.first?["description"] as? String
    #expect(words == play.stage.phrasebook.voice("uk").text("command.start"))
    // A client's chat shows everybody's menu, which Telegram translates.
    let before = play.stage.calls.count
    try play.stage.say("Anna", "/start")
    try play.tap("Anna", "l:uk")
    #expect(menus("Anna", since: before).isEmpty)
  }

  @Test func `the menu follows the part`() throws {
    try refresh()
    func card(_ tap: TeamTap) throws { try play.tap("Olga", Tap.team(tap).data) }
    try play.stage.say("Olga", "/team")
    let book = ID<Specialist>(1)
    var count = play.stage.calls.count
    try card(.makeOwner(book))
    #expect(menus("Oliver", since: count) == [names(.owner)])
    count = play.stage.calls.count
    try card(.depose(try #require(try play.stage.store.read { try $0.person(telegram: 601)?.id })))
    #expect(menus("Oliver", since: count) == [names(.specialist)])
    count = play.stage.calls.count
    try card(.deactivate(book))
    #expect(menus("Oliver", since: count) == [nil])
    count = play.stage.calls.count
    try card(.reactivate(book))
    #expect(menus("Oliver", since: count) == [names(.specialist)])
    count = play.stage.calls.count
    try card(.detach(book))
    #expect(menus("Oliver", since: count) == [nil])
    // Who lost the part while the program did not run.
    try card(.inviteFor(book))
    try play.stage.say("Oliver", "/start \(play.stage.lastTeamParameter)")
    try play.stage.change { try $0.tx.assign(nil, to: book) }
    count = play.stage.calls.count
    try refresh()
    #expect(menus("Oliver", since: count) == [nil])
    count = play.stage.calls.count
    try refresh()
    #expect(menus("Oliver", since: count).isEmpty)
  }

  @Test func `two hundred specialists cost a start a handful of statements each, and no calls`()
    throws
  {
    try play.stage.change { desk in
      for number in 1...200 {
        let person = try desk.tx.meet(
          TelegramIdentity(
            id: 90_000 + Int64(number), name: "S\(number)", username: nil, languageCode: "fr"),
          now: desk.now)
        _ = try desk.tx.addSpecialist(name: "S\(number)", person: person.id)
      }
    }
    try refresh()
    let count = play.stage.calls.count
    let statements = try play.stage.store.countStatements { try refresh() }
    #expect(play.stage.calls.count == count)
    #expect(statements < 20)
  }
}
