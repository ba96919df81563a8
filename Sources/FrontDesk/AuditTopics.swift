import Store

/// What each action of the log is about: told by its name alone, so that nobody who notes one has to
/// say it. The subject of an entry is the number of that thing.
package enum AuditTopics {
  /// A line per action; those of bookings need none.
  private static let rare: [String: AuditTopic] = [
    // Subject: the service or the calendar.
    "addService": .service,
    "editService": .service,
    "moveService": .service,
    "offerService": .service,
    "withdrawService": .service,
    "setHours": .service,
    "setReminders": .service,
    "setException": .service,
    "addCalendar": .service,
    "editCalendar": .service,
    "deleteCalendar": .service,
    // Subject: the specialist; of invitations, the invitation; of the owners' part, the person.
    "becomeOwner": .team,
    "ownerLinkMisused": .team,
    "makeOwner": .team,
    "handOver": .team,
    "stepDown": .team,
    "deposeOwner": .team,
    "inviteToTeam": .team,
    "revokeTeamInvitation": .team,
    "teamLinkMisused": .team,
    "joinTeam": .team,
    "renameSpecialist": .team,
    "describeSpecialist": .team,
    "setAccess": .team,
    "deactivateSpecialist": .team,
    "reactivateSpecialist": .team,
    "detachSpecialist": .team,
    "exportLog": .team,
    "exportBookings": .team,
    // Subject: the person.
    "block": .client,
    "unblock": .client,
    "erase": .client,
    "addGuest": .client,
    "recognise": .client,
    "correctGuest": .client,
    "linkGuest": .client,
    "joinGuest": .client,
    "matchGuest": .client,
    "guestLinkMisused": .client,
    "addNote": .client,
    "removeNote": .client,
    "tag": .client,
    "untag": .client,
    "answerStaff": .client,
    "joinWaiting": .client,
    "leaveWaiting": .client,
    "removeWaiting": .client,
    "allowNudges": .client,
    "stopNudges": .client,
    // Subject: the message.
    "leaveMessage": .message,
    "writeAgain": .message,
    "answerMessage": .message,
    "closeMessage": .message,
    "reopenMessage": .message,
    // Subject: the invitation.
    "invite": .message,
    "setInvitationLanguage": .message,
    "sendInvitation": .message,
    "replaceInvitationLink": .message,
    "renewInvitation": .message,
    "cancelInvitation": .message,
    "expireInvitation": .message,
    "openInvitation": .message,
    "register": .message,
    "invitationMisused": .message,
    // No subject.
    "editInvitationRules": .business,
    "editBusiness": .business,
    "editReminderRules": .business,
    "finishSetup": .business,
    "setNotices": .business,
    "editBackups": .business,
    "copyDatabase": .business,
    "sendCopy": .business,
    "restoreCopy": .business,
    "forgetSuspended": .business,
    "editAftercare": .business,
    "editText": .business,
    "resetText": .business,
    "beginBroadcast": .business,
    "stopBroadcast": .business,
    "endBroadcast": .business,
    // Subject: the session.
    "addFiles": .business,
    "addSession": .business,
    "editSession": .business,
    "tieSession": .business,
    "beginSession": .business,
    "archiveSession": .business,
    "reopenSession": .business,
    "deleteSession": .business,
    "claimSession": .business,
    "deliverSession": .business,
    "tellSession": .business,
    "pickSession": .business,
    "closeSession": .business,
    "renewSession": .business,
    "refuseNews": .client,
    "acceptNews": .client,
  ]

  private static let booking: Set<String> = [
    "request", "book", "bookFor", "move", "moveByStaff", "describe", "approve", "decline", "expire",
    "cancel", "askToCancel", "refuseCancel", "offerMove", "keepBooking", "arrive",
    "takeBackArrival", "complete", "noShow", "reopen", "offerWaiting", "writeToStaff",
    "writeToClient",
    "cancel", "confirmAttendance", "askToCancel", "refuseCancel", "offerMove", "keepBooking",
    "arrive",
    "takeBackArrival", "complete", "noShow", "reopen", "writeToStaff", "writeToClient",
    "rate", "review",
  ]

  static func topic(of action: String) -> AuditTopic { rare[action] ?? .booking }

  /// Whether somebody thought about what the action is about.
  package static func knows(_ action: String) -> Bool {
    rare[action] != nil || booking.contains(action)
  }
}
