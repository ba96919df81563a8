import Booking
import Foundation

/// What people type: words of some length, one line, a length of time, hours of a day.
///
/// Lengths are UTF-16 units, as Telegram counts them: one character can be thousands of scalars.
enum Typed {
  static func isLonger(_ text: String, than limit: Int) -> Bool { text.utf16.count > limit }

  /// As many whole characters as `limit` has room for.
  static func clipped(_ text: String, to limit: Int) -> String {
    var room = limit
    return String(
      text.prefix {
        room -= $0.utf16.count
        return room >= 0
      })
  }

  /// One line of 1 to `limit`, with something in it to be seen and nothing that steers a terminal.
  static func line(_ text: String, limit: Int) -> String? {
    let line = text.trimmed
    if isLonger(line, than: limit) { return nil }
    var isVisible = false
    for scalar in line.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return nil
      case .format, .spaceSeparator, .unassigned: break
      default: isVisible = true
      }
    }
    return isVisible ? line : nil
  }

  /// A dash or a zero alone empties an optional answer, in every language.
  static func cleared(_ text: String) -> Bool { ["-", "–", "—", "0"].contains(text.trimmed) }

  /// Minutes from “45”, “1:30”, “1h 30”, “90 min”; 5 minutes to 24 hours.
  static func duration(_ text: String) -> Int? {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    let words = text.lowercased().filter(\.isLetter)
    let speaksOfHours =
      text.contains(":") || words.hasPrefix("h") || words.hasPrefix("г") || words.hasPrefix("ч")
    let minutes: Int
    switch (numbers.count, speaksOfHours) {
    case (1, false): minutes = numbers[0]
    case (1, true): minutes = numbers[0] < 25 ? numbers[0] * 60 : 0
    case (2, true):
      guard numbers[0] < 25, numbers[1] < 60 else { return nil }
      minutes = numbers[0] * 60 + numbers[1]
    default: return nil
    }
    return (5...1_440).contains(minutes) ? minutes : nil
  }

  /// Hours of a day from “9-13, 14-18” or “09:00–18:30”; nil when they make no sense.
  static func hours(_ text: String) -> [TimeRange]? {
    var ranges: [TimeRange] = []
    let parts = text.split { ",;\n".contains($0) }.map { String($0).trimmed }
      .filter { !$0.isEmpty }
    for part in parts {
      let ends = part.split { "-–—".contains($0) }.map { String($0).trimmed }
      guard ends.count == 2, let from = clock(ends[0]), let to = clock(ends[1]),
        let range = TimeRange("\(from)-\(to)")
      else { return nil }
      ranges.append(range)
    }
    ranges.sort { $0.start < $1.start }
    for (a, b) in zip(ranges, ranges.dropFirst()) where b.start < a.end { return nil }
    return ranges.isEmpty ? nil : ranges
  }

  /// “9”, “9:30”, “9.30”, “0930” as “09:30”.
  private static func clock(_ text: String) -> String? {
    let numbers = text.split { ":.h".contains($0) }.map { Int($0) }
    var hour: Int
    var minute = 0
    switch numbers.count {
    case 1:
      guard let number = numbers[0] else { return nil }
      hour = number
      if text.count == 4 { (hour, minute) = (number / 100, number % 100) }
    case 2:
      guard let h = numbers[0], let m = numbers[1] else { return nil }
      (hour, minute) = (h, m)
    default: return nil
    }
    guard (0...24).contains(hour), (0..<60).contains(minute), hour * 60 + minute <= 1_440 else {
      return nil
    }
    return String(format: "%02d:%02d", hour, minute)
  }
}
