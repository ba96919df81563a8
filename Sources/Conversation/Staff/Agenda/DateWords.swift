import Booking
import Foundation
import Phrasebook

/// Reads a day or a span of days as people type it: “24.12”, “24 December”, “tomorrow”, “Friday”,
/// “1.3 – 15.4”, “March”, “2025”; in every language of the phrasebook, whichever the reader's is.
struct DateWords {
  enum Reading: Hashable {
    case day(LocalDate)
    case days(LocalDate, LocalDate)
  }

  let voices: [Voice]
  /// 12/24 is in December where the month comes first.
  let monthFirst: Bool
  /// The days of a week, in the reader's order.
  private let weekdays: [Weekday]
  let today: LocalDate

  init(phrasebook: Phrasebook, voice: Voice, today: LocalDate) {
    voices = phrasebook.languages.map { phrasebook.voice($0.code) }
    let sample = LocalDate(dayNumber: 20_811)
    monthFirst = voice.date(sample, .numeric).hasPrefix("12")
    weekdays = voice.week
    self.today = today
  }

  func read(_ text: String) -> Reading? {
    let text = Self.folded(text)
    guard !text.isEmpty, text.utf16.count <= 64 else { return nil }
    if let day = day(text) { return .day(day) }
    if let whole = week(text) ?? month(text) ?? year(text) { return whole }
    // A dash parts two days, wherever it leaves a day on both sides.
    for dash in text.indices where "-–—".contains(text[dash]) {
      let ends = [text[..<dash], text[text.index(after: dash)...]].map {
        String($0).trimmed
      }
      guard let first = day(ends[0]), let last = day(ends[1]) else { continue }
      if first <= last { return .days(first, last) }
      // 24.12–02.01 goes over the new year.
      let next = LocalDate(year: last.year + 1, month: last.month, day: last.day)
      if !ends[1].contains(where: { $0.isNumber }) { return nil }
      guard let next, next.dayNumber - first.dayNumber < 366 else { return nil }
      return .days(first, next)
    }
    return nil
  }

  private static func folded(_ text: String) -> String {
    text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
    )
    .filter { !"'’ʼ`".contains($0) }.trimmed
  }

  private func day(_ text: String) -> LocalDate? {
    if let date = LocalDate(iso: text) { return date }
    if let near = nearDay(text) { return near }
    if let weekday = Weekday.allCases.first(where: { names(of: $0).contains(text) }) {
      let ahead = (weekday.rawValue - today.weekday.rawValue + 7) % 7
      return today.adding(days: ahead)
    }
    return numeric(text) ?? named(text)
  }

  private func nearDay(_ text: String) -> LocalDate? {
    for voice in voices {
      let words = [
        voice.text("agenda.words.today"), voice.text("agenda.words.tomorrow"),
        voice.text("agenda.words.afterTomorrow"), voice.text("agenda.words.yesterday"),
      ]
      for (list, days) in zip(words, [0, 1, 2, -1]) where Self.split(list).contains(text) {
        return today.adding(days: days)
      }
    }
    return nil
  }

  private static func split(_ list: String) -> [String] {
    list.split(separator: ",").map { folded(String($0)) }
  }

  private func names(of weekday: Weekday) -> Set<String> {
    Set(
      voices.flatMap { voice in
        [
          voice.weekday(weekday, .full), voice.weekday(weekday, .short),
          voice.weekday(weekday, .narrow),
        ].map { Self.folded($0).trimmingCharacters(in: ["."]) }
      }
        + voices.flatMap { Self.split($0.text("agenda.words.weekdays")) }.filter {
          $0.hasPrefix("\(weekday.rawValue)=")
        }.map { String($0.dropFirst(2)) })
  }

  /// 24.12, 24/12/2026, 24.12.26; with points the day comes first everywhere.
  private func numeric(_ text: String) -> LocalDate? {
    let marks = Set(text.filter { !$0.isASCII || !$0.isNumber })
    guard marks.count == 1, let mark = marks.first, "./ -".contains(mark) else { return nil }
    let numbers = text.split(separator: mark).map { Int($0) ?? -1 }
    guard (2...3).contains(numbers.count), numbers.allSatisfy({ $0 > 0 }) else { return nil }
    let swaps = monthFirst && mark == "/"
    return date(
      day: numbers[swaps ? 1 : 0], month: numbers[swaps ? 0 : 1],
      year: numbers.count == 3 ? numbers[2] : nil)
  }

  /// 24 December, December 24, 24 dec 2026.
  private func named(_ text: String) -> LocalDate? {
    let words = text.split { " ,.".contains($0) }.map(String.init)
    guard (2...3).contains(words.count) else { return nil }
    let numbers = words.compactMap { Int($0.filter { $0.isASCII && $0.isNumber }) }
    let months = words.compactMap { self.monthNumber($0) }
    guard months.count == 1, numbers.count == words.count - 1 else { return nil }
    let isYearFirst = numbers.count == 2 && numbers[0] > 31
    return date(
      day: isYearFirst ? numbers[1] : numbers[0], month: months[0],
      year: numbers.count == 2 ? numbers[isYearFirst ? 0 : 1] : nil)
  }

  private func monthNumber(_ word: String) -> Int? {
    guard word.count >= 3, !word.contains(where: \.isNumber) else { return nil }
    return (1...12).first { number in
      voices.contains { voice in
        guard let first = LocalDate(year: 2_026, month: number, day: 2) else { return false }
        let inDate = voice.date(first, .dayMonth).filter { $0.isLetter || $0 == " " }.trimmed
        return [inDate, voice.month(number)].contains {
          let name = Self.folded($0)
          return name == word || (word.count >= 3 && name.hasPrefix(word))
        }
      }
    }
  }

  /// Without a year it is the one that brings the date nearest, rather ahead than back: what is over for more than
  /// some weeks comes again.
  private func date(day: Int, month: Int, year: Int?) -> LocalDate? {
    if let year {
      return LocalDate(year: year < 100 ? 2_000 + year : year, month: month, day: day)
        .flatMap { (1_970...2_150).contains($0.year) ? $0 : nil }
    }
    let dates = (-1...1).compactMap {
      LocalDate(year: today.year + $0, month: month, day: day)
    }
    return dates.first { $0.dayNumber - today.dayNumber >= -45 } ?? dates.last
  }

  /// “week”, “next week”: the whole one, as the reader's calendar has it.
  private func week(_ text: String) -> Reading? {
    let (this, next) = (
      voices.flatMap { $0.editWords.thisWeek + [$0.text("agenda.words.week")] },
      voices.flatMap(\.editWords.nextWeek)
    )
    func has(_ words: [String]) -> Bool { words.flatMap(Self.split).contains(text) }
    guard let ahead = has(this) ? 0 : has(next) ? 7 : nil else { return nil }
    let first = today.startOfWeek(weekdays).adding(days: ahead)
    return .days(first, first.adding(days: 6))
  }

  /// “March”, “march 2025”: the whole month.
  private func month(_ text: String) -> Reading? {
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first, let number = monthNumber(first), words.count <= 2 else {
      return nil
    }
    let year = words.count == 2 ? Int(words[1]) : nil
    guard (words.count == 2) == (year != nil),
      let start = date(day: 1, month: number, year: year)
    else { return nil }
    return .days(start, start.adding(days: start.daysInMonth - 1))
  }

  private func year(_ text: String) -> Reading? {
    guard text.count == 4, let year = Int(text), (1_970...2_150).contains(year),
      let first = LocalDate(year: year, month: 1, day: 1)
    else { return nil }
    return .days(first, first.adding(months: 12).adding(days: -1))
  }
}
