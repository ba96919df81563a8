import Digest
import Glibc
import Store

/// Reads a file through, in pieces, for what it is kept under: SHA-256, and CRC-32.
enum ContentReading {
  /// Bytes at a time: memory is the same for a thumbnail and for a film.
  private static let piece = 1 << 20

  static func read(_ path: String) async throws(MediaFault) -> MediaContent {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw MediaFault(errno) }
    defer { close(descriptor) }
    guard let hash = SHA256() else { throw MediaFault(ENOMEM) }
    var crc = CRC32()
    var size: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw MediaFault(errno) }
      if count == 0 { break }
      buffer.withUnsafeBytes { bytes in
        let read = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        hash.update(read)
        crc.update(read)
      }
      size += Int64(count)
      // Other files, and whoever else uses this thread, go on meanwhile.
      await Task.yield()
    }
    return MediaContent(digest: hash.finish(), size: size, crc: crc.value)
  }
}
