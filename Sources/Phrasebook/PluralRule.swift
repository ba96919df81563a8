/// The forms of a counted word, named as in CLDR.
enum PluralCategory: String, CaseIterable, Sendable {
  case zero, one, two, few, many, other
}

/// Which form of a word goes with a whole number: the cardinal rules of CLDR.
///
/// A language file names its rule in `plural.rule`. Fractions are not counted by the bot, so the
/// forms that only fractions take are not asked for.
enum PluralRule: String, CaseIterable, Sendable {
  /// Japanese, Chinese, Vietnamese…
  case otherOnly = "other-only"
  /// English, German, Turkish…
  case oneOther = "one-other"
  /// Italian, Spanish: millions have a form.
  case spanish
  /// French, Portuguese: zero goes with one, and millions have a form.
  case french
  /// Ukrainian, Russian, Belarusian.
  case eastSlavic = "east-slavic"
  /// Serbian, Croatian, Bosnian.
  case southSlavic = "south-slavic"
  case polish
  /// Czech, Slovak.
  case czech
  case slovenian
  case lithuanian
  case romanian
  case arabic
  case hebrew

  /// The forms a language of this rule has for whole numbers.
  var categories: [PluralCategory] {
    switch self {
    case .otherOnly: [.other]
    case .oneOther: [.one, .other]
    case .spanish, .french: [.one, .many, .other]
    case .eastSlavic, .polish: [.one, .few, .many]
    case .southSlavic, .czech, .lithuanian, .romanian: [.one, .few, .other]
    case .slovenian: [.one, .two, .few, .other]
    case .arabic: PluralCategory.allCases
    case .hebrew: [.one, .two, .other]
    }
  }

  /// The form for `number`; its sign does not count.
  func category(_ number: Int) -> PluralCategory {
    let n = number.magnitude
    let tens = n % 100
    let ones = n % 10
    let isMillions = n != 0 && n % 1_000_000 == 0
    switch self {
    case .otherOnly:
      return .other
    case .oneOther:
      return n == 1 ? .one : .other
    case .spanish:
      return n == 1 ? .one : isMillions ? .many : .other
    case .french:
      return n < 2 ? .one : isMillions ? .many : .other
    case .eastSlavic:
      return slavic(ones, tens) ?? .many
    case .southSlavic:
      return slavic(ones, tens) ?? .other
    case .polish:
      if n == 1 { return .one }
      return slavic(ones, tens) == .few ? .few : .many
    case .czech:
      return n == 1 ? .one : (2...4).contains(n) ? .few : .other
    case .slovenian:
      return tens == 1 ? .one : tens == 2 ? .two : (3...4).contains(tens) ? .few : .other
    case .lithuanian:
      if (11...19).contains(tens) || ones == 0 { return .other }
      return ones == 1 ? .one : .few
    case .romanian:
      return n == 1 ? .one : n == 0 || (1...19).contains(tens) ? .few : .other
    case .arabic:
      switch n {
      case 0: return .zero
      case 1: return .one
      case 2: return .two
      default: return (3...10).contains(tens) ? .few : tens >= 11 ? .many : .other
      }
    case .hebrew:
      return n == 1 ? .one : n == 2 ? .two : .other
    }
  }

  private func slavic(_ ones: UInt, _ tens: UInt) -> PluralCategory? {
    if (11...14).contains(tens) { return nil }
    return ones == 1 ? .one : (2...4).contains(ones) ? .few : nil
  }

  /// Whether the form stands for one number only, so that its words may say it (“a booking”).
  func isExact(_ category: PluralCategory) -> Bool {
    (0...200).count { self.category($0) == category } == 1
  }
}
