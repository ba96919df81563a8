import FrontDesk
import Phrasebook
import Store
import Telegram

/// What the client has chosen, as a list to copy and as pictures.
extension Turn {
  private static var filesPerPage: Int { 50 }
  /// Leaves room for the tags: Telegram takes 4096 units after its own reading.
  private static var listLimit: Int { 3_800 }

  func showPicks(_ id: ID<Session>) throws {
    guard let session = try desk.readable(id, for: person) else { return try notAllowed() }
    wait(for: .home)
    let picks = try desk.tx.pickedNumbers(of: id)
    let wording = SessionWording(wording: try wording)
    guard !picks.isEmpty else {
      return try show(
        Screen(voice.phrase("session.noPicks"), [[button("button.back", .session(.card(id)))]]))
    }
    let parts = Self.cut(
      picks.map { pick in pick.name.map { "\(pick.number)  \($0)" } ?? String(pick.number) })
    for part in parts.dropLast() { try send(.sendMessage(HTML(part).pre())) }
    try send(
      Screen(
        lines([
          parts.last.map { HTML($0).pre() }, wording.picks(picks.count, session.pickLimit),
        ]),
        [
          [button("button.showPicks", .session(.pickAlbums(id, page: 0)))],
          [button("button.openSession", .session(.card(id)))],
        ]))
  }

  /// Lines in as few texts as a message has room for.
  static func cut(_ lines: [String]) -> [String] {
    var parts: [String] = []
    for line in lines {
      let line = Typed.clipped(line, to: 200)
      if let last = parts.last, last.utf16.count + line.utf16.count < listLimit {
        parts[parts.count - 1] = last + "\n" + line
      } else {
        parts.append(line)
      }
    }
    return parts
  }

  func showPickAlbums(_ id: ID<Session>, page: Int) throws {
    guard try desk.readable(id, for: person) != nil else { return try notAllowed() }
    let size = Self.filesPerPage
    let page = min(max(page, 0), 10_000)
    let files = try desk.tx.pickedFiles(of: id, limit: size + 1, offset: page * size)
    guard !files.isEmpty else { return try showPicks(id) }
    try send(files: Array(files.prefix(size)))
    var rows = [[button("button.openSession", .session(.card(id)))]]
    if files.count > size {
      rows.insert([button("button.showMore", .session(.pickAlbums(id, page: page + 1)))], at: 0)
    }
    try send(Screen(voice.phrase("session.picksShown"), rows))
  }
}
