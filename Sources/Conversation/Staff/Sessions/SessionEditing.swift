import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the staff says of a session: name, description, day, client, and who may look.
extension Turn {
  private static var aboutLimit: Int { 500 }
  private static var mostPicks: Int { 10_000 }

  func showSessionSettings(_ id: ID<Session>, title: Key? = nil) throws {
    guard let card = try desk.card(of: id, for: person), card.mayManage else {
      return try notAllowed()
    }
    wait(for: .home)
    let session = card.session
    let yes = voice.text("general.yes")
    let no = voice.text("general.no")
    func field(_ key: Key, _ field: SessionField) -> InlineButton {
      button(key, .session(.ask(id, field)))
    }
    var rows = [[field("button.title", .name), field("button.about", .about)]]
    rows.append(
      [field("button.sessionDay", .day)]
        + (session.booking == nil ? [field("button.client", .client)] : []))
    rows.append([field("button.pickLimit", .pickLimit)])
    if try desk.sessionKeepers(for: person).count > 1 {
      rows[2].append(button("button.specialist", .session(.specialists(id))))
    }
    if session.client == nil {
      rows.append([
        button(
          session.isClaimable ? "button.claimableOff" : "button.claimableOn",
          .session(.toggle(id, .claimable)))
      ])
    }
    rows.append([
      button(
        session.isOpenToGuests ? "button.guestsOff" : "button.guestsOn",
        .session(.toggle(id, .guests)))
    ])
    rows.append([button("button.delete", .session(.askDelete(id)), style: .danger)])
    rows.append([button("button.back", .session(.card(id)))])
    let wording = SessionWording(wording: try wording)
    try show(
      Screen(
        lines([
          title.map { voice.phrase($0) }, title.map { _ in HTML("") }, wording.head(session),
          HTML(""),
          voice.phrase(
            "facts.client",
            [
              "client": .text(
                card.client.map { StaffWording(wording: wording.wording).name(of: $0) }
                  ?? voice.text("session.noClient"))
            ]),
          session.client == nil
            ? voice.phrase(
              "session.claimable", ["answer": .text(session.isClaimable ? yes : no)]) : nil,
          voice.phrase(
            "session.openToGuests", ["answer": .text(session.isOpenToGuests ? yes : no)]),
          session.pickLimit.map { voice.phrase("session.pickLimit", ["count": .number($0)]) }
            ?? voice.phrase("session.noPickLimit"),
        ]), rows))
  }

  func ask(_ field: SessionField, of id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    if field == .client { return try askSessionClient(session) }
    wait(for: .session(.field(session: id, field: field)))
    let (question, isSet): (Key, Bool) =
      switch field {
      case .name: ("session.nameAsk", false)
      case .about: ("session.aboutAsk", session.about != nil)
      case .day: ("session.dayAsk", session.day != nil)
      case .pickLimit: ("session.pickLimitAsk", session.pickLimit != nil)
      case .client: ("session.clientAsk", false)
      }
    var rows = [[button("button.back", .session(.edit(id)))]]
    if isSet { rows.insert([button("button.clear", .session(.clear(id, field)))], at: 0) }
    try show(Screen(voice.phrase(question), rows))
  }

