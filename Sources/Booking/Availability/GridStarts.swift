/// The starts that a grid offers within a stretch. Seconds since 1970 throughout.
struct GridStarts: Sendable {
  let grid: Grid
  /// In seconds, at least a minute.
  let step: Int64
  let zone: Zone

  /// Hands on the grid's starts in `range`, in order.
  ///
  /// - Parameters:
  ///   - window: the beginning of the merged window; nil when it has none.
  ///   - stretch: the first moment of the free stretch; nil when it has none.
  func forEach(
    in range: ClosedRange<Int64>, window: Int64?, stretch: Int64?, _ body: (Int64) -> Void
  ) {
    switch grid {
    case .clock: wallClock(range, body)
    case .window: steps(from: window, in: range, body)
    case .packed: steps(from: stretch, in: range, body)
    }
  }

  private func steps(
    from anchor: Int64?, in range: ClosedRange<Int64>, _ body: (Int64) -> Void
  ) {
    guard let anchor else { return midnights(range, body) }
    var start = anchor + (range.lowerBound - anchor).ceilingDivided(by: step) * step
    while start <= range.upperBound {
      body(start)
      start += step
    }
  }

  /// Steps from the first moment of each local date, for windows without a beginning: every day
  /// offers the same times, whatever the step and the season.
  private func midnights(_ range: ClosedRange<Int64>, _ body: (Int64) -> Void) {
    let last = zone.dayNumber(at: Instant(range.upperBound))
    var day = zone.dayNumber(at: Instant(range.lowerBound))
    while day <= last {
      let date = zone.dayRange(dayNumber: day)
      let lower = max(range.lowerBound, date.lowerBound.seconds)
      let upper = min(range.upperBound, date.upperBound.seconds - 1)
      if lower <= upper { steps(from: date.lowerBound.seconds, in: lower...upper, body) }
      day += 1
    }
  }

  /// Minutes since midnight divisible by the step, on the wall clock; both times in an overlap.
  private func wallClock(_ range: ClosedRange<Int64>, _ body: (Int64) -> Void) {
    var index = zone.table.index(at: range.lowerBound)
    var lower = range.lowerBound
    while lower <= range.upperBound {
      let end = zone.table.end(of: index)
      let offset = Int64(zone.table.offsets[index])
      let last = min(range.upperBound, end - 1) + offset
      var local = lower + offset
      while local <= last {
        let midnight = local.floorDivided(by: 86_400) * 86_400
        let next = midnight + (local - midnight).ceilingDivided(by: step) * step
        if next >= midnight + 86_400 {
          local = midnight + 86_400
        } else {
          if next <= last { body(next - offset) }
          local = next + 1
        }
      }
      lower = end
      index += 1
    }
  }
}
