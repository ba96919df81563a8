import FrontDesk
import Phrasebook
import Store
import Telegram

/// A session's files, looked through and arranged by who keeps it.
extension Turn {
  private static var filesPerPage: Int { 8 }

  private var fileWording: FileWording { FileWording(voice: voice) }

  func showFiles(of id: ID<Session>, page wanted: Int) throws {
    let size = Self.filesPerPage
    let page = min(max(wanted, 0), 1_000_000)
    guard
      let found = try desk.filePage(of: id, limit: size, offset: page * size, by: person)
    else { return try notAllowed() }
    if found.files.isEmpty, page > 0 { return try showFiles(of: id, page: 0) }
    wait(for: .home)
    let (figures, sizes) = (found.figures, found.sizes)
    func line(_ key: Key, _ count: Int) -> HTML? {
      count == 0 ? nil : voice.phrase(key, ["count": .number(count)])
    }
    var rows = found.files.enumerated().map { index, file in
      [
        InlineButton.tap(
          "\(page * size + index + 1). \(file.isVisible ? "" : "🙈 ")"
            + fileWording.name(file, limit: 30), .files(.file(file.id)))
      ]
    }
    let last = max(figures.files - 1, 0) / size
    if last > 0 {
      rows.append([
        page > 0 ? .tap("‹", .files(.list(id, page: page - 1))) : .blank,
        .tap("\(page + 1)/\(last + 1)", .nothing),
        page < last ? .tap("›", .files(.list(id, page: page + 1))) : .blank,
      ])
    }
    var all: [InlineButton] = []
    if figures.visible < figures.files {
      all.append(button("button.filesShow", .files(.showAll(id))))
    }
    if figures.visible > 0 { all.append(button("button.filesHide", .files(.hideAll(id)))) }
    if !all.isEmpty { rows.append(all) }
    if sizes.failed > 0 { rows.append([button("button.filesRetry", .files(.retry(id)))]) }
    rows.append([
      button(
        "button.filesAdd", .files(.collect(id)), style: figures.files == 0 ? .primary : nil)
    ])
    rows.append([
      button("button.openSession", .session(.card(id))), button("button.home", .home),
    ])
    try showBehindFile(
      Screen(
        lines([
          voice.phrase(
            "files.session",
            ["session": .text(found.session.name), "count": .number(figures.files)]),
          figures.files > 0
            ? voice.phrase(
              "files.visible",
              [
                "count": .number(figures.visible),
                "hidden": .number(figures.files - figures.visible),
              ])
            : voice.phrase("files.none"),
          line("files.picks", figures.picked), line("files.waiting", sizes.waiting),
          line("files.tooBig", sizes.tooBig), line("files.failed", sizes.failed),
        ]), rows))
  }

  func setAllVisible(_ isVisible: Bool, in id: ID<Session>) throws {
    guard try desk.setAllVisible(isVisible, in: id, by: person) != nil else {
      return try notAllowed()
    }
    try toast(voice.text(isVisible ? "files.allShown" : "files.allHidden"))
    try showFiles(of: id, page: 0)
  }

  func retryFetching(of id: ID<Session>) throws {
    guard try desk.retryFetching(of: id, by: person) != nil else { return try notAllowed() }
    try showFiles(of: id, page: 0)
  }

  // MARK: One file

  func showFile(_ id: ID<SessionFile>, asksDelete: Bool = false) throws {
    guard let card = try desk.fileCard(id, by: person) else { return try fileIsGone() }
    try show(card, asksDelete: asksDelete)
  }

  func showNeighbour(of id: ID<SessionFile>, step: Int) throws {
    guard let card = try desk.neighbour(of: id, step: step, by: person) else {
      return try fileIsGone()
    }
    try show(card)
  }

  func showChange(_ change: FileChange) throws {
    switch change {
    case .done(let file): try showFile(file.id)
    case .gone: try fileIsGone()
    case .notAllowed: try notAllowed()
    }
  }

  private func fileIsGone() throws {
    wait(for: .home)
    try remark("files.gone", alert: true)
    try showBehindFile(home())
  }

  private func show(_ card: FileCard, asksDelete: Bool = false) throws {
    wait(for: .home)
    let id = card.file.id
    let rows =
      asksDelete
      ? [
        [button("button.deleteYes", .files(.delete(id)), style: .danger)],
        [button("button.back", .files(.file(id)))],
      ] : controls(card)
    var words = fileWording.card(card)
    if asksDelete { words = lines([voice.phrase("files.askDelete"), HTML(""), words]) }
    if let media = card.file.media(caption: words) {
      try showFile(media, rows: rows)
    } else {
      try showBehindFile(
        Screen(words, asksDelete ? rows : [[button("button.filesPlay", .files(.play(id)))]] + rows))
    }
  }

  private func controls(_ card: FileCard) -> [[InlineButton]] {
    let file = card.file
    var rows: [[InlineButton]] = []
    if card.count > 1 {
      rows.append([
        .tap("‹", .files(.previous(file.id))), .tap("\(card.number)/\(card.count)", .nothing),
        .tap("›", .files(.next(file.id))),
      ])
    }
    rows.append([
      file.isVisible
        ? button("button.fileHide", .files(.setVisible(file.id, false)))
        : button("button.fileShow", .files(.setVisible(file.id, true)), style: .primary)
    ])
    if card.count > 1 {
      rows.append([
        button("button.fileEarlier", .files(.move(file.id, .earlier))),
        button("button.fileLater", .files(.move(file.id, .later))),
        button("button.fileFirst", .files(.move(file.id, .first))),
      ])
    }
    rows.append([
      button("button.fileCaption", .files(.caption(file.id))),
      button("button.delete", .files(.askDelete(file.id))),
    ])
    rows.append([
      button(
        "button.allFiles",
        .files(.list(card.session.id, page: (card.number - 1) / Self.filesPerPage))
      )
    ])
    return rows
  }

  func deleteFile(_ id: ID<SessionFile>) throws {
    let next = try desk.neighbour(of: id, step: 1, by: person)?.file.id
    switch try desk.deleteFile(id, by: person) {
    case .gone: try fileIsGone()
    case .notAllowed: try notAllowed()
    case .done(let file):
      try toast(voice.text("files.deleted"))
      guard let next, next != id else { return try showFiles(of: file.session, page: 0) }
      try showFile(next)
    }
  }

  func playFile(_ id: ID<SessionFile>) throws {
    guard let card = try desk.fileCard(id, by: person) else { return try fileIsGone() }
    try send(.file(card.file))
  }

  // MARK: Words under it

  func askCaption(of id: ID<SessionFile>) throws {
    guard let card = try desk.fileCard(id, by: person) else { return try fileIsGone() }
    wait(for: .files(.caption(file: id)))
    var rows: [[InlineButton]] = []
    if card.file.caption != nil {
      rows.append([button("button.fileNoCaption", .files(.noCaption(id)))])
    }
    rows.append([button("button.back", .files(.file(id)))])
    showsAnew = true
    try show(
      Screen(
        lines([
          voice.phrase("files.askCaption"),
          card.file.caption.map { HTML("\n" + $0) },
        ]), rows))
  }

  func takeCaption(_ text: String?, of id: ID<SessionFile>) throws {
    guard let text, let caption = Typed.lines(text, limit: 1_000) else {
      return try send(
        Screen(
          voice.phrase("files.oddCaption"), [[button("button.back", .files(.file(id)))]]))
    }
    try showChange(desk.setCaption(caption, of: id, by: person))
  }
}
