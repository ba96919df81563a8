import Store
import Synchronization

/// Sees to it that content which has just come into the folder is not cleared away as something that
/// nobody refers to: between its arrival and the commit that refers to it, nobody does.
///
/// Whatever arrives is in custody before it has its name. What clears away first opens a search, looks
/// who refers to what, and then removes only what has not come in since: both under one lock.
final class Custody: Sendable {
  fileprivate struct State {
    /// Arrived, and not referred to yet.
    var arrived: [[UInt8]: Int] = [:]
    /// Arrived, referred to or not, since the search was opened.
    var since: Set<[UInt8]>?
  }

  private let state = Mutex(State())

  /// Gives content its name while it is in custody.
  func takeIn<E: Error>(_ digest: [UInt8], _ place: () throws(E) -> Void) throws(E) {
    try state.withLock { (state) throws(E) in
      state.arrived[digest, default: 0] += 1
      state.since?.insert(digest)
      do throws(E) {
        try place()
      } catch {
        state.release(digest)
        throw error
      }
    }
  }

  /// The transaction that refers to it is committed.
  func release(_ digests: [[UInt8]]) {
    state.withLock { state in for digest in digests { state.release(digest) } }
  }

  /// From here on everything that comes in is spared until the next search.
  func openSearch() {
    state.withLock { $0.since = Set($0.arrived.keys) }
  }

  /// Removes content that nobody refers to, if none of it has come in meanwhile.
  func clear(_ digest: [UInt8], _ remove: () -> Void) -> Bool {
    state.withLock { state in
      if state.since?.contains(digest) ?? true { return false }
      remove()
      return true
    }
  }
}

extension Custody.State {
  fileprivate mutating func release(_ digest: [UInt8]) {
    guard let count = arrived[digest] else { return }
    arrived[digest] = count > 1 ? count - 1 : nil
  }
}
