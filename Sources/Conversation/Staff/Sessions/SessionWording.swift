import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// Sessions in the reader's words.
struct SessionWording {
  let wording: Wording

  private var voice: Voice { wording.voice }

  static func name(of filter: SessionFilter) -> Key {
    switch filter {
    case .open: "session.filterOpen"
    case .created: "session.filterCreated"
    case .active: "session.filterActive"
    case .completed: "session.filterCompleted"
    case .archived: "session.filterArchived"
    case .all: "session.filterAll"
    }
  }

  static func status(_ status: Session.Status) -> Key {
    switch status {
    case .created: "session.statusCreated"
    case .active: "session.statusActive"
    case .completed: "session.statusCompleted"
    case .archived: "session.statusArchived"
    }
  }

  private static func mark(_ status: Session.Status) -> String {
    switch status {
    case .created: "🆕"
    case .active: "📷"
    case .completed: "✅"
    case .archived: "🗄"
    }
  }

  /// What a session is called; nothing is left of one whose client was forgotten.
  func name(_ session: Session) -> String {
    session.name.isEmpty ? voice.text("session.erased") : session.name
  }

  /// “📷 Wedding · Anna · 48”: for a button.
  func line(_ line: SessionLine) -> String {
    let parts = [
      Self.mark(line.session.status) + " " + Typed.clipped(name(line.session), to: 22),
      line.client.map { Typed.clipped($0, to: 14) },
      line.files > 0 ? String(line.files) : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " · ")
  }

  /// “24 December”, with the year where it is not this one.
  func date(_ day: LocalDate) -> String {
    let today = (wording.catalogue.business?.zone ?? .utc).local(wording.now).date
    return voice.date(day, day.year == today.year ? .full : .fullWithYear)
  }

  /// The day of a moment, as the business counts days.
  func day(_ moment: Instant) -> String {
    let day = (wording.catalogue.business?.zone ?? .utc).local(moment).date
    return voice.date(day, .numeric)
  }

  /// What everybody who may look sees of a session.
  func head(_ session: Session) -> HTML {
    lines([
      voice.phrase("session.title", ["name": .text(name(session))]),
      session.about.map { HTML($0).italic() },
      session.day.map { voice.phrase("session.day", ["date": .text(date($0))]) },
    ])
  }

  /// “48 photos”, “12 files”: by what they are.
  func count(_ figures: SessionFigures) -> String {
    figures.photos == figures.visible
      ? voice.text("session.photos", ["count": .number(figures.visible)])
      : voice.text("session.files", ["count": .number(figures.visible)])
  }

  /// A session as the staff sees it.
  func facts(_ card: SessionCard, isOwnBook: Bool) -> HTML {
    let session = card.session
    let figures = card.figures
    let specialist = isOwnBook ? nil : wording.catalogue.specialist(session.specialist)?.name
    let client =
      card.client.map { StaffWording(wording: wording).name(of: $0) }
      ?? voice.text(session.isClaimable ? "session.firstComer" : "session.noClient")
    return lines([
      head(session),
      voice.phrase("session.status", ["status": .text(voice.text(Self.status(session.status)))]),
      voice.phrase("facts.client", ["client": .text(client)]),
      specialist.map { voice.phrase("facts.specialist", ["specialist": .text($0)]) },
      card.visit.map { voice.phrase("facts.number", ["number": .text($0.number)]) },
      HTML(""),
      figures.files == 0
        ? voice.phrase("session.noFiles")
        : HTML("🖼 " + count(figures)),
      figures.files > figures.visible
        ? voice.phrase(
          "session.hidden", ["count": .number(figures.files - figures.visible)]) : nil,
      figures.picked > 0 ? picks(figures.picked, session.pickLimit) : nil,
      views(card),
      session.message.map { HTML(Typed.clipped($0, to: 1_000)).italic() },
    ])
  }

  func picks(_ count: Int, _ limit: Int?) -> HTML {
    guard let limit else {
      return voice.phrase("session.picks", ["count": .number(count)])
    }
    return voice.phrase(
      "session.picksOf", ["count": .number(count), "limit": .number(limit)])
  }

  /// How often the page was looked at, once it was.
  private func views(_ card: SessionCard) -> HTML? {
    let views = (card.results?.views ?? 0) + (card.link?.views ?? 0)
    let downloads = (card.results?.downloads ?? 0) + (card.link?.downloads ?? 0)
    guard views + downloads > 0 else { return nil }
    return voice.phrase(
      "session.views", ["views": .number(views), "downloads": .number(downloads)])
  }
}
