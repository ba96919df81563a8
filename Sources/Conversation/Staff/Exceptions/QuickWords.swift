import Booking
import Phrasebook

/// What the words of a quick edit mean: those of the reader's language and the English ones.
struct QuickWords {
  enum Meaning: Hashable {
    case verb(Verb)
    /// Days from today.
    case day(Int)
    /// Weeks from this one.
    case week(Int)
    case next
    case weekday(Weekday)
    /// 1 for January.
    case month(Int)
    case to, and, extra, hour, am, pm, filler
  }

  /// What is to happen to the dates.
  enum Verb: String, Codable, Hashable, CaseIterable {
    case off, open, usual
  }

  private var meanings: [String: Meaning] = [:]
  private(set) var longest = 1
  /// Whether 12/24 is in December.
  let isMonthFirst: Bool
  /// How an edit is written in the reader's language.
  private let verbs: [Verb: String]

  init(_ own: EditWords, english: EditWords) {
    isMonthFirst = own.isMonthFirst
    verbs = [
      .off: own.off.first ?? "", .open: own.open.first ?? "", .usual: own.usual.first ?? "",
    ]
    for words in [english, own] { add(words) }
  }

  init(_ phrasebook: Phrasebook, _ voice: Voice) {
    self.init(voice.editWords, english: phrasebook.voice("en").editWords)
  }

  /// Later ones count: a weekday's short form before a word that changes nothing.
  private mutating func add(_ words: EditWords) {
    add(words.filler, .filler)
    add(words.am, .am)
    add(words.pm, .pm)
    add(words.hour, .hour)
    add(words.to, .to)
    add(words.and, .and)
    add(words.extra, .extra)
    add(words.next, .next)
    for (index, forms) in words.months.enumerated() { add(forms, .month(index + 1)) }
    for (weekday, forms) in zip(Weekday.allCases, words.weekdays) { add(forms, .weekday(weekday)) }
    add(words.today, .day(0))
    add(words.yesterday, .day(-1))
    add(words.tomorrow, .day(1))
    add(words.dayAfterTomorrow, .day(2))
    add(words.thisWeek, .week(0))
    add(words.nextWeek, .week(1))
    add(words.usual, .verb(.usual))
    add(words.open, .verb(.open))
    add(words.off, .verb(.off))
  }

  private mutating func add(_ phrases: [String], _ meaning: Meaning) {
    for phrase in phrases {
      let words = QuickLexer.pieces(phrase).compactMap { piece in
        if case .word(let word) = piece { word } else { nil }
      }
      guard !words.isEmpty else { continue }
      meanings[words.joined(separator: " ")] = meaning
      longest = max(longest, words.count)
    }
  }

  func meaning(_ words: [String]) -> Meaning? { meanings[words.joined(separator: " ")] }

  func verb(_ verb: Verb) -> String { verbs[verb] ?? verb.rawValue }

  /// An edit as somebody could have typed it; read again, it is the same edit.
  func text(_ edit: ScheduleEdit) -> String {
    func hours(_ windows: [TimeRange]) -> String {
      windows.map(\.description).joined(separator: ", ")
    }
    let dates =
      edit.days == 1
      ? Self.numeric(edit.first) : "\(Self.numeric(edit.first))–\(Self.numeric(edit.last))"
    return switch edit.change {
    case .off: "\(verb(.off)) \(dates)"
    case .hours(let windows): "\(verb(.open)) \(dates) \(hours(windows))"
    case .extra(let windows): "\(verb(.open)) \(dates) +\(hours(windows))"
    case .without(let windows): "\(verb(.off)) \(dates) \(hours(windows))"
    case .usual: "\(verb(.usual)) \(dates)"
    }
  }

  private static func numeric(_ date: LocalDate) -> String {
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(twoDigits(date.day)).\(twoDigits(date.month)).\(date.year)"
  }
}
