import FrontDesk
import Phrasebook

extension AuditWording {
  /// What the number of an entry's subject is of, where its name has to be looked up.
  enum Subject { case service, calendar, specialist, none }

  struct Phrase {
    let key: Key
    let subject: Subject

    init(_ key: Key, _ subject: Subject = .none) {
      self.key = key
      self.subject = subject
    }
  }

  /// What each action is called: a line per action that the front desk notes.
  static let phrases: [String: Phrase] = [
    "request": Phrase("audit.request"),
    "book": Phrase("audit.book"),
    "bookFor": Phrase("audit.bookFor"),
    "move": Phrase("audit.move"),
    "moveByStaff": Phrase("audit.moveByStaff"),
    "describe": Phrase("audit.describe"),
    "approve": Phrase("audit.approve"),
    "decline": Phrase("audit.decline"),
    "expire": Phrase("audit.expire"),
    "cancel": Phrase("audit.cancel"),
    "askToCancel": Phrase("audit.askToCancel"),
    "refuseCancel": Phrase("audit.refuseCancel"),
    "offerMove": Phrase("audit.offerMove"),
    "keepBooking": Phrase("audit.keepBooking"),
    "arrive": Phrase("audit.arrive"),
    "takeBackArrival": Phrase("audit.takeBackArrival"),
    "complete": Phrase("audit.complete"),
    "noShow": Phrase("audit.noShow"),
    "reopen": Phrase("audit.reopen"),
    "writeToStaff": Phrase("audit.writeToStaff"),
    "writeToClient": Phrase("audit.writeToClient"),
    "addService": Phrase("audit.addService", .service),
    "editService": Phrase("audit.editService", .service),
    "moveService": Phrase("audit.moveService", .service),
    "offerService": Phrase("audit.offerService", .service),
    "withdrawService": Phrase("audit.withdrawService", .service),
    "setHours": Phrase("audit.setHours", .calendar),
    "setException": Phrase("audit.setException", .calendar),
    "addCalendar": Phrase("audit.addCalendar", .calendar),
    "editCalendar": Phrase("audit.editCalendar", .calendar),
    "deleteCalendar": Phrase("audit.deleteCalendar", .calendar),
    "becomeOwner": Phrase("audit.becomeOwner"),
    "ownerLinkMisused": Phrase("audit.ownerLinkMisused"),
    "makeOwner": Phrase("audit.makeOwner"),
    "handOver": Phrase("audit.handOver"),
    "stepDown": Phrase("audit.stepDown"),
    "deposeOwner": Phrase("audit.deposeOwner"),
    "inviteToTeam": Phrase("audit.inviteToTeam"),
    "revokeTeamInvitation": Phrase("audit.revokeTeamInvitation"),
    "teamLinkMisused": Phrase("audit.teamLinkMisused"),
    "joinTeam": Phrase("audit.joinTeam", .specialist),
    "renameSpecialist": Phrase("audit.renameSpecialist", .specialist),
    "describeSpecialist": Phrase("audit.describeSpecialist", .specialist),
    "setAccess": Phrase("audit.setAccess", .specialist),
    "deactivateSpecialist": Phrase("audit.deactivateSpecialist", .specialist),
    "reactivateSpecialist": Phrase("audit.reactivateSpecialist", .specialist),
    "detachSpecialist": Phrase("audit.detachSpecialist", .specialist),
    "exportLog": Phrase("audit.exportLog"),
    "exportBookings": Phrase("audit.exportBookings", .specialist),
    "block": Phrase("audit.block"),
    "unblock": Phrase("audit.unblock"),
    "erase": Phrase("audit.erase"),
    "addGuest": Phrase("audit.addGuest"),
    "recognise": Phrase("audit.recognise"),
    "correctGuest": Phrase("audit.correctGuest"),
    "linkGuest": Phrase("audit.linkGuest"),
    "joinGuest": Phrase("audit.matchGuest"),
    "matchGuest": Phrase("audit.matchGuest"),
    "guestLinkMisused": Phrase("audit.guestLinkMisused"),
    "addNote": Phrase("audit.addNote"),
    "removeNote": Phrase("audit.removeNote"),
    "tag": Phrase("audit.tag"),
    "untag": Phrase("audit.untag"),
    "answerStaff": Phrase("audit.answerStaff"),
    "leaveMessage": Phrase("audit.leaveMessage"),
    "writeAgain": Phrase("audit.writeAgain"),
    "answerMessage": Phrase("audit.answerMessage"),
    "closeMessage": Phrase("audit.closeMessage"),
    "reopenMessage": Phrase("audit.reopenMessage"),
    "invite": Phrase("audit.invite"),
    "setInvitationLanguage": Phrase("audit.setInvitationLanguage"),
    "sendInvitation": Phrase("audit.sendInvitation"),
    "replaceInvitationLink": Phrase("audit.replaceInvitationLink"),
    "renewInvitation": Phrase("audit.renewInvitation"),
    "cancelInvitation": Phrase("audit.cancelInvitation"),
    "expireInvitation": Phrase("audit.expireInvitation"),
    "openInvitation": Phrase("audit.openInvitation"),
    "register": Phrase("audit.register"),
    "invitationMisused": Phrase("audit.invitationMisused"),
    "editInvitationRules": Phrase("audit.editInvitationRules"),
    "editBusiness": Phrase("audit.editBusiness"),
    "finishSetup": Phrase("audit.finishSetup"),
    "setNotices": Phrase("audit.setNotices"),
    "editBackups": Phrase("audit.editBackups"),
    "copyDatabase": Phrase("audit.copyDatabase"),
    "sendCopy": Phrase("audit.sendCopy"),
    "restoreCopy": Phrase("audit.restoreCopy"),
    "forgetSuspended": Phrase("audit.forgetSuspended"),
  ]
}
