import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// How the business invites, and whether it takes invited clients only: the owner's choice.
extension Turn {
  func showInvitationRules(saved: Bool = false) throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .home)
    let rules = try desk.business().invitations
    let policy =
      switch rules.policy {
      case .any: voice.phrase("invite.policyAny")
      case .lasting: voice.phrase("invite.policyLasting")
      case .domains:
        voice.phrase(
          "invite.policyDomains", ["domains": .text(rules.domains.joined(separator: ", "))])
      }
    func choice(_ key: Key, _ policy: InvitationRules.Policy) -> InlineButton {
      .tap((rules.policy == policy ? "✓ " : "") + voice.text(key), .invite(.policy(policy)))
    }
    try show(
      Screen(
        lines([
          voice.phrase(saved ? "settings.saved" : "invite.rules"), HTML(""),
          voice.phrase("invite.days", ["count": .number(rules.days)]), policy,
          voice.phrase(rules.isClosed ? "invite.closedOn" : "invite.closedOff"),
        ]),
        [
          [button("button.inviteDays", .invite(.askDays))],
          [choice("button.policyAny", .any)], [choice("button.policyLasting", .lasting)],
          [choice("button.policyDomains", .domains)],
          [
            button(
              rules.isClosed ? "button.closedOff" : "button.closedOn", .invite(.toggleClosed))
          ],
          [
            button("button.back", .invite(.invitations(page: 0))), button("button.home", .home),
          ],
        ]))
  }

  private var backToRules: [InlineButton] { [button("button.back", .invite(.rules))] }

  func askInvitationDays() throws {
    guard person.isOwner else { return try notAllowed() }
    wait(for: .invite(.days))
    try show(Screen(voice.phrase("invite.askDays"), [backToRules]))
  }

  func takeInvitationDays(_ text: String) throws {
    guard let days = Int(text.trimmed), (1...90).contains(days) else {
      return try send(Screen(voice.phrase("invite.badDays"), [backToRules]))
    }
    try edit { $0.days = days }
  }

  func setPolicy(_ policy: InvitationRules.Policy) throws {
    guard policy == .domains else { return try edit { $0.policy = policy } }
    guard person.isOwner else { return try notAllowed() }
    wait(for: .invite(.domains))
    try show(Screen(voice.phrase("invite.askDomains"), [backToRules]))
  }

  func takeDomains(_ text: String) throws {
    let words = text.lowercased().split { $0.isWhitespace || $0 == "," || $0 == ";" }
      .map { $0.hasPrefix("@") ? String($0.dropFirst()) : String($0) }
    // A domain is what can stand behind the @ of an address.
    guard (1...20).contains(words.count),
      words.allSatisfy({ EmailAddress("a@" + $0) != nil && !$0.contains("@") })
    else { return try send(Screen(voice.phrase("invite.badDomains"), [backToRules])) }
    try edit {
      $0.policy = .domains
      $0.domains = words
    }
  }

  func toggleClosed() throws { try edit { $0.isClosed.toggle() } }

  private func edit(_ change: (inout InvitationRules) -> Void) throws {
    guard try desk.editInvitationRules(by: person, change) else { return try notAllowed() }
    try showInvitationRules(saved: true)
  }
}
