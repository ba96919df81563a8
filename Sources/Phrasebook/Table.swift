/// All a voice needs of one language; immutable and shared by the voices.
final class Table: Sendable {
  enum Phrase: Sendable {
    case single(PhraseForm)
    case plural([PluralCategory: PhraseForm])
  }

  let language: Language
  let name: String
  let rule: PluralRule
  let formats: Formats
  private let index: KeyIndex
  private let phrases: [Phrase]
  private let onMissing: @Sendable (MissingPhrase) -> Void

  /// - Parameter index: the place of each key, shared by all languages.
  init(
    _ vocabulary: Vocabulary, index: KeyIndex,
    onMissing: @escaping @Sendable (MissingPhrase) -> Void
  ) {
    language = Language(code: vocabulary.code)
    name = vocabulary.texts["language.name"]?.text ?? vocabulary.code
    rule = vocabulary.rule
    formats = vocabulary.formats
    self.index = index
    phrases = index.names.map { key in
      let forms = vocabulary.phrases[key] ?? [:]
      if let only = forms[nil] { return .single(only.form) }
      var plural: [PluralCategory: PhraseForm] = [:]
      for case (let category?, let written) in forms { plural[category] = written.form }
      return .plural(plural)
    }
    self.onMissing = onMissing
  }

  /// The form of a phrase for the number counted in it; nil and a report if there is none.
  func form(_ key: Key, count: Int?) -> PhraseForm? {
    if let place = index.place(of: key.name) {
      switch phrases[place] {
      case .single(let form): return form
      case .plural(let forms):
        let category = count.map(rule.category) ?? rule.categories.last ?? .other
        if let form = forms[category] { return form }
      }
    }
    report(key, placeholder: nil)
    return nil
  }

  func report(_ key: Key, placeholder: String?) {
    onMissing(MissingPhrase(key: key, placeholder: placeholder, language: language))
  }
}

/// Something the code wanted to say and the language files, or the code itself, had no words for.
package struct MissingPhrase: Hashable, Sendable {
  package let key: Key
  /// The placeholder that got no argument; nil if the whole phrase is missing.
  package let placeholder: String?
  package let language: Language
}
