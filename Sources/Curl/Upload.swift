import CCurl
import Glibc

/// Where curl reads a request's body or a letter from, piece by piece.
enum Upload {
  case bytes([UInt8], offset: Int)
  case file(Int32)

  /// Opens a file for streaming; its size in bytes.
  static func opening(_ path: String) throws(CurlError) -> (Upload, size: Int) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .file(reason(errno), sent: false) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      Glibc.close(file)
      throw .file("not a regular file", sent: false)
    }
    return (.file(file), Int(facts.st_size))
  }

  /// Fills `buffer`; how many bytes, 0 at the end, nil on a fault.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    switch self {
    case .bytes(let bytes, let offset):
      let count = min(buffer.count, bytes.count - offset)
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: .init(rebasing: $0[offset..<offset + count]))
      }
      self = .bytes(bytes, offset: offset + count)
      return count
    case .file(let file):
      let count = Glibc.read(file, buffer.baseAddress, buffer.count)
      return count < 0 ? nil : count
    }
  }

  mutating func rewind(to position: Int) -> Bool {
    switch self {
    case .bytes(let bytes, _):
      guard (0...bytes.count).contains(position) else { return false }
      self = .bytes(bytes, offset: position)
      return true
    case .file(let file): return lseek(file, position, SEEK_SET) == position
    }
  }

  func close() {
    if case .file(let file) = self { Glibc.close(file) }
  }

  /// The system's words for an error number.
  static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
