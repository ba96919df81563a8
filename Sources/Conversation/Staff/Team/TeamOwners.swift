import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Who owns the business: one more, somebody else, one less.
extension Turn {
  func showOwner(_ id: ID<Person>) throws {
    let owners = try desk.tx.owners()
    guard let owner = owners.first(where: { $0.id == id }) else {
      try remark("team.gone")
      return try showTeam()
    }
    wait(for: .home)
    let isOwn = owner.id == person.id
    var rows: [[InlineButton]] = []
    if owners.count > 1 {
      rows.append([
        isOwn
          ? button("button.stepDown", .team(.askStepDown), style: .danger)
          : button("button.depose", .team(.askDepose(id)), style: .danger)
      ])
    }
    rows.append([button("button.back", .team(.list))])
    try show(
      Screen(
        lines([
          HTML(called(owner)).bold(), voice.phrase("team.ownerCan"),
          isOwn && owners.count == 1 ? voice.phrase("team.lastOwner") : nil,
        ]), rows))
  }

  private func confirm(_ words: HTML, _ yes: InlineButton, back: TeamTap) throws {
    wait(for: .home)
    try show(Screen(words, [[yes], [button("button.back", .team(back))]]))
  }

  private func keeper(of member: Specialist) throws -> Person? {
    if let keeper = try member.person.flatMap({ try desk.tx.person($0) }) { return keeper }
    try remark("team.chatNone")
    try showMember(member.id)
    return nil
  }

  func askMakeOwner(_ id: ID<Specialist>) throws {
    guard let member = try member(id), let keeper = try keeper(of: member) else { return }
    try confirm(
      voice.phrase("team.makeOwnerAsk", ["name": .text(called(keeper))]),
      button("button.makeOwnerYes", .team(.makeOwner(id)), style: .danger), back: .card(id))
  }

  func makeOwner(_ id: ID<Specialist>) throws {
    switch try desk.makeOwner(id, by: person) {
    case .done: try showMember(id, saved: true)
    case .nobody, .lastOwner: try showMember(id)
    case .notAllowed: try notAllowed()
    }
  }

  func askHandOver(_ id: ID<Specialist>) throws {
    guard let member = try member(id), let keeper = try keeper(of: member) else { return }
    try confirm(
      voice.phrase("team.handOverAsk", ["name": .text(called(keeper))]),
      button("button.handOverYes", .team(.handOver(id)), style: .danger), back: .card(id))
  }

  func handOver(_ id: ID<Specialist>) throws {
    switch try desk.handOver(to: id, by: person) {
    case .done(let heir):
      try refreshSelf()
      try goHome(greeting: voice.phrase("team.handedOver", ["name": .text(called(heir))]))
    case .nobody, .lastOwner: try showMember(id)
    case .notAllowed: try notAllowed()
    }
  }

  func askStepDown() throws {
    try confirm(
      voice.phrase("team.stepDownAsk"),
      button("button.stepDownYes", .team(.stepDown), style: .danger), back: .owner(person.id))
  }

  func stepDown() throws {
    switch try desk.stepDown(person) {
    case .done:
      try refreshSelf()
      try goHome(greeting: voice.phrase("team.steppedDown"))
    case .lastOwner, .nobody:
      try remark("team.lastOwner", alert: true)
      try showTeam()
    case .notAllowed: try notAllowed()
    }
  }

  func askDepose(_ id: ID<Person>) throws {
    guard let owner = try desk.tx.owners().first(where: { $0.id == id }) else {
      return try showTeam()
    }
    try confirm(
      voice.phrase("team.deposeAsk", ["name": .text(called(owner))]),
      button("button.deposeYes", .team(.depose(id)), style: .danger), back: .owner(id))
  }

  func depose(_ id: ID<Person>) throws {
    switch try desk.deposeOwner(id, by: person) {
    case .done:
      try remark("team.deposed")
      try showTeam()
    case .lastOwner, .nobody: try showTeam()
    case .notAllowed:
      try remark("team.gone")
      try showTeam()
    }
  }

  /// The person's own part changed in this turn.
  private func refreshSelf() throws {
    if let changed = try desk.tx.person(person.id) { try became(changed) }
  }
}
