import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A session's screen, with what can be done about it.
extension Turn {
  func showSession(_ id: ID<Session>, title: HTML? = nil) throws {
    guard let card = try desk.card(of: id, for: person) else { return try notAllowed() }
    wait(for: .home)
    let isOwn = try desk.rights(of: person).own == card.session.specialist
    try show(
      Screen(
        lines([
          title, title.map { _ in HTML("") },
          SessionWording(wording: try wording).facts(card, isOwnBook: isOwn),
        ]), sessionRows(card)))
  }

  private func sessionRows(_ card: SessionCard) -> [[InlineButton]] {
    let session = card.session
    let id = session.id
    var rows: [[InlineButton]] = []
    if card.mayManage {
      rows += workRows(card)
      rows.append([
        button("button.sessionCard", .session(.share(id))),
        button("button.sessionLinks", .session(.links(id))),
      ])
    }
    if card.figures.picked > 0 {
      rows.append([
        .tap(
          voice.text("button.picks", ["count": .number(card.figures.picked)]),
          .session(.picks(id)))
      ])
    }
    if card.mayManage {
      rows.append([
        button("button.sessionEdit", .session(.edit(id))),
        session.status == .archived
          ? button("button.sessionReopen", .session(.reopen(id)))
          : button("button.sessionArchive", .session(.archive(id))),
      ])
    }
    if let visit = card.visit {
      rows.append([button("button.openBooking", .agenda(.booking(visit.id)))])
    }
    rows.append([
      button("button.sessions", .session(.list(.open, everyone: false, page: 0))),
      button("button.home", .home),
    ])
    return rows
  }

  /// What brings the work forward.
  private func workRows(_ card: SessionCard) -> [[InlineButton]] {
    let id = card.session.id
    var rows: [[InlineButton]] = []
    var files: [InlineButton] = []
    if card.session.status != .archived {
      files.append(
        button(
          "button.filesAdd", .files(.collect(id)),
          style: card.figures.files == 0 ? .primary : nil))
    }
    if card.figures.files > 0 {
      files.append(
        .tap(
          voice.text("button.sessionFiles", ["count": .number(card.figures.files)]),
          .files(.list(id, page: 0))))
    }
    if !files.isEmpty { rows.append(files) }
    switch card.session.status {
    case .created:
      rows.append([button("button.sessionBegin", .session(.begin(id)))])
      if card.figures.visible > 0 {
        rows.append([button("button.deliver", .session(.askDeliver(id)), style: .success)])
      }
    case .active:
      rows.append([button("button.deliver", .session(.askDeliver(id)), style: .success)])
    case .completed:
      if card.figures.untold > 0, card.client != nil {
        rows.append([
          .tap(
            voice.text("button.tellNew", ["count": .number(card.figures.untold)]),
            .session(.tellNew(id)), style: .primary)
        ])
      }
      rows.append([button("button.sessionBack", .session(.reopen(id)))])
    case .archived: break
    }
    return rows
  }

  func askDeleteSession(_ id: ID<Session>) throws {
    guard let session = try desk.managed(id, by: person) else { return try notAllowed() }
    wait(for: .home)
    let files = try desk.tx.fileCount(of: id, onlyVisible: false)
    try show(
      Screen(
        lines([
          voice.phrase(
            "session.askDelete",
            ["name": .text(SessionWording(wording: try wording).name(session))]),
          files > 0 ? voice.phrase("session.deleteFiles", ["count": .number(files)]) : nil,
        ]),
        [
          [button("button.deleteYes", .session(.delete(id)), style: .danger)],
          [button("button.back", .session(.card(id)))],
        ]))
  }

  func deleteSession(_ id: ID<Session>) throws {
    guard try desk.delete(id, by: person) else { return try notAllowed() }
    try remark("session.deleted")
    try showSessions(.open, everyone: false, page: 0)
  }
}
