import FrontDesk
import Phrasebook
import Store
import Telegram

/// A client's sessions, with results or on the way to some, and what opens by a session's link.
extension Turn {
  private static var resultsPerPage: Int { 8 }

  func showResults(page: Int) throws {
    wait(for: .home)
    let size = Self.resultsPerPage
    let page = min(max(page, 0), 10_000)
    let found = try desk.tx.sessions(ofClient: person.id, limit: size + 1, offset: page * size)
    if found.isEmpty, page > 0 { return try showResults(page: 0) }
    guard !found.isEmpty else {
      return try show(Screen(voice.phrase("results.none"), [homeRow]))
    }
    let wording = SessionWording(wording: try wording)
    var rows = found.prefix(size).map { line in
      [
        InlineButton.tap(
          [
            (line.session.isDelivered ? "🖼 " : "⏳ ")
              + Typed.clipped(wording.name(line.session), to: 24),
            line.session.day.map { voice.date($0, .short) },
          ].compactMap { $0 }.joined(separator: " · "), .results(.open(line.session.id)))
      ]
    }
    if page > 0 || found.count > size {
      rows.append([
        page > 0 ? .tap("‹", .results(.list(page: page - 1))) : .blank,
        found.count > size ? .tap("›", .results(.list(page: page + 1))) : .blank,
      ])
    }
    rows.append(homeRow)
    try show(Screen(voice.phrase("results.title"), rows))
  }

  /// A session in its client's hands.
  func openResults(_ id: ID<Session>, title: HTML? = nil) throws {
    guard let session = try desk.ownSession(id, of: person) else {
      return try missingResults("results.gone")
    }
    wait(for: .home)
    let figures = try desk.tx.figures(of: id)
    var rows: [[InlineButton]] = []
    if session.isDelivered {
      if let address = try desk.resultsURL(of: session) {
        rows.append([.url(voice.text("button.openResults"), to: address)])
      }
      if figures.visible > 0 {
        rows.append([button("button.showFiles", .results(.show(id, page: 0)), style: .primary)])
        rows.append([
          figures.picked > 0
            ? .tap(
              voice.text("button.picks", ["count": .number(figures.picked)]),
              .results(.chosen(id)))
            : button("button.choosePicks", .results(.look(id, at: 0)))
        ])
      }
    }
    if let visit = session.booking { rows.append([button("button.openBooking", .booking(visit))]) }
    rows.append([button("button.results", .results(.list(page: 0))), button("button.home", .home)])
    try show(Screen(try words(of: session, figures, title), rows))
  }

  /// Somebody comes by a session's link.
  func openSession(_ token: String) throws {
    switch try desk.openSession(token, by: person) {
    case .yours(let session, let isNew):
      try openResults(session.id, title: isNew ? voice.phrase("results.claimed") : nil)
    case .kept(let session): try showSession(session.id)
    case .guest(let session):
      wait(for: .home)
      let figures = try desk.tx.figures(of: session.id)
      var rows: [[InlineButton]] = []
      if session.isDelivered, figures.visible > 0 {
        rows.append([
          button("button.showFiles", .results(.visitFiles(token: token, page: 0)), style: .primary)
        ])
      }
      rows.append([button("button.book", .services(page: 0)), button("button.home", .home)])
      try show(Screen(try words(of: session, figures, nil, isOwn: false), rows))
    case .closed: try missingResults("results.closed")
    case .takenBack: try missingResults("results.takenBack")
    case .unknown: try missingResults("results.unknown")
    }
  }

  private func missingResults(_ key: Key) throws { try goHome(greeting: voice.phrase(key)) }

  /// What was said to the client, and what the client likes, is nobody else's.
  private func words(
    of session: Session, _ figures: SessionFigures, _ title: HTML?, isOwn: Bool = true
  ) throws -> HTML {
    let wording = SessionWording(wording: try wording)
    let specialist = try desk.catalogue().specialist(session.specialist)?.name
    return lines([
      title, title.map { _ in HTML("") }, wording.head(session),
      specialist.map { voice.phrase("facts.specialist", ["specialist": .text($0)]) }, HTML(""),
      session.isDelivered && isOwn ? session.message.map { HTML($0).quote() } : nil,
      session.isDelivered
        ? (figures.visible > 0 ? HTML("🖼 " + wording.count(figures)) : nil)
        : voice.phrase("results.inProgress"),
      session.isDelivered && isOwn && figures.picked > 0
        ? wording.picks(figures.picked, session.pickLimit) : nil,
    ])
  }

  // MARK: Files in the chat

  private static var filesPerPage: Int { 50 }

  func sendFiles(of id: ID<Session>, page: Int) throws {
    guard let session = try desk.ownSession(id, of: person), session.isDelivered else {
      return try openResults(id)
    }
    try sendFiles(
      of: session, page: page, more: { .results(.show(id, page: $0)) },
      last: [button("button.openSession", .results(.open(id)))],
      beside: [button("button.choosePicks", .results(.look(id, at: 0)))])
  }

  func sendFiles(byLink token: String, page: Int) throws {
    guard case .guest(let session) = try desk.openSession(token, by: person),
      session.isDelivered
    else { return try openSession(token) }
    try sendFiles(
      of: session, page: page, more: { .results(.visitFiles(token: token, page: $0)) },
      last: [button("button.openSession", .results(.visit(token: token)))], beside: [])
  }

  /// Five albums or so at a time, and the way on below them.
  private func sendFiles(
    of session: Session, page: Int, more: (Int) -> Tap, last: [InlineButton],
    beside: [InlineButton]
  ) throws {
    let size = Self.filesPerPage
    let page = min(max(page, 0), 10_000)
    let total = try desk.tx.fileCount(of: session.id, onlyVisible: true)
    let files = try desk.tx.files(
      of: session.id, onlyVisible: true, limit: size, offset: page * size)
    guard !files.isEmpty else {
      return try page > 0
        ? sendFiles(of: session, page: 0, more: more, last: last, beside: beside)
        : show(Screen(voice.phrase("results.noFiles"), [last]))
    }
    // A second tap while they are on their way would bring them twice.
    if try desk.tx.isAlbumWaiting(chat: chat.id) {
      return try remark("results.onTheirWay")
    }
    wait(for: .home)
    let end = page * size + files.count
    try send(files: files)
    var rows: [[InlineButton]] = []
    if end < total {
      rows.append([
        .tap(
          voice.text("button.showMoreFiles", ["count": .number(min(size, total - end))]),
          more(page + 1), style: .primary)
      ])
    }
    if !beside.isEmpty { rows.append(beside) }
    rows.append(last)
    try send(
      Screen(
        voice.phrase(
          "results.shown",
          [
            "from": .number(page * size + 1), "to": .number(end), "total": .number(total),
          ]), rows))
  }

  /// Sends files as albums, each once: what nobody knows of is not sent again.
  func send(files: [SessionFile]) throws {
    for album in Album.of(files) {
      if let call = Call.album(album) { try send(once: call) }
    }
  }
}
