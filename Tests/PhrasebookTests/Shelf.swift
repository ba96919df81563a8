import Foundation

@testable import Phrasebook

/// Where the tests find the project's own files, and language files made up for one test.
enum Shelf {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let locales = root.appending(path: "Locales").path()

  /// The real phrasebook.
  static func book() throws -> Phrasebook { try Phrasebook.load(directory: locales) }

  /// A voice with the real formats and no phrases.
  static func voice(_ code: String) throws -> Voice { try formats.get().voice(code) }

  private static let formats = Result { try load(["en": [:], "fr": [:], "ru": [:], "uk": [:]]) }

  /// The real files as they are written, by code.
  static func files() throws -> [LanguageFile] {
    try FileManager.default.contentsOfDirectory(atPath: locales).filter { $0.hasSuffix(".json") }
      .sorted().map {
        try LanguageFile(
          code: String($0.dropLast(5)), json: Data(contentsOf: URL(filePath: locales + "/" + $0)))
      }
  }

  /// Loads a phrasebook with the settings of the real languages and these phrases only.
  static func load(
    _ phrases: KeyValuePairs<String, KeyValuePairs<String, String>>,
    defaultLanguage: String = "en",
    onMissing: @escaping @Sendable (MissingPhrase) -> Void = { _ in }
  ) throws -> Phrasebook {
    let settings = Dictionary(
      uniqueKeysWithValues: try files().map { file in
        (file.code, file.entries.filter { isSetting($0.key) }.map { ($0.key, $0.text) })
      })
    let files = try phrases.map { code, added in
      let entries = settings[code, default: []] + added.map { ($0.key, $0.value) }
      let lines = try entries.map { key, text in
        "  \(try quoted(key)): \(try quoted(text))"
      }
      return (code + ".json", "{\n" + lines.joined(separator: ",\n") + "\n}\n")
    }
    return try load(files: files, defaultLanguage: defaultLanguage, onMissing: onMissing)
  }

  static func load(
    files: [(name: String, text: String)], defaultLanguage: String = "en",
    onMissing: @escaping @Sendable (MissingPhrase) -> Void = { _ in }
  ) throws -> Phrasebook {
    let directory = FileManager.default.temporaryDirectory.appending(
      path: "phrasebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for file in files {
      try Data(file.text.utf8).write(to: directory.appending(path: file.name))
    }
    return try Phrasebook.load(
      directory: directory.path(), defaultLanguage: defaultLanguage, onMissing: onMissing)
  }

  /// What is wrong with these phrases.
  static func problems(
    _ phrases: KeyValuePairs<String, KeyValuePairs<String, String>>
  ) throws -> [String] {
    do {
      _ = try load(phrases)
      return []
    } catch let fault as PhrasebookFault {
      return fault.problems.map { "\($0.file): \($0.text)" }
    }
  }

  static func isSetting(_ key: String) -> Bool {
    Vocabulary.isSetting(key) || key.hasPrefix("format.") || key.hasPrefix("language.name.")
  }

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }
}
