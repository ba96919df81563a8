/// Why the language files can't be used: everything that is wrong with them, at once.
package struct PhrasebookFault: Error, CustomStringConvertible, Sendable {
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file's name, or the directory's path.
    package let file: String
    package let line: Int?
    package let text: String

    package var description: String {
      if let line { "\(file):\(line): \(text)" } else { "\(file): \(text)" }
    }
  }

  package let problems: [Problem]

  package var description: String {
    "The language files have faults:\n"
      + problems.map { "  \($0)" }.joined(separator: "\n")
  }
}
