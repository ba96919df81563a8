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
    // No subject.
    "editBusiness": .business,
    "finishSetup": .business,
  ]

  private static let booking: Set<String> = [
    "request", "book", "move", "describe", "approve", "decline", "expire", "cancel", "askToCancel",
    "refuseCancel", "writeToStaff", "writeToClient", "arrive", "takeBackArrival", "complete",
    "noShow", "reopen",
  ]

  static func topic(of action: String) -> AuditTopic { rare[action] ?? .booking }

  /// Whether somebody thought about what the action is about.
  package static func knows(_ action: String) -> Bool {
    rare[action] != nil || booking.contains(action)
  }
}
