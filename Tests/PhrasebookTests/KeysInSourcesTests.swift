import Foundation
import Testing

@testable import Phrasebook

/// The keys in the sources and those in `en.json` are the same. The code writes keys as whole
/// literals, never put together at run time.
@Suite struct KeysInSourcesTests {
  /// The sources above Phrasebook, without their comments.
  static func sources() throws -> [(path: String, text: String)] {
    let folder = Shelf.root.appending(path: "Sources").resolvingSymlinksInPath()
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var sources: [(path: String, text: String)] = []
    while let file = files?.nextObject() as? URL {
      let path = file.path().dropFirst(folder.path().count)
      guard file.pathExtension == "swift", !path.hasPrefix("Phrasebook/"),
        !path.hasPrefix("/Phrasebook/")
      else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      let code = text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      sources.append((String(path), code.joined(separator: "\n")))
    }
    return sources
  }

  static func keys() throws -> Set<String> {
    let english = try #require(try Shelf.files().first { $0.code == "en" })
    return Set(
      english.entries.map(\.key).filter { !Shelf.isSetting($0) }.map {
        LocalesTests.name($0).replacing(/\.[A-Z]{2}$/, with: "")
      })
  }

  static func literals(_ text: String) -> Set<String> {
    Set(text.matches(of: /"([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)"/).map { String($0.1) })
  }

  @Test("Every key in the sources is in en.json")
  func allThere() throws {
    let keys = try Self.keys()
    let sections = Set(keys.map { String($0.prefix { $0 != "." }) })
    let files = [".png", ".jpg", ".ics", ".json", ".txt", ".pdf", ".zip", ".csv"]
    for (path, text) in try Self.sources() where text.contains("import Phrasebook") {
      let spoken = text.matches(
        of: /\b(?:text|html|phrase|Key)\(\s*"([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)"/)
      let alike = Self.literals(text).filter { literal in
        sections.contains(String(literal.prefix { $0 != "." }))
          && !files.contains { literal.hasSuffix($0) }
      }
      for key in alike.union(spoken.map { String($0.1) }).subtracting(keys).sorted() {
        Issue.record("\(path): “\(key)” is not in en.json")
      }
    }
  }

  @Test("Every phrase of en.json is said somewhere")
  func allUsed() throws {
    let used = try Self.sources().reduce(into: Set<String>()) {
      $0.formUnion(Self.literals($1.text))
    }
    let idle = try Self.keys().subtracting(used)
    #expect(idle.isEmpty, "said nowhere: \(idle.sorted())")
  }
}
