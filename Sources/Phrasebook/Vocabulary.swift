/// The texts of one language or regional variant, taken apart and ready to be proofread.
struct Vocabulary {
  struct Text {
    let text: String
    let line: Int
  }
  struct Form {
    let form: PhraseForm
    let line: Int
  }

  /// The language all others are compared with.
  static let reference = "en"

  let code: String
  let file: String
  /// As written, by key without its region.
  let texts: [String: Text]
  /// What is said in chats, by key without region and plural form; nil is the only form.
  let phrases: [String: [PluralCategory?: Form]]
  let rule: PluralRule
  let formats: Formats
  let problems: [PhrasebookFault.Problem]

  /// The language of a file, then its regional variants: a key that ends in a region
  /// (`format.clock.US`) says what differs there, and `language.name.US` makes the variant.
  static func all(in file: LanguageFile) -> [Vocabulary] {
    var texts: [String: Text] = [:]
    var regions: [String: [String: Text]] = [:]
    var problems: [PhrasebookFault.Problem] = []
    for entry in file.entries {
      let (key, region) = split(entry.key)
      let text = Text(text: entry.text, line: entry.line)
      let former =
        if let region {
          regions[region, default: [:]].updateValue(text, forKey: key)
        } else {
          texts.updateValue(text, forKey: key)
        }
      if former != nil {
        problems.append(
          .init(file: file.name, line: entry.line, text: "“\(entry.key)” is there twice"))
      }
    }
    let base = Vocabulary(
      code: file.code, file: file.name, texts: texts, changed: texts, of: [:], problems: problems)
    let variants = regions.sorted { $0.key < $1.key }.map { region, changes in
      var problems: [PhrasebookFault.Problem] = []
      if changes["language.name"] == nil {
        problems.append(
          .init(
            file: file.name, line: changes.values.map(\.line).min(),
            text: "the variant \(region) needs “language.name.\(region)”"))
      }
      for (key, change) in changes where texts[key] == nil {
        problems.append(
          .init(
            file: file.name, line: change.line,
            text: "“\(key).\(region)” varies “\(key)”, which is missing"))
      }
      let changed = changes.filter { texts[$0.key] != nil }
      return Vocabulary(
        code: "\(file.code)-\(region)", file: file.name, texts: texts.merging(changed) { $1 },
        changed: changed, of: base.phrases, problems: problems)
    }
    return [base] + variants
  }

  private static func split(_ key: String) -> (key: String, region: String?) {
    let end = key.suffix(3)
    guard end.first == ".", end.count == 3,
      end.dropFirst().allSatisfy({ $0.isASCII && $0.isUppercase })
    else { return (key, nil) }
    return (String(key.dropLast(3)), String(end.dropFirst()))
  }

  /// All the texts, and those of them that are not in `phrases` as they are to be.
  private init(
    code: String, file: String, texts: [String: Text], changed: [String: Text],
    of phrases: [String: [PluralCategory?: Form]], problems: [PhrasebookFault.Problem]
  ) {
    var problems = problems
    var phrases = phrases
    for (key, written) in changed where !Self.isSetting(key) {
      let (name, category) = Self.plural(key)
      var parser = PhraseFormParser()
      phrases[name, default: [:]][category] = Form(
        form: parser.parse(written.text), line: written.line)
      for problem in parser.problems {
        problems.append(.init(file: file, line: written.line, text: "“\(key)”: \(problem)"))
      }
    }
    var settings = SettingsReader(file: file, texts: texts)
    rule = settings.choice("plural.rule", PluralRule.init) ?? .otherOnly
    formats = Formats(&settings)
    self.code = code
    self.file = file
    self.texts = texts
    self.phrases = phrases
    self.problems = problems + settings.problems
  }

  /// Keys that are no phrases: their placeholders are the language's own business.
  static func isSetting(_ key: String) -> Bool {
    key.hasPrefix("format.") || key == "plural.rule" || key == "language.name"
  }

  /// `bookings_few` is the form `few` of `bookings`.
  private static func plural(_ key: String) -> (name: String, category: PluralCategory?) {
    guard let cut = key.lastIndex(of: "_"),
      let category = PluralCategory(rawValue: String(key[key.index(after: cut)...]))
    else { return (key, nil) }
    return (String(key[..<cut]), category)
  }
}
