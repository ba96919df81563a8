import Foundation

/// The cases of an enum as its source declares them, and the case of a value: so that a test
/// notices a case that has been added without an example.
enum EnumCases {
  /// Names of the cases that stand at two spaces' depth in a file of Sources/Conversation, up to
  /// the first type inside; of the enum whose name ends so, where there are several.
  static func declared(in path: String, of ending: String = "") throws -> Set<String> {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Conversation").appendingPathComponent(path)
    var names: Set<String> = []
    let text = try String(contentsOf: file, encoding: .utf8)
    for line in text.split(separator: "\n").drop(while: {
      !ending.isEmpty && !($0.hasPrefix("enum ") && $0.contains(ending + ":"))
    }) {
      if line == "}" || line.hasPrefix("  enum ") { break }
      guard line.hasPrefix("  case ") else { continue }
      names.insert(String(line.dropFirst(7).prefix { $0.isLetter || $0.isNumber }))
    }
    return names
  }

  /// What an enum's case carries.
  static func payload(of value: some Any) -> Any {
    Mirror(reflecting: value).children.first?.value ?? value
  }

  static func name(of value: Any) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
  }
}
