import Synchronization
import Testing

@testable import Phrasebook

@Suite struct PhraseTests {
  static let book = Result {
    try Shelf.load([
      "en": [
        "hello": "<b>Hello, {name}</b> & welcome > all", "link": #"<a href="{link}">{name}</a>"#,
        "bookings_one": "{count} booking", "bookings_other": "{count} bookings",
        "day": "<b>{Date}</b>", "fixed": "Fixed",
      ],
      "uk": [
        "hello": "<b>Вітаємо, {name}</b>", "link": #"<a href="{link}">{name}</a>"#,
        "bookings_one": "{count} запис", "bookings_few": "{count} записи",
        "bookings_many": "{count} записів", "day": "<b>{date}</b>", "fixed": "Стале",
      ],
      "fr": [
        "hello": "Bonjour {name}", "link": #"<a href="{link}">{name}</a>"#,
        "bookings_one": "{count} rendez-vous", "bookings_many": "{count} de rendez-vous",
        "bookings_other": "{count} rendez-vous", "day": "{Date}", "fixed": "Fixe",
      ],
    ])
  }

  func voice(_ code: String?) throws -> Voice { try Self.book.get().voice(code) }

  @Test("Plain text has no tags and no escapes")
  func plain() throws {
    #expect(
      try voice("en").text("hello", ["name": "<i>&"]) == "Hello, <i>& & welcome > all")
    #expect(try voice("en")("fixed") == "Fixed")
    #expect(
      try voice("en").text("hello", ["name": .markup("<i>A &amp; B</i>")])
        == "Hello, A & B & welcome > all")
  }

  @Test("Markup keeps the phrase's tags and escapes everything else")
  func markup() throws {
    #expect(
      try voice("en").html("hello", ["name": "<i>&\""])
        == "<b>Hello, &lt;i&gt;&amp;\"</b> &amp; welcome &gt; all")
    #expect(
      try voice("uk").html("hello", ["name": .markup("<i>Ія</i>")])
        == "<b>Вітаємо, <i>Ія</i></b>")
  }

  @Test("Quotes are escaped inside an attribute")
  func attributes() throws {
    #expect(
      try voice("fr").html("link", ["link": #"https://a.example/?a=1&b=""#, "name": "“\"”"])
        == #"<a href="https://a.example/?a=1&amp;b=&quot;">“"”</a>"#)
  }

  @Test(
    "The argument named count chooses the form",
    arguments: [
      ("en", 1, "1 booking"), ("en", 0, "0 bookings"), ("en", 5_000, "5,000 bookings"),
      ("uk", 1, "1 запис"), ("uk", 21, "21 запис"), ("uk", 3, "3 записи"),
      ("uk", 12, "12 записів"), ("uk", 0, "0 записів"), ("fr", 0, "0 rendez-vous"),
      ("fr", 1_000_000, "1\u{202F}000\u{202F}000 de rendez-vous"),
    ])
  func plural(code: String, count: Int, expected: String) throws {
    #expect(try voice(code).text("bookings", ["count": .number(count)]) == expected)
  }

  @Test("A placeholder with a capital letter capitalises its argument")
  func capitals() throws {
    #expect(try voice("en").html("day", ["date": "friday"]) == "<b>Friday</b>")
    #expect(try voice("uk").text("day", ["date": "п’ятниця"]) == "п’ятниця")
    #expect(try voice("fr").text("day", ["date": "été"]) == "Été")
  }

  @Test("A missing phrase or argument shows no key and is reported")
  func missing() throws {
    let missing = Missing()
    let book = try Shelf.load(["en": ["hello": "Hello {name}!"]]) { missing.add($0) }
    let voice = book.voice("en")
    #expect(voice.text("nowhere.to.be.found") == "…")
    #expect(voice.html("nowhere.to.be.found") == "…")
    #expect(voice.text("hello") == "Hello !")
    #expect(
      missing.all == [
        MissingPhrase(key: "nowhere.to.be.found", placeholder: nil, language: voice.language),
        MissingPhrase(key: "nowhere.to.be.found", placeholder: nil, language: voice.language),
        MissingPhrase(key: "hello", placeholder: "name", language: voice.language),
      ])
  }

  @Test(
    "A person gets their language, without its region, or the default",
    arguments: [
      ("en", "en"), ("en-US", "en-US"), ("en-us", "en-US"), ("en_US", "en-US"), ("en-GB", "en"),
      ("uk", "uk"), ("UK-ua", "uk"), ("fr-CA", "fr"), ("fr-Latn-CA", "fr"), ("pt-br", "en"),
      ("be", "en"), ("", "en"), ("-", "en"), (nil, "en"),
    ] as [(String?, String)])
  func matching(wanted: String?, given: String) throws {
    #expect(try voice(wanted).language.code == given)
  }

  @Test("The default language is chosen at load")
  func defaultLanguage() throws {
    let book = try Shelf.load(["en": [:], "uk": [:]], defaultLanguage: "uk")
    #expect(book.defaultLanguage == "uk")
    #expect(book.voice("de").language.code == "uk")
    #expect(book.voice("de", orElse: "en").language.code == "en")
    #expect(book.voice("uk", orElse: "en").language.code == "uk")
    #expect(book.voice("de", orElse: "it").language.code == "uk")
    #expect(book.languages.map(\.code) == ["en", "en-US", "uk"])
    #expect(book.languages.map(\.name) == ["English", "English (US)", "Українська"])
  }
}

/// Collects what was missing.
private final class Missing: Sendable {
  private let found = Mutex<[MissingPhrase]>([])

  func add(_ phrase: MissingPhrase) { found.withLock { $0.append(phrase) } }

  var all: [MissingPhrase] { found.withLock { $0 } }
}

@Suite struct CapitalTests {
  @Test(arguments: [
    ("", ""), ("today 9:00", "Today 9:00"), ("Today", "Today"), ("9 o’clock", "9 o’clock"),
    ("сьогодні", "Сьогодні"), ("étage", "Étage"), ("e\u{301}tage", "E\u{301}tage"),
    ("i\u{307}x", "I\u{307}x"), ("ßa", "SSa"), ("{a", "{a"), ("`a", "`a"), ("z", "Z"), ("🐾a", "🐾a"),
  ])
  func `the first letter is a capital`(_ text: String, _ capitalised: String) {
    #expect(Array(text.capitalisedFirst.unicodeScalars) == Array(capitalised.unicodeScalars))
  }
}

@Suite struct KeyIndexTests {
  @Test func `every name has its place, and no other has one`() {
    let names =
      ["", "a", "b", "ab", "ba", "é", "🐾", "button.back"] + (0..<2_000).map { "key.\($0)" }
    let index = KeyIndex(names)
    #expect(index.names == names)
    for (place, name) in names.enumerated() { #expect(index.place(of: name) == place) }
    for name in ["c", "aa", "button.backs", "button.bac", "key.2000", "key.-1", "e"] {
      #expect(index.place(of: name) == nil)
    }
    #expect(KeyIndex([]).place(of: "a") == nil)
  }
}
