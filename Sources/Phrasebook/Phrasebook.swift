import Foundation

/// The texts and formats of all languages, from one directory: a file per language.
package final class Phrasebook: Sendable {
  /// The languages offered for choice, by code.
  package let languages: [LanguageInfo]
  /// The language of those whose own is not spoken here.
  package var defaultLanguage: String { fallback.language.code }

  private let fallback: Table
  /// By code in lower case.
  private let tables: [String: Table]

  /// Reads every `*.json` of a directory; its name is the language's code. English, `en.json`,
  /// must be among them: the others must say all that it says.
  ///
  /// - Parameter onMissing: told of each phrase or argument that is wanted and not there.
  /// - Throws: all faults of all files together.
  package static func load(
    directory: String, defaultLanguage: String = "en",
    onMissing: @escaping @Sendable (MissingPhrase) -> Void = { _ in }
  ) throws(PhrasebookFault) -> Phrasebook {
    var vocabularies: [Vocabulary] = []
    var problems: [PhrasebookFault.Problem] = []
    for name in try files(in: directory) {
      do {
        let file = try read(name, in: directory)
        vocabularies += Vocabulary.all(in: file)
      } catch {
        problems += error.problems
      }
    }
    problems += vocabularies.flatMap(\.problems)
    guard let reference = vocabularies.first(where: { $0.code == Vocabulary.reference }) else {
      problems.append(.init(file: directory, line: nil, text: "there is no usable en.json"))
      throw PhrasebookFault(problems: sorted(problems))
    }
    for vocabulary in vocabularies {
      problems += Proofreading.problems(of: vocabulary, against: reference)
    }
    let index = KeyIndex(reference.phrases.keys)
    let tables = vocabularies.map { Table($0, index: index, onMissing: onMissing) }
    guard problems.isEmpty,
      let fallback = tables.first(where: { $0.language.code == defaultLanguage })
    else {
      if !vocabularies.contains(where: { $0.code == defaultLanguage }) {
        problems.append(
          .init(file: directory, line: nil, text: "no file has the language “\(defaultLanguage)”"))
      }
      throw PhrasebookFault(problems: sorted(problems))
    }
    return Phrasebook(tables: tables, fallback: fallback)
  }

  private init(tables: [Table], fallback: Table) {
    languages = tables.map { LanguageInfo(code: $0.language.code, name: $0.name) }
      .sorted { $0.code < $1.code }
    self.fallback = fallback
    self.tables = Dictionary(tables.map { ($0.language.code.lowercased(), $0) }) { first, _ in
      first
    }
  }

  /// The voice for a language code as Telegram gives it (IETF tag: `uk`, `pt-br`): of that very
  /// language, else of the language without its region, else the default one.
  package func voice(_ code: String?) -> Voice { Voice(table: table(code) ?? fallback) }

  /// As `voice`; whoever speaks none of the languages here hears `other` before the default one.
  package func voice(
    _ code: String?, orElse other: @autoclosure () throws -> String?
  ) rethrows -> Voice {
    if let table = table(code) { return Voice(table: table) }
    return voice(try other())
  }

  private func table(_ code: String?) -> Table? {
    guard let code else { return nil }
    if let table = tables[code] { return table }
    var parts = code.lowercased().split { $0 == "-" || $0 == "_" }
    while !parts.isEmpty {
      if let table = tables[parts.joined(separator: "-")] { return table }
      parts.removeLast()
    }
    return nil
  }

  private static func files(in directory: String) throws(PhrasebookFault) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { $0.hasSuffix(".json") }.sorted()
    } catch {
      throw PhrasebookFault(problems: [
        .init(file: directory, line: nil, text: "the directory can’t be read")
      ])
    }
  }

  private static func read(
    _ name: String, in directory: String
  ) throws(PhrasebookFault) -> LanguageFile {
    guard let bytes = FileManager.default.contents(atPath: directory + "/" + name) else {
      throw PhrasebookFault(problems: [.init(file: name, line: nil, text: "can’t be read")])
    }
    return try LanguageFile(code: String(name.dropLast(5)), json: bytes)
  }

  /// By place, each once: a regional variant shares the faults of its language.
  private static func sorted(
    _ problems: [PhrasebookFault.Problem]
  ) -> [PhrasebookFault.Problem] {
    Set(problems).sorted {
      ($0.file, $0.line ?? 0, $0.text) < ($1.file, $1.line ?? 0, $1.text)
    }
  }
}
