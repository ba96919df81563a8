import Booking

/// The ways in which the tokens of a quick edit can be read.
///
///     sentence = span [hours] | hours span
///     span     = week | date [to date] | day to date | month day to day
///     date     = today… | weekday [next] | [weekday] (24.12 | 24.12.2026 | 24/12 | 24 December…)
///     hours    = [+] time to time {, time to time}
///
/// Every rule gives all of its readings, the longest first: “sat 10.12-14” can be a date or hours,
/// and only the whole line tells.
struct QuickGrammar {
  /// A date as it was written.
  enum Date: Hashable {
    case fromToday(Int)
    case weekday(Weekday, isNext: Bool)
    case day(Int, month: Int, year: Int?, on: Weekday?)
  }

  enum Span: Hashable {
    case week(Int)
    case dates(Date, Date?)
  }

  /// A time of day as it was written.
  struct Clock: Hashable {
    var hour: Int
    var minute: Int
    var digits: Int
    /// Hours to add for “pm”; nil where neither half of the day is named.
    var half: Int?
  }

  struct Hours: Hashable {
    var from: Clock
    var to: Clock
  }

  struct Sentence: Hashable {
    var span: Span
    var hours: [Hours]?
    var isExtra: Bool
  }

  private let tokens: [QuickLexer.Token]
  private let isMonthFirst: Bool

  init(_ tokens: [QuickLexer.Token], isMonthFirst: Bool) {
    self.tokens = tokens
    self.isMonthFirst = isMonthFirst
  }

  /// All readings of the whole line, the likeliest first.
  func sentences() -> [Sentence] {
    guard tokens.count <= 60 else { return [] }
    var found: [Sentence] = []
    for (span, place) in spans(0) {
      let next = skip(.comma, place)
      if next == tokens.count { found.append(Sentence(span: span, hours: nil, isExtra: false)) }
      for (hours, isExtra, end) in hours(next) where end == tokens.count {
        found.append(Sentence(span: span, hours: hours, isExtra: isExtra))
      }
    }
    if !found.isEmpty { return found }
    for (hours, isExtra, place) in hours(0) {
      for (span, end) in spans(skip(.comma, place)) where end == tokens.count {
        found.append(Sentence(span: span, hours: hours, isExtra: isExtra))
      }
    }
    return found
  }

  func onlyHours() -> [Hours]? {
    guard tokens.count <= 60 else { return nil }
    return hours(0).first { $0.2 == tokens.count }?.0
  }

  /// One time of day, maybe with its date before or after it.
  struct Moment: Hashable {
    var date: Date?
    var clock: Clock
  }

  /// All readings of the whole line as a moment, those with a date first.
  ///
  ///     moment = date time | time [date]
  func moments() -> [Moment] {
    guard tokens.count <= 60 else { return [] }
    var found: [Moment] = []
    for (date, place) in dates(0) {
      let next = skip(.comma, place)
      guard let (clock, end) = clock(joiner(next) ?? next), end == tokens.count else { continue }
      found.append(Moment(date: date, clock: clock))
    }
    guard let (clock, place) = clock(0) else { return found }
    for (date, end) in dates(skip(.comma, place)) where end == tokens.count {
      found.append(Moment(date: date, clock: clock))
    }
    if place == tokens.count { found.append(Moment(date: nil, clock: clock)) }
    return found
  }

  /// Why there is no reading.
  var complaint: QuickEdit.Problem {
    for case .unknown(let word) in tokens { return .unknown(word) }
    let speaksOfDates = tokens.contains { token in
      switch token {
      case .means(.day), .means(.week), .means(.weekday), .means(.month): true
      default: false
      }
    }
    return speaksOfDates || !spans(0).isEmpty ? .unclear : .noDate
  }

  // MARK: Dates

  private func spans(_ place: Int) -> [(Span, Int)] {
    if case .week(let weeks)? = meaning(place) { return [(.week(weeks), place + 1)] }
    var found: [(Span, Int)] = []
    // 24-26 December, 24-26.12
    if let day = number(place), let joined = joiner(place + 1) {
      for case (.day(let last, let month, let year, nil), let end) in explicit(joined) {
        let first = Date.day(day, month: month, year: year, on: nil)
        found.append((.dates(first, .day(last, month: month, year: year, on: nil)), end))
      }
    }
    // December 24-26
    if case .month(let month)? = meaning(place), let day = number(place + 1),
      let joined = joiner(place + 2), let last = number(joined)
    {
      found.append(
        (
          .dates(
            .day(day, month: month, year: nil, on: nil),
            .day(last, month: month, year: nil, on: nil)), joined + 1
        ))
    }
    for (first, place) in dates(place) {
      if let joined = joiner(place) {
        found += dates(joined).map { (.dates(first, $0.0), $0.1) }
      }
      found.append((.dates(first, nil), place))
    }
    return found
  }

