import Chance
import Foundation

/// The sandbox's time: the machine's plus an offset, or one that stands still.
struct SandboxClock: Sendable {
  private let fixed: Int64?
  private(set) var offset: Int64 = 0

  init(_ kind: SandboxConfiguration.ClockKind) {
    switch kind {
    case .real: fixed = nil
    case .manual(let start): fixed = start
    }
  }

  /// Unix milliseconds.
  var milliseconds: Int64 {
    let base = fixed.map { $0 * 1000 } ?? Int64(Date().timeIntervalSince1970 * 1000)
    return base + offset * 1000
  }

  /// Unix seconds.
  var now: Int64 { milliseconds / 1000 }

  /// Moves forward; time never runs back.
  mutating func advance(by seconds: Int64) {
    offset += min(max(seconds, 0), 10 * 366 * 86_400)
  }
}

/// The same seed gives the same sandbox.
extension SplitMix {
  /// A decimal id as Telegram's query ids look.
  mutating func queryID() -> String {
    String(1_000_000_000_000_000 + next() % 8_999_999_999_999_999)
  }

  mutating func name(length: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    return String((0..<length).map { _ in alphabet[Int(next() % 64)] })
  }
}
