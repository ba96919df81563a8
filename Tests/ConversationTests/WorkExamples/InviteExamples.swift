import Booking
import FrontDesk
import Store

@testable import Conversation

extension WorkExamples {
  static let invite: [InviteTap] = {
    let most = ID<Invitation>((1 << 53) - 1)
    let message = ID<ContactMessage>((1 << 53) - 1)
    var all: [InviteTap] = [
      .inbox(page: 3), .message(message), .answer(message), .close(message), .reopen(message),
      .inviteAuthor(message), .invitations(page: 0), .card(most), .new, .anyway, .preview(most),
      .askWords(most), .send(most), .qr(most), .link(most), .replaceLink(most), .languages(most),
      .setLanguage(most, "uk"), .setLanguage(ID(1), "en-US"), .askCancel(most), .cancel(most),
      .renew(most), .rules, .askDays, .toggleClosed, .contact, .reply(message), .resume(most),
      .invitedName(most), .skipPhone(most), .editName(most), .editPhone(most), .register(most),
    ]
    all += ContactMessage.State.allCases.map { .messages($0, page: 9) }
    all += Invitation.State.allCases.map { .list($0, page: 9) }
    all += InvitationRules.Policy.allCases.map { .policy($0) }
    return all
  }()

  static let inviteQuestions: [InviteQuestion] = [
    .subject, .text(subject: "A \"question\" 💇"), .followUp(ID(3)), .answer(ID(4)), .invitee,
    .authorEmail(ID(5)), .again(name: "Anna", email: "anna@example.com", message: nil),
    .again(name: "Anna", email: "anna@example.com", message: ID(6)), .words(ID(7)), .days,
    .domains, .name(ID(8)), .phone(ID(9)),
  ]
}
