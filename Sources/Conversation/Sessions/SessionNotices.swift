import FrontDesk
import Phrasebook
import Store
import Telegram

/// What is told about sessions.
struct SessionNotices {
  let wording: Wording
  /// With what links are made of.
  let desk: FrontDesk

  private var voice: Voice { wording.voice }

  /// Nil when there is nothing to say any more: the session is gone, or was taken up again.
  func screen(_ notice: Notice, _ reader: Person) throws -> Screen? {
    guard let session = try desk.tx.session(ID(notice.subject)) else { return nil }
    switch notice.kind {
    case .sessionClaimed: return try claimed(session)
    case .picksMade: return try picked(session, notice.revision)
    case .resultsReady, .resultsMore:
      guard session.isDelivered, session.client == reader.id else { return nil }
      return try ready(session, notice)
    default: return nil
    }
  }

  /// The album of a notice, as far as it may still be seen.
  func album(_ notice: Notice, _ reader: Person) throws -> Call? {
    guard let session = try desk.tx.session(ID(notice.subject)), session.isDelivered,
      session.client == reader.id
    else { return nil }
    let files = try desk.tx.visibleFiles(notice.files).filter { $0.session == session.id }
    return Album.of(files).first.flatMap { Call.album($0) }
  }

  /// The address of the results that a notice speaks of, and the last day it is open.
  func page(of notice: Notice) throws -> (url: String, until: String?)? {
    guard notice.kind == .resultsReady || notice.kind == .resultsMore,
      let session = try desk.tx.session(ID(notice.subject)),
      let link = try desk.openResultsLink(of: session)
    else { return nil }
    return (link.url, link.expires.map { SessionWording(wording: wording).day($0) })
  }

  private func name(_ session: Session) -> Argument {
    .text(SessionWording(wording: wording).name(session))
  }

  private func claimed(_ session: Session) throws -> Screen? {
    guard let client = try session.client.flatMap({ try desk.tx.person($0) }) else { return nil }
    return Screen(
      voice.phrase(
        "session.wasClaimed",
        [
          "client": .text(StaffWording(wording: wording).name(of: client)),
          "name": name(session),
        ]),
      [
        [.tap(voice.text("button.openSession"), .session(.card(session.id)))],
        [.tap(voice.text("button.client"), .client(.card(client.id)))],
      ])
  }

  private func picked(_ session: Session, _ count: Int) throws -> Screen {
    let client = try session.client.flatMap { try desk.tx.person($0) }
    return Screen(
      lines([
        voice.phrase("session.picksMade", ["name": name(session)]),
        client.map {
          voice.phrase(
            "facts.client",
            ["client": .text(StaffWording(wording: wording).name(of: $0))])
        },
        voice.phrase("session.picks", ["count": .number(count)]),
      ]),
      [
        [
          .tap(
            voice.text("button.showList"), .session(.picks(session.id)), style: .primary)
        ],
        [.tap(voice.text("button.openSession"), .session(.card(session.id)))],
      ])
  }

  private func ready(_ session: Session, _ notice: Notice) throws -> Screen {
    let id = session.id
    let figures = try desk.tx.figures(of: id)
    let words = SessionWording(wording: wording)
    let address = try desk.resultsURL(of: session)
    var rows: [[InlineButton]] = []
    if let address { rows.append([.url(voice.text("button.openResults"), to: address)]) }
    if figures.visible > 0 {
      rows.append([
        .tap(voice.text("button.showFiles"), .results(.show(id, page: 0)), style: .primary)
      ])
      rows.append([.tap(voice.text("button.choosePicks"), .results(.look(id, at: 0)))])
    } else {
      rows.append([.tap(voice.text("button.openSession"), .results(.open(id)))])
    }
    if notice.kind == .resultsMore {
      return Screen(
        lines([
          voice.phrase("results.moreTitle", ["name": name(session)]), HTML(""),
          voice.phrase("results.more", ["count": .number(notice.revision)]),
        ]), rows)
    }
    return Screen(
      lines([
        voice.phrase("results.ready", ["name": name(session)]), HTML(""),
        session.message.map { HTML($0).quote() }, session.message.map { _ in HTML("") },
        figures.visible > 0 ? HTML("🖼 " + words.count(figures)) : nil,
      ]), rows)
  }
}
