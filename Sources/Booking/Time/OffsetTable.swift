import Foundation

/// Every change of a zone's offset from UTC between 1970 and 2150, found once and then only read.
/// Shared by all that speak of the zone.
///
/// Note 1. `TimeZone.nextDaylightSavingTimeTransition` knows summer time only, not a country's
/// move to another offset (Samoa 2011, Kyiv 1990). So the offset itself is sampled and each
/// change is narrowed down by halving. No two changes since 1970 are closer than six days.
final class OffsetTable: Sendable {
  /// The zone's name.
  let identifier: String
  /// `offsets[i]` holds from `changes[i]` up to `changes[i + 1]`; the first has no beginning and
  /// the last no end.
  let changes: [Int64]
  let offsets: [Int]

  private static let span: ClosedRange<Int64> = 0...5_680_281_600
  private static let stride: Int64 = 3 * 86_400

  init(_ zone: TimeZone, named identifier: String) {
    self.identifier = identifier
    func offset(_ second: Int64) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }
    var changes = [Int64.min]
    var current = offset(Self.span.lowerBound)
    var offsets = [current]
    var time = Self.span.lowerBound
    while time < Self.span.upperBound {
      let next = time + Self.stride
      let later = offset(next)
      if later != current {
        var before = time
        var after = next
        while after - before > 1 {
          let middle = before + (after - before) / 2
          if offset(middle) == current { before = middle } else { after = middle }
        }
        changes.append(after)
        offsets.append(later)
        current = later
      }
      time = next
    }
    self.changes = changes
    self.offsets = offsets
  }

  /// The index of the stretch of constant offset that holds a moment.
  func index(at second: Int64) -> Int {
    var low = 0
    var high = changes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle] <= second { low = middle } else { high = middle }
    }
    return low
  }

  func offset(at second: Int64) -> Int { offsets[index(at: second)] }

  /// Where the stretch at `index` ends.
  func end(of index: Int) -> Int64 { index + 1 < changes.count ? changes[index + 1] : .max }

  // No zone was ever further from UTC.
  private static let furthest: Int64 = 16 * 3_600

  /// The offset at every moment that clocks show as one of `local`, where it is the same for all.
  func offset(ofLocal local: ClosedRange<Int64>) -> Int64? {
    let index = index(at: local.lowerBound - Self.furthest)
    return end(of: index) > local.upperBound + Self.furthest ? Int64(offsets[index]) : nil
  }

  /// The moment at which clocks show `local` (seconds since 1970-01-01T00:00:00 on the wall):
  /// the first or the last one where they show it twice, the moment of the change where never.
  func moment(ofLocal local: Int64, last: Bool) -> Int64 {
    let earliest = local - Self.furthest
    let latest = local + Self.furthest
    var index = index(at: earliest)
    if end(of: index) > latest { return local - Int64(offsets[index]) }
    var found: Int64?
    var gap = earliest
    while index < changes.count, changes[index] <= latest {
      let moment = local - Int64(offsets[index])
      let end = end(of: index)
      if moment >= changes[index], moment < end {
        if !last { return moment }
        found = moment
      } else if moment >= end {
        gap = end
      }
      index += 1
    }
    return found ?? gap
  }
}
