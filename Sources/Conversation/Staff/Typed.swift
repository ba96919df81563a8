import Booking
import Foundation

/// What people type: words of some length, one line, a length of time, hours of a day.
///
/// Lengths are UTF-16 units, as Telegram counts them: one character can be thousands of scalars.
enum Typed {
  static func isLonger(_ text: String, than limit: Int) -> Bool {
    // No text has more UTF-16 units than bytes in UTF-8, which are known without counting.
    text.utf8.count > limit && text.utf16.count > limit
  }

  /// As many whole characters as `limit` has room for, with an ellipsis where something is left out.
  static func clipped(_ text: String, to limit: Int) -> String {
    guard isLonger(text, than: limit) else { return text }
    return cut(text, to: limit - 1).trimmed + "…"
  }

  /// The beginning of `text`, of at most `limit` UTF-16 units.
  static func cut(_ text: String, to limit: Int) -> String {
    var room = limit
    return String(
      text.prefix {
        room -= $0.utf16.count
        return room >= 0
      })
  }

  /// One line of 1 to `limit`, with something in it to be seen and nothing that steers a terminal.
  static func line(_ text: String, limit: Int) -> String? {
    text.trimmed.contains { $0.isNewline } ? nil : lines(text, limit: limit)
  }

  /// The same, of several lines.
  static func lines(_ text: String, limit: Int) -> String? {
    let text = text.trimmed
    if isLonger(text, than: limit) { return nil }
    var isVisible = false
    for scalar in text.unicodeScalars where scalar != "\n" {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return nil
      case .format, .spaceSeparator, .unassigned: break
      default: isVisible = true
      }
    }
    return isVisible ? text : nil
  }

  /// A dash or a zero alone empties an optional answer, in every language.
  static func cleared(_ text: String) -> Bool { ["-", "–", "—", "0"].contains(text.trimmed) }

  /// Whether the text is one of the words of a list such as “free, no charge”.
  static func isAmong(_ text: String, _ list: String) -> Bool {
    let text = text.trimmed.lowercased()
    return list.split(separator: ",").contains { String($0).trimmed.lowercased() == text }
  }

  /// Minutes from “45”, “1:30”, “1h 30”, “90 min”; 5 minutes to 24 hours.
  static func duration(_ text: String) -> Int? {
    minutes(text, unit: 1).flatMap { (5...1_440).contains($0) ? $0 : nil }
  }

  /// Minutes from “1:30”, “1h 30”, “1,5 h”, “90 min”, “2 days”, in the words of any of the
  /// languages; a bare number counts units of so many minutes. Nil for anything else.
  static func minutes(_ text: String, unit: Int) -> Int? {
    let text = text.trimmed.lowercased()
    guard text.count <= 60, !"-−–+".contains(where: { text.hasPrefix(String($0)) }) else {
      return nil
    }
    if let match = text.wholeMatch(of: /(\d{1,3})[.,](\d)\s*[hгч].*/),
      let hours = Int(match.1), let tenths = Int(match.2)
    {
      return hours * 60 + tenths * 6
    }
    let parts = text.split { !$0.isNumber }.map { Int($0) }
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    let numbers = parts.compactMap { $0 }
    guard let first = numbers.first, first <= 100_000 else { return nil }
    let rest = text.drop { !$0.isNumber }.drop { $0.isNumber }
    let speaksOfHours = rest.hasPrefix(":") || "hгч".contains(rest.first(where: \.isLetter) ?? "-")
    switch (numbers.count, speaksOfHours) {
    case (1, true): return first * 60
    case (1, false):
      guard let word = rest.first(where: \.isLetter) else {
        return rest.allSatisfy(\.isWhitespace) ? first * unit : nil
      }
      if "mмх".contains(word) { return first }
      return "dдj".contains(word) ? first * 1_440 : nil
    case (2, true): return numbers[1] < 60 ? first * 60 + numbers[1] : nil
    default: return nil
    }
  }
}
