import Booking

/// How a language writes dates, times, numbers and money; the `format.…` keys of its file.
final class Formats: Sendable {
  typealias Pattern = [PhraseForm.Segment]

  /// From January; as they stand in a date (“24 грудня”) and alone (“грудень”).
  let monthsInDate: [String]
  let monthsAlone: [String]
  let monthsShort: [String]
  /// From Monday.
  let weekdays: [String]
  let weekdaysShort: [String]
  let weekdaysNarrow: [String]
  /// The first day in words of a date: “1er” in French.
  let firstOfMonth: String
  /// By `DateStyle`, in the order of its cases.
  let dates: [Pattern]
  let time: Pattern
  let hasTwelveHours: Bool
  let am: String
  let pm: String
  /// The days of a week in the order of a calendar page.
  let week: [Weekday]
  let decimalSeparator: String
  let groupSeparator: String
  /// An amount with a symbol (€45) and with a currency's code (CHF 45).
  let money: Pattern
  let moneyWithCode: Pattern
  let currencySymbols: [String: String]
  let days: Pattern
  let hours: Pattern
  let minutes: Pattern
  let listSeparator: String
  let listLast: String
  let editWords: EditWords

  static let dateFields: Set<String> = [
    "weekday", "weekdayShort", "day", "dd", "month", "monthShort", "monthAlone", "mm", "year",
  ]

  init(_ settings: inout SettingsReader) {
    monthsInDate = settings.words("format.months.inDate", count: 12)
    monthsAlone = settings.words("format.months.alone", count: 12)
    monthsShort = settings.words("format.months.short", count: 12)
    weekdays = settings.words("format.weekdays.full", count: 7)
    weekdaysShort = settings.words("format.weekdays.short", count: 7)
    weekdaysNarrow = settings.words("format.weekdays.narrow", count: 7)
    firstOfMonth = settings.text("format.date.first")
    var dates: [Pattern] = []
    for style in DateStyle.allCases {
      dates.append(settings.pattern("format.date.\(style.rawValue)", Self.dateFields))
    }
    self.dates = dates
    time = settings.pattern("format.time", ["h", "hh", "mm", "period"])
    hasTwelveHours = settings.choice("format.clock") { ["12": true, "24": false][$0] } ?? false
    am = settings.text("format.time.am")
    pm = settings.text("format.time.pm")
    let first = settings.choice("format.week.first") { Int($0).flatMap(Weekday.init) }
    let days = Weekday.allCases
    let start = first.flatMap(days.firstIndex) ?? 0
    week = Array(days[start...] + days[..<start])
    decimalSeparator = settings.text("format.number.decimal")
    groupSeparator = settings.text("format.number.group")
    money = settings.pattern("format.money", ["amount", "currency"])
    moneyWithCode = settings.pattern("format.money.code", ["amount", "currency"])
    currencySymbols = settings.pairs("format.money.symbols")
    self.days = settings.pattern("format.duration.days", ["count"])
    hours = settings.pattern("format.duration.hours", ["count"])
    minutes = settings.pattern("format.duration.minutes", ["count"])
    listSeparator = settings.text("format.list.separator")
    listLast = settings.text("format.list.last")
    let numeric = DateStyle.allCases.firstIndex(of: .numeric).map { dates[$0] } ?? []
    let isMonthFirst =
      numeric.compactMap { segment in
        if case .argument(let name, _, _) = segment { name } else { nil }
      }.first == "mm"
    editWords = EditWords(&settings, isMonthFirst: isMonthFirst)
  }
}
