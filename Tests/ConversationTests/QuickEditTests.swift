import Booking
import Chance
import Phrasebook
import Stage
import Testing

@testable import Conversation

/// What people type of single days, in four languages.
@Suite struct QuickEditTests {
  /// A Friday.
  private static let today = LocalDate(year: 2026, month: 3, day: 20)

  private static let phrasebook = Result { try Phrasebook.load(directory: Stage.locales) }

  private func words(_ language: String) throws -> QuickWords {
    let phrasebook = try Self.phrasebook.get()
    return QuickWords(phrasebook, phrasebook.voice(language))
  }

  /// The edit as the audit writes it, “rolled” where a year was guessed, or the problem.
  private func read(
    _ text: String, _ words: QuickWords, others: [QuickWords] = []
  ) throws -> String {
    let today = try #require(Self.today)
    switch QuickEdit.read(text, words, today: today, others: others) {
    case .edit(let edit, let rolled): return "\(edit)" + (rolled ? " rolled" : "")
    case .problem(let problem):
      let whole = "\(problem)"
      return "! " + whole.prefix { $0 != "(" }
    }
  }

  private func check(_ language: String, _ table: String) throws {
    let words = try words(language)
    let lines = table.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
    #expect(lines.count >= 25)
    for line in lines {
      try #require(line.count == 2, "\(line)")
      let text = String(line[0]).trimmed
      #expect(try read(text, words) == String(line[1]).trimmed, "\(language): \(text)")
    }
  }

  @Test(arguments: [
    ("en", "выходной завтра", "off 2026-03-21"), ("fr", "відпустка 24.12", "off 2026-12-24"),
    ("uk", "congé demain", "off 2026-03-21"),
    ("ru", "ouvert samedi 10h-14h", "hours 2026-03-21 10:00-14:00"),
    ("en", "вихідний 31.02", "! noSuchDate"), ("en", "good morning", "! noVerb"),
    ("fr", "off tomorrow", "off 2026-03-21"),
  ]) func `an edit in another language of the bot is read too`(
    _ language: String, _ text: String, _ expected: String
  ) throws {
    let all = try ["en", "uk", "ru", "fr"].map { try words($0) }
    let read = try read(text, words(language), others: all)
    #expect(read.hasPrefix(expected), "\(read)")
  }

