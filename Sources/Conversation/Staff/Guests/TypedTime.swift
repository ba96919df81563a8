import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// A time that the staff types: on a day and at an hour of their choice, whatever is on offer.
extension Turn {
  func askTime(_ errand: Errand, _ day: LocalDate?) throws {
    guard let matter = try matter(of: errand) else { return }
    let question = GuestQuestion.time(plan(for: errand), day: day)
    wait(for: .guest(question))
    try show(
      Screen(
        lines([
          try head(of: matter), HTML(""),
          try day.map {
            voice.phrase("guest.askTimeOn", ["date": .text(voice.date($0, .full))])
          } ?? askTimeWords(matter),
        ]), [[back(from: question)]]))
  }

  private func askTimeWords(_ matter: ErrandMatter) throws -> HTML {
    let example = try desk.zone(for: matter.wish).local(now).date.adding(days: 3)
    let date = "\(example.day).\(example.month < 10 ? "0" : "")\(example.month)"
    return voice.phrase(
      "guest.askTime", ["example": .text("\(date) \(voice.time(minute: 870))")])
  }

  func askTimeAgain(_ plan: Plan, _ problem: Key, day: LocalDate? = nil) throws {
    let question = GuestQuestion.time(plan, day: day)
    wait(for: .guest(question))
    try show(Screen(voice.phrase(problem), [[back(from: question)]]))
  }

  func takeTime(_ text: String, _ plan: Plan, _ day: LocalDate?) throws {
    guard let matter = try matter(of: plan.errand) else { return }
    let zone = try desk.zone(for: matter.wish)
    let today = zone.local(now).date
    guard let typed = TypedTime(text, today: today, on: day) else {
      return try askTimeAgain(plan, "guest.timeBad", day: day)
    }
    let starts = zone.instant(typed.date, minute: typed.minute)
    let shown = zone.local(starts)
    guard shown.date == typed.date, shown.minute == typed.minute else {
      return try askTimeAgain(plan, "guest.timeSkipped", day: day)
    }
    guard let calendar = try desk.staffCalendar(for: matter.wish, at: starts) else {
      return try askTimeAgain(plan, "guest.noTimes", day: day)
    }
    try preview(plan, calendar.id, starts)
  }
}

/// A wall time as the staff types it.
struct TypedTime: Equatable {
  let date: LocalDate
  let minute: Int

  init?(_ text: String, today: LocalDate, on day: LocalDate? = nil) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let last = words.last, words.count <= 2,
      let range = Typed.hours("\(last)-23:59")?.first
    else { return nil }
    minute = range.start
    guard words.count == 2 else {
      date = day ?? today
      return
    }
    let numbers = words[0].split(whereSeparator: { ".:/".contains($0) }).map { Int($0) }
    guard numbers.count >= 2, let dayOfMonth = numbers[0], let month = numbers[1],
      let found = LocalDate(year: today.year, month: month, day: dayOfMonth)
    else { return nil }
    date = found
  }
}
