import CCurl
import Glibc

/// Where the bytes of an answer's body come down: memory, or a file for a good answer.
struct Landing {
  static let errorLimit = 16 << 20

  private(set) var body: [UInt8] = []
  private var limit = 0
  private var path: String?
  private var file: Int32 = -1
  private var written = 0
  private var hasBegun = false

  init() {}

  init(_ download: HTTPRequest.Download) {
    switch download {
    case .memory(let limit): self.limit = limit
    case .file(let path, let limit): (self.path, self.limit) = (path, limit)
    }
  }

  /// Keeps a piece of the body. `status` and `length` (the announced one, or -1) are asked for
  /// the first piece only.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, status: () -> Int, length: () -> Int
  ) throws(CurlError) {
    if !hasBegun {
      hasBegun = true
      let announced = length()
      if path != nil {
        if (200...299).contains(status()) {
          try openFile()
        } else {
          (path, limit) = (nil, Self.errorLimit)
        }
      }
      guard announced <= limit else { throw .bodyTooLarge(limit: limit) }
      if file < 0, announced > bytes.count { body.reserveCapacity(announced) }
    }
    written += bytes.count
    guard written <= limit else { throw .bodyTooLarge(limit: limit) }
    if file >= 0 { try write(bytes) } else { body.append(contentsOf: bytes) }
  }

  /// After the last byte: the file takes its name. Answers the body kept in memory.
  mutating func finish(status: Int) throws(CurlError) -> [UInt8] {
    if let path {
      if file < 0, (200...299).contains(status) { try openFile() }
      if file >= 0 {
        let isClosed = close(file) == 0
        file = -1
        guard isClosed, rename(partial(path), path) == 0 else {
          let reason = Upload.reason(errno)
          unlink(partial(path))
          throw .file(reason, sent: true)
        }
      }
    }
    return body
  }

  /// After a failure: no half file stays behind.
  mutating func abandon() {
    guard file >= 0, let path else { return }
    close(file)
    file = -1
    unlink(partial(path))
  }

  private func partial(_ path: String) -> String { path + ".part" }

  private mutating func openFile() throws(CurlError) {
    guard let path else { return }
    file = open(partial(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(Upload.reason(errno), sent: true) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(CurlError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .file(Upload.reason(errno), sent: true) }
      rest = .init(rebasing: rest[count...])
    }
  }
}