  @Test func `English`() throws {
    try check(
      "en",
      """
      off tomorrow = off 2026-03-21
      Off today = off 2026-03-20
      tomorrow off = off 2026-03-21
      I’m off the day after tomorrow = off 2026-03-22
      off 24.12-02.01 = off 2026-12-24..2027-01-02
      off 24.12 – 02.01.2027 = off 2026-12-24..2027-01-02
      vacation from 24 December to 2 January = off 2026-12-24..2027-01-02
      off 24-26 dec = off 2026-12-24..2026-12-26
      off December 24-26 = off 2026-12-24..2026-12-26
      off 24-26.12. = off 2026-12-24..2026-12-26
      closed mon till wed = off 2026-03-23..2026-03-25
      off next week = off 2026-03-23..2026-03-29
      off this week = off 2026-03-20..2026-03-22
      off friday = off 2026-03-20
      off next friday = off 2026-03-27
      off Thursday, 24 December 2026 = off 2026-12-24
      off 1st of april = off 2026-04-01
      off 2026-12-24 = off 2026-12-24
      off 24/12 = off 2026-12-24
      off 19.03 = off 2027-03-19 rolled
      off 18.03-22.03 = off 2026-03-20..2026-03-22
      open sat 10-14 = hours 2026-03-21 10:00-14:00
      open sat 10.30-14 = hours 2026-03-21 10:30-14:00
      10-14 open sat = hours 2026-03-21 10:00-14:00
      open 31.12 9-12 = hours 2026-12-31 09:00-12:00
      open 31.12 9-12, 14:30-18 = hours 2026-12-31 09:00-12:00,14:30-18:00
      open 31.12 14-18 and 9-12 = hours 2026-12-31 09:00-12:00,14:00-18:00
      open sat 10am-2pm = hours 2026-03-21 10:00-14:00
      open sat 22-2 = hours 2026-03-21 22:00-02:00
      open sat 0-24 = hours 2026-03-21 00:00-24:00
      open sat 0930-1800 = hours 2026-03-21 09:30-18:00
      open sat +18-20 = extra 2026-03-21 18:00-20:00
      extra sat 18 to 20 = extra 2026-03-21 18:00-20:00
      off tomorrow 12-14 = without 2026-03-21 12:00-14:00
      normal 24.12 = usual 2026-12-24
      usual hours 24.12-26.12 = usual 2026-12-24..2026-12-26
      off 31.02 = ! noSuchDate
      off 31 February = ! noSuchDate
      off 29.02 = ! noSuchDate
      off 29.02.2028 = off 2028-02-29
      off 24.12.2025 = ! past
      off 26.12-24.12 = ! backwards
      off tomorrow-today = ! backwards
      off 01.04.2026-02.04.2027 = ! tooManyDays
      off 01.04.2026-01.04.2027 = off 2026-04-01..2027-04-01
      off 24.12.2035 = ! tooFar
      off sun 5 dec = ! otherWeekday
      open sat = ! noHours
      open sat 10-10 = ! badHours
      open sat 25-30 = ! badHours
      open sat 10:75-12 = ! badHours
      open sat 18-10 = ! hoursBackwards
      open sat 9-13, 12-15 = ! overlap
      normal 24.12 10-14 = ! hoursUnexpected
      off +18-20 = ! noDate
      off sat +18-20 = ! unclear
      off = ! noDate
      open 10-14 = ! noDate
      off open tomorrow = ! unclear
      off tomorow = ! unknown
      off 🌴 = ! unknown
      hello = ! noVerb
      see you tomorrow at 10 = ! noVerb
      \u{202E}off tomorrow = off 2026-03-21
      """)
  }

  @Test func `months come first where people write them so`() throws {
    #expect(try read("off 12/24", words("en-US")) == "off 2026-12-24")
    #expect(try read("off 12/24", words("en")) == "! noSuchDate")
    #expect(try read("off 24.12", words("en-US")) == "off 2026-12-24")
  }

  @Test func `Ukrainian`() throws {
    try check(
      "uk",
      """
      вихідний завтра = off 2026-03-21
      завтра вихідний = off 2026-03-21
      Сьогодні не працюю = off 2026-03-20
      післязавтра закрито = off 2026-03-22
      відпустка 24.12-02.01 = off 2026-12-24..2027-01-02
      відпустка з 24 грудня по 2 січня = off 2026-12-24..2027-01-02
      у відпустці від 24.12 до 02.01.2027 = off 2026-12-24..2027-01-02
      вихідні 24–26 грудня = off 2026-12-24..2026-12-26
      не працюю в п’ятницю = off 2026-03-20
      не працюю в п'ятницю = off 2026-03-20
      не працюю в пятницю = off 2026-03-20
      вихідний у наступну п’ятницю = off 2026-03-27
      вихідний понеділок-середа = off 2026-03-23..2026-03-25
      вихідний з понеділка до середи = off 2026-03-23..2026-03-25
      вихідний на наступному тижні = off 2026-03-23..2026-03-29
      відпустка наступний тиждень = off 2026-03-23..2026-03-29
      працюю сб 10-14 = hours 2026-03-21 10:00-14:00
      працюю в суботу з 10 до 14 = hours 2026-03-21 10:00-14:00
      працюю 31.12 9-12 та 14-18 = hours 2026-12-31 09:00-12:00,14:00-18:00
      працюю у неділю 10:30–14 = hours 2026-03-22 10:30-14:00
      працюю сб +18-20 = extra 2026-03-21 18:00-20:00
      додатково сб 18-20 = extra 2026-03-21 18:00-20:00
      не працюю завтра 12-14 = without 2026-03-21 12:00-14:00
      звичайно 24.12 = usual 2026-12-24
      24.12 як завжди = usual 2026-12-24
      off tomorrow = off 2026-03-21
      open sat 10-14 = hours 2026-03-21 10:00-14:00
      вихідний 19.03 = off 2027-03-19 rolled
      вихідний 31.02 = ! noSuchDate
      вихідний 31 лютого = ! noSuchDate
      вихідний 26.12-24.12 = ! backwards
      працюю сб = ! noHours
      працюю сб 18-10 = ! hoursBackwards
      працюю сб 9-13, 12-15 = ! overlap
      вихідний колись = ! unknown
      вихідний = ! noDate
      добрий день = ! noVerb
      """)
  }

