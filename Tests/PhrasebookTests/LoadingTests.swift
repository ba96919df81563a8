import Testing

@testable import Phrasebook

@Suite struct LoadingTests {
  @Test("All faults of all files are told together")
  func together() throws {
    let problems = try Shelf.problems([
      "en": [
        "a": "{x} and {y}", "b": "<b>bold</b>", "c_one": "{count} c", "c_other": "{count} cs",
      ],
      "uk": [
        "a": "{x} і {z}", "b": "<b>жирно", "c_one": "{count} ц", "c_few": "{count} ц", "d": "Д",
      ],
      "fr": ["a": "{x} et {y}", "b": "<bold>gras</bold>", "c": "{count} c"],
    ])
    #expect(
      Set(problems) == [
        "uk.json: “a”: {y} is missing",
        "uk.json: “a”: there is nothing for {z}",
        "uk.json: “b”: <b> is not closed",
        "uk.json: the form “c_many” is missing",
        "uk.json: “d” is not in en.json",
        "fr.json: “b”: unknown tag <bold>",
        "fr.json: “b”: </bold> closes nothing",
        "fr.json: “c” needs its plural forms, as in en",
      ])
  }

  @Test(
    "A phrase must be well formed",
    arguments: [
      ("a {b", "“{” without a name and “}”"), ("a } b", "“}” without “{”"),
      ("{} b", "“{” without a name and “}”"), ("a < b", "“<” without “>”"),
      ("<b><i>a</b></i>", "</b> closes nothing"), ("<u>a", "<u> is not closed"),
      ("<script>a</script>", "unknown tag <script>"),
    ])
  func form(text: String, problem: String) throws {
    #expect(try Shelf.problems(["en": ["a": text]]).contains("en.json: “a”: \(problem)"))
  }

  @Test("Plural forms are those of the language's rule, no more and no fewer")
  func forms() throws {
    #expect(
      try Shelf.problems(["en": ["a_one": "a", "a_few": "{count} a"]]).sorted() == [
        "en.json: the form “a_other” is missing", "en.json: “a_few” is not a form of “one-other”",
      ])
    #expect(
      try Shelf.problems(["en": ["a_one": "an a", "a_other": "many a"]])
        == ["en.json: “a” has plural forms but no {count}"])
    #expect(
      try Shelf.problems(["en": ["a": "{count} a", "a_one": "an a", "a_other": "{count} a"]])
        == ["en.json: “a” stands beside its plural forms"])
  }

  @Test("Only a form that stands for one number may leave the number out")
  func countLeftOut() throws {
    let english: KeyValuePairs = ["a_one": "one a", "a_other": "{count} a"]
    #expect(try Shelf.problems(["en": english]).isEmpty)
    #expect(
      try Shelf.problems([
        "en": english, "uk": ["a_one": "один", "a_few": "{count}", "a_many": "{count}"],
      ]) == ["uk.json: “a_one”: {count} is missing"])
  }

  @Test("A translation may count where English need not")
  func pluralOnlyInTranslation() throws {
    let book = try Shelf.load([
      "en": ["a": "{count} min"],
      "uk": ["a_one": "{count} хвилина", "a_few": "{count} хвилини", "a_many": "{count} хвилин"],
    ])
    #expect(book.voice("uk").text("a", ["count": 22]) == "22 хвилини")
  }

  @Test("Missing translations are named")
  func missing() throws {
    #expect(try Shelf.problems(["en": ["a": "A"], "fr": [:]]) == ["fr.json: “a” is missing"])
  }

  @Test("Formats are proofread too")
  func formats() throws {
    let problems = try Shelf.problems([
      "en": [:],
      "de": [
        "language.name": "Deutsch", "plural.rule": "two-other", "format.months.short": "Jan, Feb",
        "format.date.full": "{weekday}, {daay}", "format.clock": "25", "format.week.first": "8",
        "format.money.symbols": "EUR", "format.colour": "red",
      ],
    ])
    for expected in [
      "de.json: “plural.rule”: “two-other” is not among the choices",
      "de.json: “format.months.short”: 12 words expected, not 2",
      "de.json: “format.date.full”: there is nothing for {daay}",
      "de.json: “format.clock”: “25” is not among the choices",
      "de.json: “format.week.first”: “8” is not among the choices",
      "de.json: “format.money.symbols”: “EUR” is not a pair",
      "de.json: “format.time” is missing", "de.json: “format.colour” is not in en.json",
    ] { #expect(problems.contains(expected), "\(expected) in \(problems)") }
  }

  @Test("A variant changes what it says and shares the rest")
  func variants() throws {
    let book = try Shelf.load(["en": ["a": "colour", "a.US": "color", "b": "same"]])
    #expect(book.voice("en-US").text("a") == "color")
    #expect(book.voice("en-US").text("b") == "same")
    #expect(book.voice("en-GB").text("a") == "colour")
    #expect(
      Set(try Shelf.problems(["en": ["a": "a", "a.IE": "b", "c.US": "c"]])) == [
        "en.json: “c.US” varies “c”, which is missing",
        "en.json: the variant IE needs “language.name.IE”",
      ])
  }

  @Test(
    "A file that is no flat object of texts is refused, with the line",
    arguments: [
      ("", "en.json:1: “{” expected"), ("{\n\"a\": 1}", "en.json:2: “\"” expected"),
      ("{\"a\": \"b\"\n\"c\": \"d\"}", "en.json:2: “,” or “}” expected"),
      ("{\"a\": \"b\n\"}", "en.json:1: a text runs over the end of its line"),
      ("{\"a\": \"\\x\"}", "en.json:1: unknown escape “\\x”"),
      ("{\"a\": \"\\uD800\"}", "en.json:1: an escape is half a surrogate pair"),
      ("{\"a\": \"b\"} {", "en.json:1: there is something after the object"),
      ("{\"a\": \"b", "en.json:1: a text has no end"),
      ("{\"a\": \"\\u12", "en.json:1: “\\u” needs four hexadecimal digits"),
    ])
  func unreadable(json: String, problem: String) throws {
    let fault = try #require(throws: PhrasebookFault.self) {
      try Shelf.load(files: [(name: "en.json", text: json)])
    }
    #expect(fault.problems.map(\.description).contains(problem), "\(fault)")
  }

  @Test("Escapes of JSON are understood, and a doubled key is found")
  func escapes() throws {
    let json = #"{"a": "\"\\\/\n\t\u20AC\uD83D\uDE00", "a": "é"}"#
    let file = try LanguageFile(code: "xx", json: json.utf8)
    #expect(file.entries.map(\.text) == ["\"\\/\n\t€😀", "é"])
    #expect(try Shelf.problems(["en": ["a": "1", "a": "2"]]) == ["en.json: “a” is there twice"])
  }

  @Test("Without the directory, English or the default language nothing is loaded")
  func nothing() throws {
    #expect(throws: PhrasebookFault.self) { try Phrasebook.load(directory: "/nowhere/at/all") }
    #expect(throws: PhrasebookFault.self) { try Shelf.load(["uk": [:]]) }
    #expect(throws: PhrasebookFault.self) { try Shelf.load(["en": [:]], defaultLanguage: "uk") }
  }
}
