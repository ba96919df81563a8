import FrontDesk
import Phrasebook
import Store
import Telegram

/// Every tap, command and answer of the staff's sessions.
extension Turn {
  func obeySessions(_ command: BotCommand) throws -> Bool {
    guard command.name == "sessions", try desk.isStaff(person) else { return false }
    try showSessions(.open, everyone: false, page: 0)
    return true
  }

  func follow(_ tap: SessionTap) throws {
    switch tap {
    case .list(let filter, let everyone, let page):
      try showSessions(filter, everyone: everyone, page: page)
    case .new: try askSessionName()
    case .newOf(let id): try askSessionName(for: id)
    case .ofBooking(let id): try openSession(of: id)
    case .card(let id): try showSession(id)
    case .edit(let id): try showSessionSettings(id)
    case .ask(let id, let field): try ask(field, of: id)
    case .clear(let id, let field): try clear(field, of: id)
    case .toggle(let id, let part): try toggle(part, of: id)
    case .specialists(let id): try showSessionKeepers(id)
    case .setSpecialist(let id, let specialist):
      try reportEdit(desk.edit(id, by: person) { $0.specialist = specialist })
    case .setClient(let id, let client): try tie(client, to: id)
    case .addClient(let id): try tieUnknown(to: id)
    case .begin(let id): try report(desk.begin(id, by: person))
    case .archive(let id): try report(desk.archive(id, by: person))
    case .reopen(let id): try report(desk.reopen(id, by: person))
    case .askDelete(let id): try askDeleteSession(id)
    case .delete(let id): try deleteSession(id)
    default: try followSharing(tap)
    }
  }

  private func followSharing(_ tap: SessionTap) throws {
    switch tap {
    case .share(let id): try shareSession(id)
    case .sheet(let id, let sheet): try send(sheet, of: id)
    case .words(let id): try sendWords(for: id)
    case .links(let id): try showLinks(of: id)
    case .takeBack(let id, let kind): try takeBack(kind, of: id)
    case .renew(let id, let kind): try renew(kind, of: id)
    case .askDeliver(let id): try askDelivery(id)
    case .withoutWords(let id): try previewDelivery(id, message: nil)
    case .deliver(let id): try deliver(id)
    case .tellNew(let id): try tellOfNewFiles(id)
    case .picks(let id): try showPicks(id)
    case .pickAlbums(let id, let page): try showPickAlbums(id, page: page)
    default: try goHome()
    }
  }

  func answer(_ message: Message, _ question: SessionQuestion) throws {
    guard let text = message.text else {
      return try send(Screen(voice.phrase("session.wantsWords"), [[back(from: question)]]))
    }
    switch question {
    case .name(let specialist): try takeSessionName(text, for: specialist)
    case .field(let id, let field): try take(text, field, of: id, question)
    case .client(let id, _): try takeClient(text, of: id, question)
    case .message(let id): try takeDeliveryWords(text, for: id, question)
    case .delivery(let id, _): try takeDeliveryWords(text, for: id, question)
    }
  }

  /// The way out of a question, one step back.
  func back(from question: SessionQuestion) -> InlineButton {
    switch question {
    case .name: button("button.back", .session(.list(.open, everyone: false, page: 0)))
    case .field(let id, _), .client(let id, _): button("button.back", .session(.edit(id)))
    case .message(let id), .delivery(let id, _): button("button.back", .session(.card(id)))
    }
  }

  /// The session after a change, with a word where it was no change any more.
  func report(_ outcome: SessionOutcome) throws {
    switch outcome {
    case .done(let session): try showSession(session.id)
    case .already(let session):
      try remark("session.already")
      try showSession(session.id)
    case .notAllowed: try notAllowed()
    }
  }
}
