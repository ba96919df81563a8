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
    let typed: TypedTime
    switch TypedTime.read(text, QuickWords(phrasebook, voice), today: today, on: day) {
    case .time(let time): typed = time
    case .unclear: return try askTimeAgain(plan, "guest.timeBad", day: day)
    case .noSuchDate: return try askTimeAgain(plan, "guest.noSuchDate", day: day)
    case .past: return try askTimeAgain(plan, "guest.tooOld", day: day)
    case .tooFar: return try askTimeAgain(plan, "guest.tooFar", day: day)
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

/// A wall time as the staff types it: “24.12 14:30”, “tomorrow at 9”, “2 pm”.
struct TypedTime: Equatable {
  let date: LocalDate
  let minute: Int

  enum Reading: Equatable {
    case time(TypedTime)
    case unclear
    /// 31 February, or another weekday than was named.
    case noSuchDate
    case past
    case tooFar
  }

  /// Without a date it is on `day`, or today. Unlike in a timetable's changes, yesterday is a date
  /// too: somebody who came then can still be written down.
  static func read(
    _ text: String, _ words: QuickWords, today: LocalDate, on day: LocalDate? = nil
  ) -> Reading {
    guard text.utf16.count <= QuickEdit.limit else { return .unclear }
    let grammar = QuickGrammar(
      QuickLexer.tokens(text, words), isMonthFirst: words.isMonthFirst)
    var reading = Reading.unclear
    for moment in grammar.moments() {
      guard let minute = QuickHours.minute(moment.clock), minute < 1_440 else { continue }
      do throws(QuickEdit.Problem) {
        guard let written = moment.date else {
          return .time(TypedTime(date: day ?? today, minute: minute))
        }
        return .time(TypedTime(date: try date(written, today), minute: minute))
      } catch {
        guard reading == .unclear else { continue }
        switch error {
        case .noSuchDate, .otherWeekday: reading = .noSuchDate
        case .past: reading = .past
        case .tooFar: reading = .tooFar
        default: break
        }
      }
    }
    return reading
  }

  private static func date(
    _ written: QuickGrammar.Date, _ today: LocalDate
  ) throws(QuickEdit.Problem) -> LocalDate {
    var from = today
    switch written {
    case .fromToday(let days): return today.adding(days: days)
    case .day: from = today.adding(days: -1)
    case .weekday: break
    }
    return try QuickDates(today: from).resolve(.dates(written, nil)).first
  }
}
