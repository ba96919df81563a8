import Booking
import Foundation

/// Hours of a day as people type them: “9-13, 14-18”, “09:00–18:30”, “9am-6pm”, “22-2”.
///
/// An end that is not later than its start is on the next day.
enum HoursTyped: Equatable {
  /// In order, none overlapping the next on that day.
  case windows([TimeRange])
  case unreadable
  /// Such as 25 or 9:75.
  case noSuchTime(String)
  /// From a time to the same time.
  case noLength(String)
  case overlapping(TimeRange, TimeRange)
  case tooMany

  static var mostWindows: Int { 8 }

  static func read(_ text: String) -> HoursTyped {
    let parts = text.lowercased().split { ",;\n+&".contains($0) }.map { String($0).trimmed }
      .filter { !$0.isEmpty }
    if parts.isEmpty || parts.contains(where: { $0.count > 40 }) { return .unreadable }
    var windows: [TimeRange] = []
    for part in parts.prefix(Self.mostWindows + 1) {
      let ends = part.split { "-–—−".contains($0) }.map { String($0).trimmed }
      guard ends.count == 2 else { return .unreadable }
      switch (clock(ends[0]), clock(ends[1])) {
      case (.unreadable, _), (_, .unreadable): return .unreadable
      case (.impossible, _): return .noSuchTime(ends[0])
      case (_, .impossible): return .noSuchTime(ends[1])
      case (.minute(let from), .minute(let to)):
        if from == 1_440 { return .noSuchTime(ends[0]) }
        if from == to { return .noLength(part) }
        windows.append(TimeRange(start: from, end: to <= from ? to + 1_440 : to))
      }
    }
    if parts.count > mostWindows { return .tooMany }
    windows.sort { $0.start < $1.start }
    for (a, b) in zip(windows, windows.dropFirst()) where b.start < a.end {
      return .overlapping(a, b)
    }
    return .windows(windows)
  }

  private enum Clock {
    case minute(Int)
    /// Digits, but no time of day.
    case impossible
    case unreadable
  }

  /// “9”, “9:30”, “9.30”, “9h30”, “0930”, “9 am”.
  private static func clock(_ text: String) -> Clock {
    var digits = text
    var half: Int?
    for (mark, hours) in [("am", 0), ("pm", 12), ("a.m.", 0), ("p.m.", 12)]
    where text.hasSuffix(mark) {
      half = hours
      digits = String(text.dropLast(mark.count)).trimmed
    }
    if digits.hasSuffix("h") { digits.removeLast() }
    let numbers = digits.split(omittingEmptySubsequences: false) { ":.h".contains($0) }
    guard (1...2).contains(numbers.count),
      numbers.allSatisfy({ number in
        (1...4).contains(number.count) && number.allSatisfy { $0.isASCII && $0.isNumber }
      })
    else { return .unreadable }
    var hour = Int(numbers[0]) ?? 99
    var minute = numbers.count > 1 ? Int(numbers[1]) ?? 99 : 0
    if numbers.count == 1, numbers[0].count > 2 { (hour, minute) = (hour / 100, hour % 100) }
    if let half {
      guard (1...12).contains(hour) else { return .impossible }
      hour = hour % 12 + half
    }
    guard minute < 60, hour * 60 + minute <= 1_440 else { return .impossible }
    return .minute(hour * 60 + minute)
  }
}
