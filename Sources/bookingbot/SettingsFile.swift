import Configuration
import Foundation
import Yams

/// The configuration file, compared with the keys that exist.
struct SettingsFile {
  /// What the file says; nil when it says nothing or can't be used.
  private(set) var provider: (any ConfigProvider)?
  /// What is wrong with it, and what to write instead.
  private(set) var faults: [String] = []
  /// The keys that have a value here.
  private(set) var found: Set<String> = []
  let path: String

  /// Reads the file at `path`, which must be there only if somebody named it.
  init(_ path: String, isNamed: Bool) async {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      if isNamed { faults.append("--config \(path): there is no such file.") }
      return
    }
    if isFolder.boolValue {
      faults.append("\(path) is a folder. Name the file in it: --config \(path)/bookingbot.yaml")
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      faults.append("\(path) can't be read. Check who may read it.")
      return
    }
    guard let text = String(data: data, encoding: .utf8) else {
      faults.append("\(path) is not UTF-8 text. Save it as UTF-8.")
      return
    }
    do {
      try compare(try Yams.load(yaml: text))
      guard faults.isEmpty, !found.isEmpty else { return }
      provider = try await FileProvider<YAMLSnapshot>(filePath: .init(path))
    } catch {
      faults.append("\(path)\(Self.reason(error)). Compare it with Config/bookingbot.yaml.")
    }
  }

  private mutating func compare(_ whole: Any?) throws {
    // A file of comments only says nothing, which is fine.
    guard let whole, !(whole is NSNull) else { return }
    guard whole is [AnyHashable: Any] else {
      faults.append(
        "\(path) is not made of keys and values. Write for example:\n"
          + "        http:\n          port: 8081")
      return
    }
    walk(whole, "")
    faults.sort()
  }

  private mutating func walk(_ node: Any, _ key: String) {
    if let mapping = node as? [AnyHashable: Any] {
      if Settings.keys.contains(key) {
        faults.append("\(path): \(key) takes one value, not keys of its own.")
        return
      }
      for (name, value) in mapping { walk(value, key.isEmpty ? "\(name)" : "\(key).\(name)") }
      return
    }
    // A section whose lines are all commented out.
    let isSection = Settings.keys.contains { $0.hasPrefix(key + ".") }
    if node is NSNull, isSection || Settings.keys.contains(key) { return }
    if isSection {
      faults.append("\(path): \(key) is a section. Indent its keys below it.")
    } else if !Settings.keys.contains(key) {
      let near = Settings.keys.min { Self.distance($0, key) < Self.distance($1, key) } ?? ""
      faults.append("\(path): unknown key \(key). Did you mean \(near)?")
    } else if node is [Any] {
      faults.append("\(path): \(key) takes one value, not a list.")
    } else {
      found.insert(key)
    }
  }

  /// Where the YAML breaks, without quoting the file: a token may stand there.
  private static func reason(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ", line \(mark.line): not YAML (\(problem))"
    case .duplicatedKeysInMapping(let duplicates, _):
      ": a key stands there twice (\(duplicates.map { "\($0)" }.joined(separator: ", ")))"
    default: ": not readable as YAML"
    }
  }

  /// Edits between two short words (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
