/// Words that people of a business put in place of ours: plain text with `{placeholders}`, and bold
/// and italic by `<b>` and `<i>`. Whatever else looks like markup is what it is, text.
package struct OwnPhrase: Sendable {
  package enum Problem: Hashable, Sendable {
    /// `{nobody}`: there is nothing for it.
    case unknown(String)
    case missing(String)
    /// A brace without its partner, or nothing between them.
    case brace
    /// `<b>` that is not closed, or closed where it was not opened.
    case tag(String)
    case empty
    /// Longer than may be once everything is in its place.
    case tooLong
  }

  package let problems: [Problem]
  private let form: [PhraseForm.Segment]

  private static let tags: Set<String> = ["b", "i"]

  /// Reads a text; with `known`, what may be in it, its problems are looked for too.
  ///
  /// - Parameter known: the length of the longest thing that can take each placeholder's place.
  package init(
    _ text: String, known: [String: Int]? = nil, required: Set<String> = [], limit: Int = .max
  ) {
    var problems: [Problem] = []
    var segments: [PhraseForm.Segment] = []
    var pending = ""
    var open: [String] = []
    var names: Set<String> = []
    var length = 0
    var isVisible = false
    var rest = text[...]
    func note(_ problem: Problem) { if !problems.contains(problem) { problems.append(problem) } }
    while let character = rest.first {
      if character == "{", let (name, isCapital, after) = Self.placeholder(rest) {
        segments.append(.literal(pending))
        segments.append(.argument(name, isCapital: isCapital, isQuoted: false))
        pending = ""
        names.insert(name)
        isVisible = true
        if let known {
          if let longest = known[name] { length += longest } else { note(.unknown(name)) }
        }
        rest = after
      } else if character == "<", let (name, closes, after) = Self.tag(rest) {
        if !closes {
          open.append(name)
        } else if open.last == name {
          open.removeLast()
        } else {
          note(.tag(name))
        }
        pending += closes ? "</\(name)>" : "<\(name)>"
        rest = after
      } else {
        if character == "{" || character == "}" { note(.brace) }
        if !character.isWhitespace { isVisible = true }
        length += character.utf16.count
        pending += Self.escaped(character)
        rest.removeFirst()
      }
    }
    for name in open { note(.tag(name)) }
    segments.append(.literal(pending))
    for name in required.subtracting(names).sorted() { note(.missing(name)) }
    if !isVisible { note(.empty) }
    if length > limit { note(.tooLong) }
    self.problems = problems
    form = segments
  }

  /// The words as HTML; what `value` gives for a placeholder is escaped.
  package func said(_ value: (String) -> String) -> String {
    form.filled { name, _ in value(name).map(Self.escaped).joined() }
  }

  private static func placeholder(
    _ text: Substring
  ) -> (name: String, isCapital: Bool, after: Substring)? {
    let inside = text.dropFirst().prefix { $0 != "}" && $0 != "{" }
    let after = text.dropFirst(inside.count + 1)
    guard after.first == "}", let first = inside.first, first.isLetter,
      inside.allSatisfy({ $0.isLetter || $0.isNumber })
    else { return nil }
    return (
      first.lowercased() + inside.dropFirst(), first.isUppercase, after.dropFirst()
    )
  }

  private static func tag(
    _ text: Substring
  ) -> (name: String, closes: Bool, after: Substring)? {
    for name in tags {
      for (written, closes) in [("<\(name)>", false), ("</\(name)>", true)]
      where text.prefix(written.count).lowercased() == written {
        return (name, closes, text.dropFirst(written.count))
      }
    }
    return nil
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default: String(character)
    }
  }
}

extension Voice {
  /// The same voice for a business with words of its own, by language and key.
  package func speaking(_ own: [String: [String: String]]) -> Voice {
    guard !own.isEmpty else { return self }
    var voice = self
    voice.own = own[String(language.code.prefix { $0 != "-" })]
    return voice
  }

  /// The business's own words for a key, if it has any.
  package func own(_ key: Key) -> OwnPhrase? {
    guard let own, let text = own[key.name] else { return nil }
    return OwnPhrase(text)
  }
}
