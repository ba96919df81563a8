import FrontDesk
import Phrasebook
import Store
import Telegram

/// The client looks at one file after the other and marks favourites.
extension Turn {
  func look(at place: Int, of id: ID<Session>) throws {
    guard let session = try desk.ownSession(id, of: person), session.isDelivered else {
      return try openResults(id)
    }
    let total = try desk.tx.fileCount(of: id, onlyVisible: true)
    guard total > 0 else { return try openResults(id) }
    let place = min(max(place, 0), total - 1)
    guard
      let file = try desk.tx.files(of: id, onlyVisible: true, limit: 1, offset: place).first
    else { return try openResults(id) }
    wait(for: .home)
    try show(file, at: place, of: total, in: session)
  }

  private func show(
    _ file: SessionFile, at place: Int, of total: Int, in session: Session
  ) throws {
    let id = session.id
    let count = try desk.tx.countPicks(of: id)
    let caption = lines([
      voice.phrase(
        "results.place", ["number": .number(place + 1), "total": .number(total)]),
      file.name.map { HTML(Typed.clipped($0, to: 120)) },
      file.caption.map { HTML(Typed.clipped($0, to: 400)).italic() },
      SessionWording(wording: try wording).picks(count, session.pickLimit),
    ])
    func step(_ text: String, _ to: Int) -> InlineButton {
      (0..<total).contains(to) ? .tap(text, .results(.look(id, at: to))) : .blank
    }
    try show(
      file, caption: caption,
      rows: [
        [
          file.picked == nil
            ? button("button.pick", .results(.mark(file.id, true)), style: .primary)
            : button("button.unpick", .results(.mark(file.id, false)))
        ],
        [
          step("« 10", place - 10), step("‹", place - 1), step("›", place + 1),
          step("10 »", place + 10),
        ],
        [button("button.picksDone", .results(.chosen(id)))],
      ])
  }

  func mark(_ id: ID<SessionFile>, _ isPicked: Bool) throws {
    guard let file = try desk.tx.file(id),
      let session = try desk.ownSession(file.session, of: person)
    else { return try goHome(greeting: voice.phrase("results.gone")) }
    switch try desk.pick(id, isPicked, in: session.id) {
    case .picked(let count, let limit?):
      try toast(
        voice.text("results.pickedOf", ["count": .number(count), "limit": .number(limit)]))
    case .picked(let count, nil):
      try toast(voice.text("results.picked", ["count": .number(count)]))
    case .full(let limit):
      return try toast(voice.text("results.full", ["count": .number(limit)]), alert: true)
    case .gone:
      try remark("results.fileGone")
      return try openResults(session.id)
    }
    guard let file = try desk.tx.file(id) else { return }
    try show(
      file, at: try desk.tx.countFiles(before: file, onlyVisible: true),
      of: try desk.tx.fileCount(of: session.id, onlyVisible: true), in: session)
  }

  func showChosen(_ id: ID<Session>) throws {
    guard let session = try desk.ownSession(id, of: person), session.isDelivered else {
      return try openResults(id)
    }
    wait(for: .home)
    let picks = try desk.tx.pickedNumbers(of: id)
    let numbers = picks.prefix(300).map { String($0.number) }.joined(separator: ", ")
    var rows = [[button("button.choosePicks", .results(.look(id, at: 0)))]]
    if !picks.isEmpty {
      rows.insert([button("button.sendPicks", .results(.finish(id)), style: .success)], at: 0)
    }
    rows.append([button("button.openSession", .results(.open(id)))])
    try show(
      Screen(
        lines([
          SessionWording(wording: try wording).head(session), HTML(""),
          picks.isEmpty
            ? voice.phrase("results.noPicks")
            : SessionWording(wording: try wording).picks(picks.count, session.pickLimit),
          picks.isEmpty
            ? nil : HTML(numbers + (picks.count > 300 ? "…" : "")),
          picks.isEmpty ? nil : voice.phrase("results.chosenHint"),
        ]), rows))
  }

  func finishPicks(_ id: ID<Session>) throws {
    guard try desk.ownSession(id, of: person) != nil else { return try openResults(id) }
    guard try desk.finishPicks(in: id, by: person) else { return try showChosen(id) }
    try openResults(id, title: voice.phrase("results.picksSent"))
  }
}
