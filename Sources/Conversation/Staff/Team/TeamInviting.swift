import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// One-time links into the team, and those who open them.
extension Turn {
  func showInviteChoice() throws {
    wait(for: .home)
    let free = try desk.catalogue().specialists.filter { $0.person == nil && $0.isActive }
    try show(
      Screen(
        lines([
          voice.phrase("team.inviteAsk"),
          free.isEmpty ? nil : voice.phrase("team.inviteFree"),
        ]),
        [
          [button("button.inviteSpecialist", .team(.inviteNew(takesBookings: true)))],
          [button("button.inviteReceptionist", .team(.inviteNew(takesBookings: false)))],
        ]
          + free.prefix(8).map {
            [.tap(Typed.clipped($0.name, to: 30), .team(.inviteFor($0.id)))]
          } + [[button("button.back", .team(.list))]]))
  }

  func askInviteName(takesBookings: Bool) throws {
    try ask(
      .naming(takesBookings: takesBookings),
      voice.phrase(takesBookings ? "team.inviteName" : "team.inviteReceptionistName"))
  }

  func takeInviteName(_ text: String, takesBookings: Bool) throws {
    guard let name = Typed.line(text, limit: 64) else {
      return try send(
        Screen(
          voice.phrase("own.nameBad"), [wayBack(from: .naming(takesBookings: takesBookings))]))
    }
    try report(desk.inviteToTeam(name: name, takesBookings: takesBookings, by: person), nil)
  }

  func invite(for id: ID<Specialist>) throws {
    try report(desk.inviteToTeam(for: id, by: person), id)
  }

  private func report(_ outcome: TeamInviteOutcome, _ book: ID<Specialist>?) throws {
    switch outcome {
    case .invited(let invitation): try show(screen(of: invitation))
    case .taken:
      try remark("team.hasPerson")
      if let book { try showMember(book) } else { try showTeam() }
    case .notAllowed: try notAllowed()
    }
  }

  // MARK: An invitation

  func showTeamInvitation(_ id: ID<TeamInvitation>) throws {
    guard let invitation = try desk.tx.teamInvitation(id) else { return try showTeam() }
    try show(screen(of: invitation))
  }

  private func screen(of invitation: TeamInvitation) throws -> Screen {
    wait(for: .home)
    let zone = try desk.business().zone
    let wording = try wording
    func moment(_ moment: Instant) -> Argument { .text(wording.moment(moment, zone)) }
    let title = voice.phrase("team.invitation", ["name": .text(invitation.name)])
    let back = [button("button.back", .team(.list))]
    guard invitation.isOpen(at: now) else {
      let end =
        if let used = invitation.used {
          voice.phrase("team.invitationUsed", ["time": moment(used)])
        } else if let revoked = invitation.revoked {
          voice.phrase("team.invitationRevoked", ["time": moment(revoked)])
        } else {
          voice.phrase("team.invitationExpired", ["time": moment(invitation.expires)])
        }
      var rows = [back]
      if invitation.used != nil, let book = invitation.specialist {
        rows.insert([button("button.memberCard", .team(.card(book)))], at: 0)
      } else {
        rows.insert([button("button.teamInvite", .team(.invite))], at: 0)
      }
      return Screen(lines([title, HTML(""), end]), rows)
    }
    let url = url(of: invitation)
    return Screen(
      lines([
        title, HTML(""),
        voice.phrase(
          invitation.takesBookings ? "team.invitationFor" : "team.invitationReceptionist"),
        HTML(""), HTML(url), HTML(""),
        voice.phrase("team.invitationUntil", ["time": moment(invitation.expires)]),
      ]),
      [
        [
          .copy(voice.text("button.copyLink"), value: url),
          button("button.qr", .team(.invitationPicture(invitation.id))),
        ],
        [button("button.revoke", .team(.revoke(invitation.id)), style: .danger)],
        back,
      ])
  }

  private func url(of invitation: TeamInvitation) -> String {
    DeepLink.team(token: desk.token(of: invitation)).url(bot: desk.means.botUsername)
  }

  func sendTeamInvitationPicture(_ id: ID<TeamInvitation>) throws {
    guard let invitation = try desk.tx.teamInvitation(id) else { return try showTeam() }
    guard invitation.isOpen(at: now), let picture = QRPicture.png(of: url(of: invitation)) else {
      return try show(screen(of: invitation))
    }
    try send(
      .sendPhoto(
        .bytes(picture, name: "invitation.png", mime: "image/png"),
        caption: lines([
          voice.phrase(
            "team.qrCaption",
            ["name": .text(invitation.name), "business": .text(try desk.business().name)]),
          HTML(url(of: invitation)),
        ])))
  }

  func revokeTeamInvitation(_ id: ID<TeamInvitation>) throws {
    guard let invitation = try desk.revoke(id, by: person) else { return try showTeam() }
    try show(screen(of: invitation))
  }

  // MARK: Opening one

  func joinTeam(_ token: String) throws {
    let outcome = try desk.joinTeam(token, person)
    let business = try desk.business().name
    switch outcome {
    case .welcome(let specialist): try welcome(specialist, to: business)
    case .alreadyHere(let specialist):
      try goHome(greeting: voice.phrase("team.alreadyHere", ["name": .text(specialist.name)]))
    case .hasBook(let specialist):
      try goHome(greeting: voice.phrase("team.hasBook", ["name": .text(specialist.name)]))
    case .isOwner(let name):
      try goHome(greeting: voice.phrase("team.isOwner", ["name": .text(name)]))
    case .usedByOther: try goHome(greeting: voice.phrase("team.linkUsed"))
    case .expired: try goHome(greeting: voice.phrase("team.linkExpired"))
    case .revoked: try goHome(greeting: voice.phrase("team.linkRevoked"))
    case .unknown: try goHome(greeting: voice.phrase("team.linkUnknown"))
    }
  }

  private func welcome(_ specialist: Specialist, to business: String) throws {
    // A greeting by the part they have from now on, in a house that did not block them.
    if let changed = try desk.tx.person(person.id) { try became(changed) }
    wait(for: .home)
    let hasCalendar = try desk.catalogue().calendars.contains {
      $0.specialist == specialist.id
    }
    try send(
      Screen(
        lines([
          voice.phrase(
            "team.welcome", ["name": .text(specialist.name), "business": .text(business)]),
          voice.phrase(hasCalendar ? "team.welcomeBook" : "team.welcomeDesk"),
        ]),
        [
          hasCalendar ? [button("button.hours", .calendars, style: .primary)] : [],
          [button("button.help", .help), button("button.home", .home)],
        ].filter { !$0.isEmpty }))
  }
}
