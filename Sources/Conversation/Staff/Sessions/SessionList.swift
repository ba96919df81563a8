import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The list of sessions, and how one begins.
extension Turn {
  private static var sessionsPerPage: Int { 8 }
  static var sessionNameLimit: Int { 80 }

  func showSessions(_ filter: SessionFilter, everyone: Bool, page: Int) throws {
    let size = Self.sessionsPerPage
    let page = min(max(page, 0), 10_000)
    guard
      let found = try desk.sessions(
        of: everyone, filter, limit: size, offset: page * size, for: person)
    else { return try notAllowed() }
    let last = max(0, (found.count - 1) / size)
    if page > last { return try showSessions(filter, everyone: everyone, page: last) }
    wait(for: .home)
    let wording = SessionWording(wording: try wording)
    var rows = found.lines.map {
      [InlineButton.tap(wording.line($0), .session(.card($0.session.id)))]
    }
    func list(_ filter: SessionFilter, _ everyone: Bool, _ page: Int) -> Tap {
      .session(.list(filter, everyone: everyone, page: page))
    }
    if last > 0 {
      rows.append([
        page > 0 ? .tap("‹", list(filter, everyone, page - 1)) : .blank,
        .tap("\(page + 1) / \(last + 1)", .nothing),
        page < last ? .tap("›", list(filter, everyone, page + 1)) : .blank,
      ])
    }
    rows.append([button("button.newSession", .session(.new), style: .primary)])
    let choices = SessionFilter.allCases.map { choice in
      InlineButton.tap(
        (choice == filter ? "• " : "") + voice.text(SessionWording.name(of: choice)),
        list(choice, everyone, 0))
    }
    rows += [Array(choices.prefix(3)), Array(choices.dropFirst(3))]
    let rights = try desk.rights(of: person)
    if rights.own != nil, rights.readsEverything {
      rows.append([
        button(
          everyone ? "button.ownSessions" : "button.allSessions", list(filter, !everyone, 0))
      ])
    }
    rows.append(homeRow)
    try show(
      Screen(
        lines([
          voice.phrase("session.listTitle"),
          found.count == 0
            ? voice.phrase(filter == .open ? "session.listEmpty" : "session.listNone")
            : voice.phrase("session.listCount", ["count": .number(found.count)]),
        ]), rows))
  }

  /// Asks what the new session is called; who keeps no book says first whose it is.
  func askSessionName(for specialist: ID<Specialist>? = nil) throws {
    let rights = try desk.rights(of: person)
    guard rights.isStaff else { return try notAllowed() }
    let list = SessionTap.list(.open, everyone: false, page: 0)
    if specialist == nil, rights.own == nil {
      let keepers = try desk.sessionKeepers(for: person)
      guard let first = keepers.first else {
        return try show(
          Screen(
            voice.phrase("session.noSpecialist"), [[button("button.back", .session(list))]]))
      }
      if keepers.count == 1 { return try askSessionName(for: first.id) }
      wait(for: .home)
      return try show(
        Screen(
          voice.phrase("session.whose"),
          keepers.prefix(40).map {
            [.tap(Typed.clipped($0.name, to: 40), .session(.newOf($0.id)))]
          } + [[button("button.back", .session(list))]]))
    }
    wait(for: .session(.name(specialist: specialist)))
    try show(
      Screen(voice.phrase("session.nameAsk"), [[button("button.back", .session(list))]]))
  }

  func takeSessionName(_ text: String, for specialist: ID<Specialist>?) throws {
    guard let name = Typed.line(text, limit: Self.sessionNameLimit) else {
      return try send(
        Screen(
          voice.phrase("session.nameBad", ["count": .number(Self.sessionNameLimit)]),
          [[back(from: .name(specialist: specialist))]]))
    }
    switch try desk.addSession(name: name, specialist: specialist, by: person) {
    case .done(let session), .already(let session):
      try showSession(session.id, title: voice.phrase("session.added"))
    case .notAllowed: try notAllowed()
    }
  }

  /// From a booking's card: its session, which begins with this tap.
  func openSession(of visit: ID<Visit>) throws {
    switch try desk.session(of: visit, by: person) {
    case .done(let session):
      try showSession(session.id, title: voice.phrase("session.addedForBooking"))
    case .already(let session): try showSession(session.id)
    case .notAllowed: try notAllowed()
    }
  }
}
