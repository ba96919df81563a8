import FrontDesk
import Phrasebook
import Store
import Telegram

/// The ways into the clients' part: taps, the command, and answers to its questions.
extension Turn {
  func follow(_ tap: ClientTap) throws {
    switch tap {
    case .list(let page): try showClients(by: .latest, page: page)
    case .byName(let page): try showClients(by: .name, page: page)
    case .search: try askForClient()
    case .found(let page): try showFound(page: page)
    case .card(let id): try showClient(id)
    case .visits(let id, let page): try showVisits(of: id, page: page)
    case .notes(let id, let page): try showNotes(on: id, page: page)
    case .addNote(let id): try askNote(on: id)
    case .removeNote(let id): try removeNote(id)
    case .tags(let id): try showTags(of: id)
    case .tag(let id, let label): try tag(id, label)
    case .untag(let id, let label): try untag(id, label)
    case .block(let id): try setBlocked(true, client: id)
    case .unblock(let id): try setBlocked(false, client: id)
    case .write(let id): try askWords(for: id)
    case .reply(let id): try askReply(to: id)
    case .details(let id): try showDetails(of: id)
    case .edit(let id, let detail): try ask(detail, of: id)
    case .clear(let id, let detail): try clear(detail, of: id)
    case .link(let id): try sendGuestLink(id)
    case .askJoin(let id): try askJoin(id)
    case .join(let id): try join(id)
    }
  }

  /// `/clients` and `/clients words`.
  func obeyClients(_ command: BotCommand) throws -> Bool {
    guard command.name == "clients", try desk.isStaff(person) else { return false }
    if Folded.words(command.argument).isEmpty {
      try showClients(by: .latest, page: 0)
    } else {
      try find(command.argument)
    }
    return true
  }

  func answer(_ message: Message, _ question: ClientQuestion) throws {
    guard let text = message.text else { return try answerClientOddity(question) }
    switch question {
    case .search: try find(text)
    case .note(let id): try addNote(text, on: id)
    case .tag(let id): try tag(id, text)
    case .words(let id): try write(text, to: id)
    case .reply(let id): try reply(text, to: id)
    case .detail(let id, let detail): try take(text, as: detail, of: id)
    }
  }

  private func answerClientOddity(_ question: ClientQuestion) throws {
    try send(Screen(voice.phrase("odd.words"), [[wayBack(from: question)]]))
  }

  private func wayBack(from question: ClientQuestion) -> InlineButton {
    switch question {
    case .search: button("button.back", .client(.list(page: 0)))
    case .note(let id): button("button.back", .client(.notes(id, page: 0)))
    case .tag(let id), .words(let id): button("button.back", .client(.card(id)))
    case .reply: button("button.home", .home)
    case .detail(let id, _): button("button.back", .client(.details(id)))
    }
  }

  /// Says what is wrong with an answer, with a way back; the question stays open.
  func object(_ words: HTML, _ question: ClientQuestion) throws {
    try send(Screen(words, [[wayBack(from: question)]]))
  }
}
