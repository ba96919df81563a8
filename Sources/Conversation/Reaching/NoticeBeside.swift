import Booking
import Foundation
import FrontDesk
import ICalendar
import Phrasebook
import Store
import Telegram

/// A notice in words for a reader who is told by letter or by short message: the same words as in
/// the chat, with what replaces the buttons.
struct NoticeBeside {
  let notice: Notice
  let reader: Person
  let desk: FrontDesk
  let wording: Wording
  let business: Business
  private let screen: Screen
  /// The booking, where the notice is to its client about one.
  private let visit: Visit?
  /// The bookings, where it is to their client about several.
  private let series: [Visit]
  /// The page of a session's results, where the notice is about them.
  private let results: (url: String, until: String?)?

  private var voice: Voice { wording.voice }

  /// Nil when there is nothing to tell any more.
  init?(_ row: OutboxRow, at desk: FrontDesk, _ phrasebook: Phrasebook) throws {
    guard let notice = Notice(row), let reader = try row.person.flatMap({ try desk.tx.person($0) })
    else { return nil }
    let business = try desk.business()
    let voice = phrasebook.voice(reader.languageCode, orElse: business.language)
      .speaking(try desk.catalogue().ownTexts)
    let wording = Wording(voice: voice, now: desk.now, catalogue: try desk.catalogue())
    guard
      let screen = try NoticeWording(phrasebook: phrasebook, means: desk.means).screen(
        notice, for: reader, wording, in: desk.tx)
    else { return nil }
    self.notice = notice
    self.reader = reader
    self.desk = desk
    self.wording = wording
    self.business = business
    self.screen = screen
    let isAboutVisit =
      !notice.kind.isAboutSeries
      && (notice.kind.reach.isVital || notice.kind == .bookedForYou || notice.kind == .reminder)
    let visit = isAboutVisit ? try desk.tx.visit(notice.visit) : nil
    self.visit = visit?.client == reader.id ? visit : nil
    series =
      notice.kind.isAboutSeries
      ? try desk.tx.visits(notice.visits).filter { $0.client == reader.id } : []
    results = try SessionNotices(wording: wording, desk: desk).page(of: notice)
  }

  private var name: String { business.name.withoutDirections }

  /// The first line, which says what has happened, without its picture. That of a reminder says the
  /// time, which stands beside it in any case.
  private var title: String {
    if notice.kind == .reminder, voice.own(OwnText.reminder.key) == nil {
      return voice("reach.reminder")
    }
    let first = screen.text.plain.split(separator: "\n").first.map(String.init) ?? ""
    let words = first.drop { !$0.isLetter && !$0.isNumber && !"«“\"¿¡".contains($0) }
    return (words.isEmpty ? first : String(words)).withoutDirections
  }

  private func moment(_ visit: Visit) -> String {
    let local = wording.zone(of: visit).local(visit.starts)
    return voice(
      "time.dated",
      [
        "date": .text(voice.date(local.date, .short)),
        "time": .text(voice.time(minute: local.minute)),
      ])
  }

  // MARK: By letter

  func letter(to address: String) throws -> Letter {
    var letter = LetterBuilder(language: voice.language.code, title: name)
    if !reader.name.isEmpty { letter.say(voice("letter.greeting", ["name": .text(reader.name)])) }
    let blocks = screen.text.plain.components(separatedBy: "\n\n")
    for block in blocks where !block.trimmed.isEmpty { letter.say(block) }
    if let results {
      letter.button(voice("button.openResults"), to: results.url, or: voice("results.letterLink"))
      if let until = results.until {
        letter.remark(voice("results.letterUntil", ["date": .text(until)]))
      }
    }
    let isStaff = try desk.isStaff(reader)
    let contact = [business.phone, business.email, business.address].compactMap { $0 }
    if !isStaff, !contact.isEmpty {
      letter.say(
        voice("reach.letterContact", ["contact": .text(contact.joined(separator: " · "))]))
    }
    if let link = try chatLink() {
      letter.button(
        voice("button.openChat"), to: link,
        or: voice(isStaff ? "reach.letterStaffChat" : "reach.letterChat"))
    }
    if let visit, let page = try desk.knownVisitURL(of: visit) {
      letter.button(voice("page.letterVisit"), to: page, or: voice("page.letterLink"))
    }
    if reader.channel == .letter { letter.remark(voice("reach.letterChosen")) }
    letter.remark(name)
    let subject =
      visit.map {
        voice(
          "reach.letterSubject", ["title": .text(title), "time": .text(moment($0))])
      } ?? title
    return Letter(
      to: address, subject: subject, text: letter.text, html: letter.html,
      attachments: try calendarFile())
  }

