import Synchronization

/// One sequence of numbers for all who hold it, on any thread.
package final class Dice: RandomNumberGenerator, Sendable {
  private let numbers: Mutex<SplitMix>

  package init(seed: UInt64) { numbers = Mutex(SplitMix(seed: seed)) }

  package func next() -> UInt64 { numbers.withLock { $0.next() } }
}
