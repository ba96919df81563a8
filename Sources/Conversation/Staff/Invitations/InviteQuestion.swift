import FrontDesk
import Store
import Telegram

/// The questions about messages and invitations that wait for words.
enum InviteQuestion: Codable, Hashable, Sendable {
  /// What a message to the business is about.
  case subject
  /// The message itself.
  case text(subject: String)
  /// The author goes on in their thread.
  case followUp(ID<ContactMessage>)
  /// The staff's answer to a message.
  case answer(ID<ContactMessage>)
  /// Name and e-mail of somebody to invite.
  case invitee
  /// The e-mail of a message's author.
  case authorEmail(ID<ContactMessage>)
  /// An address that was invited before: anyway?
  case again(name: String, email: String, message: ID<ContactMessage>?)
  /// The personal message in the letter.
  case words(ID<Invitation>)
  /// How many days invitations are valid.
  case days
  /// The domains whose addresses may be invited.
  case domains
  /// How a new client wants to be called.
  case name(ID<Invitation>)
  case phone(ID<Invitation>)
}

extension Turn {
  func follow(_ tap: InviteTap) throws {
    switch tap {
    case .inbox(let page): try showMessages(.open, page: page)
    case .messages(let state, let page): try showMessages(state, page: page)
    case .message(let id): try showMessage(id)
    case .answer(let id): try askAnswer(id)
    case .close(let id): try setClosed(true, id)
    case .reopen(let id): try setClosed(false, id)
    case .inviteAuthor(let id): try inviteAuthor(id)
    case .invitations(let page): try showInvitations(.pending, page: page)
    case .list(let state, let page): try showInvitations(state, page: page)
    case .card(let id): try showInvitation(id)
    case .new: try askInvitee()
    case .anyway: try inviteAnyway()
    case .rules: try showInvitationRules()
    case .askDays: try askInvitationDays()
    case .policy(let policy): try setPolicy(policy)
    case .toggleClosed: try toggleClosed()
    case .contact: try askSubject()
    case .reply(let id): try askFollowUp(id)
    default: try followInvitation(tap)
    }
  }

  private func followInvitation(_ tap: InviteTap) throws {
    switch tap {
    case .preview(let id): try previewLetter(id)
    case .askWords(let id): try askPersonalWords(id)
    case .send(let id): try sendInvitation(id, words: nil)
    case .qr(let id): try showInvitationQR(id)
    case .link(let id): try showInvitationLink(id)
    case .replaceLink(let id): try replaceInvitationLink(id)
    case .languages(let id): try showInvitationLanguages(id)
    case .setLanguage(let id, let code): try setInvitationLanguage(code, id)
    case .askCancel(let id): try askCancelInvitation(id)
    case .cancel(let id): try cancelInvitation(id)
    case .renew(let id): try renewInvitation(id)
    case .resume(let id): try goOn(desk.registration(id, by: person))
    case .invitedName(let id): try goOn(desk.registerInvitedName(for: id, by: person))
    case .skipPhone(let id): try goOnFromPhone(desk.register(phone: nil, for: id, by: person))
    case .editName(let id): try goOnFromPhone(desk.askAgain(.name, for: id, by: person))
    case .editPhone(let id): try goOn(desk.askAgain(.phone, for: id, by: person))
    case .register(let id): try goOn(desk.finishRegistration(id, by: person))
    default: try goHome()
    }
  }

  /// `/contact` is for everyone, `/messages` and `/invite` for the staff.
  func obeyInvitations(_ command: BotCommand) throws -> Bool {
    switch command.name {
    case "contact": try askSubject()
    case "messages" where try desk.isStaff(person): try showMessages(.open, page: 0)
    case "invite" where try desk.isStaff(person):
      if command.argument.trimmed.isEmpty {
        try showInvitations(.pending, page: 0)
      } else {
        wait(for: .invite(.invitee))
        try takeInvitee(command.argument)
      }
    default: return false
    }
    return true
  }

  func answer(_ message: Message, _ question: InviteQuestion) throws {
    if case .phone(let id) = question, let contact = message.contact {
      return try takeContact(contact, registering: id)
    }
    guard let text = message.text else { return try answerOddity() }
    switch question {
    case .subject: try takeSubject(text)
    case .text(let subject): try takeMessage(text, subject: subject)
    case .followUp(let id): try takeFollowUp(text, id)
    case .answer(let id): try takeAnswer(text, id)
    case .invitee, .again: try takeInvitee(text)
    case .authorEmail(let id): try takeAuthorEmail(text, id)
    case .words(let id): try takePersonalWords(text, id)
    case .days: try takeInvitationDays(text)
    case .domains: try takeDomains(text)
    case .name(let id): try takeRegisteredName(text, id)
    case .phone(let id): try takeRegisteredPhone(text, id)
    }
  }
}
