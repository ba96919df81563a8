import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The list of invitations, and how a new one is made.
extension Turn {
  func showInvitations(_ state: Invitation.State, page: Int) throws {
    guard
      let (invitations, hasMore) = try desk.invitations(
        state, page: page, size: Self.invitePage, by: person)
    else { return try notAllowed() }
    wait(for: .home)
    let page = max(page, 0)
    var rows = invitations.map { invitation in
      [
        InlineButton.tap(
          Typed.clipped("\(invitation.name) · \(invitation.email)", to: 40),
          .invite(.card(invitation.id)))
      ]
    }
    rows.append(contentsOf: pages(page, hasMore) { .invite(.list(state, page: $0)) })
    rows.append([button("button.newInvitation", .invite(.new), style: .primary)])
    rows.append(
      Invitation.State.allCases.filter { $0 != state }.map { other in
        .tap(voice.text(Self.filter(other)), .invite(.list(other, page: 0)))
      })
    rows.append([button("button.messages", .invite(.inbox(page: 0)))])
    if person.isOwner { rows.append([button("button.inviteRules", .invite(.rules))]) }
    rows.append(homeRow)
    let title: Key =
      switch state {
      case .pending: invitations.isEmpty ? "invite.noPending" : "invite.listPending"
      case .used: invitations.isEmpty ? "invite.noUsed" : "invite.listUsed"
      case .expired: invitations.isEmpty ? "invite.noExpired" : "invite.listExpired"
      case .cancelled: invitations.isEmpty ? "invite.noCancelled" : "invite.listCancelled"
      }
    try show(Screen(voice.phrase(title), rows))
  }

  private static func filter(_ state: Invitation.State) -> Key {
    switch state {
    case .pending: "button.invitesPending"
    case .used: "button.invitesUsed"
    case .expired: "button.invitesExpired"
    case .cancelled: "button.invitesCancelled"
    }
  }

  // MARK: New

  private var backToInvitations: [InlineButton] {
    [button("button.back", .invite(.invitations(page: 0)))]
  }

  func askInvitee() throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    wait(for: .invite(.invitee))
    try show(Screen(voice.phrase("invite.ask"), [backToInvitations]))
  }

  func takeInvitee(_ text: String) throws {
    guard try desk.isStaff(person) else { return try notAllowed() }
    guard let (name, email) = Self.nameAndEmail(text) else {
      return try send(Screen(voice.phrase("invite.bad"), [backToInvitations]))
    }
    try invite(name: name, email: email, from: nil)
  }

  /// “Anna Lysenko anna@example.com”, also with the address first, in brackets or on a line of its
  /// own.
  static func nameAndEmail(_ text: String) -> (name: String, email: String)? {
    let frames: Set<Character> = ["<", ">", "(", ")", "\"", "«", "»", "“", "”", ",", ";", ":"]
    let stops: Set<Character> = [",", ";", ":"]
    let words = text.split(whereSeparator: \.isWhitespace).map { word in
      let marks = word.contains("@") ? frames : stops
      return String(word.trimmed(of: marks))
    }.filter { !$0.isEmpty }
    let addresses = words.filter { $0.contains("@") }
    guard addresses.count == 1, let email = EmailAddress(addresses[0]),
      let name = Typed.line(
        words.filter { !$0.contains("@") && $0 != "-" && $0 != "–" && $0 != "—" }
          .joined(separator: " "), limit: 64)
    else { return nil }
    return (name.withoutDirections, email.text)
  }

  /// Invites the author of a message; their address is asked for where it is not known.
  func inviteAuthor(_ id: ID<ContactMessage>) throws {
    guard case .done(let message) = try desk.contactMessage(id, by: person) else {
      return try showMessage(id)
    }
    if let known = try desk.tx.invitation(from: id), try desk.mayHandle(known, person) {
      return try showInvitation(known.id)
    }
    if let email = try desk.tx.person(message.author)?.email {
      return try invite(name: message.name, email: email, from: id)
    }
    wait(for: .invite(.authorEmail(id)))
    try show(
      Screen(
        voice.phrase("invite.askEmail", ["name": .text(message.name)]),
        [[button("button.back", .invite(.message(id)))]]))
  }

  func takeAuthorEmail(_ text: String, _ id: ID<ContactMessage>) throws {
    guard case .done(let message) = try desk.contactMessage(id, by: person) else {
      return try showMessage(id)
    }
    guard let email = EmailAddress(text.trimmed) else {
      return try send(
        Screen(voice.phrase("email.bad"), [[button("button.back", .invite(.message(id)))]]))
    }
    try invite(name: message.name, email: email.text, from: id)
  }

  func inviteAnyway() throws {
    guard case .invite(.again(let name, let email, let message)) = state else {
      try remark("stray.button")
      return try showInvitations(.pending, page: 0)
    }
    try invite(name: name, email: email, from: message, anyway: true)
  }

  private func invite(
    name: String, email: String, from message: ID<ContactMessage>?, anyway: Bool = false
  ) throws {
    let outcome = try desk.invite(
      name: name.withoutDirections, email: email, from: message, anyway: anyway, by: person)
    switch outcome {
    case .done(let invitation): try show(invitationCard(invitation, title: "invite.created"))
    case .objection(let objection):
      // The question stays open for another address.
      try show(
        Screen(
          objected(objection),
          [
            message.map { [button("button.back", .invite(.message($0)))] } ?? backToInvitations
          ]))
      wait(for: message.map { .invite(.authorEmail($0)) } ?? .invite(.invitee))
      return
    case .duplicate(let known):
      wait(for: .invite(.again(name: name, email: email, message: message)))
      return try show(duplicate(known, email: email))
    case .already, .noMail, .notAllowed: return try notAllowed()
    }
    wait(for: .home)
  }

  private func duplicate(_ known: Invitation, email: String) throws -> Screen {
    var rows = [[button("button.inviteAnyway", .invite(.anyway))], backToInvitations]
    if try desk.mayHandle(known, person) {
      rows.insert([button("button.openInvitation", .invite(.card(known.id)))], at: 0)
    }
    return Screen(
      voice.phrase(
        known.state == .used ? "invite.alreadyClient" : "invite.duplicate",
        ["email": .text(email)]), rows)
  }

  func objected(_ objection: EmailPolicy.Objection) -> HTML {
    switch objection {
    case .disposable: voice.phrase("invite.disposable")
    case .otherDomain(let domains):
      voice.phrase("invite.otherDomain", ["domains": .text(domains.joined(separator: ", "))])
    }
  }
}

extension Substring {
  /// Without such characters at either end.
  fileprivate func trimmed(of marks: Set<Character>) -> Substring {
    var rest = self
    while let first = rest.first, marks.contains(first) { rest.removeFirst() }
    while let last = rest.last, marks.contains(last) { rest.removeLast() }
    return rest
  }
}

extension String {
  /// Without the marks that turn the direction of what follows (Unicode, bidirectional controls):
  /// in a letter or a list they would turn other people's words.
  var withoutDirections: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter {
          !(0x202A...0x202E).contains($0.value) && !(0x2066...0x2069).contains($0.value)
        }))
  }
}