  @Test func `Russian`() throws {
    try check(
      "ru",
      """
      выходной завтра = off 2026-03-21
      завтра выходной = off 2026-03-21
      Сегодня не работаю = off 2026-03-20
      послезавтра закрыто = off 2026-03-22
      отпуск 24.12-02.01 = off 2026-12-24..2027-01-02
      отпуск с 24 декабря по 2 января = off 2026-12-24..2027-01-02
      в отпуске от 24.12 до 02.01.2027 = off 2026-12-24..2027-01-02
      выходные 24–26 декабря = off 2026-12-24..2026-12-26
      не работаю в пятницу = off 2026-03-20
      выходной в следующую пятницу = off 2026-03-27
      выходной пн-ср = off 2026-03-23..2026-03-25
      выходной с понедельника до среды = off 2026-03-23..2026-03-25
      выходной на следующей неделе = off 2026-03-23..2026-03-29
      отпуск следующая неделя = off 2026-03-23..2026-03-29
      работаю сб 10-14 = hours 2026-03-21 10:00-14:00
      работаю в субботу с 10 до 14 = hours 2026-03-21 10:00-14:00
      работаю 31.12 9-12 и 14-18 = hours 2026-12-31 09:00-12:00,14:00-18:00
      работаю в воскресенье 10:30–14 = hours 2026-03-22 10:30-14:00
      работаю сб +18-20 = extra 2026-03-21 18:00-20:00
      ещё сб 18-20 = extra 2026-03-21 18:00-20:00
      еще сб 18-20 = extra 2026-03-21 18:00-20:00
      не работаю завтра 12-14 = without 2026-03-21 12:00-14:00
      обычно 24.12 = usual 2026-12-24
      24.12 как всегда = usual 2026-12-24
      off tomorrow = off 2026-03-21
      выходной 19.03 = off 2027-03-19 rolled
      выходной 31.02 = ! noSuchDate
      выходной 31 февраля = ! noSuchDate
      выходной 26.12-24.12 = ! backwards
      работаю сб = ! noHours
      работаю сб 18-10 = ! hoursBackwards
      работаю сб 9-13, 12-15 = ! overlap
      выходной когда-нибудь = ! unknown
      выходной = ! noDate
      добрый день = ! noVerb
      """)
  }

