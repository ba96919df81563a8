import Foundation

/// A file that is written under a passing name and gets its own only when it is whole and on the
/// disk: a crash leaves it or nothing under that name.
struct CopyFile {
  let target: String
  let passing: String
  static let ending = ".part"

  init(target: String) {
    self.target = target
    passing = target + Self.ending
  }

  /// Makes the passing file, empty and for its owner's eyes only.
  func begin() throws(CopyFault) {
    discard()
    let descriptor = open(passing, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.fault(errno, at: target) }
    close(descriptor)
  }

  /// Puts the file where it belongs; whatever is there is replaced only if that is wished.
  func finish(replacing: Bool) throws(CopyFault) {
    try Self.flush(passing)
    if replacing {
      guard rename(passing, target) == 0 else { throw Self.fault(errno, at: target) }
    } else if link(passing, target) == 0 {
      unlink(passing)
    } else if errno == EEXIST {
      throw .exists(path: target)
    } else {
      // A file system without hard links.
      guard access(target, F_OK) != 0 else { throw .exists(path: target) }
      guard rename(passing, target) == 0 else { throw Self.fault(errno, at: target) }
    }
    try? Self.flush(Self.folder(of: target))
  }

  func discard() {
    for ending in ["", "-journal", "-wal", "-shm"] { unlink(passing + ending) }
  }

  static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  static func flush(_ path: String) throws(CopyFault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(errno, at: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw fault(errno, at: path) }
  }

  static func fault(_ code: Int32, at path: String) -> CopyFault {
    switch code {
    case ENOSPC, EDQUOT: .full(path: path)
    case ENOENT: .unwritable(path: path, reason: "there is no such folder")
    default: .unwritable(path: path, reason: String(cString: strerror(code)))
    }
  }

  static func size(of path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Lets one process at a time copy a database: a lock on its key file, which is there as long as the
/// database is, and which anybody who may copy it can read.
struct CopyLock: ~Copyable {
  private let descriptor: Int32

  init(key path: String) throws(CopyFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      // Before the first start there is none, and nobody to be in the way.
      if errno == ENOENT { return }
      throw .unwritable(path: path, reason: "it can't be read: " + String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw .busy
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
