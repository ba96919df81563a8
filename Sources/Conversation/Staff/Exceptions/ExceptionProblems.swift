import Booking
import FrontDesk
import Phrasebook
import Store
import Telegram

/// What is wrong with a quick edit, and how to write it. The question stays open.
extension Turn {
  func explain(_ problem: QuickEdit.Problem, on calendar: CalendarID?) throws {
    let back = calendar.map { [button("button.back", .exception(.list($0)))] }
    try show(Screen(try words(for: problem), [back ?? homeRow]))
  }

  func explainHours(_ problem: QuickEdit.Problem, _ back: [InlineButton]) throws {
    let text =
      switch problem {
      case .noDate, .noVerb, .unclear, .unknown: voice.phrase("hours.bad")
      default: try words(for: problem)
      }
    try send(Screen(text, [back]))
  }

  func words(for problem: QuickEdit.Problem) throws -> HTML {
    func withExamples(_ first: HTML) -> HTML {
      lines([first, voice.phrase("exceptions.examples")])
    }
    switch problem {
    case .noVerb, .unclear: return withExamples(voice.phrase("exceptions.badVerb"))
    case .unknown(let word):
      return withExamples(
        voice.phrase("exceptions.badWord", ["word": .text(Typed.clipped(word, to: 40))]))
    case .noDate: return withExamples(voice.phrase("exceptions.badDate"))
    case .noHours: return withExamples(voice.phrase("exceptions.badHours"))
    case .tooLong: return voice.phrase("exceptions.badTooLong")
    case .noSuchDate(let date):
      return voice.phrase("exceptions.badNoSuchDate", ["date": .text(date)])
    case .otherWeekday(let date):
      return voice.phrase(
        "exceptions.badWeekday", ["date": .text(try exceptionWording(nil).full(date))])
    case .past: return voice.phrase("exceptions.badPast")
    case .backwards: return voice.phrase("exceptions.badBackwards")
    case .tooManyDays:
      return voice.phrase("exceptions.badTooMany", ["count": .number(ScheduleEdit.longest)])
    case .tooFar: return voice.phrase("exceptions.badFar")
    case .badHours(let hours):
      return voice.phrase("exceptions.badClock", ["hours": .text(hours)])
    case .hoursBackwards(let hours):
      return voice.phrase("exceptions.badEnds", ["hours": .text(hours)])
    case .overlap: return voice.phrase("exceptions.badOverlap")
    case .hoursUnexpected: return voice.phrase("exceptions.badUsual")
    }
  }
}
