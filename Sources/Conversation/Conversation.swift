import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The chat: an update in, changes and messages out, all in the one transaction it is given.
///
/// Synchronous and without I/O of its own: the same updates at the same times give the same chat,
/// byte for byte.
package struct Conversation: Sendable {
  let phrasebook: Phrasebook

  package init(phrasebook: Phrasebook) { self.phrasebook = phrasebook }

  /// Handles one update. Throws only what is a fault; whatever people send gets an answer.
  package func handle(_ update: Update, at desk: FrontDesk) throws {
    switch update.kind {
    case .message(let message): try take(message, desk)
    case .callbackQuery(let query): try take(query, desk)
    case .myChatMember(let change): try note(change, desk)
    case .editedMessage, .inlineQuery, .preCheckoutQuery, .unknown: break
    }
  }

  /// A word to the sender of an update that could not be handled.
  package func apologise(for update: Update, at desk: FrontDesk) throws {
    switch update.kind {
    case .message(let message) where message.chat.kind == .private:
      guard let turn = try turn(message.from, message.chat, desk) else { return }
      try turn.send(Screen(turn.voice.phrase("fault.sorry"), [turn.homeRow]))
      try turn.end()
    case .callbackQuery(let query):
      guard let turn = try turn(query.from, query.message?.chat, desk, query: query) else {
        return
      }
      try turn.toast(turn.voice.text("fault.sorry"), alert: true)
      try turn.end()
    default: break
    }
  }

  private func take(_ message: Message, _ desk: FrontDesk) throws {
    guard message.chat.kind == .private else { return try answerGroup(message, desk) }
    guard let turn = try turn(message.from, message.chat, desk) else { return }
    if turn.forgotState { try turn.send(Screen(turn.voice.phrase("fault.forgot"))) }
    try turn.take(message)
    try turn.end()
  }

  private func take(_ query: CallbackQuery, _ desk: FrontDesk) throws {
    guard let turn = try turn(query.from, query.message?.chat, desk, query: query) else {
      return
    }
    if let tap = query.data.flatMap({ Tap(data: $0) }) {
      try turn.follow(tap)
    } else {
      try turn.toast(turn.voice.text("stray.button"))
      try turn.goHome()
    }
    try turn.end()
  }

  private func note(_ change: ChatMemberUpdate, _ desk: FrontDesk) throws {
    guard change.chat.kind == .private, change.isBlocked else { return }
    try desk.loseChat(change.chat.id)
  }

  /// The turn of a person in their private chat; nil for bots and senders nobody can answer.
  private func turn(
    _ user: User?, _ chat: Chat?, _ desk: FrontDesk, query: CallbackQuery? = nil
  ) throws -> Turn? {
    guard let user, !user.isBot else { return nil }
    let met = try desk.tx.encounter(
      TelegramIdentity(
        id: user.id, name: user.fullName, username: user.username,
        languageCode: user.languageCode), now: desk.now)
    // A tap in a group, or without its message, is answered in the private chat.
    let id = chat?.kind == .private ? chat?.id ?? user.id : user.id
    let found = met.isNewName ? try desk.matchUsername(of: met.person) : []
    let person = found.isEmpty ? met.person : try desk.tx.person(met.person.id) ?? met.person
    let turn = try Turn(
      desk: desk, phrasebook: phrasebook, person: person, chat: id,
      query: query)
    try turn.tellFound(found)
    return turn
  }

  /// In groups the bot answers its commands only, with a button to the private chat.
  private func answerGroup(_ message: Message, _ desk: FrontDesk) throws {
    guard let command = message.command,
      command.botName == nil
        || command.botName?.lowercased() == desk.means.botUsername.lowercased(),
      BotMenu.everyone.contains(where: { $0.command == command.name }),
      message.chat.kind == .group || message.chat.kind == .supergroup
    else { return }
    let voice = try phrasebook.voice(
      message.from?.languageCode, orElse: desk.business().language)
    let call = Call.sendMessage(
      voice.phrase("group.private"),
      markup: .inline(
        InlineKeyboard(rows: [
          [
            InlineButton(
              text: voice.text("button.openChat"),
              action: .url("https://t.me/\(desk.means.botUsername)?start="), style: nil)
          ]
        ])))
    try desk.tx.post(
      Posting(
        channel: .telegram, chat: message.chat.id, priority: .reply, method: call.method,
        body: call.members), now: desk.now)
  }
}
