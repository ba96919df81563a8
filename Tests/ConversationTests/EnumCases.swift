import Foundation

/// The cases of an enum as its source declares them, and the case of a value: so that a test
/// notices a case that has been added without an example.
enum EnumCases {
  /// Names of the cases that stand at two spaces' depth in a file of Sources/Conversation, up to
  /// the first type inside.
  static func declared(in path: String) throws -> Set<String> {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Conversation").appendingPathComponent(path)
    var names: Set<String> = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line == "}" || line.hasPrefix("  enum ") { break }
      guard line.hasPrefix("  case ") else { continue }
      names.insert(String(line.dropFirst(7).prefix { $0.isLetter || $0.isNumber }))
    }
    return names
  }

  static func name(of value: some Any) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
  }
}
