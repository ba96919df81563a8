import Foundation
import Testing

@testable import Phrasebook

/// The project's own language files, proofread.
@Suite struct LocalesTests {
  /// Every phrase of a language, with its key as written.
  static func phrases() throws -> [(file: LanguageFile, entry: LanguageFile.Entry)] {
    try Shelf.files().flatMap { file in
      file.entries.filter { !Shelf.isSetting($0.key) }.map { (file, $0) }
    }
  }

  /// What a reader sees: without tags, and with a letter for each placeholder.
  static func visible(_ text: String, placeholder: String = "x") -> String {
    text.replacing(/<[^>]*>/, with: "").replacing(/\{[^}]*\}/, with: placeholder)
  }

  static func name(_ key: String) -> String {
    key.replacing(/_(zero|one|two|few|many|other)$/, with: "")
  }

  @Test("Every language says all that English says, in its own forms")
  func complete() throws {
    let book = try Shelf.book()
    #expect(book.languages.map(\.code) == ["en", "en-US", "fr", "ru", "uk"])
  }

  @Test("Translations keep the tags, emoji and commands of the English text")
  func sameMarks() throws {
    func marks(_ text: String) -> [String] {
      text.matches(of: /<[^>]*>/).map { String($0.0) }.sorted()
        + text.filter(Self.isEmoji).map { String($0) }.sorted()
        + text.replacing(/<[^>]*>/, with: " ").matches(of: /\/[a-z]+/).map { String($0.0) }.sorted()
    }
    var english: [String: [String]] = [:]
    for (file, entry) in try Self.phrases() where file.code == "en" {
      english[Self.name(entry.key)] = marks(entry.text)
    }
    for (file, entry) in try Self.phrases() {
      #expect(
        marks(entry.text) == english[Self.name(entry.key)],
        "\(file.name):\(entry.line) \(entry.key)")
    }
  }

  @Test("A line has at most one emoji")
  func emoji() throws {
    for (file, entry) in try Self.phrases() {
      for line in entry.text.split(separator: "\n") {
        #expect(line.count(where: Self.isEmoji) <= 1, "\(file.name):\(entry.line) \(line)")
      }
    }
  }

  static func isEmoji(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.isEmoji && $0.value >= 0x231A }
  }

  @Test("Spaces are single and stand between words; quotes, dots and dashes are typeset")
  func typography() throws {
    let wrong: [(String, Regex<Substring>)] = [
      ("two spaces", /[ \u{A0}\u{202F}]{2}/), ("space at an end", /^\s|\s$/),
      ("space at the end of a line", /[ ]\n/), ("straight apostrophe", /'/),
      ("straight quote", /"/), ("three dots", /\.\.\./), ("hyphen for a dash", /[ ]-[ ]/),
      ("space before a comma or full stop", /[ \u{A0}\u{202F}][,.](?!\d)/), ("tab", /\t/),
    ]
    for (file, entry) in try Self.phrases() {
      for (what, pattern) in wrong where Self.visible(entry.text).contains(pattern) {
        Issue.record("\(file.name):\(entry.line) \(what): \(entry.text)")
      }
    }
  }

  @Test("French has its narrow spaces")
  func french() throws {
    let wrong: [(String, Regex<Substring>)] = [
      ("no narrow space before ? ! ;", /[^\u{202F}?!…\n][?!;]/),
      ("no narrow space before :", /[^\u{202F}\d]:(?!\/\/)|\d:(?!\d)/),
      ("no narrow space after «", /«[^\u{202F}]/), ("no narrow space before »", /[^\u{202F}]»/),
      ("English quotes", /[“”]/),
    ]
    for (file, entry) in try Self.phrases() where file.code == "fr" {
      for (what, pattern) in wrong where Self.visible(entry.text).contains(pattern) {
        Issue.record("\(file.name):\(entry.line) \(what): \(entry.text)")
      }
    }
  }

  @Test("Ukrainian and Russian keep to their letters and quotes")
  func cyrillic() throws {
    for (file, entry) in try Self.phrases() where ["uk", "ru"].contains(file.code) {
      let text = Self.visible(entry.text, placeholder: " ")
      let strangers: Regex<Substring> = file.code == "uk" ? /[ЫыЭэЁёЪъ]/ : /[ІіЇїЄєҐґ]/
      #expect(!text.contains(strangers), "\(file.name):\(entry.line) \(entry.text)")
      #expect(!text.contains(/[“”„]/), "\(file.name):\(entry.line) \(entry.text)")
      #expect(
        !text.contains(/[A-Za-z]\p{Cyrillic}|\p{Cyrillic}[A-Za-z]/),
        "Latin in a Cyrillic word: \(file.name):\(entry.line) \(entry.text)")
    }
  }

  @Test("Buttons are short")
  func buttons() throws {
    for (file, entry) in try Self.phrases() where entry.key.hasPrefix("button.") {
      let length = Self.visible(entry.text, placeholder: "").count
      #expect(length <= 30, "\(file.name):\(entry.line) \(entry.text)")
    }
  }

  @Test("What Telegram shows of the bot fits its limits")
  func telegramLimits() throws {
    let limits = ["command.": 256, "bot.short": 120, "bot.description": 512]
    for (file, entry) in try Self.phrases() {
      for (prefix, limit) in limits where entry.key.hasPrefix(prefix) {
        #expect(
          Self.visible(entry.text).utf16.count <= limit, "\(file.name):\(entry.line) \(entry.key)")
      }
    }
  }

  @Test("Keys stand together by section, one a line, in the order of English")
  func order() throws {
    let files = try Shelf.files()
    let english = try #require(files.first { $0.code == "en" })
    for file in files {
      #expect(Set(file.entries.map(\.line)).count == file.entries.count, "\(file.name)")
      #expect(Self.sections(file).count == Set(Self.sections(file)).count, "\(file.name)")
      #expect(Self.sections(file) == Self.sections(english), "\(file.name)")
    }
  }

  /// The first words of the keys, once per run.
  static func sections(_ file: LanguageFile) -> [String] {
    file.entries.reduce(into: []) { sections, entry in
      let section = entry.key.prefix { $0 != "." }
      if sections.last != String(section) { sections.append(String(section)) }
    }
  }
}
