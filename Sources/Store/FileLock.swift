import Foundation

/// Holds an advisory lock on a file beside the database for as long as the process lives, so that
/// two processes never serve one database.
final class FileLock: Sendable {
  private let descriptor: Int32

  init(path: String) throws(StoreFault) {
    let database = String(path.dropLast(".lock".count))
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unreachable(path: database, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EWOULDBLOCK { throw .locked(path: database) }
      throw .unreachable(path: database, reason: String(cString: strerror(reason)))
    }
  }

  /// Lets another process in, before this object goes.
  func release() { flock(descriptor, LOCK_UN) }

  deinit {
    // A child that is just being started holds the file a moment longer, but not the lock.
    release()
    close(descriptor)
  }
}
