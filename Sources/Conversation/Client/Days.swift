import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A month that shows which days have room, and the times of a day.
extension Turn {
  func showMonth(_ wish: Wish, _ month: LocalDate) throws {
    wait(for: .home)
    let wish = mine(wish)
    guard let service = try offered(wish) else { return }
    let today = try desk.zone(for: wish).local(now).date
    let last = try desk.horizon(for: wish)
    let first = min(max(month.firstOfMonth, today.firstOfMonth), last.firstOfMonth)
    let counts = try desk.days(for: wish, month: first)
    var rows = picker(wish).page(of: first, counts, today: today, last: last)
    rows += waitingRow(wish, first)
    rows.append([button("button.back", .offer(wish))])
    let free = counts.values.reduce(0, +)
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          free == 0 ? voice.phrase("month.full") : voice.phrase("month.choose"),
        ]), rows))
  }

  private func picker(_ wish: Wish) -> TimePicker {
    TimePicker(
      voice: voice, month: { .month(wish, $0) }, day: { .day(wish, $0, page: $1) },
      slot: { .slot(wish, $0.calendar, $0.starts) })
  }

  func showDay(_ wish: Wish, _ date: LocalDate, page: Int) throws {
    wait(for: .home)
    let wish = mine(wish)
    guard let service = try offered(wish) else { return }
    let openings = try desk.openings(for: wish, on: date)
    guard !openings.isEmpty else {
      try toast(voice.text("day.full"))
      return try showMonth(wish, date)
    }
    var rows = picker(wish).times(of: date, openings, page: page)
    rows.append([button("button.back", .month(wish, date.firstOfMonth))])
    let zone = openings[0].zone
    var own: HTML?
    if let viewer = person.zone, !viewer.hasSameOffset(as: zone, at: openings[0].starts) {
      own = voice.phrase(
        "day.zone",
        [
          "zone": .text(voice.city(zone)),
          "first": .text(try wording.clock(openings[0].starts, zone)),
          "own": .text(try wording.clock(openings[0].starts, viewer)),
        ])
    }
    try show(
      Screen(
        lines([
          voice.phrase("service.title", ["service": .text(service.name)]),
          voice.phrase("day.choose", ["date": .text(voice.date(date, .full))]), own,
        ]), rows))
  }
}