  private func dates(_ place: Int) -> [(Date, Int)] {
    switch meaning(place) {
    case .day(let days): return [(.fromToday(days), place + 1)]
    case .next:
      guard case .weekday(let weekday)? = meaning(place + 1) else { return [] }
      return [(.weekday(weekday, isNext: true), place + 2)]
    case .weekday(let weekday):
      var found: [(Date, Int)] = []
      if meaning(place + 1) == .next { found.append((.weekday(weekday, isNext: true), place + 2)) }
      found.append((.weekday(weekday, isNext: false), place + 1))
      let dated = explicit(skip(.comma, place + 1))
      for case (.day(let day, let month, let year, _), let end) in dated {
        found.append((.day(day, month: month, year: year, on: weekday), end))
      }
      return found
    default: return explicit(place)
    }
  }

  /// A day of a month, with or without its year.
  private func explicit(_ place: Int) -> [(Date, Int)] {
    if case .month(let month)? = meaning(place), let day = number(place + 1) {
      let next = skip(.comma, place + 2)
      return years(next, from: place + 2, short: false).map {
        (.day(day, month: month, year: $0, on: nil), $1)
      }
    }
    if let year = number(place, digits: 4), token(place + 1) == .dash,
      let month = number(place + 2, digits: 2), token(place + 3) == .dash,
      let day = number(place + 4, digits: 2)
    {
      return [(.day(day, month: month, year: year, on: nil), place + 5)]
    }
    guard let first = number(place) else { return [] }
    if case .month(let month)? = meaning(place + 1) {
      return years(place + 2, from: place + 2, short: false).map {
        (.day(first, month: month, year: $0, on: nil), $1)
      }
    }
    guard let mark = token(place + 1), mark == .dot || mark == .slash,
      let second = number(place + 2)
    else { return [] }
    let (day, month) = mark == .slash && isMonthFirst ? (second, first) : (first, second)
    let next = skip(mark, place + 3)
    return years(next, from: next, short: next > place + 3).map {
      (.day(day, month: month, year: $0, on: nil), $1)
    }
  }

  /// The year that comes next, and no year at all.
  private func years(_ place: Int, from plain: Int, short: Bool) -> [(Int?, Int)] {
    var found: [(Int?, Int)] = []
    if let year = number(place, digits: 4) {
      found.append((year, skip(.dot, place + 1)))
    } else if short, let year = number(place, digits: 2) {
      found.append((2_000 + year, skip(.dot, place + 1)))
    }
    return found + [(nil, plain)]
  }

  // MARK: Hours

  private func hours(_ place: Int) -> [([Hours], Bool, Int)] {
    var place = place
    var isExtra = false
    while token(place) == .plus {
      isExtra = true
      place += 1
    }
    var found: [([Hours], Bool, Int)] = []
    var windows: [Hours] = []
    while let (from, next) = clock(place), let joined = joiner(next),
      let (to, end) = clock(joined)
    {
      windows.append(Hours(from: from, to: to))
      found.insert((windows, isExtra, end), at: 0)
      place = skip(.comma, end)
    }
    return found
  }

  private func clock(_ place: Int) -> (Clock, Int)? {
    guard case .number(let value, let digits)? = token(place) else { return nil }
    var time = Clock(hour: value, minute: 0, digits: digits)
    var next = place + 1
    if digits >= 3 { (time.hour, time.minute) = (value / 100, value % 100) }
    if digits < 3, let mark = token(next), mark == .colon || mark == .dot || meaning(next) == .hour,
      let minute = number(next + 1, digits: 2)
    {
      time.minute = minute
      next += 2
    }
    if meaning(next) == .hour { next += 1 }
    if meaning(next) == .am || meaning(next) == .pm {
      time.half = meaning(next) == .pm ? 12 : 0
      next += 1
    }
    return (time, next)
  }

  // MARK: Tokens

  private func token(_ place: Int) -> QuickLexer.Token? {
    tokens.indices.contains(place) ? tokens[place] : nil
  }

  private func meaning(_ place: Int) -> QuickWords.Meaning? {
    if case .means(let meaning)? = token(place) { meaning } else { nil }
  }

  private func number(_ place: Int, digits wanted: Int? = nil) -> Int? {
    guard case .number(let value, let digits)? = token(place),
      wanted == nil ? digits <= 2 : digits == wanted
    else { return nil }
    return value
  }

  private func skip(_ mark: QuickLexer.Token, _ place: Int) -> Int {
    token(place) == mark ? place + 1 : place
  }

  /// The place after “-” or “to”.
  private func joiner(_ place: Int) -> Int? {
    token(place) == .dash || meaning(place) == .to ? place + 1 : nil
  }
}
