import Booking
import FrontDesk
import Phrasebook
import Pictures
import Store
import Telegram

/// What can be given to a client before the work: the QR code, a card for print, words to forward;
/// and the links behind them.
extension Turn {
  func shareSession(_ id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    wait(for: .home)
    let link = try sessionLink(id)
    let wording = SessionWording(wording: try wording)
    let caption = lines([
      wording.head(session), HTML(""), voice.phrase("session.shareHint"), HTML(link),
    ])
    let rows = [
      [
        button("button.cardPDF", .session(.sheet(id, .pdf))),
        button("button.cardPNG", .session(.sheet(id, .png))),
      ],
      [button("button.forwardWords", .session(.words(id)))],
      [button("button.openSession", .session(.card(id)))],
    ]
    guard let picture = try printedCard(of: session)?.picture(), !picture.isEmpty else {
      return try show(Screen(caption, rows))
    }
    try send(
      .sendPhoto(
        .bytes(picture, name: "session-\(id.raw).png", mime: "image/png"), caption: caption,
        markup: .inline(InlineKeyboard(rows: rows))))
  }

  /// A card to print, as a file.
  func send(_ sheet: SessionSheet, of id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    guard let card = try printedCard(of: session) else { return try showSession(id) }
    let name = "session-\(id.raw)-a6"
    let file: FileSource =
      switch sheet {
      case .pdf:
        .bytes(
          card.sheetPDF(made: now.description), name: name + ".pdf", mime: "application/pdf")
      case .png: .bytes(card.sheetPNG(), name: name + ".png", mime: "image/png")
      }
    try send(.sendDocument(file, caption: voice.phrase("session.cardCaption")))
  }

  /// The card speaks the business's language: it lies on its counter.
  private func printedCard(of session: Session) throws -> PrintedCard? {
    let business = try desk.business()
    let house = phrasebook.voice(business.language)
    let wording = SessionWording(
      wording: Wording(voice: house, now: now, catalogue: try desk.catalogue()))
    return PrintedCard(
      link: try sessionLink(session.id), business: business.name, title: wording.name(session),
      date: session.day.map { wording.date($0) }, invitation: house.text("session.cardInvitation"))
  }

  /// Opens the session in the chat.
  private func sessionLink(_ id: ID<Session>) throws -> String {
    "https://t.me/\(desk.means.botUsername)?start=\(try desk.sessionParameter(of: id))"
  }

  /// A message to forward as it is, in the client's language.
  func sendWords(for id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    let client = try session.client.flatMap { try desk.tx.person($0) }
    let business = try desk.business()
    let reader = phrasebook.voice(client?.languageCode, orElse: business.language)
    let wording = SessionWording(
      wording: Wording(voice: reader, now: now, catalogue: try desk.catalogue()))
    let name = wording.name(session)
    let isReady = session.isDelivered
    let page = try isReady ? desk.resultsURL(of: session) : desk.sessionURL(of: id)
    let key: Key = isReady ? "session.forwardReady" : "session.forward"
    try send(
      .sendMessage(
        lines([
          reader.phrase(key, ["business": .text(business.name), "name": .text(name)]),
          isReady ? session.message.map { HTML($0).italic() } : nil,
          page.map { HTML($0) },
          voice.phrase("session.forwardChat", ["link": .text(try chatLink(session, client))]),
        ])))
  }

  /// Somebody of the books without a chat comes to it by a link of their own, with all that is theirs.
  private func chatLink(_ session: Session, _ client: Person?) throws -> String {
    guard let client, client.telegram == nil,
      let parameter = try desk.guestLink(client.id, by: person)
    else { return try sessionLink(session.id) }
    return "https://t.me/\(desk.means.botUsername)?start=\(parameter)"
  }

  // MARK: Links

  func showLinks(of id: ID<Session>) throws {
    guard let card = try desk.card(of: id, for: person), card.mayManage else {
      return try notAllowed()
    }
    wait(for: .home)
    let session = card.session
    var text: [HTML?] = [
      SessionWording(wording: try wording).head(session), HTML(""),
      voice.phrase("session.linkTitle"),
    ]
    var rows: [[InlineButton]] = []
    if let link = card.link, link.isOpen(at: now) {
      let address = try sessionLink(id)
      text += [
        HTML(address), try desk.sessionURL(of: id).map { HTML($0) }, try counts(of: link),
      ]
      rows.append([.copy(voice.text("button.copyLink"), value: address)])
      rows.append([
        button("button.takeBack", .session(.takeBack(id, .session)), style: .danger),
        button("button.newLink", .session(.renew(id, .session))),
      ])
    } else {
      text.append(
        voice.phrase(card.link == nil ? "session.linkNone" : "session.linkTakenBack"))
      rows.append([button("button.newLink", .session(.renew(id, .session)))])
    }
    if desk.means.publicURL != nil, session.isDelivered {
      text += [HTML(""), voice.phrase("session.resultsLink")]
      text += try resultsLink(card, &rows)
    }
    rows.append([button("button.back", .session(.card(id)))])
    try show(Screen(lines(text), rows))
  }

  private func resultsLink(
    _ card: SessionCard, _ rows: inout [[InlineButton]]
  ) throws -> [HTML?] {
    let id = card.session.id
    guard let link = card.results else {
      rows.append([button("button.newResultsLink", .session(.renew(id, .results)))])
      return [voice.phrase("session.linkNone")]
    }
    guard link.isOpen(at: now), let address = try desk.resultsURL(of: card.session) else {
      rows.append([button("button.newResultsLink", .session(.renew(id, .results)))])
      return [
        voice.phrase(
          link.takenBack == nil ? "session.linkExpired" : "session.linkTakenBack"),
        try counts(of: link),
      ]
    }
    rows.append([.url(voice.text("button.openResults"), to: address)])
    rows.append([
      button("button.takeBackResults", .session(.takeBack(id, .results)), style: .danger),
      button("button.newResultsLink", .session(.renew(id, .results))),
    ])
    return [
      HTML(address),
      try link.expires.map {
        voice.phrase(
          "session.linkUntil",
          ["date": .text(SessionWording(wording: try wording).day($0))])
      },
      try counts(of: link),
    ]
  }

  private func counts(of link: PageLink) throws -> HTML? {
    guard desk.means.publicURL != nil else { return nil }
    return voice.phrase(
      "session.views", ["views": .number(link.views), "downloads": .number(link.downloads)])
  }

  func takeBack(_ kind: PageKind, of id: ID<Session>) throws {
    try reportLink(desk.takeBack(kind, of: id, by: person), "session.linkClosed")
  }

  func renew(_ kind: PageKind, of id: ID<Session>) throws {
    try reportLink(desk.renewLink(kind, of: id, by: person), "session.linkRenewed")
  }

  private func reportLink(_ outcome: SessionOutcome, _ done: Key) throws {
    switch outcome {
    case .done(let session):
      try remark(done)
      try showLinks(of: session.id)
    case .already(let session):
      try remark("session.already")
      try showLinks(of: session.id)
    case .notAllowed: try notAllowed()
    }
  }
}
