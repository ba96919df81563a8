import Booking

/// A typed line that is to change single days: “off tomorrow”, “open 31.12 9-12”.
///
/// Pure: the words, today's date and the line decide.
enum QuickEdit {
  enum Reading: Hashable {
    /// `rolled` says that a date without a year was taken for next year's.
    case edit(ScheduleEdit, rolled: Bool)
    case problem(Problem)
  }

  /// Why a line is no edit.
  enum Problem: Hashable, Error {
    /// Nothing in it says that days are to change.
    case noVerb
    /// Too many words.
    case tooLong
    /// A word that is not known here.
    case unknown(String)
    /// Known words that make no sense together.
    case unclear
    case noDate
    /// 31 February.
    case noSuchDate(String)
    /// The date is on another weekday.
    case otherWeekday(LocalDate)
    case past
    /// The last date is before the first.
    case backwards
    /// More than 366 days.
    case tooManyDays
    case tooFar
    /// Which hours? The dates are clear.
    case noHours(first: LocalDate, last: LocalDate)
    /// No time of day, or a window without length.
    case badHours(String)
    /// The hours end before they start, by more than a night.
    case hoursBackwards(String)
    case overlap
    /// The usual hours are asked for, and others beside them.
    case hoursUnexpected

    /// Whether the line was meant as an edit for sure, so that saying what is wrong helps.
    var isOfAnEdit: Bool {
      switch self {
      case .noVerb, .tooLong, .unknown, .unclear, .noDate: false
      default: true
      }
    }
  }

  /// How far ahead a date may be, in days.
  static let farthest = 1_100
  /// A line longer than this is a letter.
  static let limit = 200

  /// Reads a line in the reader's words, and where those don't make an edit of it in each of the
  /// `others`: people write in more languages than the one their bot speaks.
  static func read(
    _ text: String, _ words: QuickWords, today: LocalDate, assuming verb: QuickWords.Verb? = nil,
    others: some Sequence<QuickWords>
  ) -> Reading {
    let reading = read(text, words, today: today, assuming: verb)
    guard case .problem(let problem) = reading, !problem.isOfAnEdit, problem != .tooLong else {
      return reading
    }
    for words in others {
      let other = read(text, words, today: today, assuming: verb)
      if case .problem(let problem) = other, !problem.isOfAnEdit { continue }
      return other
    }
    return reading
  }

  /// Reads a line; where it says nothing of what is to happen, `verb` is meant.
  static func read(
    _ text: String, _ words: QuickWords, today: LocalDate, assuming verb: QuickWords.Verb? = nil
  ) -> Reading {
    if text.utf16.count > limit { return .problem(.tooLong) }
    let tokens = QuickLexer.tokens(text, words)
    var verbs: Set<QuickWords.Verb> = []
    var rest: [QuickLexer.Token] = []
    var isExtra = false
    for token in tokens {
      switch token {
      case .means(.verb(let verb)): verbs.insert(verb)
      case .means(.extra): isExtra = true
      default: rest.append(token)
      }
    }
    if verbs.isEmpty, isExtra { verbs = [.open] }
    if verbs.isEmpty, let verb { verbs = [verb] }
    guard let verb = verbs.first else { return .problem(.noVerb) }
    guard verbs.count == 1 else { return .problem(.unclear) }
    return read(
      verb, QuickGrammar(rest, isMonthFirst: words.isMonthFirst), isExtra: isExtra, today: today)
  }

  /// Whether a line begins like an edit and has just one word that is not known: misspelt, maybe.
  static func isNearlyOne(_ text: String, _ words: QuickWords) -> Bool {
    let tokens = QuickLexer.tokens(text, words)
    guard case .means(.verb)? = tokens.first else { return false }
    return tokens.count { if case .unknown = $0 { true } else { false } } == 1
  }

  private static func read(
    _ verb: QuickWords.Verb, _ grammar: QuickGrammar, isExtra: Bool, today: LocalDate
  ) -> Reading {
    var problem: Problem?
    for sentence in grammar.sentences() {
      do {
        return try edit(
          verb, sentence, isExtra: isExtra || sentence.isExtra, today: today)
      } catch {
        problem = problem ?? error
      }
    }
    return .problem(problem ?? grammar.complaint)
  }

  private static func edit(
    _ verb: QuickWords.Verb, _ sentence: QuickGrammar.Sentence, isExtra: Bool, today: LocalDate
  ) throws(Problem) -> Reading {
    let dates = try QuickDates(today: today).resolve(sentence.span)
    let change: ScheduleEdit.Change
    if let written = sentence.hours {
      let windows = try QuickHours.windows(written)
      switch (verb, isExtra) {
      case (.open, true): change = .extra(windows)
      case (.open, false): change = .hours(windows)
      case (.off, false): change = .without(windows)
      case (.off, true): throw .unclear
      case (.usual, _): throw .hoursUnexpected
      }
    } else {
      switch verb {
      case .off: change = .off
      case .usual: change = .usual
      case .open: throw .noHours(first: dates.first, last: dates.last)
      }
    }
    guard let edit = ScheduleEdit(first: dates.first, last: dates.last, change: change) else {
      throw .unclear
    }
    return .edit(edit, rolled: dates.rolled)
  }

  /// Reads hours alone: “10-14, 15:30-18”, also with a plus before them.
  static func readHours(_ text: String, _ words: QuickWords) throws(Problem) -> [TimeRange] {
    if text.utf16.count > limit { throw .tooLong }
    let tokens = QuickLexer.tokens(text, words).filter {
      switch $0 {
      case .means(.verb), .means(.extra): false
      default: true
      }
    }
    let grammar = QuickGrammar(tokens, isMonthFirst: words.isMonthFirst)
    guard let written = grammar.onlyHours() else { throw grammar.complaint }
    return try QuickHours.windows(written)
  }
}
