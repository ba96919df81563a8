import Chance

/// Texts and JSON of any shape, the same for a seed.
extension SplitMix {
  mutating func text(_ longest: Int = 12) -> String {
    let alphabet: [Character] = [
      "a", "Z", "\"", "\\", "/", "\n", "\u{1}", "\u{1F}", "\u{7F}", "é", "Ж", "י", "€", "😀", "👩‍👩‍👧",
      "\u{2028}", "\u{FFFD}", " ", "&", "<", ">", "🇺🇦",
    ]
    return String(
      (0..<Int.random(in: 0...longest, using: &self)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &self)]
      })
  }

  /// No nulls in objects: the reader passes over them.
  mutating func shape(depth: Int, inObject: Bool = true) -> JSONShape {
    switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &self) {
    case 0: return .text(text())
    case 1: return .number(Double(Int64.random(in: -(1 << 52)...(1 << 52), using: &self)))
    case 2: return .number(Double.random(in: -1e6...1e6, using: &self))
    case 3: return inObject ? .flag(Bool.random(using: &self)) : .nothing
    case 4:
      return .list(
        (0..<Int.random(in: 0...4, using: &self)).map { _ in
          shape(depth: depth - 1, inObject: false)
        })
    default:
      var members: [String: JSONShape] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &self) {
        members[text()] = shape(depth: depth - 1)
      }
      return .members(members)
    }
  }
}
