import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Notices about messages to the business and about invitations.
struct InvitationNotices {
  let wording: Wording
  let tx: Transaction

  private var voice: Voice { wording.voice }

  /// Nil when what it is about was taken back or erased.
  func screen(_ notice: Notice) throws -> Screen? {
    switch notice.kind {
    case .contactMessage:
      guard let message = try tx.contactMessage(ID(notice.subject)) else { return nil }
      return try forStaff(message, title: "notice.contactMessage", reply: nil)
    case .contactFollowUp:
      guard let reply = try tx.contactReply(ID(notice.subject)),
        let message = try tx.contactMessage(reply.message)
      else { return nil }
      return try forStaff(message, title: "notice.contactFollowUp", reply: reply)
    case .contactAnswered: return try forAuthor(ID(notice.subject))
    case .invitationUsed: return try card(notice, title: "notice.invitationUsed")
    case .invitationExpired: return try card(notice, title: "notice.invitationExpired")
    case .letterDelayed: return try card(notice, title: "notice.letterDelayed")
    case .letterFailed: return try card(notice, title: "notice.letterFailed")
    default: return nil
    }
  }

  private func button(_ key: Key, _ tap: InviteTap, _ style: ButtonStyle? = nil) -> InlineButton {
    .tap(voice.text(key), .invite(tap), style: style)
  }

  private func forStaff(
    _ message: ContactMessage, title: Key, reply: ContactReply?
  ) throws -> Screen {
    let body =
      try reply.map {
        lines([
          StaffWording(wording: wording).person(try tx.person(message.author)), HTML(""),
          HTML(message.subject).bold(), HTML($0.text).italic(),
        ])
      }
      ?? ContactWording(wording: wording).facts(
        message, author: tx.person(message.author))
    var rows = [[button("button.answer", .answer(message.id), .primary)]]
    if try tx.invitation(from: message.id) == nil {
      rows.append([button("button.createInvitation", .inviteAuthor(message.id))])
    }
    rows.append([button("button.close", .close(message.id))])
    return Screen(lines([voice.phrase(title), HTML(""), body]).truncated(to: 4_096), rows)
  }

  private func forAuthor(_ id: ID<ContactReply>) throws -> Screen? {
    guard let reply = try tx.contactReply(id), let message = try tx.contactMessage(reply.message)
    else { return nil }
    return Screen(
      lines([
        voice.phrase(
          "notice.contactAnswered", ["business": .text(wording.catalogue.business?.name ?? "")]),
        voice.phrase("contact.about", ["subject": .text(message.subject)]), HTML(""),
        HTML(reply.text),
      ]).truncated(to: 4_096),
      [[button("button.reply", .reply(message.id), .primary)]])
  }

  /// What became of an invitation, on a screen that showed it before.
  func followed(_ notice: Notice, _ reader: Person) throws -> Screen? {
    guard let invitation = try tx.invitation(ID(notice.subject)), invitation.state != .pending,
      invitation.usedBy != reader.id
    else { return nil }
    let desk = FrontDesk(reading: tx, now: wording.now)
    guard try desk.mayHandle(invitation, reader) else {
      let title: Key =
        switch invitation.state {
        case .used: "register.used"
        case .cancelled: "register.cancelled"
        case .expired, .pending: "register.expired"
        }
      return Screen(
        voice.phrase(title),
        [[button("button.contact", .contact)], [.tap(voice.text("button.home"), .home)]])
    }
    let title: Key =
      switch invitation.state {
      case .used: "notice.invitationUsed"
      case .cancelled: "invite.cancelled"
      case .expired, .pending: "notice.invitationExpired"
      }
    return try card(notice, title: title)
  }

  private func card(_ notice: Notice, title: Key) throws -> Screen? {
    guard let invitation = try tx.invitation(ID(notice.subject)), !invitation.name.isEmpty else {
      return nil
    }
    let words = InvitationWording(wording: wording)
    return Screen(
      lines([
        voice.phrase(title), HTML(""),
        voice.phrase("invite.title", ["name": .text(invitation.name)]),
        voice.phrase("settings.email", ["email": .text(invitation.email)]),
        notice.kind == .letterDelayed || notice.kind == .letterFailed
          ? words.letter(invitation) : nil,
      ]), [[button("button.openInvitation", .card(invitation.id))]])
  }
}
