/// The words with which a language's people write of single days in their timetable: “off tomorrow”,
/// “open sat 10-14”. The `format.words.…` keys of its file; several ways to say a thing stand with
/// commas between them, inflected forms of one weekday or month with `|`.
package struct EditWords: Sendable {
  package let off: [String]
  package let open: [String]
  package let usual: [String]
  package let today: [String]
  package let yesterday: [String]
  package let tomorrow: [String]
  package let dayAfterTomorrow: [String]
  package let thisWeek: [String]
  package let nextWeek: [String]
  package let next: [String]
  package let to: [String]
  package let and: [String]
  package let extra: [String]
  package let hour: [String]
  package let am: [String]
  package let pm: [String]
  /// Words that change nothing.
  package let filler: [String]
  /// From Monday, and from January.
  package let weekdays: [[String]]
  package let months: [[String]]
  /// Whether 12/24 is in December.
  package let isMonthFirst: Bool

  init(_ settings: inout SettingsReader, isMonthFirst: Bool) {
    off = settings.list("format.words.off")
    open = settings.list("format.words.open")
    usual = settings.list("format.words.usual")
    today = settings.list("format.words.today")
    yesterday = settings.list("format.words.yesterday")
    tomorrow = settings.list("format.words.tomorrow")
    dayAfterTomorrow = settings.list("format.words.dayAfterTomorrow")
    thisWeek = settings.list("format.words.thisWeek")
    nextWeek = settings.list("format.words.nextWeek")
    next = settings.list("format.words.next")
    to = settings.list("format.words.to")
    and = settings.list("format.words.and")
    extra = settings.list("format.words.extra")
    hour = settings.list("format.words.hour")
    am = settings.list("format.time.am")
    pm = settings.list("format.time.pm")
    filler = settings.list("format.words.filler")
    weekdays = Self.forms(
      &settings, count: 7,
      [
        "format.weekdays.full", "format.weekdays.short", "format.weekdays.narrow",
        "format.words.weekdays",
      ])
    months = Self.forms(
      &settings, count: 12,
      ["format.months.inDate", "format.months.alone", "format.months.short", "format.words.months"])
    self.isMonthFirst = isMonthFirst
  }

  /// Every form of each name, from several keys.
  private static func forms(
    _ settings: inout SettingsReader, count: Int, _ keys: [String]
  ) -> [[String]] {
    var forms = Array(repeating: [String](), count: count)
    for key in keys {
      for (index, word) in settings.words(key, count: count).enumerated() {
        forms[index] += word.split(separator: "|").map(String.init)
      }
    }
    return forms
  }
}

extension Voice {
  package var editWords: EditWords { table.formats.editWords }
}
