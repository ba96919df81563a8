import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A broadcast as its readers see it, and as its author follows it.
struct BroadcastWording {
  let wording: Wording
  private var voice: Voice { wording.voice }

  /// What readers get: the author's own words, with the way out that always works.
  func call(_ broadcast: Broadcast, for reader: Person, isPreview: Bool = false) -> Call {
    let refuse = InlineButton.tap(
      voice.text("button.noNews"), isPreview ? .nothing : .news(.refuse))
    let markup = ReplyMarkup.inline(
      InlineKeyboard(rows: [
        [.tap(voice.text("button.book"), isPreview ? .nothing : .services(page: 0))], [refuse],
      ]))
    let text = HTML.markup(broadcast.text)
    guard let photo = broadcast.photo else { return .sendMessage(text, markup: markup) }
    return .sendPhoto(.id(photo), caption: text.isEmpty ? nil : text, markup: markup)
  }

  /// The message to a reader; nil when they want none any more, or it was stopped.
  func call(_ notice: Notice, for reader: Person, in tx: Transaction) throws -> Call? {
    guard let broadcast = try tx.broadcast(ID(notice.subject)),
      broadcast.isOpen || broadcast.state == .done,
      // Its author has had themselves erased.
      !broadcast.text.isEmpty || broadcast.photo != nil, reader.isReachable, !reader.isBlocked,
      try !tx.refusesNews(reader.id)
    else { return nil }
    return call(broadcast, for: reader)
  }

  /// How far a broadcast has come, for the message that shows it; nil when it is gone.
  func screen(_ notice: Notice, in tx: Transaction) throws -> Screen? {
    guard let broadcast = try tx.broadcast(ID(notice.subject)) else { return nil }
    return progress(
      broadcast, try tx.progress(of: broadcast.id, method: Notice.Kind.broadcast.rawValue))
  }

  /// `languages`: what each is called, by its code.
  func name(
    _ audience: Audience, _ languages: [String: String], _ tx: Transaction
  ) throws -> String {
    switch audience {
    case .everybody: voice.text("broadcast.everybody")
    case .tagged(let tag):
      voice.text("broadcast.tagged", ["tag": .text(try tx.clientTag(tag)?.name ?? "–")])
    case .seenWithin(let months): voice.text("broadcast.within", ["count": .number(months)])
    case .notSeenFor(let months): voice.text("broadcast.notSeen", ["count": .number(months)])
    case .speaking(let language):
      voice.text("broadcast.speaking", ["language": .text(languages[language] ?? language)])
    }
  }

  /// That the rest is not sent before the morning; nil while it goes on.
  private func night(_ broadcast: Broadcast, _ progress: BroadcastProgress) -> HTML? {
    guard broadcast.state == .running, let resumes = progress.resumes,
      resumes > wording.now.adding(minutes: 1), let zone = wording.catalogue.business?.zone
    else { return nil }
    return voice.phrase(
      "broadcast.night", ["time": .text(wording.near(resumes, zone))])
  }

  /// How far it has come, with what can be done about it.
  func progress(_ broadcast: Broadcast, _ progress: BroadcastProgress) -> Screen {
    let title: Key =
      switch broadcast.state {
      case .running: "broadcast.running"
      case .paused: "broadcast.paused"
      case .done: "broadcast.done"
      case .stopped, .draft: "broadcast.stopped"
      }
    var rows: [[InlineButton]] = []
    if broadcast.isOpen {
      rows.append([
        broadcast.state == .running
          ? .tap(voice.text("button.broadcastPause"), .broadcast(.pause(broadcast.id)))
          : .tap(
            voice.text("button.broadcastResume"), .broadcast(.resume(broadcast.id)),
            style: .primary),
        .tap(voice.text("button.broadcastStop"), .broadcast(.askStop(broadcast.id))),
      ])
    } else {
      rows.append([.tap(voice.text("button.home"), .home)])
    }
    return Screen(
      lines([
        voice.phrase(title),
        voice.phrase(
          "broadcast.progress",
          ["sent": .number(progress.sent), "total": .number(broadcast.total)]),
        night(broadcast, progress),
        progress.failed > 0
          ? voice.phrase("broadcast.failed", ["count": .number(progress.failed)]) : nil,
      ]), rows)
  }
}
