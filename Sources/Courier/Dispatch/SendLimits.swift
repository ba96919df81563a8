/// How fast Telegram lets a bot send (Bot API FAQ, "My bot is hitting limits").
package struct SendLimits: Sendable {
  /// Messages a chat takes at once after a rest, and how long each of them takes to come back.
  package struct Burst: Sendable {
    package var size: Int
    package var millisecondsEach: Int64
  }

  /// nil: without limit, as everywhere here.
  package var perChat: Burst?
  /// Messages within any second, to all chats together.
  package var perSecond: Int?
  /// Messages within any minute, to one group.
  package var perGroupMinute: Int?
  /// Calls under way at the same time, callback answers aside.
  package var atOnce: Int

  package init(perChat: Burst?, perSecond: Int?, perGroupMinute: Int?, atOnce: Int) {
    self.perChat = perChat
    self.perSecond = perSecond
    self.perGroupMinute = perGroupMinute
    self.atOnce = atOnce
  }

  package static let standard = SendLimits(
    perChat: Burst(size: 5, millisecondsEach: 1000), perSecond: 30, perGroupMinute: 20,
    atOnce: 12)
  /// With paid broadcasts; wants as many connections as calls at once.
  package static let paid = SendLimits(
    perChat: Burst(size: 5, millisecondsEach: 1000), perSecond: 1000, perGroupMinute: 20,
    atOnce: 64)
  /// For a server of one's own and for load tests.
  package static let off = SendLimits(
    perChat: nil, perSecond: nil, perGroupMinute: nil, atOnce: 12)
}

/// A purse of tokens that fills by itself: `size` at most, one more every `each` milliseconds.
struct Purse {
  private let burst: SendLimits.Burst
  /// When the purse is (or was) full again. Full minus n tokens is n × each before that.
  private var fullAt: Int64 = .min

  init(_ burst: SendLimits.Burst) { self.burst = burst }

  /// The tick from which one token can be taken.
  var readyAt: Int64 {
    fullAt == .min ? .min : fullAt - Int64(burst.size - 1) * burst.millisecondsEach
  }

  func isFull(at tick: Int64) -> Bool { fullAt <= tick }

  mutating func take(at tick: Int64) {
    fullAt = max(fullAt, tick) + burst.millisecondsEach
  }
}

/// At most `limit` events within any stretch of `span` milliseconds, exactly.
struct Window {
  private let span: Int64
  private var ticks: [Int64]
  private var oldest = 0

  init(limit: Int, span: Int64) {
    self.span = span
    ticks = Array(repeating: .min, count: max(limit, 1))
  }

  /// The tick from which one more fits.
  var readyAt: Int64 { ticks[oldest] == .min ? .min : ticks[oldest] + span }

  func isEmpty(at tick: Int64) -> Bool {
    let newest = ticks[(oldest + ticks.count - 1) % ticks.count]
    return newest == .min || newest + span <= tick
  }

  mutating func take(at tick: Int64) {
    ticks[oldest] = tick
    oldest = (oldest + 1) % ticks.count
  }
}
