/// Repeats its numbers for a seed (SplitMix64), so that a failed property can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

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
