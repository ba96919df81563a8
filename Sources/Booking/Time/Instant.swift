/// A moment, in whole seconds since 1970-01-01T00:00:00Z; the only form in which moments are
/// stored and compared.
package struct Instant: Hashable, Comparable, Sendable {
  package var seconds: Int64

  package init(_ seconds: Int64) { self.seconds = seconds }

  package func adding(seconds count: Int64) -> Instant { Instant(seconds &+ count) }
  package func adding(seconds count: Int) -> Instant { Instant(seconds &+ Int64(count)) }
  package func adding(minutes count: Int) -> Instant { Instant(seconds &+ Int64(count) &* 60) }

  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

  /// Seconds from `b` to `a`.
  package static func - (a: Instant, b: Instant) -> Int64 { a.seconds &- b.seconds }
}

extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    seconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(seconds)
  }
}

extension Instant: CustomStringConvertible {
  package var description: String { iso }

  /// RFC 3339 in UTC with whole seconds: `2026-03-29T22:00:00Z`.
  package var iso: String {
    let days = seconds.floorDivided(by: 86_400)
    let second = Int(seconds - days * 86_400)
    let date = LocalDate(dayNumber: Int(days))
    return "\(date.iso)T\(twoDigits(second / 3_600)):\(twoDigits(second / 60 % 60)):"
      + "\(twoDigits(second % 60))Z"
  }

  /// Reads RFC 3339: `2026-03-29T22:00:00Z`, also with an offset (`+03:00`, `+0300`), without
  /// seconds, or with a fraction, which is cut off. Nil when it is no such moment or names no offset.
  package init?(iso text: some StringProtocol) {
    var reader = DigitReader(text.utf8)
    guard let date = LocalDate(reading: &reader),
      reader.take("T") || reader.take("t") || reader.take(" "),
      let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
      let minute = reader.number(digits: 2), minute < 60
    else { return nil }
    var second = 0
    if reader.take(":") {
      guard let value = reader.number(digits: 2), value < 60 else { return nil }
      second = value
      if reader.take(".") || reader.take(",") {
        guard reader.number(digits: 1) != nil else { return nil }
        while reader.number(digits: 1) != nil {}
      }
    }
    guard let offset = Self.offset(reading: &reader), reader.isAtEnd else { return nil }
    let local = Int64(date.dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    self.init(local - Int64(offset))
  }

  /// `Z`, `+03:00`, `-0330` or `+03`, in seconds east of UTC.
  private static func offset(reading reader: inout DigitReader<some Collection<UInt8>>) -> Int? {
    if reader.take("Z") || reader.take("z") { return 0 }
    let sign = reader.take("+") ? 1 : -1
    guard sign == 1 || reader.take("-"), let hours = reader.number(digits: 2), hours < 24 else {
      return nil
    }
    _ = reader.take(":")
    guard !reader.isAtEnd else { return sign * hours * 3_600 }
    guard let minutes = reader.number(digits: 2), minutes < 60 else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }
}

extension FixedWidthInteger {
  /// Division that rounds towards minus infinity, as moments before 1970 need.
  func floorDivided(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  /// Division that rounds towards plus infinity.
  func ceilingDivided(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor != 0 && (self < 0) == (divisor < 0) ? quotient + 1 : quotient
  }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