  func take(
    _ text: String, _ field: SessionField, of id: ID<Session>, _ question: SessionQuestion
  ) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    func refuse(_ words: HTML) throws { try send(Screen(words, [[back(from: question)]])) }
    switch field {
    case .name:
      guard let name = Typed.line(text, limit: Self.sessionNameLimit) else {
        return try refuse(
          voice.phrase("session.nameBad", ["count": .number(Self.sessionNameLimit)]))
      }
      try reportEdit(desk.edit(id, by: person) { $0.name = name })
    case .about:
      if Typed.cleared(text) { return try clear(.about, of: id) }
      guard let about = Typed.lines(text, limit: Self.aboutLimit) else {
        return try refuse(
          voice.phrase("session.aboutBad", ["count": .number(Self.aboutLimit)]))
      }
      try reportEdit(desk.edit(id, by: person) { $0.about = about })
    case .day:
      if Typed.cleared(text) { return try clear(.day, of: id) }
      let today = try desk.business().zone.local(now).date
      guard
        case .day(let day)? = DateWords(phrasebook: phrasebook, voice: voice, today: today)
          .read(text)
      else { return try refuse(voice.phrase("session.dayBad")) }
      try reportEdit(desk.edit(id, by: person) { $0.day = day })
    case .pickLimit:
      if Typed.cleared(text) { return try clear(.pickLimit, of: id) }
      guard let limit = Int(text.trimmed), (1...Self.mostPicks).contains(limit) else {
        return try refuse(voice.phrase("session.pickLimitBad"))
      }
      try reportEdit(desk.edit(id, by: person) { $0.pickLimit = limit })
    case .client: try askSessionClient(session)
    }
  }

  func clear(_ field: SessionField, of id: ID<Session>) throws {
    switch field {
    case .name: try showSessionSettings(id)
    case .about: try reportEdit(desk.edit(id, by: person) { $0.about = nil })
    case .day: try reportEdit(desk.edit(id, by: person) { $0.day = nil })
    case .pickLimit: try reportEdit(desk.edit(id, by: person) { $0.pickLimit = nil })
    case .client: try reportEdit(desk.setClient(nil, of: id, by: person))
    }
  }

  func toggle(_ part: SessionSwitch, of id: ID<Session>) throws {
    try reportEdit(
      desk.edit(id, by: person) { session in
        switch part {
        case .claimable: session.isClaimable.toggle()
        case .guests: session.isOpenToGuests.toggle()
        }
      })
  }

  func reportEdit(_ outcome: SessionOutcome) throws {
    switch outcome {
    case .done(let session): try showSessionSettings(session.id, title: "settings.saved")
    case .already(let session): try showSessionSettings(session.id)
    case .notAllowed: try notAllowed()
    }
  }

  func showSessionKeepers(_ id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    wait(for: .home)
    let rows = try desk.sessionKeepers(for: person).prefix(40).map {
      [
        InlineButton.tap(
          ($0.id == session.specialist ? "• " : "") + Typed.clipped($0.name, to: 40),
          .session(.setSpecialist(id, $0.id)))
      ]
    }
    try show(
      Screen(
        voice.phrase("session.whose"), rows + [[button("button.back", .session(.edit(id)))]]))
  }

  // MARK: The client

  private func askSessionClient(_ session: Session) throws {
    guard session.booking == nil else { return try showSessionSettings(session.id) }
    wait(for: .session(.client(session: session.id, unknown: nil)))
    var rows = [[button("button.back", .session(.edit(session.id)))]]
    if session.client != nil {
      rows.insert([button("button.noClient", .session(.clear(session.id, .client)))], at: 0)
    }
    try show(Screen(voice.phrase("session.clientAsk"), rows))
  }

  /// Words to find a client by, or all about somebody new.
  func takeClient(_ text: String, of id: ID<Session>, _ question: SessionQuestion) throws {
    let reading = try read(text)
    let guest = reading.guest
    guard reading.problems.isEmpty, !guest.name.isEmpty || guest.hasContact else {
      return try send(Screen(voice.phrase("session.clientBad"), [[back(from: question)]]))
    }
    var rows: [[InlineButton]] = []
    if guest.hasContact {
      rows = try desk.people(like: guest, by: person).map {
        [.tap(Typed.clipped($0.name, to: 40), .session(.setClient(id, $0.id)))]
      }
    } else {
      rows = try desk.clients(matching: guest.name, limit: 7, by: person).map { client in
        let mark = client.phone.map { "…" + $0.suffix(4) } ?? client.username.map { "@" + $0 }
        let name = client.name.isEmpty ? voice.text("staff.nobody") : client.name
        return [
          .tap(
            [Typed.clipped(name, to: 18), mark.map { Typed.clipped($0, to: 12) }]
              .compactMap { $0 }.joined(separator: " · "), .session(.setClient(id, client.id)))
        ]
      }
    }
    let isKnown = !rows.isEmpty
    wait(for: .session(.client(session: id, unknown: guest)))
    if !guest.name.isEmpty {
      rows.append([
        .tap(
          voice.text("button.newGuestNamed", ["name": .text(Typed.clipped(guest.name, to: 14))]),
          .session(.addClient(id)))
      ])
    }
    rows.append([back(from: question)])
    try send(
      Screen(voice.phrase(isKnown ? "session.clientFound" : "session.clientUnknown"), rows))
  }

  func tie(_ client: ID<Person>, to id: ID<Session>) throws {
    // Whose contact was typed is known to the staff from then on.
    if case .session(.client(_, let guest?)) = state, guest.hasContact {
      _ = try desk.recognise(client, by: guest, by: person)
    }
    try reportEdit(desk.setClient(client, of: id, by: person))
  }

  func tieUnknown(to id: ID<Session>) throws {
    guard case .session(.client(_, let guest?)) = state, !guest.name.isEmpty else {
      return try ask(.client, of: id)
    }
    guard try desk.managed(id, by: person) != nil,
      case .added(let client) = try desk.addGuest(guest, anew: true, by: person)
    else { return try notAllowed() }
    try reportEdit(desk.setClient(client.id, of: id, by: person))
  }
}
