import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// One invitation: how it stands, what happened to it, and what can be done.
extension Turn {
  func showInvitation(_ id: ID<Invitation>) throws {
    try show(outcome: desk.invitation(id, by: person))
  }

  /// The card after an act, under a title that says what was done.
  func show(outcome: InviteOutcome, title: Key? = nil) throws {
    switch outcome {
    case .done(let invitation):
      wait(for: .home)
      try show(invitationCard(invitation, title: title))
      if desk.isValid(invitation) { follows(Keepsake(.invitation, invitation.id.raw)) }
    case .already(let invitation):
      wait(for: .home)
      try remark("staff.already")
      try show(invitationCard(invitation))
    case .objection(let objection):
      wait(for: .home)
      try show(
        Screen(objected(objection), [[button("button.back", .invite(.invitations(page: 0)))]]))
    case .duplicate(let known):
      wait(for: .home)
      try remark("invite.otherPending")
      try show(invitationCard(known))
    case .noMail:
      wait(for: .home)
      try remark("invite.noMail", alert: true)
    case .notAllowed: try notAllowed()
    }
  }

  func invitationCard(_ invitation: Invitation, title: Key? = nil) throws -> Screen {
    let words = InvitationWording(wording: try wording)
    let theirs = try phrasebook.voice(invitation.language, orElse: desk.business().language)
    let events = try desk.tx.events(of: invitation.id, limit: 12)
    return Screen(
      lines([
        title.map { voice.phrase($0) }, title == nil ? nil : HTML(""),
        words.facts(invitation, language: theirs.languageName), HTML(""),
        voice.phrase("invite.trace"), lines(events.map { words.line($0) }),
      ]).truncated(to: 4_096), try invitationButtons(invitation))
  }

  private func invitationButtons(_ invitation: Invitation) throws -> [[InlineButton]] {
    let id = invitation.id
    var rows: [[InlineButton]] = []
    if try desk.mayHandle(invitation, person) {
      if desk.isValid(invitation) {
        let again = invitation.letter != nil
        rows = [
          [
            button(
              again ? "button.sendAgain" : "button.sendLetter", .invite(.askWords(id)),
              style: .primary)
          ],
          [button("button.qr", .invite(.qr(id))), button("button.link", .invite(.link(id)))],
          [
            button("button.preview", .invite(.preview(id))),
            button("button.language", .invite(.languages(id))),
          ],
          [button("button.replaceLink", .invite(.replaceLink(id)))],
          [button("button.cancelInvitation", .invite(.askCancel(id)), style: .danger)],
        ]
      } else if invitation.state != .used, !invitation.email.isEmpty {
        rows = [[button("button.renew", .invite(.renew(id)), style: .primary)]]
      }
    }
    if let message = invitation.message {
      rows.append([button("button.originalMessage", .invite(.message(message)))])
    }
    rows.append([
      button("button.back", .invite(.list(invitation.state, page: 0))),
      button("button.home", .home),
    ])
    return rows
  }

  // MARK: Acts

  /// An invitation that the person may handle and that can still be used; else says how it stands.
  private func valid(_ id: ID<Invitation>) throws -> Invitation? {
    guard case .done(let invitation) = try desk.invitation(id, by: person),
      try desk.mayHandle(invitation, person)
    else {
      try notAllowed()
      return nil
    }
    guard desk.isValid(invitation) else {
      try show(outcome: .already(invitation))
      return nil
    }
    return invitation
  }

  func askCancelInvitation(_ id: ID<Invitation>) throws {
    guard let invitation = try valid(id) else { return }
    wait(for: .home)
    try show(
      Screen(
        voice.phrase("invite.askCancel", ["name": .text(invitation.name)]),
        [
          [button("button.cancelInvitation", .invite(.cancel(id)), style: .danger)],
          [button("button.back", .invite(.card(id)))],
        ]))
  }

  func cancelInvitation(_ id: ID<Invitation>) throws {
    try show(outcome: desk.cancelInvitation(id, by: person), title: "invite.cancelled")
  }

  func renewInvitation(_ id: ID<Invitation>) throws {
    try show(outcome: desk.renew(id, by: person), title: "invite.renewed")
  }

  func replaceInvitationLink(_ id: ID<Invitation>) throws {
    try show(outcome: desk.replaceLink(of: id, by: person), title: "invite.linkReplaced")
  }