  @Test func `French`() throws {
    try check(
      "fr",
      """
      fermé demain = off 2026-03-21
      demain fermé = off 2026-03-21
      FERME aujourd'hui = off 2026-03-20
      repos après-demain = off 2026-03-22
      repos apres demain = off 2026-03-22
      congés 24.12-02.01 = off 2026-12-24..2027-01-02
      congés du 24/12 au 02/01 = off 2026-12-24..2027-01-02
      en vacances du 24 décembre au 2 janvier = off 2026-12-24..2027-01-02
      conges du 24 au 26 decembre = off 2026-12-24..2026-12-26
      fermé du 24/12/2026 jusqu’au 02/01/2027 = off 2026-12-24..2027-01-02
      fermé le 1er avril = off 2026-04-01
      fermé vendredi = off 2026-03-20
      fermé vendredi prochain = off 2026-03-27
      fermé lundi au mercredi = off 2026-03-23..2026-03-25
      congés la semaine prochaine = off 2026-03-23..2026-03-29
      ouvert sam 10-14 = hours 2026-03-21 10:00-14:00
      ouvert samedi de 10h à 14h30 = hours 2026-03-21 10:00-14:30
      ouvert samedi 9h-12h et 14h-18h = hours 2026-03-21 09:00-12:00,14:00-18:00
      je travaille dimanche 10h30–14h = hours 2026-03-22 10:30-14:00
      ouvert mar. 10-14 = hours 2026-03-24 10:00-14:00
      ouvert sam. +18-20 = extra 2026-03-21 18:00-20:00
      samedi en plus 18-20 = extra 2026-03-21 18:00-20:00
      fermé demain 12h-14h = without 2026-03-21 12:00-14:00
      normal 24/12 = usual 2026-12-24
      horaires habituels le 24 décembre = usual 2026-12-24
      off tomorrow = off 2026-03-21
      fermé 19.03 = off 2027-03-19 rolled
      fermé 31.02 = ! noSuchDate
      fermé 31 février = ! noSuchDate
      fermé 26.12-24.12 = ! backwards
      ouvert sam = ! noHours
      ouvert sam 18-10 = ! hoursBackwards
      ouvert sam 9-13, 12-15 = ! overlap
      fermé un jour = ! unknown
      fermé = ! noDate
      bonjour = ! noVerb
      """)
  }

  @Test func `hours alone`() throws {
    let words = try words("uk")
    #expect(
      try QuickEdit.readHours("з 10 до 14, 15:30-18", words)
        == [TimeRange(start: 600, end: 840), TimeRange(start: 930, end: 1_080)])
    #expect(try QuickEdit.readHours("+22-2", words) == [TimeRange(start: 1_320, end: 1_560)])
    for bad in [
      "", "10", "10-", "завтра", "10-14 🌴", "99-100", String(repeating: "9", count: 4_096),
    ] {
      #expect(throws: QuickEdit.Problem.self) { try QuickEdit.readHours(bad, words) }
    }
  }

  @Test func `a letter is no edit`() throws {
    let words = try words("en")
    #expect(try read("off tomorrow " + String(repeating: "x", count: 4_096), words) == "! tooLong")
    #expect(try read(String(repeating: "1-", count: 90) + " off", words).hasPrefix("! "))
  }

  /// Any text is an edit, which written down is read as the same edit, or has a reason.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `what is read can be written and read again`(
    _ seed: UInt64
  ) throws {
    let dice = Dice(seed: seed)
    let language = ["en", "uk", "ru", "fr"][Int(seed % 4)]
    let words = try words(language)
    let own = try Self.phrasebook.get().voice(language).editWords
    var pieces = [
      "off", "open", "normal", "+", "-", "–", ".", ":", ",", "/", " ", "24.12", "02.01.2027",
      "10-14", "9:30", "22-2", "31.02", "sat", "today", "next", "12", "7", "2026", "2026-12-24",
      "to", "h", "am", "pm", "🌴", "<b>", "שלום", "\u{202E}", "\n", "²", "٣", "0", "00",
    ]
    pieces += own.off + own.open + own.usual + own.to + own.filler + own.next + own.extra
    pieces += (own.weekdays + own.months).flatMap { $0 } + own.nextWeek + own.tomorrow
    let today = try #require(Self.today)
    var edits = 0
    for _ in 0..<4_000 {
      var text = ""
      if dice.next() % 2 == 0 {
        text = "\(dice.pick(own.off + own.open)) \(dice.pick(["24.12", "5.4-9.4", "sat"])) "
      }
      for _ in 0..<(1 + dice.next() % 6) {
        text += dice.pick(pieces) + (dice.next() % 3 == 0 ? "" : " ")
      }
      guard case .edit(let edit, _) = QuickEdit.read(text, words, today: today) else { continue }
      edits += 1
      #expect(edit.first >= today && edit.days <= ScheduleEdit.longest, "seed \(seed): \(text)")
      let written = words.text(edit)
      #expect(
        QuickEdit.read(written, words, today: today) == .edit(edit, rolled: false),
        "seed \(seed): “\(text)” is “\(written)”")
    }
    #expect(edits > 50, "seed \(seed): \(edits)")
  }
}
