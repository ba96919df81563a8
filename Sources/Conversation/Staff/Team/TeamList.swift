import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Who works here: the list, and the card of one member.
extension Turn {
  private static var membersOnPage: Int { 8 }

  /// `/team Anna` opens Anna's card.
  func showTeam(named name: String) throws {
    let sought = name.trimmed.lowercased()
    if !sought.isEmpty {
      let found = try desk.catalogue().specialists.filter {
        $0.name.lowercased().contains(sought)
      }
      if found.count == 1 { return try showMember(found[0].id) }
    }
    try showTeam()
  }

  func showTeam(page: Int = 0) throws {
    wait(for: .home)
    let members = try desk.catalogue().specialists
    let owners = try desk.tx.owners()
    let open = try desk.tx.openTeamInvitations(now: now)
    let pages = max(1, (members.count + Self.membersOnPage - 1) / Self.membersOnPage)
    let page = min(page, pages - 1)
    let shown = members.dropFirst(page * Self.membersOnPage).prefix(Self.membersOnPage)
    var rows = shown.map { member in
      [InlineButton.tap(Typed.clipped(member.name, to: 30), .team(.card(member.id)))]
    }
    if pages > 1 {
      rows.append([
        page > 0 ? .tap("‹", .team(.page(page - 1))) : .blank,
        .tap("\(page + 1)/\(pages)", .nothing),
        page + 1 < pages ? .tap("›", .team(.page(page + 1))) : .blank,
      ])
    }
    if page == 0 {
      rows += open.prefix(5).map {
        [.tap("✉️ " + Typed.clipped($0.name, to: 26), .team(.invitation($0.id)))]
      }
      rows += owners.prefix(5).map {
        [.tap("👑 " + Typed.clipped(called($0), to: 26), .team(.owner($0.id)))]
      }
    }
    rows.append([button("button.teamInvite", .team(.invite), style: .primary)])
    rows.append([button("button.log", .team(.log())), button("button.home", .home)])
    let list = shown.map { member in
      HTML(Typed.clipped(member.name, to: 60) + " · " + part(of: member))
    }
    try show(
      Screen(
        lines(
          [voice.phrase("team.title"), HTML("")] + list
            + [
              members.isEmpty ? voice.phrase("team.nobody") : nil,
              HTML(""), voice.phrase("team.owners", ["names": .text(names(of: owners))]),
              open.isEmpty
                ? nil : voice.phrase("team.openInvitations", ["count": .number(open.count)]),
            ]), rows))
  }

  private func names(of owners: [Person]) -> String {
    owners.prefix(5).map { Typed.clipped(called($0), to: 60) }.joined(separator: ", ")
  }

  /// A person's name, or a word for somebody who has none.
  func called(_ person: Person) -> String {
    person.name.isEmpty ? voice.text("staff.nobody") : person.name
  }

  /// What a member does here, in a few words.
  private func part(of member: Specialist) -> String {
    if !member.isActive { return voice.text("team.isClosed") }
    if member.person == nil { return voice.text("team.noChat") }
    return accessWord(member.access)
  }

  func accessWord(_ access: Specialist.Access) -> String {
    switch access {
    case .own: voice.text("team.own")
    case .view: voice.text("team.view")
    case .manage: voice.text("team.manage")
    }
  }

  // MARK: The card

  /// The specialist, for the owner; a card that is gone leads to the list.
  func member(_ id: ID<Specialist>) throws -> Specialist? {
    if let member = try desk.catalogue().specialist(id) { return member }
    try remark("team.gone")
    try showTeam()
    return nil
  }

  func showMember(_ id: ID<Specialist>, saved: Bool = false) throws {
    guard let member = try member(id) else { return }
    wait(for: .home)
    let keeper = try member.person.flatMap { try desk.tx.person($0) }
    let calendars = try desk.catalogue().calendars.filter { $0.specialist == id }.count
    let upcoming = try desk.tx.countUpcoming(in: id, now: now)
    try show(
      Screen(
        lines([
          saved ? voice.phrase("settings.saved") : nil,
          HTML(member.name).bold(), member.about.map { HTML($0) }, HTML(""),
          chatLine(keeper),
          member.isActive
            ? voice.phrase("team.access", ["access": .text(accessWord(member.access))])
            : voice.phrase("team.closed"),
          keeper?.isOwner == true ? voice.phrase("team.isOwnerToo") : nil,
          calendars == 0
            ? voice.phrase("team.noCalendar")
            : voice.phrase("team.calendars", ["count": .number(calendars)]),
          upcoming == 0
            ? voice.phrase("team.noUpcoming")
            : voice.phrase("team.upcoming", ["count": .number(upcoming)]),
        ]), memberRows(member, keeper)))
  }

  private func chatLine(_ keeper: Person?) -> HTML {
    guard let keeper else { return voice.phrase("team.chatNone") }
    let name = called(keeper)
    if let username = keeper.username {
      return voice.phrase("team.chatNamed", ["name": .text(name), "username": .text(username)])
    }
    return voice.phrase("team.chat", ["name": .text(name)])
  }

  private func memberRows(_ member: Specialist, _ keeper: Person?) -> [[InlineButton]] {
    let id = member.id
    var rows = [
      [
        button("button.title", .team(.rename(id))), button("button.about", .team(.describe(id))),
      ]
    ]
    if member.isActive {
      if keeper == nil {
        rows.append([button("button.inviteToBook", .team(.inviteFor(id)), style: .primary)])
      } else {
        rows.append([
          button("button.access", .team(.access(id))),
          button("button.detach", .team(.askDetach(id))),
        ])
      }
      if let keeper, keeper.id != person.id {
        rows.append(
          keeper.isOwner
            ? [button("button.ownerCard", .team(.owner(keeper.id)))]
            : [
              button("button.makeOwner", .team(.askOwner(id))),
              button("button.handOver", .team(.askHandOver(id))),
            ])
      }
      rows.append([button("button.closeBook", .team(.askDeactivate(id)), style: .danger)])
    } else {
      rows.append([button("button.reopenBook", .team(.reactivate(id)), style: .success)])
    }
    rows.append([button("button.back", .team(.list)), button("button.home", .home)])
    return rows
  }
}
