/// A stretch of wall time that begins on some date: from `start` to `end`, in minutes since that
/// date's midnight. An `end` above 1440 is on the next date; exactly 1440 is the end of the date.
package struct TimeRange: Hashable, Sendable {
  package let start: Int
  package let end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// Reads `09:00-13:00`; where the second time is not later it is on the next date
  /// (`22:00-02:00`). `24:00` is good for an end only. Nil when it is no such range.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = Self.minute(parts[0]), let end = Self.minute(parts[1]),
      start < 1_440
    else { return nil }
    self.init(start: start, end: end <= start ? end + 1_440 : end)
  }

  /// Whether it is a range that a calendar can hold: not empty, at most a day long.
  package var isSound: Bool {
    (0..<1_440).contains(start) && end > start && end - start <= 1_440
  }

  private static func minute(_ text: some StringProtocol) -> Int? {
    var reader = DigitReader(text.utf8)
    guard let hour = reader.number(digits: 2) ?? reader.number(digits: 1), reader.take(":"),
      let minute = reader.number(digits: 2), reader.isAtEnd, minute < 60,
      hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }
}

extension TimeRange: CustomStringConvertible {
  /// `09:00-13:00`, in the form that is read again as the same range.
  package var description: String {
    "\(Self.clock(start))-\(Self.clock(end > 1_440 ? end - 1_440 : end))"
  }

  private static func clock(_ minute: Int) -> String {
    "\(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
  }
}

extension TimeRange: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let range = TimeRange(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time range")
    }
    self = range
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