  func showInvitationLanguages(_ id: ID<Invitation>) throws {
    guard let invitation = try valid(id) else { return }
    let chosen = try phrasebook.voice(invitation.language, orElse: desk.business().language)
      .language.code
    let rows = phrasebook.languages.map { language in
      [
        InlineButton.tap(
          (language.code == chosen ? "✓ " : "") + language.name,
          .invite(.setLanguage(id, language.code)))
      ]
    }
    try show(
      Screen(
        voice.phrase("invite.askLanguage", ["name": .text(invitation.name)]),
        rows + [[button("button.back", .invite(.card(id)))]]))
  }

  func setInvitationLanguage(_ code: String, _ id: ID<Invitation>) throws {
    guard phrasebook.languages.contains(where: { $0.code == code }) else {
      return try showInvitationLanguages(id)
    }
    try show(outcome: desk.setLanguage(code, of: id, by: person))
  }

  // MARK: The link

  private func url(of invitation: Invitation) throws -> String? {
    try desk.startParameter(of: invitation).map {
      "https://t.me/\(desk.means.botUsername)?start=\($0)"
    }
  }

  private func linkCaption(_ invitation: Invitation) throws -> HTML {
    let theirs = try phrasebook.voice(invitation.language, orElse: desk.business().language)
    let words = InvitationWording(
      wording: Wording(voice: theirs, now: now, catalogue: try desk.catalogue()))
    return theirs.phrase(
      "invite.forward",
      [
        "name": .text(invitation.name), "business": .text(try desk.business().name),
        "time": .text(words.moment(invitation.expires)),
      ])
  }

  func showInvitationQR(_ id: ID<Invitation>) throws {
    let outcome = try desk.noteShown(.qrShown, of: id, by: person)
    guard case .done(let invitation) = outcome, let url = try url(of: invitation) else {
      return try show(outcome: outcome)
    }
    guard let picture = QRPicture.png(of: url) else { return try showInvitationLink(id) }
    try send(
      .sendPhoto(
        .bytes(picture, name: "invitation.png", mime: "image/png"),
        caption: lines([try linkCaption(invitation), HTML(url)]),
        markup: .inline(InlineKeyboard([[.copy(voice.text("button.copyLink"), value: url)]]))))
  }

  func showInvitationLink(_ id: ID<Invitation>) throws {
    let outcome = try desk.noteShown(.linkShown, of: id, by: person)
    guard case .done(let invitation) = outcome, let url = try url(of: invitation) else {
      return try show(outcome: outcome)
    }
    // A message of its own, to be forwarded.
    try send(
      .sendMessage(
        lines([try linkCaption(invitation), HTML(url)]),
        markup: .inline(InlineKeyboard([[.copy(voice.text("button.copyLink"), value: url)]]))))
  }

  // MARK: The letter

  func previewLetter(_ id: ID<Invitation>) throws {
    guard let invitation = try valid(id) else { return }
    let letter = try LetterWording(phrasebook: phrasebook, means: desk.means)
      .letter(for: invitation, at: desk)
    try show(
      Screen(
        lines([
          voice.phrase("invite.preview", ["email": .text(letter.to)]), HTML(""),
          HTML(letter.subject).bold(), HTML(""), HTML(letter.text),
        ]).truncated(to: 4_096),
        [
          [button("button.sendLetter", .invite(.askWords(id)), style: .primary)],
          [button("button.back", .invite(.card(id)))],
        ]))
  }

  func askPersonalWords(_ id: ID<Invitation>) throws {
    guard let invitation = try valid(id) else { return }
    guard desk.means.sendsLetters else {
      return try toast(voice.text("invite.noMail"), alert: true)
    }
    wait(for: .invite(.words(id)))
    try show(
      Screen(
        voice.phrase(
          "invite.askWords",
          ["name": .text(invitation.name), "email": .text(invitation.email)]),
        [
          [button("button.sendPlain", .invite(.send(id)))],
          [button("button.back", .invite(.card(id)))],
        ]))
  }

  func takePersonalWords(_ text: String, _ id: ID<Invitation>) throws {
    guard let words = Typed.words(text, limit: 1_000) else {
      return try send(
        Screen(
          voice.phrase("contact.badText", ["count": .number(1_000)]),
          [
            [button("button.sendPlain", .invite(.send(id)))],
            [button("button.back", .invite(.card(id)))],
          ]))
    }
    try sendInvitation(id, words: words)
  }

  func sendInvitation(_ id: ID<Invitation>, words: String?) throws {
    try show(
      outcome: desk.sendInvitation(id, words: words, by: person), title: "invite.onItsWay")
  }
}
