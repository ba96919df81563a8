import Foundation
import NIOCore
import NIOPosix

/// An open file of the media folder, read piece by piece off the threads that serve.
final class FileReader: Sendable {
  /// Bytes read at once: two of these are all that a download holds in memory.
  static let piece = 128 * 1024

  private let descriptor: Int32

  /// Nil when there is no such file, or not of that size.
  init?(path: String, size: Int64) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int64(status.st_size) == size else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Whether a file of that size lies there.
  static func isThere(_ path: String, size: Int64) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && Int64(status.st_size) == size
  }

  /// The bytes from `offset` on, `count` at most but never none; throws when the file has become
  /// shorter.
  func read(at offset: Int64, count: Int) async throws -> ByteBuffer {
    try await NIOThreadPool.singleton.runIfActive { [descriptor] in
      var buffer = ByteBufferAllocator().buffer(capacity: count)
      let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { memory in
        while true {
          let got = pread(descriptor, memory.baseAddress, count, off_t(offset))
          if got >= 0 { return got }
          if errno != EINTR { throw IOError(errnoCode: errno, reason: "pread") }
        }
      }
      guard got > 0 else {
        throw IOError(errnoCode: EIO, reason: "a file of the media folder shrank")
      }
      return buffer
    }
  }
}
