/// Reads the settings of a language (`format.…`, `plural.rule`) and collects what is wrong.
struct SettingsReader {
  let file: String
  let texts: [String: Vocabulary.Text]
  private(set) var problems: [PhrasebookFault.Problem] = []

  init(file: String, texts: [String: Vocabulary.Text]) {
    self.file = file
    self.texts = texts
  }

  mutating func text(_ key: String) -> String {
    guard let written = texts[key] else {
      problems.append(.init(file: file, line: nil, text: "“\(key)” is missing"))
      return ""
    }
    return written.text
  }

  mutating func choice<Value>(_ key: String, _ value: (String) -> Value?) -> Value? {
    let written = text(key)
    if let value = value(written) { return value }
    if texts[key] != nil { report(key, "“\(written)” is not among the choices") }
    return nil
  }

  /// `count` words with commas between them; always that many, even if the file has fewer.
  mutating func words(_ key: String, count: Int) -> [String] {
    let words = text(key).split(separator: ",").map { String($0.trimmed) }
    if words.count != count, texts[key] != nil {
      report(key, "\(count) words expected, not \(words.count)")
    }
    return words.count == count ? words : Array(repeating: "", count: count)
  }

  /// Any number of words with commas between them.
  mutating func list(_ key: String) -> [String] {
    text(key).split(separator: ",").map { String($0.trimmed) }
  }

  /// Pairs such as `EUR €, USD $`.
  mutating func pairs(_ key: String) -> [String: String] {
    var pairs: [String: String] = [:]
    for written in text(key).split(separator: ",") {
      let pair = written.trimmed.split(separator: " ", maxSplits: 1)
      if pair.count == 2 {
        pairs[String(pair[0])] = String(pair[1])
      } else {
        report(key, "“\(written.trimmed)” is not a pair")
      }
    }
    return pairs
  }

  /// A pattern with no other placeholders than these.
  mutating func pattern(_ key: String, _ placeholders: Set<String>) -> [PhraseForm.Segment] {
    var parser = PhraseFormParser()
    let form = parser.parse(text(key))
    for problem in parser.problems { report(key, problem) }
    for name in form.placeholders.subtracting(placeholders).sorted() {
      report(key, "there is nothing for {\(name)}")
    }
    return form.plain
  }

  private mutating func report(_ key: String, _ problem: String) {
    problems.append(.init(file: file, line: texts[key]?.line, text: "“\(key)”: \(problem)"))
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return start }
    return start[...last]
  }
}
