import Chance

/// What goes wrong between the bot and the sandbox. Tests and the page's switches set it.
package struct Faults: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// 429 with `retry_after`; no effect.
    case tooManyRequests = "429"
    /// 500 with a JSON body; no effect.
    case internalError = "500"
    /// 502 with a proxy's HTML page; no effect.
    case badGateway = "502"
    /// No answer at all until the client gives up; no effect.
    case hang
    /// The connection is closed without an answer; no effect.
    case reset
    /// The call takes effect, then the connection is closed without an answer.
    case resetAfter = "reset_after"
    /// The call takes effect, but half of the JSON is missing.
    case truncated
    /// The call takes effect, but 200 comes with an HTML page.
    case html
  }

  /// A fault for the next calls, in their order.
  package struct Planned: Sendable, Equatable {
    package var kind: Kind
    package var count: Int
    /// Seconds, for 429.
    package var retryAfter: Int
    /// Only calls of this method (any case); nil means any but none is skipped for others.
    package var method: String?

    package init(_ kind: Kind, count: Int = 1, retryAfter: Int = 1, method: String? = nil) {
      self.kind = kind
      self.count = count
      self.retryAfter = retryAfter
      self.method = method
    }
  }

  /// Random faults: each call fails with `probability`, by one of `kinds`.
  package struct Mix: Sendable, Equatable {
    package var probability: Double
    package var kinds: [Kind]

    package init(probability: Double, kinds: [Kind] = Kind.allCases.filter { $0 != .hang }) {
      self.probability = probability
      self.kinds = kinds
    }
  }

  /// Every connection of the bot is closed at once.
  package var down = false
  /// Added before each answer.
  package var latencyMilliseconds = 0
  package var next: [Planned] = []
  /// Each update is delivered twice in one answer.
  package var duplicateUpdates = false
  /// The updates of one answer come shuffled.
  package var outOfOrder = false
  package var mix: Mix?
  /// How the mail server treats letters.
  package var mail = MailMood.takes
  /// How the gateway treats short messages.
  package var sms = MailMood.takes

  package init() {}

  /// The fault of one call, used up if it was planned.
  mutating func take(method: String, using generator: inout SplitMix) -> Planned? {
    let matching = next.firstIndex {
      $0.count > 0 && ($0.method.map { $0.lowercased() == method } ?? true)
    }
    if let index = matching {
      let planned = next[index]
      next[index].count -= 1
      if next[index].count <= 0 { next.remove(at: index) }
      return planned
    }
    if let mix, !mix.kinds.isEmpty, Double.random(in: 0..<1, using: &generator) < mix.probability {
      return mix.kinds.randomElement(using: &generator).map { Planned($0) }
    }
    return nil
  }

  /// The form of the control HTTP interface.
  var json: JSON {
    [
      "down": .bool(down), "latency_ms": .int(Int64(latencyMilliseconds)),
      "next": .array(
        next.map { planned in
          [
            "kind": .string(planned.kind.rawValue), "count": .int(Int64(planned.count)),
            "retry_after": .int(Int64(planned.retryAfter)),
            "method": planned.method.map(JSON.string) ?? .null,
          ]
        }),
      "duplicate_updates": .bool(duplicateUpdates), "out_of_order": .bool(outOfOrder),
      "mix": .double(mix?.probability ?? 0), "mail": .string(mail.rawValue),
      "sms": .string(sms.rawValue),
    ]
  }

  /// Changes what the JSON names and leaves the rest; false when something is malformed.
  mutating func apply(_ json: JSON) -> Bool {
    guard let object = json.object else { return false }
    var copy = self
    for member in object.members {
      switch (member.key, member.value) {
      case ("down", .bool(let value)): copy.down = value
      case ("latency_ms", .int(let value)):
        copy.latencyMilliseconds = Int(min(max(value, 0), 60_000))
      case ("duplicate_updates", .bool(let value)): copy.duplicateUpdates = value
      case ("out_of_order", .bool(let value)): copy.outOfOrder = value
      case ("mail", .string(let value)):
        guard let mood = MailMood(rawValue: value) else { return false }
        copy.mail = mood
      case ("sms", .string(let value)):
        guard let mood = MailMood(rawValue: value) else { return false }
        copy.sms = mood
      case ("mix", let value):
        guard let probability = value.double else { return false }
        copy.mix = probability > 0 ? Mix(probability: min(probability, 1)) : nil
      case ("next", .array(let items)):
        var planned: [Planned] = []
        for item in items {
          guard let kind = item["kind"]?.string.flatMap(Kind.init(rawValue:)) else { return false }
          planned.append(
            Planned(
              kind, count: Int(clamping: item["count"]?.int ?? 1),
              retryAfter: Int(clamping: item["retry_after"]?.int ?? 1),
              method: item["method"]?.string))
        }
        copy.next = planned
      default: return false
      }
    }
    self = copy
    return true
  }
}
