import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Messages to the business, as the staff reads and answers them.
extension Turn {
  static let invitePage = 8

  func showMessages(_ state: ContactMessage.State, page: Int) throws {
    guard
      let (messages, hasMore) = try desk.contactMessages(
        state, page: page, size: Self.invitePage, by: person)
    else { return try notAllowed() }
    wait(for: .home)
    let page = max(page, 0)
    var rows = messages.map { message in
      [
        InlineButton.tap(
          Typed.clipped("\(message.name): \(message.subject)", to: 40),
          .invite(.message(message.id)))
      ]
    }
    rows.append(contentsOf: pages(page, hasMore) { .invite(.messages(state, page: $0)) })
    rows.append(
      ContactMessage.State.allCases.filter { $0 != state }.map { other in
        .tap(voice.text(Self.filter(other)), .invite(.messages(other, page: 0)))
      })
    rows.append([button("button.invitations", .invite(.invitations(page: 0)))])
    rows.append(homeRow)
    let title: Key =
      switch state {
      case .open: messages.isEmpty ? "contact.noOpen" : "contact.listOpen"
      case .answered: messages.isEmpty ? "contact.noAnswered" : "contact.listAnswered"
      case .closed: messages.isEmpty ? "contact.noClosed" : "contact.listClosed"
      }
    try show(Screen(voice.phrase(title), rows))
  }

  private static func filter(_ state: ContactMessage.State) -> Key {
    switch state {
    case .open: "button.messagesOpen"
    case .answered: "button.messagesAnswered"
    case .closed: "button.messagesClosed"
    }
  }

  /// The arrows under a list of several pages.
  func pages(_ page: Int, _ hasMore: Bool, _ tap: (Int) -> Tap) -> [[InlineButton]] {
    guard page > 0 || hasMore else { return [] }
    return [
      [
        page > 0 ? InlineButton.tap("‹", tap(page - 1)) : .blank,
        .tap("\(page + 1)", .nothing),
        hasMore ? InlineButton.tap("›", tap(page + 1)) : .blank,
      ]
    ]
  }

  // MARK: One message

  func showMessage(_ id: ID<ContactMessage>) throws {
    try show(outcome: desk.contactMessage(id, by: person))
  }

  func setClosed(_ closed: Bool, _ id: ID<ContactMessage>) throws {
    let outcome = try desk.setClosed(closed, message: id, by: person)
    if case .already = outcome { try remark("staff.already") }
    if case .done = outcome {
      try toast(voice.text(closed ? "contact.closed" : "contact.reopened"))
    }
    try show(outcome: outcome)
  }

  func askAnswer(_ id: ID<ContactMessage>) throws {
    guard case .done(let message) = try desk.contactMessage(id, by: person) else {
      return try showMessage(id)
    }
    wait(for: .invite(.answer(id)))
    try send(
      Screen(
        voice.phrase("contact.askAnswer", ["name": .text(message.name)]),
        [[button("button.back", .invite(.message(id)))]]))
  }

  func takeAnswer(_ text: String, _ id: ID<ContactMessage>) throws {
    guard let words = Typed.words(text, limit: Self.messageLimit) else {
      return try send(badMessage(back: .invite(.message(id))))
    }
    try show(outcome: desk.answer(id, with: words, by: person), title: "contact.answerSent")
  }

  private func show(outcome: MessageOutcome, title: Key? = nil) throws {
    switch outcome {
    case .done(let message), .already(let message):
      wait(for: .home)
      try show(messageCard(message, title: title))
    case .gone:
      try remark("contact.gone")
      try showMessages(.open, page: 0)
    case .notAllowed: try notAllowed()
    }
  }

  private func messageCard(_ message: ContactMessage, title: Key?) throws -> Screen {
    let id = message.id
    let wording = try wording
    let invitation = try desk.tx.invitation(from: id)
    let state: Key =
      switch message.state {
      case .open: "contact.stateOpen"
      case .answered: "contact.stateAnswered"
      case .closed: "contact.stateClosed"
      }
    var rows = [[button("button.answer", .invite(.answer(id)), style: .primary)]]
    if let invitation, try desk.mayHandle(invitation, person) {
      rows.append([button("button.openInvitation", .invite(.card(invitation.id)))])
    } else if invitation == nil {
      rows.append([button("button.createInvitation", .invite(.inviteAuthor(id)))])
    }
    rows.append([
      message.state == .closed
        ? button("button.reopen", .invite(.reopen(id)))
        : button("button.close", .invite(.close(id)))
    ])
    rows.append([
      button("button.back", .invite(.messages(message.state, page: 0))),
      button("button.home", .home),
    ])
    let text = try lines(
      [
        title.map { voice.phrase($0) }, title == nil ? nil : HTML(""),
        ContactWording(wording: wording).facts(message, author: desk.tx.person(message.author)),
        HTML(""),
        voice.phrase("booking.standing", ["state": .text(voice.text(state))]),
      ] + thread(of: message, wording))
    return Screen(text.truncated(to: 4_096), rows)
  }

  /// The latest replies; the beginning of a long one.
  private func thread(of message: ContactMessage, _ wording: Wording) throws -> [HTML?] {
    let zone = try desk.business().zone
    return try desk.tx.contactReplies(to: message.id, limit: 5).flatMap { reply -> [HTML?] in
      [
        HTML(""),
        voice.phrase(
          reply.isByStaff ? "contact.staffWrote" : "contact.authorWrote",
          [
            "name": .text(reply.name), "time": .text(wording.near(reply.created, zone)),
          ]),
        HTML(Typed.clipped(reply.text, to: 300)).italic(),
      ]
    }
  }
}

/// A message to the business in words.
struct ContactWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  /// Who wrote, when, about what.
  func facts(_ message: ContactMessage, author: Person?) -> HTML {
    let zone = wording.catalogue.business?.zone ?? .utc
    return lines([
      StaffWording(wording: wording).person(author),
      voice.phrase(
        "contact.received", ["time": .text(wording.near(message.created, zone))]),
      HTML(""), HTML(message.subject).bold(), HTML(message.text).italic(),
    ])
  }
}
