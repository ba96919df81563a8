import Booking
import FrontDesk
import Store
import Telegram

/// Taps, commands and answers of the team's part, and what they lead to.
extension Turn {
  func follow(_ tap: TeamTap) throws {
    guard person.isOwner else { return try notAllowed() }
    switch tap {
    case .list: try showTeam()
    case .page(let page): try showTeam(page: page)
    case .card(let id): try showMember(id)
    case .rename(let id): try askMemberName(id)
    case .describe(let id): try askMemberAbout(id)
    case .access(let id): try showAccess(id)
    case .setAccess(let id, let access): try setAccess(access, of: id)
    case .askDeactivate(let id): try askDeactivate(id)
    case .deactivate(let id): try deactivate(id)
    case .askCancelAll(let id): try askCancelAll(id)
    case .cancelAll(let id): try cancelAll(id, reason: nil)
    case .reactivate(let id): try reactivate(id)
    case .askDetach(let id): try askDetach(id)
    case .detach(let id): try detach(id)
    case .invite: try showInviteChoice()
    case .inviteNew(let takesBookings): try askInviteName(takesBookings: takesBookings)
    case .inviteFor(let id): try invite(for: id)
    case .invitation(let id): try showTeamInvitation(id)
    case .invitationPicture(let id): try sendTeamInvitationPicture(id)
    case .revoke(let id): try revokeTeamInvitation(id)
    default: try followOwners(tap)
    }
  }

  private func followOwners(_ tap: TeamTap) throws {
    switch tap {
    case .owner(let id): try showOwner(id)
    case .askOwner(let id): try askMakeOwner(id)
    case .makeOwner(let id): try makeOwner(id)
    case .askHandOver(let id): try askHandOver(id)
    case .handOver(let id): try handOver(id)
    case .askStepDown: try askStepDown()
    case .stepDown: try stepDown()
    case .askDepose(let id): try askDepose(id)
    case .depose(let id): try depose(id)
    case .log(let filter, let place): try showLog(filter, place)
    case .logWho(let filter): try showLogPeople(filter)
    case .logWhat(let filter): try showLogTopics(filter)
    case .logWhen(let filter): try showLogPeriods(filter)
    case .logDay(let filter): try askLogDay(filter)
    case .exportLog(let filter): try exportLog(filter)
    default: try showTeam()
    }
  }

  func obeyTeam(_ command: BotCommand) throws -> Bool {
    guard person.isOwner else { return false }
    switch command.name {
    case "team": try showTeam(named: command.argument)
    case "audit": try showLog(asked: command.argument)
    default: return false
    }
    return true
  }

  func answer(_ message: Message, _ question: TeamQuestion) throws {
    guard person.isOwner else { return try notAllowed() }
    guard let text = message.text else {
      return try send(Screen(voice.phrase("odd.words"), [wayBack(from: question)]))
    }
    switch question {
    case .naming(let takesBookings): try takeInviteName(text, takesBookings: takesBookings)
    case .renaming(let id): try takeMemberName(text, id)
    case .describing(let id): try takeMemberAbout(text, id)
    case .cancelling(let id): try takeCancelReason(text, id)
    case .logDay(let topic, let person): try takeLogDay(text, topic: topic, person: person)
    }
  }

  func wayBack(from question: TeamQuestion) -> [InlineButton] {
    let tap: TeamTap =
      switch question {
      case .naming: .invite
      case .renaming(let id), .describing(let id), .cancelling(let id): .card(id)
      case .logDay(let topic, let person):
        .log(LogFilter(topic: topic, person: Int(person), day: 0, days: 0) ?? LogFilter())
      }
    return [button("button.back", .team(tap))]
  }

  func ask(_ question: TeamQuestion, _ words: HTML) throws {
    wait(for: .team(question))
    try show(Screen(words, [wayBack(from: question)]))
  }
}
