/// Telegram's limits on sending: about one message a second to a chat with a small burst, thirty
/// a second overall, twenty a minute to a group.
package struct FloodLimits: Sendable {
  package var perChatPerSecond = 1.0
  package var chatBurst = 5.0
  package var overallPerSecond = 30.0
  package var overallBurst = 30.0
  package var perGroupPerMinute = 20.0

  package init() {}
}

/// Token buckets for `FloodLimits`.
struct FloodGate: Sendable {
  private struct Bucket: Sendable {
    var tokens: Double
    var at: Int64

    /// Seconds until a token is there; 0 takes it.
    mutating func wait(rate: Double, burst: Double, now: Int64) -> Double {
      tokens = min(burst, tokens + Double(max(0, now - at)) / 1000 * rate)
      at = now
      return tokens >= 1 ? 0 : (1 - tokens) / rate
    }
  }

  let limits: FloodLimits
  private var overall: Bucket
  private var chats: [Int64: Bucket] = [:]

  init(limits: FloodLimits) {
    self.limits = limits
    overall = Bucket(tokens: limits.overallBurst, at: 0)
  }

  /// Counts one message to the chat; seconds to wait when there have been too many.
  mutating func pass(chat: Int64, now: Int64) -> Int? {
    let rate = chat < 0 ? limits.perGroupPerMinute / 60 : limits.perChatPerSecond
    let burst = chat < 0 ? limits.perGroupPerMinute : limits.chatBurst
    var bucket = chats[chat] ?? Bucket(tokens: burst, at: now)
    let chatWait = bucket.wait(rate: rate, burst: burst, now: now)
    let overallWait = overall.wait(
      rate: limits.overallPerSecond, burst: limits.overallBurst, now: now)
    let wait = max(chatWait, overallWait)
    if wait == 0 {
      bucket.tokens -= 1
      overall.tokens -= 1
    }
    chats[chat] = bucket
    return wait == 0 ? nil : max(1, Int(wait.rounded(.up)))
  }
}
