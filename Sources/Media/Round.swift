import FrontDesk
import Store

/// What the collector has in hand.
struct Round {
  /// Loaded, not begun.
  var queue: [WantedFile] = []
  var flying: Set<WantedFile> = []
  /// Come to an end and not written down.
  var landed: [FetchResult] = []
  /// When the oldest of them came.
  var landedAt: Int64 = 0
  /// When the nap that is under way ends; nil: there is none.
  var napEnds: Int64?
  /// There may be something in the store that is not in the queue.
  var mayWait = true
  /// Nothing is begun before.
  var restsUntil: Int64 = .min
  /// How often in a row the line failed, or the store.
  var outage = 0
  var faults = 0
  /// Nothing can be kept.
  var trouble: MediaTrouble?
  /// How many files have come, ever.
  var arrivals = 0
  /// Files at which the line failed: how often, and how many others had come by then.
  var stumbles: [WantedFile: (times: Int, arrivals: Int)] = [:]
  /// The next part of the folder to be compared with the store, and when all of it was.
  var part: UInt8 = 0
  var compared: Int64?
  /// Names the files that come in.
  var number = 0
  private let start = ContinuousClock.now

  /// Milliseconds that only grow.
  var tick: Int64 {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  var isIdle: Bool { queue.isEmpty && flying.isEmpty && landed.isEmpty }

  /// Whether somebody has this file in hand.
  func holds(_ wanted: WantedFile) -> Bool {
    flying.contains { $0.file == wanted.file && $0.fileID == wanted.fileID }
      || landed.contains {
        $0.wanted.file == wanted.file && $0.wanted.fileID == wanted.fileID
      }
  }

  mutating func land(_ wanted: WantedFile, _ outcome: FetchOutcome) {
    if landed.isEmpty { landedAt = tick }
    landed.append(FetchResult(wanted, outcome))
  }
}
