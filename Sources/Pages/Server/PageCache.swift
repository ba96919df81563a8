import FrontDesk
import NIOCore
import Store
import Synchronization

/// Pages as they were rendered last, by all that they depend on; so much memory and no more.
final class PageCache: Sendable {
  struct Key: Hashable, Sendable {
    let link: ID<PageLink>
    /// Of the session: what it shows has changed when this has.
    let revision: Int
    let language: String
    /// Whether the language is part of the page's links.
    let isChosen: Bool
    /// The page of the gallery, or the picture, below zero.
    let page: Int
    let onlyPicked: Bool
    /// Which message stands above it.
    let remark: String
    let day: Int64
  }

  private struct Entry {
    let bytes: ByteBuffer
    let made: Int64
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
  }

  private let state = Mutex(State())
  private let limit: Int
  /// Names of services and of the business are in no revision: they show after this long.
  private let seconds: Int64 = 60

  init(limit: Int) { self.limit = limit }

  func page(_ key: Key, now: Int64) -> ByteBuffer? {
    state.withLock { state in
      guard let entry = state.entries[key], abs(now - entry.made) < seconds else { return nil }
      return entry.bytes
    }
  }

  func keep(_ bytes: ByteBuffer, as key: Key, now: Int64) {
    state.withLock { state in
      if state.bytes + bytes.readableBytes > limit {
        // Rare: whoever is still wanted is soon here again.
        state.entries = [:]
        state.bytes = 0
      }
      if let old = state.entries.updateValue(Entry(bytes: bytes, made: now), forKey: key) {
        state.bytes -= old.bytes.readableBytes
      }
      state.bytes += bytes.readableBytes
    }
  }

  var byteCount: Int { state.withLock { $0.bytes } }
}
