import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// The agenda that comes by itself: a day's bookings in order, with buttons to them.
struct AgendaNotices {
  private static let mostLines = 12
  private static let mostButtons = 8

  let wording: Wording
  let tx: Transaction

  /// Nil when the day has gone by, or there is nothing on it to tell.
  func screen(_ notice: Notice, _ reader: Person) throws -> Screen? {
    let voice = wording.voice
    let desk = FrontDesk(reading: tx, now: wording.now)
    guard let open = try desk.open(.usual, for: reader),
      let wishes = try desk.noticeWishes(of: reader)
    else { return nil }
    let day = LocalDate(dayNumber: Int(notice.subject))
    let today = open.zone.local(wording.now).date
    guard notice.kind == .morningAgenda ? day == today : day > today else { return nil }
    let query = desk.agendaQuery(day, open)
    let sum = try tx.sum(query, now: wording.now)
    let listed = sum.count == 0 ? [] : try tx.listed(query, limit: Self.mostLines)
    let date = voice.date(day, .full)
    let isMorning = notice.kind == .morningAgenda
    guard !listed.isEmpty else {
      guard wishes.tellsFreeDays else { return nil }
      return Screen(
        isMorning
          ? voice.phrase("notices.freeToday", ["date": .text(date)])
          : voice.phrase("notices.freeTomorrow", ["date": .text(date)]),
        [[dayButton(day)]])
    }
    let agenda = AgendaWording(wording: wording)
    let total = try tx.count(query, upTo: 1_000)
    var text: [HTML?] = [
      isMorning
        ? voice.phrase("notices.today", ["date": .text(date)])
        : voice.phrase("notices.tomorrow", ["date": .text(date)]),
      voice.phrase(
        "agenda.sum",
        ["count": .number(total), "duration": .text(voice.duration(minutes: sum.minutes))]),
      HTML(""),
    ]
    text += listed.map { HTML(agenda.line($0, in: open)) }
    if total > listed.count {
      text.append(voice.phrase("notices.more", ["count": .number(total - listed.count)]))
    }
    let shown = listed.prefix(Self.mostButtons).map { visit in
      InlineButton.tap(
        wording.clock(visit.visit.starts, wording.zone(of: visit.visit)) + " "
          + Typed.clipped(agenda.name(visit), to: 16), .agenda(.booking(visit.visit.id)))
    }
    var rows = stride(from: 0, to: shown.count, by: 2).map {
      Array(shown[$0..<min($0 + 2, shown.count)])
    }
    rows.append([dayButton(day)])
    return Screen(lines(text), rows)
  }

  private func dayButton(_ day: LocalDate) -> InlineButton {
    .tap(wording.voice.text("button.wholeDay"), .agenda(.day(day)))
  }
}
