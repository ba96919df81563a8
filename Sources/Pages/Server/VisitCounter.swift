import Booking
import FrontDesk
import Store
import Synchronization

/// Counts visits to links in memory, for one write now and then.
final class VisitCounter: Sendable {
  private struct State {
    var counts: [ID<PageLink>: PageCount] = [:]
    /// When each visitor was seen last at each link.
    var seen: [Visit: Int64] = [:]
  }

  private struct Visit: Hashable {
    let link: ID<PageLink>
    let visitor: String
    let isDownload: Bool
  }

  private let state = Mutex(State())

  /// A visitor who comes again within ten minutes is the same visit.
  static let pause: Int64 = 600

  func note(_ link: ID<PageLink>, by visitor: String, isDownload: Bool, now: Instant) {
    state.withLock { state in
      let visit = Visit(link: link, visitor: visitor, isDownload: isDownload)
      let last = state.seen[visit]
      if state.seen.count > 50_000 { state.seen = [:] }
      state.seen[visit] = now.seconds
      if let last, now.seconds - last < Self.pause, last <= now.seconds { return }
      if isDownload {
        state.counts[link, default: PageCount()].downloads += 1
      } else {
        state.counts[link, default: PageCount()].views += 1
      }
    }
  }

  /// What was counted since the last time.
  func collect(now: Instant) -> [ID<PageLink>: PageCount] {
    state.withLock { state in
      state.seen = state.seen.filter { now.seconds - $0.value < Self.pause }
      defer { state.counts = [:] }
      return state.counts
    }
  }

  /// Puts back what could not be written.
  func putBack(_ counts: [ID<PageLink>: PageCount]) {
    state.withLock { state in
      for (link, count) in counts {
        state.counts[link, default: PageCount()].views += count.views
        state.counts[link, default: PageCount()].downloads += count.downloads
      }
    }
  }
}
