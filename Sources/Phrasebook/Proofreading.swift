/// Compares the languages: each must say all that English says, in its own plural forms.
enum Proofreading {
  typealias Problem = PhrasebookFault.Problem

  /// What differs from `reference`, by key.
  static func problems(of language: Vocabulary, against reference: Vocabulary) -> [Problem] {
    var problems: [Problem] = []
    for (key, forms) in language.phrases {
      func report(_ text: String) {
        problems.append(
          Problem(file: language.file, line: forms.values.map(\.line).min(), text: text))
      }
      if let expected = reference.phrases[key] {
        problems += placeholders(key, forms, as: expected, in: language)
        if expected[nil] == nil, forms[nil] != nil {
          report("“\(key)” needs its plural forms, as in \(reference.code)")
        }
      } else {
        report("“\(key)” is not in \(reference.file)")
      }
      problems += plurals(key, forms, in: language)
    }
    for key in reference.phrases.keys where language.phrases[key] == nil {
      problems.append(Problem(file: language.file, line: nil, text: "“\(key)” is missing"))
    }
    for (key, written) in language.texts
    where Vocabulary.isSetting(key) && reference.texts[key] == nil {
      problems.append(
        Problem(
          file: language.file, line: written.line, text: "“\(key)” is not in \(reference.file)"))
    }
    if language.texts["language.name"] == nil {
      problems.append(Problem(file: language.file, line: nil, text: "“language.name” is missing"))
    }
    return problems
  }

  private static func placeholders(
    _ key: String, _ forms: [PluralCategory?: Vocabulary.Form],
    as expected: [PluralCategory?: Vocabulary.Form], in language: Vocabulary
  ) -> [Problem] {
    let names = expected.values.reduce(into: Set<String>()) { $0.formUnion($1.form.placeholders) }
    return forms.flatMap { category, written -> [Problem] in
      let own = written.form.placeholders
      if own == names { return [] }
      var missing = names.subtracting(own)
      if let category, language.rule.isExact(category) { missing.remove("count") }
      let wrong =
        missing.map { "{\($0)} is missing" }
        + own.subtracting(names).map { "there is nothing for {\($0)}" }
      return wrong.map {
        Problem(
          file: language.file, line: written.line,
          text: "“\(key)\(category.map { "_\($0)" } ?? "")”: \($0)")
      }
    }
  }

  /// A phrase has one form or exactly those of the language's rule, and these count something.
  private static func plurals(
    _ key: String, _ forms: [PluralCategory?: Vocabulary.Form], in language: Vocabulary
  ) -> [Problem] {
    if forms.count == 1, forms[nil] != nil { return [] }
    var wrong: [(String, Int?)] = []
    let expected = language.rule.categories
    for category in expected where forms[category] == nil {
      wrong.append(("the form “\(key)_\(category)” is missing", forms.values.map(\.line).min()))
    }
    for (category, written) in forms {
      guard let category else {
        wrong.append(("“\(key)” stands beside its plural forms", written.line))
        continue
      }
      if !expected.contains(category) {
        wrong.append(
          ("“\(key)_\(category)” is not a form of “\(language.rule.rawValue)”", written.line))
      }
    }
    if !forms.values.contains(where: { $0.form.placeholders.contains("count") }) {
      wrong.append(("“\(key)” has plural forms but no {count}", forms.values.map(\.line).min()))
    }
    return wrong.map { Problem(file: language.file, line: $0.1, text: $0.0) }
  }
}