  /// The bot's chat; a guest's bookings come along by their own link.
  private func chatLink() throws -> String? {
    guard !desk.means.botUsername.isEmpty else { return nil }
    let chat = "https://t.me/\(desk.means.botUsername)"
    guard reader.telegram == nil, let parameter = try desk.guestParameter(of: reader.id) else {
      return chat
    }
    return chat + "?start=" + parameter
  }

  /// For the reader's calendar, where it has changed.
  private func calendarFile() throws -> [Letter.Attachment] {
    guard let visit else { return try seriesFile() }
    switch notice.kind {
    case .approved, .bookedForYou, .movedByStaff, .cancelledByStaff, .cancelAgreed: break
    default: return []
    }
    let facts = try CalendarFile.facts(of: visit, wording: wording, desk: desk)
    let method = facts.status == .cancelled ? "CANCEL" : "PUBLISH"
    return [
      Letter.Attachment(
        name: "\(visit.number).ics", type: "text/calendar; charset=utf-8; method=\(method)",
        content: Data(ICalendar.event(facts)))
    ]
  }

  /// All visits of a series in one file; a withdrawn one says so itself.
  private func seriesFile() throws -> [Letter.Attachment] {
    guard let first = series.first else { return [] }
    switch notice.kind {
    case .seriesApproved, .seriesBookedForYou, .seriesMovedByStaff, .seriesCancelledByStaff: break
    default: return []
    }
    let events = try series.map { try CalendarFile.facts(of: $0, wording: wording, desk: desk) }
    return [
      Letter.Attachment(
        name: "\(first.number).ics", type: "text/calendar; charset=utf-8; method=PUBLISH",
        content: Data(ICalendar.events(events, name: wording.serviceName(of: first))))
    ]
  }

  // MARK: By short message

  /// In one part where it fits, the least important left out first; somebody's own words always go
  /// along, in three parts at most.
  func message(to phone: String) -> ShortMessage {
    ShortMessage(to: phone, text: shortText.text.withoutDirections)
  }

  private var shortText: ShortText {
    if let first = series.first { return shortText(series, first) }
    if let results {
      return ShortText("\(name): \(title). \(results.url)")
        ?? ShortText(clipping: "\(results.url) \(name): \(title)")
    }
    guard let visit else {
      return ShortText(clipping: "\(name): " + screen.text.plain.withoutDirections)
    }
    let contact = business.phone.map { " \($0)" } ?? ""
    let service = wording.serviceName(of: visit).withoutDirections
    let matter = "\(name): \(title)."
    let time = " " + moment(visit).capitalisedFirst
    if let words = notice.text ?? visit.reason {
      return ShortText(clipping: "\(matter)\(time), \(service). \(words.withoutDirections)")
    }
    let versions = [
      "\(matter)\(time), \(service).\(contact)", "\(matter)\(time), \(service)",
      "\(matter)\(time).\(contact)", "\(matter)\(time)",
    ]
    for version in versions {
      if let text = ShortText(version, parts: 1) { return text }
    }
    return ShortText(clipping: versions[0])
  }

  /// Every date of a series, as far as they fit; somebody's own words come before them.
  private func shortText(_ visits: [Visit], _ first: Visit) -> ShortText {
    let service = wording.serviceName(of: first).withoutDirections
    let isOver = first.state == .cancelled || first.state == .declined
    let words = isOver ? first.reason.map { " " + $0.withoutDirections } ?? "" : ""
    let dates = visits.map { moment($0).capitalisedFirst }.joined(separator: "; ")
    let text = "\(name): \(title).\(words) \(service): \(dates)."
    guard let phone = business.phone, let whole = ShortText("\(text) \(phone)")
    else { return ShortText(clipping: text) }
    return whole
  }
}

/// Words for a reader whose address is gone: another way has to be found.
struct NoContact: Error, CustomStringConvertible {
  var description: String { "the reader has no mail address or phone any more" }
}

/// Shortens the notices of the outbox to messages when they are sent.
package struct MessageWording: Sendable {
  private let phrasebook: Phrasebook
  private let means: FrontDesk.Means

  package init(phrasebook: Phrasebook, means: FrontDesk.Means) {
    self.phrasebook = phrasebook
    self.means = means
  }

  /// The message for a row of the outbox; nil when it is not worth sending any more.
  package func shorten(
    _ row: OutboxRow, in tx: Transaction, now: Instant
  ) throws -> ShortMessage? {
    let desk = FrontDesk(tx, now: now, means: means, origin: "courier")
    guard let notice = try NoticeBeside(row, at: desk, phrasebook) else { return nil }
    guard let phone = notice.reader.phone else { throw NoContact() }
    return notice.message(to: phone)
  }
}
