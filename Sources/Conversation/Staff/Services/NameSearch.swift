import Foundation

/// Finds things by part of their name, whatever the case, the accents or the width of the letters.
struct NameSearch {
  private let words: [String]

  init(_ typed: String) {
    words = Self.folded(Typed.cut(typed, to: 200)).split(whereSeparator: \.isWhitespace)
      .map(String.init)
  }

  /// Whether each of the words stands somewhere in the name.
  func finds(_ name: String) -> Bool {
    let name = Self.folded(name)
    return !words.isEmpty && words.allSatisfy { name.contains($0) }
  }

  /// Whether the name is just what was typed.
  func isExactly(_ name: String) -> Bool {
    Self.folded(name).split(whereSeparator: \.isWhitespace).elementsEqual(words) { $0 == $1 }
  }

  private static func folded(_ text: String) -> String {
    text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }
}
